import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Session } from '../../contract/index.ts';
import { login } from '../../i18n/en/login.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { errorText } from '../parts/states.ts';
import { heading } from '../parts/heading.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { styles } from './portal-login.styles.ts';

/** The customer has signed in. Bubbles. */
export class SignInEvent extends Event {
  static readonly type = 'sign-in';
  readonly session: Session;

  constructor(session: Session) {
    super(SignInEvent.type, { bubbles: true, composed: true });
    this.session = session;
  }
}

/**
 * Signs a customer in with e-mail and password. Once that is done, it says who is signed in and signs out.
 *
 * @tag portal-login
 * @slot - Text above the fields, such as a greeting.
 * @slot footer - Text below the button, such as whom to ask for access.
 * @event {SignInEvent} sign-in - The customer has signed in.
 * @csspart form - The form.
 * @csspart submit - The button.
 * @csspart signed-in - Who is signed in.
 * @csspart sign-out - The button that signs out.
 * @csspart error - What went wrong.
 */
export class PortalLogin extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, login];

  readonly #signIn = new RequestController<Session>(this);
  readonly #signOut = new RequestController<Session>(this);

  @query('#email') private readonly emailField!: HTMLInputElement;
  @query('#password') private readonly passwordField!: HTMLInputElement;

  @state() private missing: ReadonlySet<string> = new Set();
  @state() private showPassword = false;

  /** Why the customer has to sign in, shown above the fields; set by the element around it. */
  @property() reason = '';

  override portalChanged(): void {
    this.#signIn.reset();
    this.connection.value?.loadSession().catch(() => undefined);
  }

  override sessionChanged(): void {
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues): void {
    // The answer takes the place of the button's text, so the person has to be brought to it.
    if (changed.has('missing') && this.missing.size > 0) this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { value: portal } = this.connection;
    if (portal === undefined || this.#signIn.pending) return;
    const credentials = { email: this.emailField.value.trim(), password: this.passwordField.value };
    this.missing = new Set(Object.entries(credentials).filter(([, value]) => value === '').map(([name]) => name));
    if (this.missing.size > 0) return;
    const session = await this.#signIn.run((signal) => portal.signIn(credentials, signal));
    if (session === undefined) {
      this.passwordField.focus();
      return;
    }
    this.dispatchEvent(new SignInEvent(session));
    await this.updateComplete;
    // The fields are gone, and the focus with them, unless somebody has taken it further.
    if (document.activeElement === document.body) this.renderRoot.querySelector<HTMLElement>('[part="signed-in"]')?.focus();
  };

  readonly #onSignOut = async (): Promise<void> => {
    const { value: portal } = this.connection;
    if (portal === undefined || this.#signOut.pending) return;
    const session = await this.#signOut.run((signal) => portal.signOut(signal));
    // The button is gone, and the focus with it.
    if (session !== undefined) await this.focusHeading();
  };

  protected override render(): TemplateResult {
    const { t } = this.localize;
    const customer = this.connection.value?.session?.customer;
    if (this.connection.value === undefined) return html`<p class="notice danger">${t('portal.noGateway')}</p>`;
    if (customer) return this.#signedIn(customer.name || customer.email);
    return html`
      <form part="form" class="stack" novalidate aria-labelledby="heading" @submit=${this.#onSubmit}>
        ${heading(this.headingLevel, t('login.heading'), { main: true })}
        <slot></slot>
        ${this.reason === '' ? nothing : html`<p class="notice">${this.reason}</p>`}
        ${this.#field('email', t('login.email'), html`<input id="email" name="email" type="email" inputmode="email" autocomplete="username"
          autocapitalize="none" spellcheck="false" required aria-invalid=${this.missing.has('email')} aria-describedby="email-error">`)}
        ${this.#field('password', t('login.password'), html`<input id="password" name="password" type=${this.showPassword ? 'text' : 'password'}
          autocomplete="current-password" required aria-invalid=${this.missing.has('password')} aria-describedby="password-error">`)}
        <label class="row"><input type="checkbox" .checked=${this.showPassword} @change=${this.#onShowPassword}> ${t('login.showPassword')}</label>
        <div role="alert">${this.#error()}</div>
        <button part="submit" class="primary" aria-disabled=${this.#signIn.pending}>
          ${this.#signIn.pending ? t('login.submitting') : t('login.submit')}
        </button>
        <p class="muted" role="status">${this.#signIn.slow ? t('state.slow') : nothing}</p>
        <slot name="footer"></slot>
      </form>`;
  }

  #signedIn(name: string): TemplateResult {
    const { t } = this.localize;
    const { pending, error } = this.#signOut;
    return html`
      <div class="row">
        <p part="signed-in" tabindex="-1">${t('portal.signedInAs', { name })}</p>
        <button type="button" part="sign-out" aria-disabled=${pending} @click=${this.#onSignOut}>${t('login.signOut')}</button>
      </div>
      <div role="alert">${error === undefined ? nothing : html`<p class="notice danger" part="error">${errorText(t, error)}</p>`}</div>`;
  }

  #field(name: 'email' | 'password', label: string, control: TemplateResult): TemplateResult {
    const error = this.missing.has(name) ? html`<span class="error-text">${this.localize.t('issue.required')}</span>` : nothing;
    return html`<div class="field"><label for=${name}>${label}</label>${control}<span id=${`${name}-error`}>${error}</span></div>`;
  }

  #error(): TemplateResult | typeof nothing {
    const { error } = this.#signIn;
    return error === undefined ? nothing : html`<p class="notice danger" part="error">${errorText(this.localize.t, error)}</p>`;
  }

  readonly #onShowPassword = (event: Event): void => { this.showPassword = (event.target as HTMLInputElement).checked; };
}

declare global {
  interface HTMLElementTagNameMap { 'portal-login': PortalLogin }
  interface GlobalEventHandlersEventMap { 'sign-in': SignInEvent }
}
