import { html, nothing, type TemplateResult } from 'lit';
import type { AccountDetails, Session } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { errorRegion } from '../fields.ts';
import type { AccountSection, AccountShare } from './account.ts';
import { AskFirst } from './ask-first.ts';
import { termsText } from './terms.ts';

/** What one has agreed to, and how to take it back. */
export class AccountConsent implements AccountSection {
  readonly #share: AccountShare;
  readonly #withdraw: RequestController<Session>;
  readonly #ask: AskFirst;

  constructor(share: AccountShare) {
    this.#share = share;
    this.#withdraw = new RequestController<Session>(share.login.host);
    this.#ask = new AskFirst(share.login);
  }

  title(): string {
    return this.#share.login.localize.t('account.consent');
  }

  closed(): void {
    this.#withdraw.reset();
    this.#ask.close();
  }

  readonly #onWithdraw = async (): Promise<void> => {
    if (this.#withdraw.pending) return;
    const { portal } = this.#share.login;
    await this.#withdraw.run((signal) => portal.account('withdrawConsent', {}, signal));
  };

  render({ consent }: AccountDetails): TemplateResult | undefined {
    const { options, localize: { t, format } } = this.#share.login;
    if (consent === null) return undefined;
    const terms = options.value?.consent;
    return html`
      <p>${t('account.consentGiven', { date: format.date(consent.given) })}</p>
      ${terms?.version === consent.version ? html`<details><summary>${t('account.showTerms')}</summary>${termsText(t, terms)}</details>` : nothing}
      ${errorRegion(t, this.#withdraw.error)}
      ${this.#ask.render('withdraw', {
        button: t('account.withdraw'), question: t('account.withdrawAsk'), yes: t('account.withdrawYes'), busy: this.#withdraw.pending, act: () => { void this.#onWithdraw(); },
      })}`;
  }
}
