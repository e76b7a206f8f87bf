import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Message, PortalError } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { FilesController } from '../../portal/controllers/files-controller.ts';
import { join, ReplyController, type PressedReply, type ReplyContent } from '../../portal/controllers/reply-controller.ts';
import { CountdownController } from '../parts/countdown-controller.ts';
import { DraftStatus } from '../parts/draft-status.ts';
import { fileDrop } from '../parts/file-drop.ts';
import { filePicker, filesChangeText } from '../parts/file-picker.ts';
import { heading } from '../parts/heading.ts';
import { errorText } from '../parts/states.ts';
import { BeforeReplyEvent, ReplySentEvent } from './events.ts';
import type { TicketPartContext } from './part-context.ts';
import { PendingReplies } from './pending-replies.ts';

/** How the composer appears. */
export interface ComposerView {
  /** Files may be added to this ticket. */
  readonly attach: boolean;
  /** Level of its heading. */
  readonly level: number;
  /** Said above the field: a reply may open the ticket again, say. */
  readonly hint: string | undefined;
}

/** Seconds to undo where no owner has decided. */
const UNDO = 5;
/** So many messages are remembered to tell later whether one has arrived. */
const KNOWN = 60;

/** Where a reply is written and sent. */
export class Composer {
  readonly files: FilesController;
  readonly reply: ReplyController;
  /** What was pressed, in the conversation. */
  readonly pending: PendingReplies;
  readonly #context: TicketPartContext;
  readonly #status: DraftStatus<ReplyContent>;
  readonly #countdown: CountdownController;

  constructor(context: TicketPartContext) {
    const { host, localize, say, portal, viewer, ticket } = this.#context = context;
    this.files = new FilesController(host, {
      changed: (change) => {
        this.reply.edited();
        say(filesChangeText(localize, change));
      },
    });
    this.reply = new ReplyController(host, this.files, {
      portal, viewer, gone: () => { void ticket.refresh(); },
      sent: (press, message) => { this.#onSent(press, message); },
      failed: (press, state) => { void this.#onFailed(press, state); },
    });
    this.#status = new DraftStatus(host, localize, {
      draft: () => (this.reply.busy ? undefined : this.reply.draft), say, join, focus: () => { this.#focusField(); },
      summary: ({ text, files }) => [text, ...files.map(({ name }) => name)].filter((part) => part !== '').join('\n'),
    });
    this.#countdown = new CountdownController(host, () => this.pending.undoUntil);
    this.pending = new PendingReplies(context, this.reply, this.#countdown, {
      discard: (press) => { void this.#onDiscard(press); }, undo: (press) => { void this.#onUndo(press); }, taken: () => { this.#focusField(); },
    });
  }

  /** Goes on after a sign-in. */
  resume(): void { this.reply.clearError(); }

  readonly #send = async (): Promise<void> => {
    const { host, localize: { t, format }, ticket: { ticket, messages }, portal: portalInUse, say } = this.#context;
    const portal = portalInUse();
    const { reply, files } = this;
    if (portal === undefined || ticket === undefined || this.reply.busy) return;
    if (reply.check() !== undefined) {
      await this.#focusProblem();
      return;
    }
    if (!host.dispatchEvent(new BeforeReplyEvent(ticket.id, reply.text, files.files))) return;
    const seconds = portal.settings?.actions.undoSeconds ?? UNDO;
    say(seconds === 0 ? t('reply.sending') : t('send.undoHint', { time: format.seconds(seconds) }));
    await reply.send({ undo: seconds * 1000, known: messages.slice(-KNOWN).map(({ id }) => id) });
    await host.updateComplete;
    if (reply.presses.some((press) => reply.stateOf(press) === 'waiting')) this.pending.sayWaiting();
  };

