import { html, type TemplateResult } from 'lit';
import type { LoginController } from '../login-controller.ts';
import type { LoginView } from '../login-view.ts';
import { SignOutButton } from '../sign-out-button.ts';
import { viewLink } from '../view-link.ts';

/** Signs out by a link: asks first, because anybody can make somebody follow a link. */
export class SignOutView implements LoginView {
  readonly #login: LoginController;
  readonly #signOut: SignOutButton;

  constructor(login: LoginController) {
    this.#login = login;
    this.#signOut = new SignOutButton(login);
  }

  /** Who is there to sign out. */
  get #name(): string | undefined {
    const { customer, held } = this.#login.portal.session ?? {};
    const person = customer ?? held;
    return person && (person.name || person.email);
  }

  heading(): string {
    return this.#login.localize.t(this.#name === undefined ? 'signOut.done' : 'signOut.heading');
  }

  closed(): void {
    this.#signOut.reset();
  }

  render(): TemplateResult {
    const { t } = this.#login.localize;
    const name = this.#name;
    if (name === undefined) return html`<p class="muted">${t('signOut.doneHint')}</p><p>${viewLink(this.#login, 'sign-in', t('signOut.again'))}</p>`;
    return html`
      <p>${t('signOut.question', { name })}</p>
      ${this.#signOut.renderError()}
      <div class="row">${this.#signOut.render(t('login.signOut'), 'sign-out', 'primary')}</div>`;
  }
}
