import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { checkFiles, PortalError, type Message } from '../../contract/index.ts';
import { draftsOf } from '../drafts/drafts.ts';
import type { KeptDraft } from '../drafts/kept-draft.ts';
import { outboxOf, type Outbox, type PressDoneEvent, type PressFailedEvent, type PressState } from '../drafts/outbox.ts';
import { isSame, mayBeDone, type Press } from '../drafts/record.ts';
import { useDraft } from '../drafts/use-draft.ts';
import type { Portal } from '../portal.ts';
import type { FilesController } from './files-controller.ts';
import { LeaveGuard } from './leave-guard.ts';

/** What is written about a ticket. */
export interface ReplyContent { readonly text: string; readonly files: readonly File[] }

/** What was pressed, with what is asked of the ticketing system. */
export interface PressedReply extends Press<ReplyContent> { readonly input: ReplyContent & { readonly ticketId: string } }

/** What the controller asks its element, and tells it. */
export interface ReplyOptions {
  readonly portal: () => Portal | undefined;
  /** Whose words they are: see `viewerOf`. */
  readonly viewer: () => string | undefined;
  /** A reply has been sent that was pressed here, or belongs to the ticket that is shown. */
  readonly sent: (press: PressedReply, message: Message) => void;
  /** A reply that was pressed here has not been sent. @param state `waiting` goes by itself; `failed` is in its place again, or waits for a decision. */
  readonly failed: (press: PressedReply, state: 'waiting' | 'failed') => void;
  /** What was pressed about the ticket that is shown has gone elsewhere: another tab has sent it, say. */
  readonly gone: () => void;
}

/** How a reply is sent. */
export interface SendOptions {
  /** Milliseconds in which it can be undone. */
  readonly undo: number;
  /** The ids of the messages that are there. */
  readonly known: readonly string[];
}

/** The longest text that the contract takes. */
const LONGEST = 100_000;

type Draft = KeptDraft<ReplyContent>;

/**
 * A reply being written and sent. What is written belongs to its ticket and is kept on the device; what was pressed goes its way by the outbox, whether the element
 * is there or not. As long as it can be undone or is on its way for the first time it stays where it was written; when it has to wait, there is room for the next one.
 */
