import { html, type TemplateResult } from 'lit';
import type { AccountDetails, Session } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { errorRegion, loginField, loginForm, passwordField } from '../fields.ts';
import type { AccountSection, AccountShare } from './account.ts';
import { CheckedForm } from './checked-form.ts';

/** Changes the password. */
export class AccountPassword implements AccountSection {
  readonly #share: AccountShare;
  readonly #form: CheckedForm<Session>;
  readonly #mail: RequestController<unknown>;

  constructor(share: AccountShare) {
    this.#share = share;
    this.#form = new CheckedForm<Session>(share.login.host, { 'new-password': 'access.passwordShort' });
    this.#mail = new RequestController<unknown>(share.login.host);
  }

  title(): string {
    return this.#share.login.localize.t('account.password');
  }

  closed(): void {
    this.#form.reset();
    this.#mail.reset();
  }

  /** Who has no password sets the first one by a mail. */
  async #onMail(email: string): Promise<void> {
    if (this.#mail.pending) return;
    const { portal, localize: { t, tag: language } } = this.#share.login;
    const sent = await this.#mail.run((signal) => portal.account('requestPasswordReset', { email, language }, signal));
    if (sent !== undefined) await this.#share.done(t('account.passwordMailed', { email }));
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { login } = this.#share;
    const form = event.target as HTMLFormElement;
    const session = await this.#form.submit(event, ({ current = '', 'new-password': password = '' }, signal) => login.portal.account('changePassword', { current, password, language: login.localize.tag }, signal));
    if (session === undefined) {
      if (this.#form.error?.code === 'wrong-credentials') form.querySelector<HTMLElement>('#current')?.focus();
      return;
    }
    form.reset();
    form.closest('details')?.removeAttribute('open');
    this.#form.reset();
    await this.#share.done(login.localize.t('account.passwordChanged'));
  };

  render({ email, hasPassword }: AccountDetails): TemplateResult | undefined {
    const { login } = this.#share;
    const { localize: { t }, options: { value: options } } = login;
    if (options?.password !== true) return undefined;
    if (!hasPassword) return options.passwordReset ? this.#renderNone(email) : undefined;
    const form = this.#form;
    const fields = loginForm(t, {
      request: form, submit: t('newPassword.submit'), submitting: t('newPassword.submitting'), errors: { 'wrong-credentials': 'account.wrongPassword' }, onSubmit: this.#onSubmit,
    }, html`
      <input type="email" autocomplete="username" .value=${email} hidden readonly>
      ${loginField(t, form, { name: 'current', label: t('account.currentPassword'), type: form.revealed ? 'text' : 'password', autocomplete: 'current-password' })}
      ${passwordField(t, form, { name: 'new-password', label: t('access.newPassword'), autocomplete: 'new-password', help: t('access.passwordRule') })}`);
    return html`<details><summary>${t('account.changePassword')}</summary>${fields}</details>`;
  }
  #renderNone(email: string): TemplateResult {
    const { t } = this.#share.login.localize;
    return html`
      <p>${t('account.noPassword')}</p>
      ${errorRegion(t, this.#mail.error)}
      <div class="row"><button type="button" aria-disabled=${this.#mail.pending} @click=${() => { void this.#onMail(email); }}>${t('account.setPassword')}</button></div>`;
  }
}
