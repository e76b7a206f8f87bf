import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Session, SignInOptions } from '../../../contract/index.ts';
import { ways } from '../../../i18n/en/ways.ts';
import { addEnglish } from '../../../i18n/languages.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { systemPageHref } from '../../../portal/system-page.ts';
import { errorRegion } from '../fields.ts';
import type { LoginController } from '../login-controller.ts';
import type { SentMail } from '../login-view.ts';
import { navigation } from '../navigation.ts';
import { onViewLink } from '../view-link.ts';
import { adopt } from './adopt.ts';
import { signInMailForm } from './ask-mail.ts';
import { CheckedForm } from './checked-form.ts';
import { styles } from './other-ways.styles.ts';
import { canUsePasskeys, getPasskey, isCancelled } from './passkeys.ts';

addEnglish([ways]);

const ENVELOPE = svg`<path d="M3 6h18v12H3zM3 7l9 6 9-6"/>`;
const KEY = svg`<circle cx="8" cy="8" r="5"/><path d="M11.5 11.5 21 21m-3-3 2-2m-5-1 2-2"/>`;

/** The ways in besides a password: by mail, with an identity provider, with a passkey, through the page's own application. */
export class OtherWays {
  readonly #login: LoginController;
  readonly #mail: CheckedForm<SentMail>;
  readonly #leave: RequestController<void>;
  readonly #passkey: RequestController<Session | undefined>;
  /** The provider that the browser is being led to. */
  #provider = '';

  constructor(login: LoginController) {
    this.#login = login;
    this.#mail = new CheckedForm<SentMail>(login.host, { email: 'login.emailInvalid' });
    this.#leave = new RequestController<void>(login.host);
    this.#passkey = new RequestController<Session | undefined>(login.host);
    adopt(login.host.renderRoot, styles);
  }

  readonly #onProvider = async (providerId: string): Promise<void> => {
    if (this.#leave.pending) return;
    this.#provider = providerId;
    this.#passkey.reset();
    await this.#leave.run(async (signal) => {
      const { url } = await this.#login.portal.account('startProviderSignIn', { providerId, returnTo: location.href }, signal);
      navigation.go(url);
      // Busy until the browser is gone; whoever comes back by its button finds the page as it was.
      await new Promise((resolve) => { addEventListener('pagehide', resolve, { once: true }); });
    });
  };

  readonly #onPasskey = async (): Promise<void> => {
    if (this.#passkey.pending) return;
    this.#leave.reset();
    const { portal } = this.#login;
    const session = await this.#passkey.run(async (signal) => {
      const { challenge, options } = await portal.account('startPasskeySignIn', {}, signal);
      try {
        const credential = await getPasskey(options, signal);
        return await portal.account('signInWithPasskey', { challenge, credential }, signal);
      } catch (error) {
        if (isCancelled(error)) return undefined;
        throw error;
      }
    });
    if (session !== undefined) this.#login.enter(session);
  };

  render(): TemplateResult | typeof nothing {
    const { t } = this.#login.localize;
    const { value: options } = this.#login.options;
    if (options === undefined) return nothing;
    const { password, mail, providers } = options;
    const passkeys = options.passkeys && canUsePasskeys();
    const byMail = mail !== null && !password ? signInMailForm(this.#login, this.#mail, mail) : nothing;
    const buttons = providers.length + Number(passkeys) + Number(mail !== null && password);
    if (byMail === nothing && buttons === 0) return html`<p class="notice">${this.#noWay(options)}</p>`;
    return html`
      ${byMail}
      ${buttons === 0 ? nothing : html`
        <div class="ways stack" part="ways" role="group" aria-label=${t('login.otherWays')}>
          ${password || byMail !== nothing ? html`<p class="or">${t('login.or')}</p>` : nothing}
          ${providers.map(({ id, name }) => this.#renderProvider(id, name, buttons === 1 && !password && byMail === nothing))}
          ${mail === null || !password ? nothing : html`
            <a class="button way" part="way" href=${systemPageHref('sign-in-mail')} @click=${onViewLink(this.#login, 'sign-in-mail')}>${icon(ENVELOPE)}<span>${t(`login.mail.${mail}`)}</span></a>`}
          ${passkeys ? html`
            <button type="button" class="way" part="way" aria-disabled=${this.#passkey.pending} @click=${this.#onPasskey}>
              ${icon(KEY)}<span>${t(this.#passkey.pending ? 'login.passkeyWaiting' : 'login.passkey')}</span></button>` : nothing}
          ${errorRegion(t, this.#leave.error ?? this.#passkey.error, this.#leave.error === undefined
            ? { 'wrong-credentials': 'login.passkeyUnknown', 'not-found': 'login.passkeyUnknown', internal: 'login.passkeyFailed' } : {})}
          <p class="muted" aria-live="polite">${this.#leave.slow ? t('state.slow') : nothing}</p>
        </div>`}`;
  }

  #renderProvider(id: string, name: string, only: boolean): TemplateResult {
    const { t } = this.#login.localize;
    const leaving = this.#leave.pending && this.#provider === id;
    return html`
      <button type="button" class="way ${only ? 'primary' : ''}" part="way" aria-disabled=${leaving} @click=${() => { void this.#onProvider(id); }}>
        <span class="mark" aria-hidden="true">${[...name.trim()][0]}</span><span>${t(leaving ? 'login.leaving' : 'login.continueWith', { name })}</span></button>`;
  }

  /** Why there is nothing to press. */
  #noWay({ host, passkeys }: SignInOptions): string {
    return this.#login.localize.t(host ? 'login.host' : passkeys ? 'login.noPasskeys' : 'login.noWay');
  }
}

const icon = (paths: SVGTemplateResult): TemplateResult => html`
  <svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${paths}</svg>`;