  #onSent({ input: { ticketId }, until, pressed }: PressedReply, message: Message): void {
    const { host, localize, ticket, say } = this.#context;
    say(localize.t('reply.sent'));
    if (ticket.ticket?.id === ticketId) {
      // Whoever has turned to something else meanwhile stays there.
      const leads = until === pressed || this.#hasFocus;
      ticket.add(message);
      if (leads) this.#focusField();
    }
    host.dispatchEvent(new ReplySentEvent(ticketId, message));
  }

  /** Sees to what becomes of a reply that was not sent. */
  async #onFailed(press: PressedReply, state: 'waiting' | 'failed'): Promise<void> {
    const { reply } = this;
    const { localize, ticket, say, signIn } = this.#context;
    if (ticket.ticket?.id !== press.input.ticketId) {
      // Whoever went on to another ticket took it for sent; it waits there, with the reason.
      if (state === 'failed') say(localize.t('reply.failed'));
      return;
    }
    const leads = press.until === press.pressed || this.#hasFocus;
    if (state === 'waiting') {
      await this.#context.host.updateComplete;
      if (await signIn()) return;
      this.pending.sayWaiting();
      if (leads) this.#focusField();
      return;
    }
    if (leads) await this.#focusProblem();
    const isStillThere = (): boolean => reply.cancelled && reply.text === press.input.text;
    if (!isStillThere()) return;
    // To give it up does not mean that it has not arrived.
    const arrived = await ticket.findArrived(press.input.text, new Set(press.known)).catch(() => undefined);
    if (arrived === undefined || !isStillThere()) return;
    reply.settle();
    this.#onSent(press, arrived);
  }

  async #onUndo(press: PressedReply): Promise<void> {
    const { localize: { t }, say } = this.#context;
    if (!await this.reply.takeBack(press)) return;
    say(t('send.undone'));
    await this.#context.host.updateComplete;
    this.#focusField();
  }

  async #onDiscard(press: PressedReply): Promise<void> {
    const { draft } = this.reply;
    if (draft === undefined) return;
    await this.reply.drop(press);
    this.#status.discard(draft, press.content);
    await this.#context.host.updateComplete;
    this.#context.host.renderRoot.querySelector<HTMLElement>('#draft-discard')?.focus();
  }

  /** The focus is where one writes, or was on something of it that is gone. */
  get #hasFocus(): boolean {
    const { renderRoot } = this.#context.host;
    return document.activeElement === document.body || renderRoot.querySelector('.composer:focus-within, .pending:focus-within') !== null;
  }

  #focusField(): void { this.#context.host.renderRoot.querySelector<HTMLElement>('#reply-text')?.focus({ preventScroll: true }); }

  /** Brings the person to what keeps the reply from being sent. */
  async #focusProblem(): Promise<void> {
    const { host, signIn } = this.#context;
    await host.updateComplete;
    if (await signIn()) return;
    const wrong = host.renderRoot.querySelector<HTMLElement>('.composer .file-item.bad button, .composer textarea[aria-invalid="true"]');
    // Cancel and the sending state are gone, and the focus with them; the button to try again is there.
    (wrong ?? host.renderRoot.querySelector<HTMLElement>('.composer button.primary'))?.focus();
  }

  render({ attach, level, hint }: ComposerView): TemplateResult {
    const { localize } = this.#context;
    const { t } = localize;
    const { reply, files } = this;
    const { busy } = reply;
    const fieldError = textProblem(localize, reply.error);
    return html`
      <form class="composer stack" part="composer" novalidate aria-labelledby="reply-heading" ${fileDrop(files, attach && !busy)}
        @keydown=${this.#onKeydown}
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.#send();
        }}>
        ${heading(level, t('reply.heading'), { id: 'reply-heading' })}
        ${hint === undefined ? nothing : html`<p class="muted">${hint}</p>`}
        ${this.#status.renderNotices()}
        <div class="field">
          <label for="reply-text">${t('reply.label')}</label>
          <textarea id="reply-text" name="reply" dir="auto" rows="5" .value=${live(reply.text)} ?readonly=${busy} aria-keyshortcuts="Control+Enter Meta+Enter"
            aria-invalid=${fieldError === undefined ? 'false' : 'true'} aria-describedby="reply-text-error"
            @input=${(event: Event) => { reply.text = (event.target as HTMLTextAreaElement).value; }}></textarea>
          <span id="reply-text-error">${fieldError === undefined ? nothing : html`<span class="error-text">${fieldError}</span>`}</span>
        </div>
        ${attach ? filePicker(localize, files, { id: 'reply-files', busy }) : nothing}
        <div role="alert" id="reply-error">${problem(localize, reply)}</div>
        <div class="row">
          <button class="primary" part="send" aria-disabled=${busy}>${this.#sendText}</button>
          ${this.#renderWayBack()}
          ${this.#status.render()}
        </div>
      </form>`;
  }

  get #sendText(): string {
    const { localize: { t, format } } = this.#context;
    const { held, busy } = this.reply;
    if (held !== undefined && this.reply.stateOf(held) === 'undo') return t('send.in', { time: format.seconds(this.#countdown.seconds) });
    return t(busy ? 'reply.sending' : 'reply.submit');
  }

  /** How what was pressed here can be had back. */
  #renderWayBack(): TemplateResult | typeof nothing {
    const { localize: { t } } = this.#context;
    const { held } = this.reply;
    if (held === undefined) return nothing;
    if (this.reply.stateOf(held) === 'undo') {
      return html`<button type="button" id="reply-undo" part="undo" aria-keyshortcuts="Control+Z Meta+Z" @click=${() => { void this.#onUndo(held); }}>${t('send.undo')}</button>`;
    }
    return html`<button type="button" id="reply-cancel" @click=${() => { this.reply.cancel(held); }}>${t('reply.cancel')}</button>`;
  }

  /** Ctrl or Command with Enter sends, with Z it undoes; Enter alone never sends, and nothing does while a character is being composed (keyCode 229: Safari). */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign of composing that Safari gives with this key
    if (!(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
    const { held } = this.reply;
    const isUndo = event.key === 'z' && !event.shiftKey && held !== undefined && this.reply.stateOf(held) === 'undo';
    if (!isUndo && (event.key !== 'Enter' || !(event.target instanceof HTMLTextAreaElement))) return;
    event.preventDefault();
    if (isUndo) void this.#onUndo(held);
    else void this.#send();
  };
}

/** What is wrong with the text itself. */
function textProblem({ t }: LocalizeController, error: PortalError | undefined): string | undefined {
  const issue = error?.issues.find(({ path }) => path === 'text');
  if (issue === undefined) return undefined;
  return issue.code === 'required' ? t('reply.required') : issue.code === 'too-long' ? t('issue.too-long', { limit: issue.limit ?? '' }) : t('issue.invalid');
}

/** Why the reply was not sent, unless it is said at the text or at a file. */
function problem({ t }: LocalizeController, { error, cancelled }: ReplyController): TemplateResult | typeof nothing {
  if (cancelled) return html`<p class="notice">${t('reply.cancelled')}</p>`;
  if (error === undefined) return nothing;
  const saidElsewhere = error.issues.length > 0 && error.issues.every(({ path }) => path === 'text' || path.startsWith('files'));
  if (saidElsewhere) return nothing;
  return html`<div class="notice danger"><p>${t('reply.failed')}</p><p>${errorText(t, error)}</p></div>`;
}
