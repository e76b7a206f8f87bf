import { html, type TemplateResult } from 'lit';
import type { MailPurpose, Session } from '../../../contract/index.ts';
import { loginField, loginForm, passwordField } from '../fields.ts';
import { viewLink } from '../view-link.ts';
import { LinkView, type MailLink } from './link-view.ts';
import { termsField, withTerms } from './terms.ts';

/** Makes an account of a registration: the link proves the address, the password the person. */
export class VerifyView extends LinkView<Session> {
  protected readonly purpose: MailPurpose = 'verification';

  protected title(): string {
    return this.t('verify.heading');
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { portal, token } = this.login;
    const session = await this.redeem(event, ({ password = '' }, signal) => portal.account('verifyAddress', { token, password }, signal));
    if (session !== undefined) this.login.enter(session);
    else if (this.form.error !== undefined) this.login.host.renderRoot.querySelector<HTMLElement>('#password')?.focus();
  };

  protected renderForm({ email }: MailLink): TemplateResult {
    const { t, form } = this;
    return html`
      <p class="muted">${t('verify.hint')}</p>
      ${loginForm(t, { request: form, submit: t('verify.submit'), submitting: t('verify.submitting'), errors: { 'wrong-credentials': 'verify.wrong' }, onSubmit: this.#onSubmit }, html`
        ${this.knownEmail(email)}
        ${passwordField(t, form, { name: 'password', label: t('login.password'), autocomplete: 'current-password' })}`)}
      <p>${t('verify.forgotten')} ${viewLink(this.login, 'register', t('verify.again'))}</p>`;
  }

  protected renderWayOn(): TemplateResult {
    return html`<div class="row">${viewLink(this.login, 'register', this.t('verify.again'))} ${viewLink(this.login, 'sign-in', this.t('login.submit'))}</div>`;
  }
}

/** Sets a new password. */
export class NewPasswordView extends LinkView<{ readonly email: string }> {
  protected readonly purpose: MailPurpose = 'reset';

  protected title(): string {
    return this.t('newPassword.heading');
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { portal, token } = this.login;
    const done = await this.redeem(event, ({ 'new-password': password = '' }, signal) => portal.account('resetPassword', { token, password }, signal));
    if (done === undefined) return;
    this.login.typed.email = done.email;
    // Whoever was signed in has been signed out with all others.
    void portal.refreshSession();
    this.login.show('sign-in', this.t('newPassword.done'));
  };

  protected renderForm({ email }: MailLink): TemplateResult {
    const { t } = this;
    return loginForm(t, { request: this.form, submit: t('newPassword.submit'), submitting: t('newPassword.submitting'), onSubmit: this.#onSubmit },
      html`${this.knownEmail(email)}${this.newPassword()}`);
  }

  protected renderWayOn(): TemplateResult {
    return html`<p>${viewLink(this.login, 'reset', this.t('newPassword.again'))}</p>`;
  }
}

/** Signs in whoever has the mail. */
export class SignInLinkView extends LinkView<Session> {
  protected readonly purpose: MailPurpose = 'sign-in';

  protected title(): string {
    return this.t('signInLink.heading');
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { portal, token } = this.login;
    const session = await this.redeem(event, (_entries, signal) => portal.account('signInByLink', { token }, signal));
    if (session !== undefined) this.login.enter(session);
  };

  protected renderForm({ email }: MailLink): TemplateResult {
    const { t } = this;
    return loginForm(t, { request: this.form, submit: t('signInLink.submit', { email: email }), submitting: t('login.submitting'), onSubmit: this.#onSubmit }, '');
  }

  protected renderWayOn(): TemplateResult {
    return html`<p>${viewLink(this.login, 'sign-in-mail', this.t('signInLink.again'))}</p>`;
  }
}

/** Makes the account of somebody whom the owner has invited. */
export class InvitationView extends LinkView<Session> {
  protected readonly purpose: MailPurpose = 'invitation';

  protected title(link: MailLink | undefined): string {
    return link === undefined || link.name === '' ? this.t('invitation.heading') : this.t('invitation.headingName', { name: link.name });
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { portal, token, localize: { tag: language } } = this.login;
    const session = await this.redeem(event, ({ name = '', 'new-password': password = '', consent }, signal) =>
      withTerms(this.login, portal.account('acceptInvitation', { token, name: name.trim(), password, consent, language }, signal)));
    if (session !== undefined) this.login.enter(session);
  };

  protected renderForm({ email, name }: MailLink): TemplateResult {
    const { t, form, login: { options } } = this;
    if (options.value === undefined) return this.waiting();
    return html`
      <p class="muted">${t('invitation.hint')}</p>
      ${loginForm(t, { request: form, submit: t('invitation.submit'), submitting: t('invitation.submitting'), errors: { conflict: 'access.termsChanged' }, onSubmit: this.#onSubmit }, html`
        ${loginField(t, form, { name: 'name', label: t('access.name'), autocomplete: 'name', value: name })}
        ${this.knownEmail(email)}
        ${this.newPassword()}
        ${termsField(t, form, options.value.consent)}`)}`;
  }

  protected renderWayOn(): TemplateResult {
    return html`<p>${this.t('invitation.gone')}</p><p>${viewLink(this.login, 'sign-in', this.t('login.submit'))}</p>`;
  }
}

/** Opens the portal as a customer, for a member of the support team. */
export class PreviewView extends LinkView<Session> {
  protected readonly purpose: MailPurpose = 'preview';

  protected title(): string {
    return this.t('preview.heading');
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { portal, token } = this.login;
    const session = await this.redeem(event, (_entries, signal) => portal.account('openPreview', { token }, signal));
    if (session !== undefined) this.login.enter(session);
  };

  protected renderForm({ email }: MailLink): TemplateResult {
    const { t } = this;
    return html`
      <p class="muted">${t('preview.hint')}</p>
      ${loginForm(t, { request: this.form, submit: t('preview.submit', { email: email }), submitting: t('preview.submitting'), onSubmit: this.#onSubmit }, '')}`;
  }

  protected renderWayOn(): TemplateResult {
    return html`<p>${this.t('preview.gone')}</p>`;
  }
}
