import { html, type TemplateResult } from 'lit';
import type { AccountDetails, PasskeyEntry } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { errorRegion } from '../fields.ts';
import type { AccountSection, AccountShare } from './account.ts';
import { AskFirst } from './ask-first.ts';
import { canUsePasskeys, createPasskey, isCancelled } from './passkeys.ts';

/** Adds and removes passkeys. */
export class AccountPasskeys implements AccountSection {
  readonly #share: AccountShare;
  readonly #add: RequestController<PasskeyEntry | undefined>;
  readonly #remove: RequestController<object>;
  readonly #ask: AskFirst;

  constructor(share: AccountShare) {
    this.#share = share;
    this.#add = new RequestController<PasskeyEntry | undefined>(share.login.host);
    this.#remove = new RequestController<object>(share.login.host);
    this.#ask = new AskFirst(share.login);
  }

  title(): string {
    return this.#share.login.localize.t('account.passkeys');
  }

  closed(): void {
    this.#add.reset();
    this.#remove.reset();
    this.#ask.close();
  }

  /** @param name What the passkey is called in the list. */
  async #onAdd(name: string): Promise<void> {
    if (this.#add.pending) return;
    this.#remove.reset();
    const { portal, localize } = this.#share.login;
    const added = await this.#add.run(async (signal) => {
      const { challenge, options } = await portal.account('startPasskey', {}, signal);
      try {
        const credential = await createPasskey(options, signal);
        return await portal.account('addPasskey', { challenge, credential, name }, signal);
      } catch (error) {
        if (isCancelled(error)) return undefined;
        throw error;
      }
    });
    if (added !== undefined) await this.#share.done(localize.t('account.passkeyAdded'));
  }

  async #onRemove(passkeyId: string): Promise<void> {
    if (this.#remove.pending) return;
    this.#add.reset();
    const { portal, localize } = this.#share.login;
    const removed = await this.#remove.run((signal) => portal.account('deletePasskey', { passkeyId }, signal));
    if (removed === undefined) return;
    this.#ask.close();
    await this.#share.done(localize.t('account.passkeyRemoved'));
  }

  render({ passkeys, sessions }: AccountDetails): TemplateResult | undefined {
    const { options, localize: { t } } = this.#share.login;
    if (options.value?.passkeys !== true) return undefined;
    const { pending, error } = this.#add;
    // The browser of this session is where the passkey is made.
    const device = sessions.find(({ current }) => current)?.device ?? '';
    return html`
      <p class="muted">${t('account.passkeysHint')}</p>
      ${passkeys.length === 0 ? html`<p>${t('account.noPasskeys')}</p>` : html`<ul class="entries" role="list">${passkeys.map((passkey) => this.#renderPasskey(passkey))}</ul>`}
      ${errorRegion(t, this.#remove.error ?? error, error?.code === 'internal' ? { internal: 'account.passkeyFailed' } : {})}
      ${canUsePasskeys() ? html`<div class="row"><button type="button" aria-disabled=${pending} @click=${() => { void this.#onAdd(device.slice(0, 100)); }}>${t(pending ? 'account.addingPasskey' : 'account.addPasskey')}</button></div>`
        : html`<p class="muted">${t('account.passkeysUnsupported')}</p>`}`;
  }

  #renderPasskey({ id, name: given, created, lastUsed }: PasskeyEntry): TemplateResult {
    const { t, format } = this.#share.login.localize;
    const name = given || t('account.passkeyName');
    return html`
      <li>
        <div class="what">
          <span><bdi>${name}</bdi></span>
          <span class="help">${lastUsed === null ? t('account.passkeyCreated', { created: format.date(created) }) : t('account.passkeyUsed', { created: format.date(created), used: format.relative(lastUsed) })}</span>
        </div>
        ${this.#ask.render(`passkey-${id}`, {
          button: t('account.remove'), name: t('account.removePasskey', { name }), question: t('account.removePasskeyAsk', { name }), yes: t('account.remove'),
          busy: this.#remove.pending, act: () => { void this.#onRemove(id); },
        })}
      </li>`;
  }
}
