import { html, type TemplateResult } from 'lit';
import { sectionTitle, type SectionName } from './section.ts';
import type { SettingsView } from './settings-view.ts';

/** The sections of a tab, to get to one at once. */
export function sectionMenu(view: SettingsView, root: DocumentFragment | HTMLElement, names: readonly SectionName[]): TemplateResult {
  const go = (event: MouseEvent, name: SectionName): void => {
    // The address of the page belongs to the page, and its anchors do not reach in here.
    event.preventDefault();
    const title = root.querySelector<HTMLElement>(`#section-${name}-title`);
    title?.closest('section')?.scrollIntoView({ block: 'start' });
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  };
  return html`
    <nav class="section-menu" aria-label=${view.t('settings.sections')}>
      <ul role="list">${names.map((name) => html`<li><a href=${`#section-${name}`} @click=${(event: MouseEvent) => { go(event, name); }}>${view.t(sectionTitle(name))}</a></li>`)}</ul>
    </nav>`;
}
