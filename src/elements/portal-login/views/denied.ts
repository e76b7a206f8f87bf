import { html, type TemplateResult } from 'lit';
import type { LoginController } from '../login-controller.ts';
import type { LoginView } from '../login-view.ts';
import { SignOutButton } from '../sign-out-button.ts';
import { viewLink } from '../view-link.ts';
import { withEmail } from './with-email.ts';

/** Tells somebody that they have no access, as whom, and what they can do about it. */
export class DeniedView implements LoginView {
  readonly placesText = true;
  readonly #login: LoginController;
  readonly #signOut: SignOutButton;

  constructor(login: LoginController) {
    this.#login = login;
    this.#signOut = new SignOutButton(login);
  }

  heading(): string {
    return this.#login.localize.t('denied.heading');
  }

  closed(): void {
    this.#signOut.reset();
  }

  render(): TemplateResult {
    const { t } = this.#login.localize;
    const { held } = this.#login.portal.session ?? {};
    return html`
      <p>${held === undefined ? t('denied.nobody') : withEmail(t, 'denied.who', held.email)}</p>
      <slot name="denied"><p class="muted">${t('denied.hint')}</p></slot>
      ${this.#signOut.renderError()}
      ${held === undefined ? html`<p>${viewLink(this.#login, 'sign-in', t('denied.other'))}</p>`
        : html`<div class="row">${this.#signOut.render(t('denied.other'), 'sign-in', 'primary')}</div>`}`;
  }
}
