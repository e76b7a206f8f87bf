import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { checkFiles, isAbort, PortalError, toPortalError, type ErrorCode, type Message } from '../../contract/index.ts';
import { newKey, type Portal } from '../portal.ts';
import type { FilesController } from './files-controller.ts';

/** What is being written about a ticket. */
interface Draft {
  text: string;
  files: readonly File[];
  /** The key of the last press of send; gone after success, and as soon as anything is changed. */
  key: string | undefined;
}

/** Errors after which a reply may have been stored all the same. */
const UNSURE: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'unavailable', 'internal', 'bad-response']);

/** The longest text that the contract takes. */
const LONGEST = 100_000;

/**
 * A reply being written and sent. What is written belongs to its ticket and is kept while the element lives, whatever goes wrong; a
 * press of send has one idempotency key until it succeeds or something is changed, so that repeating it never sends twice.
 */
export class ReplyController implements ReactiveController {
  /** Why it has not been sent. */
  error: PortalError | undefined;
  /** The person gave up sending. */
  cancelled = false;
  /** The reply that is being sent, as the conversation shows it. */
  pending: Message | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #files: FilesController;
  readonly #drafts = new Map<string, Draft>();
  #ticketId = '';
  #abort: AbortController | undefined;
  #guarded = false;

  constructor(host: ReactiveControllerHost, files: FilesController) {
    this.#host = host;
    this.#files = files;
    host.addController(this);
  }

  hostConnected(): void {
    this.#guard();
  }

  hostDisconnected(): void {
    this.#setGuard(false);
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

  /** Turns to another ticket's reply. What is on its way goes on being given up: it belongs to the ticket left behind. */
  open(ticketId: string): void {
    if (ticketId === this.#ticketId) return;
    this.#draft.files = this.#files.files;
    this.#abort?.abort();
    this.#ticketId = ticketId;
    this.error = undefined;
    this.cancelled = false;
    this.#files.replace(this.#draft.files);
    this.#guard();
  }

  /** Forgets everything that has been written about any ticket. */
  forget(): void {
    this.#abort?.abort();
    this.#drafts.clear();
    this.#files.replace();
    this.error = undefined;
    this.cancelled = false;
    this.#guard();
  }

  /** Text or files have been changed: the next press of send is another reply. */
  edited(): void {
    this.#draft.key = undefined;
    this.error = undefined;
    this.cancelled = false;
    this.#guard();
    this.#host.requestUpdate();
  }

  /** Takes back what went wrong, because the reason is gone. */
  clearError(): void {
    this.error = undefined;
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
    this.error = issues.length === 0 ? undefined : new PortalError('invalid-input', 'The reply cannot be sent like this.', { issues });
    this.#host.requestUpdate();
    return this.error;
  }

  /**
   * Sends the reply. Resolves with the message as the backend keeps it, or with undefined when it was not sent; text and files then stay.
   * @param ticketId The ticket's own id, which may be another than the one it was opened by. @param name Who sends it, for as long as it is on its way.
   */
  async send(portal: Portal, ticketId: string, name: string): Promise<Message | undefined> {
    if (this.pending !== undefined) return undefined;
    const draft = this.#draft;
    const opened = this.#ticketId;
    const { files } = this.#files;
    draft.key ??= newKey();
    const abort = new AbortController();
    this.#abort = abort;
    this.error = undefined;
    this.cancelled = false;
    this.pending = pendingMessage(draft.text, files, name);
    this.#files.setSending(true);
    try {
      const message = await portal.ticketing.reply({ ticketId, text: draft.text, files: [...files] }, {
        idempotencyKey: draft.key, signal: abort.signal, onProgress: ({ file, sent }) => { if (this.#abort === abort) this.#files.setProgress(file, sent); },
      });
      this.#drafts.delete(opened);
      if (this.#ticketId === opened) this.#files.replace();
      return message;
    } catch (error) {
      if (this.#ticketId === opened) this.#failed(error);
      return undefined;
    } finally {
      this.pending = undefined;
      this.#abort = undefined;
      this.#guard();
      this.#host.requestUpdate();
    }
  }

  /** Gives up sending. */
  cancel(): void {
    this.cancelled = this.pending !== undefined;
    this.#abort?.abort();
  }

  /** The reply turned out to have arrived although no answer came: what was written has done its work. */
  settle(): void {
    this.#drafts.delete(this.#ticketId);
    this.#files.replace();
    this.error = undefined;
    this.cancelled = false;
    this.#guard();
    this.#host.requestUpdate();
  }

  #failed(error: unknown): void {
    this.#files.setSending(false);
    if (isAbort(error)) return;
    this.error = toPortalError(error);
    this.#files.setServerIssues(this.error.issues);
  }

  get #draft(): Draft {
    let draft = this.#drafts.get(this.#ticketId);
    if (draft === undefined) {
      draft = { text: '', files: [], key: undefined };
      this.#drafts.set(this.#ticketId, draft);
    }
    return draft;
  }

  #guard(): void {
    this.#setGuard(this.dirty);
  }

  /** Listens only while there is something to lose: a page with such a listener cannot be kept for the back button. */
  #setGuard(on: boolean): void {
    if (on === this.#guarded) return;
    this.#guarded = on;
    if (on) window.addEventListener('beforeunload', this.#onBeforeUnload);
    else window.removeEventListener('beforeunload', this.#onBeforeUnload);
  }

  readonly #onBeforeUnload = (event: BeforeUnloadEvent): void => { event.preventDefault(); };
}

const pendingMessage = (text: string, files: readonly File[], name: string): Message => ({
  id: 'pending', author: { name, role: 'customer', isMe: true }, created: new Date().toISOString(), text, html: null, channel: 'portal',
  attachments: files.map((file, index) => ({ id: `pending-${String(index)}`, name: file.name, type: file.type, size: file.size, contentId: null })),
});
