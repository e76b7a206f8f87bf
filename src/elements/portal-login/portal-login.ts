import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { PortalError, Session, SignInOptions } from '../../contract/index.ts';
import { login } from '../../i18n/en/login.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { heading } from '../parts/heading.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { errorState } from '../parts/states.ts';
import { emailField, loginForm, passwordField } from './fields.ts';
import { FormRequest } from './form-request.ts';
import { LoginController } from './login-controller.ts';
import type { LoginViewName } from './login-view.ts';
import { styles } from './portal-login.styles.ts';
import { SignOutButton } from './sign-out-button.ts';
import { viewLink } from './view-link.ts';

export * from './events.ts';
export type { LoginViewName } from './login-view.ts';

/**
 * How customers get in and out: sign-in by the ways that the owner has switched on, registration, invitations, password reset, terms, access denied,
 * sign-out, and one's own account. Each is a view, which a link on the page can lead to: `<a href="#portal=register">`. Once somebody is
 * signed in, it says who, and signs out.
 *
 * @tag portal-login
 * @slot - Text above the fields of the sign-in, such as a greeting.
 * @slot logo - The owner's logo, above every view.
 * @slot footer - Text below every view, such as whom to ask for access.
 * @slot register - Text above the registration.
 * @slot verify - Text above the fields that confirm an address.
 * @slot reset - Text above the request for a new password.
 * @slot new-password - Text above the choice of a new password.
 * @slot invitation - Text above the fields of somebody who was invited.
 * @slot consent - Text above the terms that somebody has to agree to.
 * @slot denied - Whom to ask, where somebody has no access.
 * @slot sign-out - Text of the sign-out, before and after.
 * @slot account - Text above one's own account.
 * @event {SignInEvent} sign-in - The customer has signed in.
 * @event {ViewChangeEvent} view-change - Another view is shown.
 * @csspart form - The form of a view.
 * @csspart submit - The main button of a view.
 * @csspart ways - The other ways to sign in.
 * @csspart way - One of them, a button.
 * @csspart terms - The owner's terms.
 * @csspart message - What has just been done.
 * @csspart signed-in - Who is signed in.
 * @csspart sign-out - The button that signs out.
 * @csspart unsent - The question before a sign-out that would lose what has not been sent.
 * @csspart error - What went wrong.
 * @csspart loading - What is shown while the ways to sign in are loading.
 * @csspart off - What is shown while the owner has closed the portal.
 */
export class PortalLogin extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, login];

  readonly #login = new LoginController(this, this.localize, () => this.connection.value);
  readonly #session = new RequestController<Session>(this);
  readonly #signIn = new FormRequest<Session>(this);
  readonly #signOut = new SignOutButton(this.#login);

  /**
   * The view to show: `sign-in`, `register`, `reset`, `sign-in-mail`, `sign-out`, `denied`, `account`. Changes by itself as the person goes on; what
   * the page's address asks for (`#portal=register`) goes first. Whoever has to agree to the owner's terms or has no access sees that instead.
   */
  @property() view: LoginViewName = 'sign-in';

  /** Why the customer has to sign in, shown above the fields; set by the element around it. */
  @property() reason = '';

  override portalChanged(): void {
    this.#signIn.reset();
    this.#login.reset();
    this.#loadSession();
  }

  override sessionChanged(): void {
    this.requestUpdate();
  }

  readonly #loadSession = (): void => {
    const { value: portal } = this.connection;
    if (portal !== undefined) void this.#session.run(() => portal.loadSession());
  };

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const session = await this.#signIn.submit(event, ({ email = '', password = '' }, signal) => this.#login.portal.signIn({ email, password }, signal));
    if (session !== undefined) this.#login.enter(session);
    else if (this.#signIn.error !== undefined) this.renderRoot.querySelector<HTMLElement>('#password')?.focus();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // Safari tells of the Enter that ends a composition only by this number.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  };

  protected override render(): TemplateResult {
    const { t } = this.localize;
    const instead = this.renderInstead();
    if (instead !== undefined) return instead;
    const { shown, view, message, part } = this.#login;
    const title = view?.heading() ?? (shown === 'sign-in' ? t('login.heading') : undefined);
    return html`
      <slot name="logo"></slot>
      <div class="login stack" data-view=${shown ?? nothing} @keydown=${this.#onKeydown}>
        ${title === undefined ? nothing : heading(this.headingLevel, title, { main: true })}
        <div class="message" aria-live="polite">${message === '' ? nothing : html`<p class="notice success" part="message">${message}</p>`}</div>
        ${part.error === undefined ? nothing : errorState(t, part.error, this.#login.retry)}
        ${view !== undefined ? html`${view.placesText === true ? nothing : html`<slot name=${shown ?? nothing}></slot>`}${view.render()}` : shown === 'sign-in' ? this.#renderSignIn()
          : shown === 'signed-in' ? this.#renderSignedIn() : this.#renderWaiting(this.#session.error, this.#loadSession)}
        <slot name="footer"></slot>
      </div>`;
  }

  #renderSignIn(): TemplateResult {
    const { t } = this.localize;
    const { error, options } = this.#login;
    return html`
      <slot></slot>
      ${this.reason === '' ? nothing : html`<p class="notice">${this.reason}</p>`}
      ${error === 'provider' ? html`<p class="notice danger" part="error">${t('login.providerFailed')}</p>` : nothing}
      ${options.value === undefined ? this.#renderWaiting(options.error, this.#login.retryOptions) : this.#renderWays(options.value)}`;
  }

  #renderWays({ password, registration, passwordReset }: SignInOptions): TemplateResult {
    const { t } = this.localize;
    const { typed, ways } = this.#login;
    const form = this.#signIn;
    return html`
      ${password ? loginForm(t, { request: form, submit: t('login.submit'), submitting: t('login.submitting'), onSubmit: this.#onSubmit }, html`
        ${emailField(t, form, typed.email)}
        ${passwordField(t, form, { name: 'password', label: t('login.password'), autocomplete: 'current-password' },
          passwordReset ? viewLink(this.#login, 'reset', t('login.forgot')) : nothing)}`) : nothing}
      ${registration ? html`<p>${t('login.noAccount')} ${viewLink(this.#login, 'register', t('login.register'))}</p>` : nothing}
      ${ways === undefined ? nothing : ways.value?.render() ?? this.#renderWaiting(ways.error, this.#login.retry)}`;
  }

  #renderSignedIn(): TemplateResult {
    const { t } = this.localize;
    const { customer, preview } = this.#login.portal.session ?? {};
    return html`
      <div class="row">
        <p part="signed-in" tabindex="-1" data-main-heading>${t('portal.signedInAs', { name: customer?.name || customer?.email || '' })}</p>
        ${preview === undefined ? viewLink(this.#login, 'account', t('login.account')) : nothing}
        ${this.#signOut.render(t('login.signOut'), 'sign-in')}
      </div>
      ${this.#signOut.renderError()}`;
  }

  #renderWaiting(error: PortalError | undefined, retry: () => void): TemplateResult {
    const { t } = this.localize;
    return error === undefined ? html`<p class="waiting muted" part="loading">${t('login.loading')}</p>` : errorState(t, error, retry);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'portal-login': PortalLogin }
}
