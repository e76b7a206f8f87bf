import type { ReactiveControllerHost } from 'lit';
import { checkFiles, isAbort, PortalError, toPortalError, type ErrorCode, type Message } from '../../contract/index.ts';
import { newKey } from '../new-key.ts';
import type { Portal } from '../portal.ts';
import type { FilesController } from './files-controller.ts';
import { LeaveGuard } from './leave-guard.ts';

/** The ticket's own id, which may be another than the one it was opened by; and who sends, for as long as it is on its way. */
interface Recipient { readonly ticketId: string; readonly name: string }

/** A reply that is on its way. */
export interface SentReply {
  /** The id that its ticket was opened by, and the ticket's own. */
  readonly opened: string;
  readonly ticketId: string;
  readonly text: string;
  /** The message as the backend keeps it, or undefined when it was not sent; text and files then stay. */
  readonly message: Promise<Message | undefined>;
}

/** What is being written about a ticket. */
interface Draft {
  text: string;
  files: readonly File[];
  /** The key of the last press of send; gone after success, and as soon as anything is changed. */
  key: string | undefined;
  /** The ticket that it was last sent about, and by whom. */
  to: Recipient | undefined;
  /** Why it has not been sent. */
  error: PortalError | undefined;
  /** The person gave up sending. */
  cancelled: boolean;
  /** It is on its way, as this message. */
  sending: { readonly message: Message; readonly abort: AbortController } | undefined;
}

/** Errors after which a reply may have been stored all the same. */
const UNSURE: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'unavailable', 'internal', 'bad-response']);

/** The longest text that the contract takes. */
const LONGEST = 100_000;

/**
 * A reply being written and sent. What is written belongs to its ticket and is kept while the element lives, whatever goes wrong; a
 * press of send has one idempotency key until it succeeds or something is changed, so that repeating it never sends twice. What is
 * on its way goes on when the person turns to another ticket: they have pressed send, and take it for sent.
 */
