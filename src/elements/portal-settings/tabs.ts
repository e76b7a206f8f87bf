import { html, type TemplateResult } from 'lit';
import type { SettingsView } from './settings-view.ts';

export const TABS = ['general', 'templates', 'versions', 'json'] as const;
export type Tab = (typeof TABS)[number];

const idOf = (tab: Tab): string => `tab-${tab}`;

/** The tabs, one of which is chosen; the arrow keys go from one to the next. @param choose Shows another one. */
export function tabList(view: SettingsView, chosen: Tab, choose: (tab: Tab) => void): TemplateResult {
  const onKeydown = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const isReversed = getComputedStyle(list).direction === 'rtl';
    const at = TABS.indexOf(chosen);
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + (isReversed ? -1 : 1), ArrowLeft: at + (isReversed ? 1 : -1), Home: 0, End: TABS.length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = TABS.at(to % TABS.length);
    if (tab === undefined) return;
    choose(tab);
    view.focus(idOf(tab));
  };
  return html`
    <div class="tabs" part="tabs" role="tablist" aria-label=${view.t('settings.heading')} @keydown=${onKeydown}>
      ${TABS.map((tab) => html`
        <button type="button" role="tab" id=${idOf(tab)} aria-selected=${tab === chosen} aria-controls="panel" tabindex=${tab === chosen ? 0 : -1} @click=${() => { choose(tab); }}>
          ${view.t(`settings.tab.${tab}`)}
        </button>`)}
    </div>`;
}

/** What the chosen tab shows. */
export const tabPanel = (tab: Tab, content: unknown): TemplateResult => html`
  <div class="panel" part="panel" role="tabpanel" id="panel" aria-labelledby=${idOf(tab)}>${content}</div>`;