export class ReplyController implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #files: FilesController;
  readonly #options: ReplyOptions;
  readonly #guard: LeaveGuard;
  #draft: Draft | undefined;
  #outbox: Outbox | undefined;
  #ticketId = '';
  #text = '';
  /** Ends the use of the draft, for as long as it is in use. */
  #end: (() => void) | undefined;
  #isBusy = false;
  #isPressing = false;
  /** The keys of what was pressed here, and by draft of what stays in its place meanwhile. */
  readonly #pressed = new Set<string>();
  readonly #held = new Map<Draft, string>();
  /** What went wrong by draft; null where the person gave up. */
  readonly #errors = new Map<Draft, PortalError | null>();
  #seen: readonly PressedReply[] = [];

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, files: FilesController, options: ReplyOptions) {
    this.#host = host;
    this.#files = files;
    this.#options = options;
    this.#guard = new LeaveGuard(host, () => this.#isAtRisk);
    host.addController(this);
  }

  hostConnected(): void { this.#wake(); }

  hostDisconnected(): void { this.#rest(); }

  /** The draft as it is kept; undefined while it is not known whose it is. */
  get draft(): Draft | undefined { return this.#draft; }

  /** Why it has not been sent. */
  get error(): PortalError | undefined { return (this.#draft && this.#errors.get(this.#draft)) ?? undefined; }

  /** The person gave up sending. */
  get cancelled(): boolean { return this.#draft !== undefined && this.#errors.get(this.#draft) === null; }

  /** What is written is on its way, or will be in a moment: it cannot be changed now. */
  get busy(): boolean { return this.#isPressing || this.held !== undefined; }

  /** What was pressed about the ticket, in order. */
  get presses(): readonly PressedReply[] { return (this.#draft?.presses ?? []) as readonly PressedReply[]; }

  /** What was pressed here and is still in its place. */
  get held(): PressedReply | undefined {
    const key = this.#draft && this.#held.get(this.#draft);
    return key === undefined ? undefined : this.presses.find((press) => press.key === key && ['undo', 'sending'].includes(this.stateOf(press)));
  }

  /** Whether a press is in the place where it was written, or will be in a moment. */
  isHeld({ key }: PressedReply): boolean { return this.#draft !== undefined && this.#held.get(this.#draft) === key; }

  /** What is written. */
  get text(): string { return this.#text; }

  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    this.edited();
  }

  stateOf(press: PressedReply): PressState { return this.#draft === undefined ? 'waiting' : this.#outbox?.stateOf(this.#draft, press) ?? 'waiting'; }

  /** Whether a press is on its way from this tab, where it can be given up. */
  canCancel({ key }: PressedReply): boolean { return this.#outbox?.isSending(key) === true; }

  /** Turns to a ticket's reply. @param ticketId The ticket's own id; `''` for none. */
  open(ticketId: string): void {
    const [portal, viewer] = [this.#options.portal(), this.#options.viewer()];
    const draft = portal === undefined || viewer === undefined || ticketId === '' ? undefined : draftsOf(portal).open<ReplyContent>(viewer, 'reply', ticketId);
    if (draft === this.#draft && ticketId === this.#ticketId) return;
    // What was typed before it was known who it is, is theirs.
    const typed = this.#draft === undefined && ticketId === this.#ticketId ? this.#content : undefined;
    this.#rest();
    this.#draft = draft;
    this.#outbox = portal && outboxOf(portal);
    this.#ticketId = ticketId;
    this.#seen = this.presses;
    if (this.#host.isConnected) this.#wake();
    if (typed === undefined) this.#show();
    else draft?.set(typed);
  }

  /** Forgets everything that has been written about any ticket. */
  forget(): void {
    this.#rest();
    this.#draft = undefined;
    this.#ticketId = '';
    this.#pressed.clear();
    this.#held.clear();
    this.#errors.clear();
    this.#show();
  }

  /** Text or files have been changed. */
  edited(): void {
    const draft = this.#draft;
    if (draft !== undefined) {
      this.#errors.delete(draft);
      draft.set(this.#content);
    }
    this.#guard.look();
    this.#host.requestUpdate();
  }

  /** What forbids sending before anything is sent; undefined where nothing does. */
  check(): PortalError | undefined {
    const issues = [
      ...(this.#content === undefined ? [{ path: 'text', code: 'required' as const }] : []),
      ...(this.#text.length > LONGEST ? [{ path: 'text', code: 'too-long' as const, limit: LONGEST }] : []),
      ...checkFiles(this.#files.files, this.#files.limits),
    ];
    const error = issues.length === 0 ? undefined : new PortalError('invalid-input', 'The reply cannot be sent like this.', { issues });
    if (this.#draft !== undefined && error !== undefined) this.#errors.set(this.#draft, error);
    this.#host.requestUpdate();
    return error;
  }

  /** Sends what is written. Resolves as soon as it is pressed: nothing can lose it from then on. */
  async send({ undo, known }: SendOptions): Promise<void> {
    const [draft, outbox, viewer, content] = [this.#draft, this.#outbox, this.#options.viewer(), this.#content];
    if (draft === undefined || outbox === undefined || viewer === undefined || content === undefined || this.busy) return;
    this.#errors.delete(draft);
    this.#isPressing = true;
    this.#look();
    try {
      const { key } = await draft.press({ operation: 'reply', input: { ticketId: this.#ticketId, ...content }, undo, known });
      this.#pressed.add(key);
      this.#held.set(draft, key);
    } finally {
      this.#isPressing = false;
    }
    outbox.attend(draft, viewer);
    this.#show();
  }

  /** Takes back what was pressed, before what has been written since. @returns whether it was still time */
  async takeBack(press: PressedReply): Promise<boolean> {
    const { key, problem } = press;
    const draft = this.#draft;
    const isBack = await draft?.takeBack(key, join, { unsure: mayBeDone(press) }) === true;
    if (!isBack || draft === undefined) return false;
    this.#pressed.delete(key);
    if (problem !== undefined && problem.issues.length > 0) this.#fail(draft, new PortalError(problem.code, 'It was refused.', { issues: problem.issues }));
    this.#show();
    return true;
  }

  /** Sends now what waits, or has failed. */
  retry({ key }: PressedReply): void {
    const [draft, viewer] = [this.#draft, this.#options.viewer()];
    if (draft !== undefined && viewer !== undefined) void this.#outbox?.retry(draft, viewer, key);
  }

  /** Gives up what was pressed for good: nobody wants it any more, or it turned out to have been done. */
  async drop({ key }: PressedReply): Promise<void> { await this.#draft?.changePress(key, () => undefined); }

  /** Gives up sending; what was written is in its place again. */
  cancel({ key }: PressedReply): void { this.#outbox?.cancel(key); }

  /** Takes back what went wrong, because the reason is gone. */
  clearError(): void {
    this.#errors.clear();
    this.#host.requestUpdate();
  }

  /** The reply that was taken back turned out to have arrived: what was written has done its work. */
  settle(): void {
    this.#draft?.set(undefined);
    this.clearError();
  }

  get #content(): ReplyContent | undefined {
    const { files } = this.#files;
    return this.#text.trim() === '' && files.length === 0 ? undefined : { text: this.#text, files };
  }

  /** Whether something would be lost with the page, or has not been sent though it was pressed. */
  get #isAtRisk(): boolean {
    const draft = this.#draft;
    if (draft === undefined) return this.#content !== undefined;
    return this.busy || draft.isAtRisk;
  }

  #wake(): void {
    if (this.#end !== undefined || this.#draft === undefined) return;
    this.#end = useDraft(this.#draft, this.#outbox, { change: this.#onChange, done: this.#onDone, failed: this.#onFailed, progress: this.#onProgress });
    void this.#draft.ready.then(this.#onChange);
  }

  #rest(): void {
    this.#end?.();
    this.#end = undefined;
  }

  readonly #onChange = (): void => {
    const [draft, viewer] = [this.#draft, this.#options.viewer()];
    if (draft === undefined || viewer === undefined || this.#isPressing) return;
    this.#outbox?.attend(draft, viewer);
    const keys = new Set(this.presses.map(({ key }) => key));
    const hasGone = this.#seen.some(({ key }) => !keys.has(key) && key !== draft.taken?.key && !this.#pressed.has(key));
    this.#seen = this.presses;
    if (hasGone) this.#options.gone();
    this.#show();
  };

  readonly #onDone = (event: Event): void => {
    const { draft, press, answer } = event as PressDoneEvent;
    if (press.operation !== 'reply' || (draft !== this.#draft && !this.#pressed.has(press.key))) return;
    this.#show();
    this.#options.sent(press as PressedReply, answer as Message);
    this.#pressed.delete(press.key);
  };

  readonly #onFailed = (event: Event): void => {
    const { draft, press, error } = event as PressFailedEvent & { readonly draft: Draft; readonly press: PressedReply };
    if (!this.#pressed.has(press.key)) return;
    void this.#failed(draft, press, error);
  };

  async #failed(draft: Draft, press: PressedReply, error: PortalError | undefined): Promise<void> {
    const isHeld = this.#held.get(draft) === press.key;
    const isFailed = draft.presses.some(({ key, failed }) => key === press.key && failed);
    // Where it was written there is still room for it.
    if (isFailed && isHeld && draft.content === undefined && await draft.takeBack(press.key, join, { unsure: mayBeDone({ problem: error, tries: 1 }) })) {
      this.#pressed.delete(press.key);
      this.#held.delete(draft);
      this.#fail(draft, error);
    }
    if (isHeld) this.#held.delete(draft);
    this.#show();
    this.#options.failed(press, isFailed ? 'failed' : 'waiting');
  }

  #fail(draft: Draft, error: PortalError | undefined): void {
    this.#errors.set(draft, error ?? null);
    if (draft !== this.#draft) return;
    this.#show();
    this.#files.setServerIssues(error?.issues ?? []);
  }

  readonly #onProgress = (): void => {
    const { held } = this;
    if (held !== undefined) for (const [index, sent] of (this.#outbox?.progressOf(held.key) ?? []).entries()) this.#files.setProgress(index, sent);
    else this.#host.requestUpdate();
  };

  /** Shows what is to be seen where one writes: what is held there, else what is written. */
  #show(): void {
    if (this.#isPressing) return;
    const draft = this.#draft;
    const { held } = this;
    // What has to wait makes room.
    const key = draft && this.#held.get(draft);
    if (draft !== undefined && this.presses.some((press) => press.key === key && this.stateOf(press) === 'waiting')) this.#held.delete(draft);
    const content = held?.content ?? draft?.content;
    if (!isSame(content, this.#content)) {
      this.#text = content?.text ?? '';
      if (!isSame(content?.files ?? [], this.#files.files)) this.#files.replace(content?.files);
    }
    this.#look();
  }

  #look(): void {
    if (this.busy !== this.#isBusy) {
      this.#isBusy = this.busy;
      this.#files.setSending(this.#isBusy);
    }
    this.#guard.look();
    this.#host.requestUpdate();
  }
}

/** What was taken back stands before what has been written since. */
export const join = (pressed: ReplyContent, written: ReplyContent): ReplyContent =>
  ({ text: [pressed.text, written.text].filter((text) => text.trim() !== '').join('\n\n'), files: [...pressed.files, ...written.files] });
