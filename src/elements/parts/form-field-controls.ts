import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FieldValue, FormField, FormOption } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { parseTyped, typedNumber } from '../../i18n/parse-number.ts';
import type { EntryOptions } from '../../portal/controllers/form-content.ts';

/** What the control of a field shows and tells. */
export interface ControlView {
  readonly id: string;
  readonly field: FormField;
  readonly value: FieldValue;
  /** What the person has typed, where the value is not a text. */
  readonly typed: string | undefined;
  /** The choices that are offered now. */
  readonly options: readonly FormOption[];
  /** The label of the field that has to be filled in first. */
  readonly waitsFor: string | undefined;
  /** Ids of help, counter and error. */
  readonly described: string;
  readonly invalid: boolean;
  readonly busy: boolean;
  readonly localize: LocalizeController;
  readonly input: (value: FieldValue, options?: EntryOptions) => void;
  readonly change: () => void;
}

/** The control of a field. Native ones throughout: browsers and assistive technology know them. */
export function control(view: ControlView): TemplateResult {
  switch (view.field.type) {
    case 'textarea': return textarea(view);
    case 'select': return select(view);
    case 'multiselect': return checkboxes(view);
    case 'checkbox': return checkbox(view);
    case 'number': return number(view);
    case 'date': return date(view);
    case 'text': case 'file': return text(view);
  }
}

/** A field that is empty takes the direction of the page, a filled one that of its text. */
const direction = (value: string): 'auto' | typeof nothing => (value === '' ? nothing : 'auto');
const required = ({ field }: ControlView): 'true' | typeof nothing => (field.required ? 'true' : nothing);
const invalid = (view: ControlView): 'true' | typeof nothing => (view.invalid ? 'true' : nothing);
const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

// No `maxlength`: it would cut what is pasted without a word. No `required`: browsers would call the field invalid before anything is typed.
function text(view: ControlView): TemplateResult {
  const value = typeof view.value === 'string' ? view.value : '';
  return html`<input type="text" part="control" id=${view.id} dir=${direction(value)} .value=${live(value)} ?readonly=${view.busy}
    aria-required=${required(view)} aria-invalid=${invalid(view)} aria-describedby=${view.described || nothing}
    @input=${(event: Event) => { view.input(valueOf(event)); }} @change=${view.change}>`;
}

function textarea(view: ControlView): TemplateResult {
  const value = typeof view.value === 'string' ? view.value : '';
  return html`<textarea part="control" id=${view.id} dir=${direction(value)} .value=${live(value)} ?readonly=${view.busy}
    aria-required=${required(view)} aria-invalid=${invalid(view)} aria-describedby=${view.described || nothing}
    @input=${(event: Event) => { view.input(valueOf(event)); }} @change=${view.change}></textarea>`;
}

/**
 * A text field: a native number field throws away what it cannot read, changes its value under the mouse wheel, and takes only the
 * decimal mark of the browser's own language.
 */
function number(view: ControlView): TemplateResult {
  const { value, field, localize: { format: { language } } } = view;
  const shown = view.typed ?? (typeof value === 'number' ? typedNumber(value, language) : '');
  const negative = field.min === undefined || Number(field.min) < 0;
  return html`<input type="text" part="control" class="short" id=${view.id} autocomplete="off" .value=${live(shown)} ?readonly=${view.busy}
    inputmode=${negative ? 'text' : field.integer === true ? 'numeric' : 'decimal'}
    aria-required=${required(view)} aria-invalid=${invalid(view)} aria-describedby=${view.described || nothing}
    @input=${(event: Event) => { view.input(parseTyped(valueOf(event), language) ?? valueOf(event), { text: valueOf(event) }); }} @change=${view.change}>`;
}

function date(view: ControlView): TemplateResult {
  const { field } = view;
  const note = (event: Event): void => {
    const { value, validity } = event.target as HTMLInputElement;
    // Half a date has no value; it is there all the same, and must not be taken for none.
    view.input(value === '' ? null : value, { unreadable: validity.badInput });
  };
  return html`<input type="date" part="control" class="short" id=${view.id} min=${field.min ?? nothing} max=${field.max ?? nothing}
    .value=${live(typeof view.value === 'string' ? view.value : '')} ?readonly=${view.busy}
    aria-invalid=${invalid(view)} aria-describedby=${view.described || nothing}
    @input=${note} @change=${view.change} @blur=${(event: FocusEvent) => {
      if ((event.target as HTMLInputElement).validity.badInput) note(event);
      view.change();
    }}>`;
}

function select(view: ControlView): TemplateResult {
  const { options, value, waitsFor, localize: { t } } = view;
  // A backend's own empty choice does for ours.
  const placeholder = options.some((option) => option.value === '') ? [] : [{ value: '', label: waitsFor === undefined ? t('form.select') : t('form.selectFirst', { field: waitsFor }) }];
  const chosen = typeof value === 'string' ? value : '';
  return html`
    <select part="control" id=${view.id} aria-required=${required(view)} aria-invalid=${invalid(view)} aria-describedby=${view.described || nothing}
      @change=${(event: Event) => {
        view.input(valueOf(event) || null);
        view.change();
      }}>
      ${repeat([...placeholder, ...options], (option) => option.value, (option) => html`
        <option value=${option.value} .selected=${live(option.value === chosen)}>${option.label}</option>`)}
    </select>`;
}

function checkboxes(view: ControlView): TemplateResult {
  const { options, value, waitsFor, id, localize: { t } } = view;
  if (waitsFor !== undefined && options.length === 0) return html`<span class="help">${t('form.selectFirst', { field: waitsFor })}</span>`;
  const chosen = new Set(Array.isArray(value) ? value : []);
  return html`
    <div class="choices">
      ${repeat(options, (option) => option.value, (option, index) => html`
        <label class="choice">
          <input type="checkbox" part="control" id=${index === 0 ? id : `${id}-${String(index)}`} .checked=${live(chosen.has(option.value))} aria-invalid=${invalid(view)}
            @change=${(event: Event) => {
              const { checked } = event.target as HTMLInputElement;
              // In the order of the form, whatever the order of the clicks.
              view.input(options.map((one) => one.value).filter((one) => (one === option.value ? checked : chosen.has(one))));
              view.change();
            }}> <bdi>${option.label}</bdi>
        </label>`)}
    </div>`;
}

function checkbox(view: ControlView): TemplateResult {
  return html`<input type="checkbox" part="control" id=${view.id} .checked=${live(view.value === true)}
    aria-required=${required(view)} aria-invalid=${invalid(view)} aria-describedby=${view.described || nothing}
    @change=${(event: Event) => {
      view.input((event.target as HTMLInputElement).checked);
      view.change();
    }}>`;
}
