import { html, nothing, type TemplateResult } from 'lit';
import type { FieldValue, FormField, FormValues } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { EntryOptions } from '../../portal/controllers/form-content.ts';
import type { FormDraft } from '../../portal/controllers/form-draft.ts';
import { fieldLabel } from './field-label.ts';
import { filePicker } from './file-picker.ts';
import { control, type ControlView } from './form-field-controls.ts';
import { fieldIssueText } from './form-field-issue.ts';

/** What all fields of a form share. */
export interface FormFieldsView {
  readonly localize: LocalizeController;
  readonly draft: FormDraft;
  /** `draft.values`, worked out once for all fields. */
  readonly values: FormValues;
  /** The form is on its way: nothing can be changed now. */
  readonly busy: boolean;
  /** A person has put something into a field. */
  readonly input: (field: FormField, value: FieldValue, options?: EntryOptions) => void;
  /** A person has left a field after a change. */
  readonly change: (field: FormField) => void;
}

/** How few characters have to be left before they are counted. */
const FEW = 20;

/**
 * A field of a support form: label, help, control, error and counter, all in one root. Nothing for a field without a choice to offer.
 * @param id Unique in its root and the id of the control, so that a summary of errors can lead there.
 */
export function formField(view: FormFieldsView, field: FormField, id: string): TemplateResult | typeof nothing {
  const { localize, draft, values, busy } = view;
  const issue = draft.issueOf(field);
  const error = issue === undefined ? undefined : fieldIssueText(localize, field, issue);
  if (field.type === 'file') {
    const files = draft.filesOf(field);
    // What is wrong with a single file stands at that file.
    const whole = issue?.path === field.id && issue.code !== 'too-many-files' ? error : undefined;
    return files === undefined ? nothing : html`
      <div class="field" part=${parts(field)}>
        ${filePicker(localize, files, { id, label: label(localize, field), help: field.help, required: field.required, busy, error: whole })}
      </div>`;
  }
  const options = field.options === undefined ? [] : draft.optionsOf(field);
  const parent = draft.fields.find((other) => other.id === field.dependsOn);
  const waitsFor = parent !== undefined && (values[parent.id] ?? null) === null ? fieldLabel(localize, parent) : undefined;
  if ((field.type === 'select' || field.type === 'multiselect') && options.length === 0 && waitsFor === undefined) return nothing;
  const counter = count(localize, field, values[field.id] ?? null, id);
  const described = [
    field.help === undefined ? '' : `${id}-help`, counter === nothing ? '' : `${id}-count`, error === undefined ? '' : `${id}-error`,
  ].filter((part) => part !== '').join(' ');
  return frame(localize, {
    id, field, options, waitsFor, described, invalid: error !== undefined, value: values[field.id] ?? null, typed: draft.typedText(field), busy, localize,
    input: (value, entry) => { view.input(field, value, entry); },
    change: () => { view.change(field); },
  }, counter, error);
}

function frame(localize: LocalizeController, view: ControlView, counter: TemplateResult | typeof nothing, error: string | undefined): TemplateResult {
  const { id, field } = view;
  const help = field.help === undefined ? nothing : html`<span class="help" id=${`${id}-help`} part="help"><bdi>${field.help}</bdi></span>`;
  const below = html`${counter}<span class="field-error" id=${`${id}-error`}>${error === undefined ? nothing : html`<span class="error-text" part="field-error">${error}</span>`}</span>`;
  if (field.type === 'multiselect') {
    return html`
      <fieldset class="field" part=${parts(field)} aria-describedby=${view.described || nothing}>
        <legend>${label(localize, field)}</legend>
        ${help}${control(view)}${below}
      </fieldset>`;
  }
  if (field.type === 'checkbox') {
    return html`
      <div class="field checkbox-field" part=${parts(field)}>
        <label class="choice" for=${id}>${control(view)} <span>${label(localize, field)}</span></label>
        ${help}${below}
      </div>`;
  }
  return html`
    <div class="field" part=${parts(field)}>
      <label for=${id}>${label(localize, field)}</label>
      ${help}${control(view)}${below}
    </div>`;
}

/** The label; where ARIA has no word for "required" on the control, the label says it. */
function label(localize: LocalizeController, field: FormField): TemplateResult {
  const { required, type } = field;
  const said = type === 'multiselect' || type === 'date' || type === 'file';
  return html`<bdi>${fieldLabel(localize, field)}</bdi>${required ? html`<span class="required-mark" aria-hidden="true"> *</span>` : nothing}${required && said ? html`<span class="visually-hidden"> (${localize.t('form.required')})</span>` : nothing}`;
}

/** How many characters are left, once they get few, or how many are too many: nothing is cut off. */
function count({ t }: LocalizeController, { type, maxLength }: FormField, value: FieldValue, id: string): TemplateResult | typeof nothing {
  if (maxLength === undefined || typeof value !== 'string' || (type !== 'text' && type !== 'textarea')) return nothing;
  const left = maxLength - value.length;
  if (left > Math.max(FEW, maxLength * 0.1)) return nothing;
  const text = left < 0 ? t('form.charactersOver', { count: -left }) : t('form.charactersLeft', { count: left });
  return html`<span class="counter ${left < 0 ? 'over' : ''}" id=${`${id}-count`}>${text}</span>`;
}

/** Names for the page's style sheet: every field, and this one if its id can be part of a name. */
const parts = ({ id }: FormField): string => (/^[\w-]+$/.test(id) ? `field field-${id}` : 'field');
