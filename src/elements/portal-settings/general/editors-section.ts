import { html, type TemplateResult } from 'lit';
import { linesRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

const PATH = ['editors'];

/** Who may open these settings besides the owners. Only owners may change that. */
export function editorsSection(view: SettingsView): TemplateResult {
  const { t, state, document: { editors } } = view;
  const row = { path: PATH, label: t('settings.editors'), help: `${t('settings.editors.help')} ${t('settings.onePerLine')}` };
  if (state.role === 'owner') return section(view, 'editors', linesRow(view, row));
  return section(view, 'editors', fieldRow(view, { ...row, help: t('settings.editors.ownersOnly'), group: true }, () =>
    (editors.length === 0 ? html`<p class="muted">${t('settings.editors.none')}</p>` : html`<ul role="list" class="plain">${editors.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>`)));
}
