import { html, nothing, type TemplateResult } from 'lit';
import type { ErrorCode, PortalError } from '../../contract/index.ts';
import type { LocalizeController, TextKey } from '../../i18n/index.ts';
import { errorText } from '../parts/states.ts';
import type { FormRequest } from './form-request.ts';

type T = LocalizeController['t'];

/** A field of a form. */
export interface LoginField {
  /** Its name in the form, and its id in the root. */
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly autocomplete: 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'name' | 'email';
  readonly help?: string;
  /** What stands in it at first. */
  readonly value?: string;
  readonly readOnly?: boolean;
  readonly inputMode?: 'numeric';
}

/** Texts for codes of errors that mean something of their own in a form. */
export type ErrorTexts = Partial<Record<ErrorCode, TextKey>>;

/** A field with its label, its help and what is wrong with it, all in one root. */
export function loginField(t: T, form: FormRequest<unknown>, { name, label, type = 'text', autocomplete, help, value = '', readOnly = false, inputMode }: LoginField): TemplateResult {
  const issue = form.issues.get(name);
  const email = type === 'email';
  return html`
    <div class="field">
      <label for=${name}>${label}</label>
      ${help === undefined ? nothing : html`<span class="help" id=${`${name}-help`}>${help}</span>`}
      <input id=${name} name=${name} type=${type} inputmode=${email ? 'email' : inputMode ?? nothing} .autocomplete=${autocomplete} autocapitalize=${email ? 'none' : nothing}
        dir=${email || inputMode !== undefined ? 'ltr' : nothing} spellcheck=${email ? 'false' : nothing} .value=${value} ?readonly=${readOnly} ?required=${!readOnly} aria-invalid=${issue !== undefined}
        aria-describedby=${help === undefined ? `${name}-error` : `${name}-help ${name}-error`}>
      <span id=${`${name}-error`}>${issue === undefined ? nothing : html`<span class="error-text">${t(issue)}</span>`}</span>
    </div>`;
}

/** The field of an address, which is also the name that password managers keep. */
export const emailField = (t: T, form: FormRequest<unknown>, value: string, options: Partial<LoginField> = {}): TemplateResult =>
  loginField(t, form, { name: 'email', label: t('login.email'), type: 'email', autocomplete: 'username', value, ...options });

/** The field of a password, which can be shown. @param beside What stands in the row below it. */
export function passwordField(t: T, form: FormRequest<unknown>, field: Omit<LoginField, 'type'>, beside: unknown = nothing): TemplateResult {
  return html`
    ${loginField(t, form, { ...field, type: form.revealed ? 'text' : 'password' })}
    <div class="row beside">
      <label class="choice"><input type="checkbox" .checked=${form.revealed} @change=${(event: Event) => { form.reveal((event.target as HTMLInputElement).checked); }}> ${t('login.showPassword')}</label>
      ${beside}
    </div>`;
}

/** What went wrong, in its live region, which is there from the start. */
export const errorRegion = (t: T, error: PortalError | undefined, texts: ErrorTexts = {}): TemplateResult =>
  html`<div role="alert">${error === undefined ? nothing : html`<p class="notice danger" part="error">${errorIn(t, error, texts)}</p>`}</div>`;

function errorIn(t: T, error: PortalError, texts: ErrorTexts): string {
  const own = texts[error.code];
  return own === undefined ? errorText(t, error) : t(own);
}

/** A form: its fields, what went wrong, and its one button. */
export interface LoginForm {
  readonly request: FormRequest<unknown>;
  readonly submit: string;
  /** What the button says while the form is being sent. */
  readonly submitting: string;
  readonly errors?: ErrorTexts;
  readonly onSubmit: (event: SubmitEvent) => unknown;
}

export const loginForm = (t: T, { request, submit, submitting, errors, onSubmit }: LoginForm, fields: unknown): TemplateResult => html`
  <form part="form" class="stack" novalidate aria-labelledby="heading" @submit=${onSubmit}>
    ${fields}
    ${errorRegion(t, request.error, errors)}
    <button part="submit" class="primary" aria-disabled=${request.pending}>${request.pending ? submitting : submit}</button>
    <p class="muted" role="status">${request.slow ? t('state.slow') : nothing}</p>
  </form>`;
