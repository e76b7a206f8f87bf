import { html, nothing, type TemplateResult } from 'lit';
import type { Session } from '../../../contract/index.ts';
import type { LocalizeController } from '../../../i18n/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { errorRegion, loginField, loginForm } from '../fields.ts';
import { FormRequest, type FieldCheck } from '../form-request.ts';
import type { LoginController } from '../login-controller.ts';
import type { LoginView, LoginViewName, SentMail } from '../login-view.ts';
import { viewLink } from '../view-link.ts';
import { withEmail } from './with-email.ts';

/** The digits of a code however somebody writes them: in groups, or full width as an East Asian keyboard does. */
const digits = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');
const checkCode: FieldCheck = ({ value }) => (digits(value).length === 8 ? undefined : 'sent.codeShort');

/** After a mail was asked for: what to do with it, its code, and how to have it sent again. */
export class MailSentView implements LoginView {
  /** Seconds until the mail can be sent again: mails need a moment. */
  static pause = 30;
  readonly #login: LoginController;
  readonly #code: FormRequest<Session>;
  readonly #again: RequestController<SentMail>;
  #sentAgain = false;
  #wait = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(login: LoginController) {
    this.#login = login;
    this.#code = new FormRequest<Session>(login.host, checkCode);
    this.#again = new RequestController<SentMail>(login.host);
  }

  get #t(): LocalizeController['t'] {
    return this.#login.localize.t;
  }

  heading(): string {
    return this.#t('sent.heading');
  }

  opened(): void {
    this.#sentAgain = false;
    this.#startPause();
  }

  closed(): void {
    clearInterval(this.#timer);
    this.#code.reset();
    this.#again.reset();
    // It holds what was typed, a password perhaps.
    this.#login.sent = undefined;
  }

  #startPause(): void {
    clearInterval(this.#timer);
    this.#wait = MailSentView.pause;
    this.#timer = setInterval(() => {
      if (this.#wait > 0) this.#wait -= 1;
      else clearInterval(this.#timer);
      this.#login.host.requestUpdate();
    }, 1000);
  }

  readonly #onCode = async (event: SubmitEvent): Promise<void> => {
    const { portal, sent } = this.#login;
    const session = await this.#code.submit(event, ({ code = '' }, signal) => portal.account('signInByCode', { challenge: sent?.challenge ?? '', code: digits(code) }, signal));
    if (session !== undefined) this.#login.enter(session);
    else if (this.#code.error !== undefined) this.#login.host.renderRoot.querySelector<HTMLElement>('#code')?.focus();
  };

  readonly #onAgain = async (): Promise<void> => {
    const { sent } = this.#login;
    if (sent === undefined || this.#again.pending || this.#wait > 0) return;
    this.#sentAgain = false;
    const again = await this.#again.run(sent.again);
    if (again === undefined) return;
    this.#login.sent = again;
    this.#sentAgain = true;
    this.#code.reset();
    this.#startPause();
    this.#login.host.requestUpdate();
  };

  /** The view with the field of the address. */
  #asking({ kind }: SentMail): LoginViewName {
    if (kind === 'sign-in') return this.#login.options.value?.password === false ? 'sign-in' : 'sign-in-mail';
    return kind === 'reset' ? 'reset' : 'register';
  }

  render(): TemplateResult | typeof nothing {
    const t = this.#t;
    const { sent, options } = this.#login;
    if (sent === undefined) return nothing;
    const mail = options.value?.mail ?? 'link';
    const code = sent.kind === 'sign-in' && mail !== 'link';
    return html`
      <p>${withEmail(t, sent.kind === 'sign-in' ? `sent.${mail}` : `sent.${sent.kind}`, sent.email)}</p>
      ${sent.delayed ? html`<p class="notice">${t('sent.delayed')}</p>` : nothing}
      ${code ? loginForm(t, {
        request: this.#code, submit: t('login.submit'), submitting: t('login.submitting'), errors: { 'wrong-credentials': 'sent.codeWrong', 'not-found': 'sent.codeGone' }, onSubmit: this.#onCode,
      }, loginField(t, this.#code, { name: 'code', label: t('sent.codeLabel'), autocomplete: 'one-time-code', inputMode: 'numeric' })) : nothing}
      <div class="stack close">
        <p class="muted">${t('sent.hint')}</p>
        <div class="row">
          <button type="button" aria-disabled=${this.#wait > 0 || this.#again.pending} aria-describedby="wait" @click=${this.#onAgain}>${t(this.#again.pending ? 'sent.sending' : 'sent.again')}</button>
        </div>
        <p class="help" id="wait">${this.#wait > 0 ? t('sent.wait', { count: this.#wait }) : nothing}</p>
        <p aria-live="polite">${this.#sentAgain ? t('sent.sentAgain') : nothing}</p>
        ${errorRegion(t, this.#again.error)}
      </div>
      <p>${viewLink(this.#login, this.#asking(sent), t('sent.otherAddress'))}</p>`;
  }
}
