import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { drafts } from '../../i18n/en/drafts.ts';
import { addEnglish } from '../../i18n/languages.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { KeptDraft } from '../../portal/drafts/kept-draft.ts';
import type { OtherVersion } from '../../portal/drafts/record.ts';

addEnglish([drafts]);

/** What the status of a draft needs to know. */
export interface DraftStatusOptions<Content> {
  /** The draft that is shown; undefined while there is none. */
  readonly draft: () => KeptDraft<Content> | undefined;
  /** Says something to screen readers. */
  readonly say: (text: string) => void;
  /** What another tab has written, in short. */
  readonly summary: (content: Content) => string;
  /** Puts what was discarded before what has been written since. */
  readonly join: (discarded: Content, written: Content) => Content;
  /** Brings the focus to where one writes. */
  readonly focus: () => void;
}

/** Says how a draft is kept: seen all the time, said aloud once a draft. Offers to discard it, to have it back then, and what another tab has written. */
export class DraftStatus<Content> {
  readonly #host: ReactiveControllerHost;
  readonly #localize: LocalizeController;
  readonly #options: DraftStatusOptions<Content>;
  /** Drafts that have been saved once: nobody is told of every keystroke. */
  readonly #saved = new WeakSet<KeptDraft<Content>>();
  readonly #discarded = new WeakMap<KeptDraft<Content>, Content>();

  constructor(host: ReactiveControllerHost, localize: LocalizeController, options: DraftStatusOptions<Content>) {
    this.#host = host;
    this.#localize = localize;
    this.#options = options;
  }

  /** Discards a draft's content, or something of it that was on its way; it can be had back until the page is left. */
  discard(draft: KeptDraft<Content>, content: Content): void {
    this.#discarded.set(draft, content);
    this.#options.say(this.#localize.t('draft.discarded'));
    this.#host.requestUpdate();
  }

  /** What a person has to know before they write on: below the heading, say. Render it always: what comes up is said aloud. */
  renderNotices(): TemplateResult {
    const draft = this.#options.draft();
    const { t } = this.#localize;
    const notice = draft?.content === undefined ? '' : draft.state === 'page' ? t('draft.page') : draft.lacksFiles ? t('draft.noFiles') : '';
    return html`
      <div role="status" class="draft-notice">${notice === '' ? nothing : html`<p class="notice">${notice}</p>`}</div>
      <div role="status" class="draft-notice">${draft?.other === undefined ? nothing : this.#renderOther(draft, draft.other)}</div>`;
  }

  #renderOther(draft: KeptDraft<Content>, { content, changed }: OtherVersion<Content>): TemplateResult {
    const { t, format } = this.#localize;
    return html`
      <div class="notice stack" part="other-draft">
        <p>${t('draft.other')}</p>
        <blockquote dir="auto" class="written">${this.#options.summary(content)}</blockquote>
        <p class="help"><bdi>${format.dateTime(new Date(changed).toISOString())}</bdi></p>
        <div class="row">
          <button type="button" @click=${() => { this.#decide(() => { draft.takeOther(); }); }}>${t('draft.takeOther')}</button>
          <button type="button" @click=${() => { this.#decide(() => { draft.keepMine(); }); }}>${t('draft.keepMine')}</button>
        </div>
      </div>`;
  }

  /** That it is saved, and the button that discards it: beside the button that sends. Render it always. */
  render(): TemplateResult {
    const draft = this.#options.draft();
    const { t } = this.#localize;
    const hasContent = draft?.content !== undefined;
    if (hasContent && draft.state === 'saved') this.#saved.add(draft);
    if (!hasContent && draft !== undefined) this.#saved.delete(draft);
    const isOffered = draft !== undefined && (hasContent || this.#discarded.has(draft));
    return html`
      ${isOffered ? html`<button type="button" class="quiet" id="draft-discard" part="discard"
        @click=${() => { if (hasContent) this.#onDiscard(draft); else this.#onRestore(draft); }}>${t(hasContent ? 'draft.discard' : 'draft.restore')}</button>` : nothing}
      <span role="status" class="help" id="draft-state">${hasContent && this.#saved.has(draft) && draft.state !== 'page' ? t('draft.saved') : nothing}</span>`;
  }

  #onDiscard(draft: KeptDraft<Content>): void {
    const { content } = draft;
    if (content === undefined) return;
    draft.set(undefined);
    this.discard(draft, content);
  }

  #onRestore(draft: KeptDraft<Content>): void {
    const discarded = this.#discarded.get(draft);
    if (discarded === undefined) return;
    this.#discarded.delete(draft);
    draft.set(draft.content === undefined ? discarded : this.#options.join(discarded, draft.content));
    this.#options.say(this.#localize.t('draft.restored'));
    this.#options.focus();
  }

  #decide(act: () => void): void {
    act();
    this.#options.focus();
  }
}
