import { html, type TemplateResult } from 'lit';
import { emailField, loginField, loginForm } from '../fields.ts';
import type { SentMail } from '../login-view.ts';
import { viewLink } from '../view-link.ts';
import { askForMail } from './ask-mail.ts';
import { FormView } from './form-view.ts';
import { termsField, withTerms } from './terms.ts';

/** Makes an account, which comes to be by the link of a mail. */
export class RegisterView extends FormView<SentMail> {
  heading(): string {
    return this.t('register.heading');
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    const { portal, localize: { tag: language } } = this.login;
    void askForMail(this.login, this.form, event, 'verification', ({ name = '', email = '', 'new-password': password = '', consent }, signal) =>
      withTerms(this.login, portal.account('register', { name: name.trim(), email, password, consent, language }, signal)));
  };

  render(): TemplateResult {
    const { t, form, login } = this;
    const { value: options } = login.options;
    if (options === undefined) return this.waiting();
    if (!options.registration) return html`<p>${t('register.closed')}</p><p>${viewLink(login, 'sign-in', t('access.toSignIn'))}</p>`;
    return html`
      ${loginForm(t, { request: form, submit: t('register.submit'), submitting: t('register.submitting'), errors: { conflict: 'access.termsChanged' }, onSubmit: this.#onSubmit }, html`
        ${loginField(t, form, { name: 'name', label: t('access.name'), autocomplete: 'name', value: login.typed.name })}
        ${emailField(t, form, login.typed.email)}
        ${this.newPassword(t('login.password'))}
        ${termsField(t, form, options.consent)}`)}
      <p>${t('register.known')} ${viewLink(login, 'sign-in', t('login.submit'))}</p>`;
  }
}
