import { html, type TemplateResult } from 'lit';
import type { PortalSettings } from '../../../contract/index.ts';
import { readSettings } from '../../../portal/settings/document.ts';
import { heading } from '../../parts/heading.ts';
import { copyButton } from '../copy-button.ts';
import { jsonField } from '../json-field.ts';
import type { SettingsView } from '../settings-view.ts';

/** The id of the text with the whole document. */
export const JSON_ID = 'document';

const textOf = (document: PortalSettings): string => JSON.stringify(document, null, 2);

/** Ways to take the document along. */
export const exportButtons = (view: SettingsView): TemplateResult => html`
  ${copyButton(view, textOf(view.document), view.t('settings.json.copy'))}
  <a class="button" part="download" download="portal-settings.json" href=${`data:application/json;charset=utf-8,${encodeURIComponent(`${textOf(view.document)}\n`)}`}>${view.t('settings.json.download')}</a>`;

/** The whole document as text. What is typed counts as soon as it is a document that can be read. */
export function jsonPanel(view: SettingsView): TemplateResult {
  const { t } = view;
  const refuse = (value: unknown): unknown => {
    const { problems } = readSettings(value);
    return problems.length === 0 ? undefined : html`
      <span class="error-text">${t('settings.json.refused')}</span>
      <ul class="problem-list">${problems.map((problem) => html`<li><code dir="ltr">${problem.path || '{}'}</code> ${view.problemText(problem)}</li>`)}</ul>`;
  };
  return html`
    <section class="section" aria-labelledby="json-title">
      <header>${heading(view.headingLevel, t('settings.json.heading'), { id: 'json-title' })}<p class="muted">${t('settings.json.about')}</p></header>
      <div class="card padded stack">
        ${jsonField(view, { id: JSON_ID, path: [], label: t('settings.json.document'), value: view.document, refuse, set: (value) => {
          const { settings } = readSettings(value);
          if (settings !== undefined) view.settings.replace(settings);
        } })}
        <div class="row">${exportButtons(view)}</div>
      </div>
    </section>`;
}
