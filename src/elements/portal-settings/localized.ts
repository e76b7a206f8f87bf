import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Path } from '../../portal/settings/document.ts';
import { fieldRow, type Row, type Wiring } from './field-row.ts';
import type { SettingsView } from './settings-view.ts';

const textOf = (event: Event): string => (event.target as HTMLInputElement).value;
const direction = (text: string): 'auto' | typeof nothing => (text === '' ? nothing : 'auto');

/** A text in every language of the portal. Languages without a text are left out of the document. */
export function localizedRow(view: SettingsView, row: Row, options: { readonly multiline?: boolean; readonly placeholder?: string } = {}): TemplateResult {
  const { languages } = view;
  const isOne = languages.length === 1;
  return fieldRow(view, { ...row, group: !isOne, below: true }, (wiring) => html`
    <div class="languages">
      ${languages.map((language, index) => localizedField(view, row.path, language, { ...options, wiring: { ...wiring, id: index === 0 ? wiring.id : `${wiring.id}-${language}` }, named: !isOne }))}
    </div>`);
}

/** One language of a text. */
export function localizedField(
  view: SettingsView, path: Path, language: string, options: { readonly multiline?: boolean; readonly placeholder?: string; readonly wiring: Wiring; readonly named: boolean; readonly label?: string },
): TemplateResult {
  const value = view.at([...path, language]);
  const text = typeof value === 'string' ? value : '';
  const { wiring: { id, described, invalid }, named, multiline = false, placeholder, label } = options;
  const onInput = (event: Event): void => { view.set([...path, language], textOf(event) === '' ? undefined : textOf(event)); };
  return html`
    <div class="per-language">
      ${named ? html`<label class="language" for=${id}>${label ?? view.languageName(language)}</label>` : nothing}
      ${multiline
        ? html`<textarea part="control" id=${id} lang=${language} dir=${direction(text)} placeholder=${placeholder ?? nothing} .value=${live(text)} aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${onInput}></textarea>`
        : html`<input type="text" part="control" id=${id} lang=${language} dir=${direction(text)} autocomplete="off" placeholder=${placeholder ?? nothing} .value=${live(text)} aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${onInput}>`}
    </div>`;
}