export class ReplyController {
  readonly #host: ReactiveControllerHost;
  readonly #files: FilesController;
  readonly #drafts = new Map<string, Draft>();
  readonly #guard: LeaveGuard;
  #ticketId = '';

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, files: FilesController) {
    this.#host = host;
    this.#files = files;
    this.#guard = new LeaveGuard(host, () => this.dirty);
  }

  /** Why it has not been sent. */
  get error(): PortalError | undefined {
    return this.#draft.error;
  }

  /** Why the reply to a ticket has not been sent, whether that ticket is shown or not. */
  errorOf(ticketId: string): PortalError | undefined {
    return this.#drafts.get(ticketId)?.error;
  }

  /** The person gave up sending. */
  get cancelled(): boolean {
    return this.#draft.cancelled;
  }

  /** The reply that is being sent, as the conversation shows it. */
  get pending(): Message | undefined {
    return this.#draft.sending?.message;
  }

  /** What is written. */
  get text(): string {
    return this.#draft.text;
  }

  set text(text: string) {
    if (text === this.#draft.text) return;
    this.#draft.text = text;
    this.edited();
  }

  /** Whether there is anything that could get lost. */
  get dirty(): boolean {
    return [...this.#drafts].some(([ticketId, { text, files }]) => text.trim() !== '' || (ticketId === this.#ticketId ? this.#files.files : files).length > 0);
  }

  /** The last try got no answer, or none that says whether the reply has been stored. */
  get unsure(): boolean {
    return this.cancelled || (this.error !== undefined && UNSURE.has(this.error.code));
  }

  /** Turns to another ticket's reply. */
  open(ticketId: string): void {
    if (ticketId === this.#ticketId) return;
    this.#draft.files = this.#files.files;
    this.#ticketId = ticketId;
    this.#files.replace(this.#draft.files);
    if (this.pending !== undefined) this.#files.setSending(true);
  }

  /** Forgets everything that has been written about any ticket. */
  forget(): void {
    for (const { sending } of this.#drafts.values()) sending?.abort.abort();
    this.#drafts.clear();
    this.#files.replace();
  }

  /** Text or files have been changed: the next press of send is another reply. */
  edited(): void {
    Object.assign(this.#draft, { key: undefined, error: undefined, cancelled: false });
    this.#guard.look();
    this.#host.requestUpdate();
  }

  /** Takes back what went wrong, because the reason is gone. */
  clearError(): void {
    for (const draft of this.#drafts.values()) draft.error = undefined;
    this.#host.requestUpdate();
  }

  /** What forbids sending before anything is sent; undefined where nothing does. */
  check(): PortalError | undefined {
    const { text } = this.#draft;
    const issues = [
      ...(text.trim() === '' && this.#files.files.length === 0 ? [{ path: 'text', code: 'required' as const }] : []),
      ...(text.length > LONGEST ? [{ path: 'text', code: 'too-long' as const, limit: LONGEST }] : []),
      ...checkFiles(this.#files.files, this.#files.limits),
    ];
    this.#draft.error = issues.length === 0 ? undefined : new PortalError('invalid-input', 'The reply cannot be sent like this.', { issues });
    this.#host.requestUpdate();
    return this.error;
  }

  /**
   * Sends the reply.
   * @param ticketId The ticket's own id, which may be another than the one it was opened by. @param name Who sends it, for as long as it is on its way.
   */
  send(portal: Portal, ticketId: string, name: string): SentReply {
    this.#draft.to = { ticketId, name };
    return this.#start(portal, this.#ticketId, this.#draft, { ticketId, name });
  }

  /** Sends again what was refused because the session had ended, about whichever ticket: the same customer is back. */
  resend(portal: Portal): SentReply[] {
    return [...this.#drafts].flatMap(([opened, draft]) =>
      (draft.error?.code === 'unauthenticated' && draft.to !== undefined ? [this.#start(portal, opened, draft, draft.to)] : []));
  }

  #start(portal: Portal, opened: string, draft: Draft, to: Recipient): SentReply {
    return { opened, ticketId: to.ticketId, text: draft.text, message: this.#send(portal, opened, draft, to) };
  }

  async #send(portal: Portal, opened: string, draft: Draft, { ticketId, name }: Recipient): Promise<Message | undefined> {
    if (draft.sending !== undefined) return undefined;
    const { files } = this.#draft === draft ? this.#files : draft;
    draft.key ??= newKey();
    const abort = new AbortController();
    Object.assign(draft, { error: undefined, cancelled: false, sending: { message: pendingMessage(draft.text, files, name), abort } });
    if (this.#draft === draft) this.#files.setSending(true);
    this.#host.requestUpdate();
    try {
      const message = await portal.ticketing.reply({ ticketId, text: draft.text, files: [...files] }, {
        idempotencyKey: draft.key, signal: abort.signal, onProgress: ({ file, sent }) => { if (this.#draft.sending?.abort === abort) this.#files.setProgress(file, sent); },
      });
      if (this.#drafts.get(opened) !== draft) return undefined;
      if (this.#draft === draft) this.#files.replace();
      this.#drafts.delete(opened);
      return message;
    } catch (error) {
      this.#failed(draft, error);
      return undefined;
    } finally {
      draft.sending = undefined;
      this.#host.requestUpdate();
    }
  }

  /** Gives up sending. */
  cancel(): void {
    const { sending } = this.#draft;
    this.#draft.cancelled = sending !== undefined;
    sending?.abort.abort();
  }

  /** The reply turned out to have arrived although no answer came: what was written has done its work. */
  settle(): void {
    this.#drafts.delete(this.#ticketId);
    this.#files.replace();
    this.#host.requestUpdate();
  }

  #failed(draft: Draft, error: unknown): void {
    const shown = this.#draft === draft;
    if (shown) this.#files.setSending(false);
    if (isAbort(error)) return;
    draft.error = toPortalError(error);
    if (shown) this.#files.setServerIssues(draft.error.issues);
  }

  get #draft(): Draft {
    let draft = this.#drafts.get(this.#ticketId);
    if (draft === undefined) {
      draft = { text: '', files: [], key: undefined, to: undefined, error: undefined, cancelled: false, sending: undefined };
      this.#drafts.set(this.#ticketId, draft);
    }
    return draft;
  }
}

const pendingMessage = (text: string, files: readonly File[], name: string): Message => ({
  id: 'pending', author: { name, role: 'customer', isMe: true }, created: new Date().toISOString(), text, html: null, channel: 'portal',
  attachments: files.map((file, index) => ({ id: `pending-${String(index)}`, name: file.name, type: file.type, size: file.size, contentId: null })),
});
