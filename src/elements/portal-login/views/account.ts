import { html, nothing, type TemplateResult } from 'lit';
import type { AccountDetails } from '../../../contract/index.ts';
import type { LocalizeController } from '../../../i18n/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { heading } from '../../parts/heading.ts';
import { errorState, loadingState } from '../../parts/states.ts';
import type { LoginController } from '../login-controller.ts';
import type { LoginView } from '../login-view.ts';
import { SignOutButton } from '../sign-out-button.ts';
import { AccountConsent } from './account-consent.ts';
import { AccountPasskeys } from './account-passkeys.ts';
import { AccountPassword } from './account-password.ts';
import { AccountSessions } from './account-sessions.ts';

/** A section of the account. */
export interface AccountSection {
  /** Undefined where there is nothing to show. */
  render(account: AccountDetails): TemplateResult | undefined;
  title(): string;
  closed(): void;
}

/** What the sections of an account share. */
export interface AccountShare {
  readonly login: LoginController;
  /** Says what has been done, and shows the account as it is now. */
  done(message: string): Promise<void>;
}

/** One's own account: who one is, password, passkeys, sessions, terms. */
export class AccountView implements LoginView, AccountShare {
  readonly login: LoginController;
  readonly #account: RequestController<AccountDetails>;
  readonly #sections: readonly AccountSection[];
  readonly #signOut: SignOutButton;

  constructor(login: LoginController) {
    this.login = login;
    this.#account = new RequestController<AccountDetails>(login.host);
    this.#sections = [new AccountPassword(this), new AccountPasskeys(this), new AccountSessions(this), new AccountConsent(this)];
    this.#signOut = new SignOutButton(login);
  }

  get #t(): LocalizeController['t'] {
    return this.login.localize.t;
  }

  heading(): string {
    return this.#t('login.account');
  }

  opened(): void {
    void this.#load();
  }

  closed(): void {
    this.#account.reset();
    this.#signOut.reset();
    for (const section of this.#sections) section.closed();
  }

  async #load(): Promise<void> {
    const { portal } = this.login;
    await this.#account.run((signal) => portal.account('getAccount', {}, signal));
    // The session has ended: everything on the page has to know.
    if (this.#account.error?.code === 'unauthenticated') await portal.refreshSession();
  }

  async done(message: string): Promise<void> {
    this.login.message = message;
    this.login.host.requestUpdate();
    await this.login.host.focusHeading();
    await this.#load();
  }

  render(): TemplateResult {
    const { value: account, error, slow } = this.#account;
    const t = this.#t;
    if (account === undefined) {
      return error === undefined ? loadingState(t, t('account.loading'), slow) : errorState(t, error, () => {
        void this.#load();
        // The button goes away with the error.
        void this.login.host.focusHeading();
      });
    }
    return html`
      <div class="person">
        <p><strong><bdi>${account.name || account.email}</bdi></strong></p>
        ${account.name === '' ? nothing : html`<p class="muted"><bdi>${account.email}</bdi></p>`}
      </div>
      ${this.#sections.map((section) => {
        const content = section.render(account);
        return content === undefined ? nothing : html`<section class="section stack">${heading(this.login.host.headingLevel + 1, section.title())}${content}</section>`;
      })}
      ${this.#signOut.renderError()}
      <div class="row section">${this.#signOut.render(t('login.signOut'), 'sign-in')}</div>`;
  }
}
