import { html, type TemplateResult } from 'lit';
import type { MailPurpose } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { errorState, loadingState } from '../../parts/states.ts';
import type { LoginController } from '../login-controller.ts';
import { FormView } from './form-view.ts';

/** Whose the link of a mail is. */
export interface MailLink { readonly purpose: MailPurpose; readonly email: string; readonly name: string }

/** A view that the link of a mail leads to. Opening it does nothing yet: programs that scan mails open links, too. */
export abstract class LinkView<Value> extends FormView<Value> {
  readonly #link: RequestController<MailLink>;
  #gone = false;
  protected abstract readonly purpose: MailPurpose;

  constructor(login: LoginController) {
    super(login);
    this.#link = new RequestController<MailLink>(login.host);
  }

  /** Heading above the form. */
  protected abstract title(link: MailLink | undefined): string;
  protected abstract renderForm(link: MailLink): TemplateResult;
  /** The way to another link, or whom to ask for one. */
  protected abstract renderWayOn(): TemplateResult;

  heading(): string {
    return this.#dead ? this.t('link.gone') : this.title(this.#link.value);
  }

  opened(): void {
    this.#gone = this.login.token === '';
    if (!this.#gone) this.#read();
  }

  override closed(): void {
    super.closed();
    this.#link.reset();
  }

  get #dead(): boolean {
    const { value, error } = this.#link;
    return this.#gone || error?.code === 'not-found' || error?.code === 'invalid-input' || (value !== undefined && value.purpose !== this.purpose);
  }

  readonly #read = (): void => {
    const { portal, token } = this.login;
    void this.#link.run((signal) => portal.account('readMailLink', { token }, signal));
  };

  /** Sends what the form holds, with the link's token. A link that has died meanwhile is told instead of an error. */
  protected async redeem(event: SubmitEvent, call: Parameters<typeof this.form.submit>[1]): Promise<Value | undefined> {
    const value = await this.form.submit(event, call);
    if (this.form.error?.code === 'not-found') {
      this.#gone = true;
      this.login.host.requestUpdate();
      void this.login.host.focusHeading();
    }
    return value;
  }

  render(): TemplateResult {
    const { value, error, slow } = this.#link;
    if (this.#dead) return html`<p>${this.t('link.goneHint')}</p>${this.renderWayOn()}`;
    if (error !== undefined) {
      return errorState(this.t, error, () => {
        this.#read();
        // The button goes away with the error.
        void this.login.host.focusHeading();
      });
    }
    return value === undefined ? loadingState(this.t, this.t('link.loading'), slow) : this.renderForm(value);
  }
}
