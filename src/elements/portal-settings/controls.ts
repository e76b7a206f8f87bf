import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isSame, type Path } from '../../portal/settings/document.ts';
import { fieldRow, type Row, type Wiring } from './field-row.ts';
import type { SettingsView } from './settings-view.ts';

/** A choice of a select or of radio buttons: its name in the page, what is set, how it is called. */
export interface Choice { readonly key: string; readonly value: unknown; readonly label: string; readonly help?: string; readonly disabled?: boolean }

const textOf = (event: Event): string => (event.target as HTMLInputElement).value;
const isChecked = (event: Event): boolean => (event.target as HTMLInputElement).checked;
const direction = (text: string): 'auto' | typeof nothing => (text === '' ? nothing : 'auto');

/** A text as it is. @param options `empty` is set where nothing stands in it. */
export function textRow(view: SettingsView, row: Row, options: { readonly placeholder?: string; readonly empty?: unknown; readonly code?: boolean } = {}): TemplateResult {
  const value = view.at(row.path);
  const text = typeof value === 'string' ? value : '';
  const { placeholder = '', empty = '', code = false } = options;
  return fieldRow(view, row, ({ id, described, invalid }) => html`
    <input type="text" part="control" id=${id} dir=${code ? 'ltr' : direction(text)} autocomplete="off" spellcheck=${code ? 'false' : nothing} placeholder=${placeholder || nothing}
      .value=${live(text)} aria-invalid=${invalid} aria-describedby=${described || nothing}
      @input=${(event: Event) => { view.set(row.path, textOf(event) === '' ? empty : textOf(event)); }}>`);
}

/** A whole number; what is none stays as it was typed, and is told. @param options `empty` is set where nothing stands in it. */
export function numberRow(view: SettingsView, row: Row, options: { readonly empty?: unknown; readonly unit?: string; readonly placeholder?: string } = {}): TemplateResult {
  const value = view.at(row.path);
  const shown = value == null ? '' : typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return fieldRow(view, row, ({ id, described, invalid }) => html`
    <span class="with-unit">
      <input type="text" part="control" class="number" inputmode="numeric" id=${id} autocomplete="off" placeholder=${options.placeholder ?? nothing}
        .value=${live(shown)} aria-invalid=${invalid} aria-describedby=${described || nothing}
        @input=${(event: Event) => {
          const text = textOf(event).trim();
          view.set(row.path, text === '' ? options.empty : /^\d+$/.test(text) ? Number(text) : text);
        }}>
      ${options.unit === undefined ? nothing : html`<span class="muted" aria-hidden="true">${options.unit}</span>`}
    </span>`);
}

/** One of several, in a list that opens. A value that is none of them is shown as it is. */
export function selectRow(view: SettingsView, row: Row, choices: readonly Choice[]): TemplateResult {
  const value = view.at(row.path);
  const known = choices.some((choice) => isSame(choice.value, value));
  const all = known ? choices : [{ key: '?', value, label: String(value) }, ...choices];
  return fieldRow(view, row, ({ id, described, invalid }) => html`
    <select part="control" id=${id} aria-invalid=${invalid} aria-describedby=${described || nothing}
      @change=${(event: Event) => { view.set(row.path, all.find(({ key }) => key === textOf(event))?.value); }}>
      ${all.map((choice) => html`<option value=${choice.key} ?disabled=${choice.disabled} .selected=${live(isSame(choice.value, value))}>${choice.label}</option>`)}
    </select>`);
}

/** One of a few, all in sight. @param selected The key of the one that holds. */
function radios(wiring: Wiring, choices: readonly Choice[], selected: string, choose: (choice: Choice) => void): TemplateResult {
  return html`
    <div class="radios">
      ${choices.map((choice, index) => html`
        <label class="choice">
          <input type="radio" part="control" id=${index === 0 ? wiring.id : `${wiring.id}-${choice.key}`} name=${wiring.id} .value=${choice.key} .checked=${live(choice.key === selected)} ?disabled=${choice.disabled}
            @change=${() => { choose(choice); }}>
          <span><span>${choice.label}</span>${choice.help === undefined ? nothing : html`<span class="help">${choice.help}</span>`}</span>
        </label>`)}
    </div>`;
}

/** Radio buttons for kinds of what stands at a place, each with more to say. @param selected The key of the kind that it is. */
export const kindRadios = (view: SettingsView, wiring: Wiring, path: Path, kinds: readonly Choice[], selected: string): TemplateResult =>
  radios(wiring, kinds, selected, ({ key, value }) => { view.turn(path, selected, key, value); });

/** Radio buttons for the values of a place. */
export function radioRow(view: SettingsView, row: Row, choices: readonly Choice[]): TemplateResult {
  const selected = choices.find(({ value }) => isSame(value, view.at(row.path)))?.key ?? '';
  return fieldRow(view, { ...row, group: true }, (wiring) => radios(wiring, choices, selected, ({ value }) => { view.set(row.path, value); }));
}

/** Yes or no. */
export function checkRow(view: SettingsView, row: Row): TemplateResult {
  const isOn = view.at(row.path) === true;
  return fieldRow(view, row, ({ id, described, invalid }) => html`
    <input type="checkbox" part="control" class="switch" role="switch" id=${id} aria-checked=${isOn} .checked=${live(isOn)} aria-invalid=${invalid} aria-describedby=${described || nothing}
      @change=${(event: Event) => { view.set(row.path, isChecked(event)); }}>`);
}

/** Several of a few. In the order of the choices, whatever the order of the clicks; values that are no choice stay. */
export function checkboxes(id: string, choices: readonly { readonly value: string; readonly label: string }[], chosen: readonly string[], choose: (values: string[]) => void): TemplateResult {
  const gone = chosen.filter((value) => choices.every((choice) => choice.value !== value)).map((value) => ({ value, label: value }));
  const all = [...choices, ...gone];
  return html`
    <div class="choices">
      ${all.map(({ value, label }, index) => html`
        <label class="choice">
          <input type="checkbox" part="control" id=${index === 0 ? id : `${id}-${String(index)}`} .checked=${live(chosen.includes(value))}
            @change=${(event: Event) => { choose(all.map((choice) => choice.value).filter((one) => (one === value ? isChecked(event) : chosen.includes(one)))); }}>
          <bdi>${label}</bdi>
        </label>`)}
    </div>`;
}

/** A text whose lines are the values. What is typed stays as it is, empty lines too, while it means the same. */
export function lines(view: SettingsView, wiring: Wiring, values: readonly string[], set: (values: string[]) => void, label?: string): TemplateResult {
  const typed = view.typed.get(wiring.id);
  const shown = typed !== undefined && isSame(linesOf(typed), values) ? typed : values.join('\n');
  return html`
    <textarea part="control" class="lines" id=${wiring.id} dir=${direction(shown)} spellcheck="false" .value=${live(shown)} aria-label=${label ?? nothing} aria-invalid=${wiring.invalid} aria-describedby=${wiring.described || nothing}
      @input=${(event: Event) => {
        view.typed.set(wiring.id, textOf(event));
        set(linesOf(textOf(event)));
      }}></textarea>`;
}

/** A list of texts, one a line. */
export const linesRow = (view: SettingsView, row: Row): TemplateResult =>
  fieldRow(view, { ...row, below: true }, (wiring) => lines(view, wiring, (view.at(row.path) ?? []) as string[], (values) => { view.set(row.path, values); }));

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
