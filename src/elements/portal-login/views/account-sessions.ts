import { html, nothing, type TemplateResult } from 'lit';
import type { AccountDetails, Session, SessionEntry } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { errorRegion } from '../fields.ts';
import type { AccountSection, AccountShare } from './account.ts';

/** Where one is signed in, and how to end that. */
export class AccountSessions implements AccountSection {
  readonly #share: AccountShare;
  readonly #end: RequestController<Session>;

  constructor(share: AccountShare) {
    this.#share = share;
    this.#end = new RequestController<Session>(share.login.host);
  }

  title(): string {
    return this.#share.login.localize.t('account.sessions');
  }

  closed(): void {
    this.#end.reset();
  }

  async #onEnd(sessionId: string): Promise<void> {
    if (this.#end.pending) return;
    const { portal, localize } = this.#share.login;
    const session = await this.#end.run((signal) => portal.account('endSession', { sessionId }, signal));
    if (session !== undefined) await this.#share.done(localize.t('account.sessionEnded'));
  }

  readonly #onEndAll = async (): Promise<void> => {
    if (this.#end.pending) return;
    const { login } = this.#share;
    const session = await this.#end.run((signal) => login.portal.account('endAllSessions', {}, signal));
    if (session !== undefined) login.show('sign-in', login.localize.t('account.signedOutEverywhere'));
  };

  render({ sessions }: AccountDetails): TemplateResult {
    const { t } = this.#share.login.localize;
    return html`
      <ul class="entries" role="list">${sessions.map((session) => this.#renderSession(session))}</ul>
      ${errorRegion(t, this.#end.error)}
      <div class="row"><button type="button" aria-disabled=${this.#end.pending} @click=${this.#onEndAll}>${t('account.signOutEverywhere')}</button></div>`;
  }

  #renderSession({ id, current, created, lastActive, device, method }: SessionEntry): TemplateResult {
    const { t, format } = this.#share.login.localize;
    const name = device || t('account.unknownDevice');
    const active = format.relative(lastActive);
    return html`
      <li>
        <div class="what">
          <span><bdi>${name}</bdi> ${current ? html`<span class="badge">${t('account.thisSession')}</span>` : nothing}</span>
          <span class="help">${t('account.sessionTimes', { method: t(`account.method.${method}`), created: format.dateTime(created), active })}</span>
        </div>
        ${current ? nothing : html`<button type="button" aria-label=${t('account.endSessionOf', { device: name, active })} aria-disabled=${this.#end.pending} @click=${() => { void this.#onEnd(id); }}>${t('account.endSession')}</button>`}
      </li>`;
  }
}
