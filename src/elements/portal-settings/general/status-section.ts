import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { fieldRow } from '../field-row.ts';
import { localizedRow } from '../localized.ts';
import { problemList } from '../problem-list.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** The switch, what is missing before it can be used, and what customers read meanwhile. */
export function statusSection(view: SettingsView): TemplateResult {
  const { t, document: { enabled } } = view;
  const missing = view.settings.problems.filter(({ severity }) => severity === 'required');
  const cannot = missing.length > 0 && !enabled;
  const onClick = (event: MouseEvent): void => {
    if (!cannot) return;
    event.preventDefault();
    view.say(t('settings.enabled.missing', { count: missing.length }));
  };
  return section(view, 'status', [
    fieldRow(view, { path: ['enabled'], label: t('settings.enabled'), help: t(enabled ? 'settings.enabled.on' : 'settings.enabled.off') }, ({ id, described }) => html`
      <input type="checkbox" part="control" class="switch" role="switch" id=${id} aria-checked=${enabled} .checked=${live(enabled)} aria-disabled=${cannot ? 'true' : nothing} aria-describedby=${`${described} missing`.trim()}
        @click=${onClick} @change=${(event: Event) => { view.set(['enabled'], (event.target as HTMLInputElement).checked); }}>
      <div id="missing">
        ${missing.length === 0 ? nothing : html`<div class="notice danger"><p>${t('settings.enabled.missing', { count: missing.length })}</p>${problemList(view, missing)}</div>`}
      </div>`),
    localizedRow(view, { path: ['offMessage'], label: t('settings.offMessage'), help: t('settings.offMessage.help') }, { multiline: true, placeholder: t('settings.offMessage.default') }),
  ]);
}
