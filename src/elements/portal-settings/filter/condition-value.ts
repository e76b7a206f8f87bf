import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Condition, FilterProperty } from '../../../contract/index.ts';
import { checkboxes, lines } from '../controls.ts';
import type { SettingsView } from '../settings-view.ts';

/** What a condition compares with, as it is edited. */
export interface ConditionValue {
  readonly id: string;
  readonly label: string;
  readonly described: string;
  readonly invalid: boolean;
  readonly condition: Condition;
  /** Undefined for one that the ticketing system does not have any more. */
  readonly property: FilterProperty | undefined;
  readonly set: (condition: Condition) => void;
}

/** The control for the value of a condition, by the type of the property: nothing, one value, or several. */
export function conditionValue(view: SettingsView, row: ConditionValue): TemplateResult | typeof nothing {
  const { condition, property } = row;
  if (condition.operator === 'is-known' || condition.operator === 'is-unknown') return nothing;
  if (condition.operator === 'in' || condition.operator === 'not-in') return several(view, row);
  const isComparing = condition.operator === 'contains' || condition.operator === 'not-contains';
  if (property?.type === 'boolean') return select(view, row, [{ value: 'true', label: view.t('settings.yes') }, { value: 'false', label: view.t('settings.no') }]);
  if (property?.type === 'choice' && !isComparing) return select(view, row, property.options ?? []);
  if (property?.type === 'date' && !isComparing) return input(view, row, 'date');
  return input(view, row, property?.type === 'number' ? 'number' : 'text');
}

const textOf = ({ condition: { value } }: ConditionValue): string => (value === undefined || Array.isArray(value) ? '' : String(value));

function input(view: SettingsView, row: ConditionValue, type: 'text' | 'number' | 'date'): TemplateResult {
  const { id, label, described, invalid, condition, set } = row;
  const typed = view.typed.get(id);
  // The digits of 0.0 mean what they mean already, and are on the way to 0.05.
  const text = type === 'number' && typed !== undefined && isNumber(typed) && Number(typed) === condition.value ? typed : textOf(row);
  // A moment is shown as its day, which is what can be chosen here.
  const shown = type === 'date' && /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : text;
  return html`
    <input type=${type === 'date' ? 'date' : 'text'} id=${id} inputmode=${type === 'number' ? 'decimal' : nothing} dir=${shown === '' ? nothing : 'auto'} autocomplete="off"
      .value=${live(shown)} aria-label=${label} aria-describedby=${described} aria-invalid=${invalid ? 'true' : nothing}
      @input=${(event: Event) => {
        const { value, validity } = event.target as HTMLInputElement;
        view.typed.set(id, value);
        // Half a date has no value, and changes nothing yet.
        if (!validity.badInput) set({ ...condition, value: type === 'number' && isNumber(value) ? Number(value) : value });
      }}>`;
}

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);

function select(view: SettingsView, row: ConditionValue, options: readonly { readonly value: string; readonly label: string }[]): TemplateResult {
  const { id, label, described, invalid, condition, property, set } = row;
  const text = textOf(row);
  const gone = text !== '' && options.every(({ value }) => value !== text) ? [{ value: text, label: text }] : [];
  return html`
    <select id=${id} aria-label=${label} aria-describedby=${described} aria-invalid=${invalid ? 'true' : nothing}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        set({ ...condition, value: property?.type === 'boolean' ? value === 'true' : value });
      }}>
      ${text === '' ? html`<option value="" .selected=${live(true)}>${view.t('settings.filter.choose')}</option>` : nothing}
      ${[...options, ...gone].map(({ value, label: name }) => html`<option value=${value} .selected=${live(value === text)}>${name}</option>`)}
    </select>`;
}

/** Several values: a box for each that there is, else one a line. */
function several(view: SettingsView, { id, label, described, invalid, condition, property, set }: ConditionValue): TemplateResult {
  const values = Array.isArray(condition.value) ? condition.value as readonly string[] : [];
  const change = (value: string[]): void => { set({ ...condition, value }); };
  if (property?.options === undefined) return lines(view, { id, described, invalid: invalid ? 'true' : nothing }, values, change, `${label}, ${view.t('settings.onePerLine')}`);
  return html`<div role="group" class="several" aria-label=${label} aria-describedby=${described}>${checkboxes(id, property.options, values, change)}</div>`;
}
