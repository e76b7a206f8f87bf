import { html, type TemplateResult } from 'lit';
import { emailField, loginForm } from '../fields.ts';
import type { SentMail } from '../login-view.ts';
import { viewLink } from '../view-link.ts';
import { askForMail, signInMailForm } from './ask-mail.ts';
import { FormView } from './form-view.ts';

/** Asks for a mail with a link to a new password. */
export class ResetView extends FormView<SentMail> {
  heading(): string {
    return this.t('reset.heading');
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    const { portal, localize: { tag: language } } = this.login;
    void askForMail(this.login, this.form, event, 'reset', ({ email = '' }, signal) => portal.account('requestPasswordReset', { email, language }, signal));
  };

  render(): TemplateResult {
    const { t, form, login } = this;
    const { value: options } = login.options;
    if (options === undefined) return this.waiting();
    const back = html`<p>${viewLink(login, 'sign-in', t('access.toSignIn'))}</p>`;
    if (!options.passwordReset) return html`<p>${t('reset.closed')}</p>${back}`;
    return html`
      <p class="muted">${t('reset.hint')}</p>
      ${loginForm(t, { request: form, submit: t('reset.submit'), submitting: t('reset.submitting'), onSubmit: this.#onSubmit },
        emailField(t, form, login.typed.email, { autocomplete: 'email' }))}
      ${back}`;
  }
}

/** Asks for a mail to sign in with. */
export class SignInMailView extends FormView<SentMail> {
  heading(): string {
    return this.t('mail.heading');
  }

  render(): TemplateResult {
    const { t, form, login } = this;
    const { value: options } = login.options;
    if (options === undefined) return this.waiting();
    const back = html`<p>${viewLink(login, 'sign-in', t('access.toSignIn'))}</p>`;
    if (options.mail === null) return html`<p>${t('mail.closed')}</p>${back}`;
    return html`<p class="muted">${t('mail.hint')}</p>${signInMailForm(login, form, options.mail)}${back}`;
  }
}
