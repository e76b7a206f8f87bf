import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { PortalError, type FormValues, type Ticket } from '../../contract/index.ts';
import { draftsOf } from '../drafts/drafts.ts';
import type { KeptDraft } from '../drafts/kept-draft.ts';
import { outboxOf, type Outbox, type PressDoneEvent, type PressFailedEvent, type PressState } from '../drafts/outbox.ts';
import { mayBeDone, type Press } from '../drafts/record.ts';
import { useDraft } from '../drafts/use-draft.ts';
import type { Portal } from '../portal.ts';
import { arrivedTicket } from './arrived-ticket.ts';
import { joinContents, type FormContent } from './form-content.ts';
import type { FormDraft } from './form-draft.ts';
import { LeaveGuard } from './leave-guard.ts';

/** What is asked of the ticketing system. */
export interface FormInput {
  readonly formId: string;
  readonly values: FormValues;
  readonly files: Readonly<Record<string, readonly File[]>>;
  readonly followUpOf?: string;
}

/** A form that was pressed. */
export interface PressedForm extends Press<FormContent> { readonly input: FormInput }

/** What the sender tells of a form that was pressed. */
export interface SenderOptions {
  /** The ticket is there. @param press Whose place in the form it had; undefined where something else stands there. */
  readonly created: (ticket: Ticket, press: PressedForm | undefined) => void;
  /** A form that was pressed here has not been sent. @param state `refused`: something is to be put right; `waiting` goes by itself; `failed` is to be written again or given up. */
  readonly failed: (state: 'refused' | 'failed' | 'waiting', press: PressedForm) => void;
}

type Kept = KeptDraft<FormContent>;

/**
 * Keeps a form on the device and sends it. What was pressed stays in the form, where it cannot be changed, until the ticket is there, it is taken back, or the person
 * turns to another ticket.
 */
export class FormSender implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #draft: FormDraft;
  readonly #options: SenderOptions;
  readonly #guard: LeaveGuard;
  #portal: Portal | undefined;
  #viewer = '';
  #kept: Kept | undefined;
  #outbox: Outbox | undefined;
  /** Ends the use of the draft, for as long as it is in use. */
  #end: (() => void) | undefined;
  #isPressing = false;
  #isOnItsWay = false;
  /** The keys of what was pressed here, and of what the person has turned away from. */
  readonly #pressed = new Set<string>();
  readonly #aside = new Set<string>();
  #error: PortalError | undefined;
  #isCancelled = false;
  #unsure: string | undefined;
  /** It has failed, and it is being looked at what becomes of it. */
  #settling: string | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, draft: FormDraft, options: SenderOptions) {
    this.#host = host;
    this.#draft = draft;
    this.#options = options;
    this.#guard = new LeaveGuard(host, () => this.#isAtRisk);
    host.addController(this);
  }

  hostConnected(): void { this.#wake(); }

  hostDisconnected(): void { this.#rest(); }

  /** The draft on the device; undefined while no form is open. */
  get kept(): Kept | undefined { return this.#kept; }

  /** What was pressed and stands in the form. */
  get held(): PressedForm | undefined {
    return this.#kept === undefined || this.#kept.content !== undefined ? undefined : this.#presses.findLast(({ key }) => !this.#aside.has(key));
  }

  /** What was pressed and does not stand in the form, in order. */
  get others(): readonly PressedForm[] {
    const { held } = this;
    return this.#presses.filter((press) => press !== held);
  }

  /** What stands in the form cannot be changed now. */
  get busy(): boolean { return this.#isPressing || this.held !== undefined; }

  /** It is on its way for the first time, or will be in a moment. */
  get sending(): boolean {
    const { held } = this;
    return this.#isPressing || (held !== undefined && ['undo', 'sending'].includes(this.stateOf(held)));
  }

  /** Why it has not been sent, where it is in its place again. */
  get error(): PortalError | undefined { return this.#error; }

  /** The person gave it up. */
  get cancelled(): boolean { return this.#isCancelled; }

  stateOf(press: PressedForm): PressState { return press.key === this.#settling ? 'sending' : this.#kept === undefined ? 'waiting' : this.#outbox?.stateOf(this.#kept, press) ?? 'waiting'; }

  /** It comes after another one. */
  isQueued(press: PressedForm): boolean { return this.#presses.find(({ failed }) => !failed) !== press; }

  /** Whether it is on its way from this tab, where it can be given up. */
  canCancel({ key }: PressedForm): boolean { return this.#pressed.has(key) || this.#outbox?.isSending(key) === true; }

  /** Of this one it cannot be told whether it has arrived, so it cannot be changed. */
  isUnsure({ key }: PressedForm): boolean { return this.#unsure === key; }

  /**
   * Turns to a form's draft.
   * @param id What tells it from the customer's other ones. @param moves What is written goes along, where nothing is written there.
   * @param signal Aborted when the person has turned to something else meanwhile. @returns when it is known what the device has
   */
  async open(portal: Portal, viewer: string, id: string, { moves, signal }: { readonly moves: boolean; readonly signal: AbortSignal }): Promise<void> {
    const before = this.#kept;
    const kept = draftsOf(portal).open<FormContent>(viewer, 'form', id);
    if (kept === before) return;
    await kept.ready;
    signal.throwIfAborted();
    this.#rest();
    this.#portal = portal;
    this.#viewer = viewer;
    this.#kept = kept;
    this.#outbox = outboxOf(portal);
    this.#forgetProblems();
    if (moves && before?.content !== undefined && kept.content === undefined && kept.presses.length === 0) {
      kept.set(before.content);
      before.set(undefined);
    }
    if (this.#host.isConnected) this.#wake();
    this.#show();
    this.#tellUntold();
  }

  /** Turns to no form. */
  close(): void {
    this.#rest();
    this.#kept = undefined;
    this.#pressed.clear();
    this.#aside.clear();
    this.#forgetProblems();
    this.#draft.clear();
  }

  /** The person has changed something. */
  edited(): void {
    if (this.busy) return;
    this.#forgetProblems();
    this.#kept?.set(this.#draft.content);
    this.#look();
  }

  /** Sends what the form holds. @param undo Milliseconds in which it can be undone. @returns as soon as nothing can lose it any more */
  async press(input: FormInput, undo: number): Promise<void> {
    const { kept, outbox } = { kept: this.#kept, outbox: this.#outbox };
    if (kept === undefined || outbox === undefined || this.busy) return;
    this.#forgetProblems();
    kept.set(this.#draft.whole);
    this.#isPressing = true;
    this.#look();
    try {
      this.#pressed.add((await kept.press({ operation: 'createTicket', input, undo })).key);
    } finally {
      this.#isPressing = false;
    }
    outbox.attend(kept, this.#viewer);
    this.#show();
  }

  /** Takes back what was pressed, to be changed. @returns whether it is there again; not where it has arrived, may have, or is on its way */
  async takeBack(press: PressedForm): Promise<boolean> {
    const { key } = press;
    this.#unsure = undefined;
    try {
      const ticket = mayBeDone(press) ? await this.#arrived(press) : undefined;
      if (ticket !== undefined) {
        await this.drop(press);
        this.#done(press, ticket);
        return false;
      }
    } catch {
      this.#unsure = key;
      this.#host.requestUpdate();
      return false;
    }
    return this.#back(press);
  }

  /** Sends now what waits, or has failed. */
  retry({ key }: PressedForm): void {
    if (this.#kept !== undefined) void this.#outbox?.retry(this.#kept, this.#viewer, key);
  }

  /** Gives up what is on its way; it is in its place again then. */
  async cancel(press: PressedForm): Promise<void> {
    // Its turn may not have come yet.
    if (this.#outbox?.isSending(press.key) === true || !await this.#back(press)) {
      this.#outbox?.cancel(press.key);
      return;
    }
    this.#isCancelled = true;
    this.#host.requestUpdate();
    this.#options.failed('failed', press);
  }

  /** Gives up what was pressed for good. */
  async drop({ key }: PressedForm): Promise<void> { await this.#kept?.changePress(key, () => undefined); }

  /** Turns to another ticket: what was pressed goes its way without a place in the form, and what was written is forgotten. */
  startAnother(): void {
    for (const { key } of this.#presses) this.#aside.add(key);
    this.#kept?.set(undefined);
    this.#forgetProblems();
    this.#draft.clear();
    this.#show();
  }

  get #presses(): readonly PressedForm[] { return (this.#kept?.presses ?? []) as readonly PressedForm[]; }

  /** Whether something would be lost with the page, or has not been sent though it was pressed. */
  get #isAtRisk(): boolean {
    return this.#kept !== undefined && (this.#isPressing || this.#kept.isAtRisk);
  }

  #forgetProblems(): void {
    this.#error = this.#unsure = undefined;
    this.#isCancelled = false;
  }

  #wake(): void {
    if (this.#end !== undefined || this.#kept === undefined) return;
    this.#end = useDraft(this.#kept, this.#outbox, { change: this.#onChange, done: this.#onDone, failed: this.#onFailed, progress: this.#onProgress });
    this.#onChange();
    this.#tellUntold();
  }

  #rest(): void {
    this.#end?.();
    this.#end = undefined;
  }

  readonly #onChange = (): void => {
    if (this.#kept === undefined || this.#isPressing) return;
    this.#outbox?.attend(this.#kept, this.#viewer);
    this.#show();
  };

  readonly #onDone = (event: Event): void => {
    const { draft, press, answer } = event as PressDoneEvent;
    if (draft !== this.#kept) return;
    event.preventDefault();
    this.#done(press as PressedForm, answer as Ticket);
  };

  #tellUntold(): void {
    if (this.#kept !== undefined) for (const { press, answer } of this.#outbox?.takeUntold(this.#kept) ?? []) this.#done(press as PressedForm, answer as Ticket);
  }

  #done(press: PressedForm, ticket: Ticket): void {
    const wasHeld = !this.#aside.has(press.key) && this.#kept?.content === undefined;
    this.#pressed.delete(press.key);
    this.#show();
    this.#options.created(ticket, wasHeld ? press : undefined);
  }

  readonly #onFailed = (event: Event): void => {
    const { draft, press, error } = event as PressFailedEvent & { readonly draft: Kept; readonly press: PressedForm };
    if (draft !== this.#kept || !this.#pressed.has(press.key)) return;
    this.#settling = press.key;
    void this.#failed(press, error).finally(() => {
      this.#settling = undefined;
      this.#show();
    });
  };

  async #failed(press: PressedForm, error: PortalError | undefined): Promise<void> {
    const now = this.#presses.find(({ key }) => key === press.key);
    if (now?.failed === true && this.held?.key === press.key) {
      // To give it up does not mean that it has not arrived.
      const ticket = error === undefined ? await this.#arrived(press).catch(() => undefined) : undefined;
      if (ticket !== undefined) {
        await this.drop(press);
        this.#done(press, ticket);
        return;
      }
      await this.#back(now);
      this.#error = error;
      this.#isCancelled = error === undefined;
      this.#options.failed(this.#draft.explain(error?.issues ?? []) ? 'refused' : 'failed', press);
      return;
    }
    this.#show();
    this.#options.failed(now?.failed === true ? 'failed' : 'waiting', press);
  }

  async #back(press: PressedForm): Promise<boolean> {
    const { key, problem } = press;
    if (await this.#kept?.takeBack(key, joinContents, { unsure: mayBeDone(press) }) !== true) return false;
    this.#pressed.delete(key);
    this.#show();
    if (problem !== undefined && problem.issues.length > 0) {
      this.#error = new PortalError(problem.code, 'It was refused.', { issues: problem.issues });
      this.#draft.explain(problem.issues);
    }
    return true;
  }

  #arrived(press: PressedForm): Promise<Ticket | undefined> {
    return this.#portal === undefined ? Promise.resolve(undefined) : arrivedTicket(this.#portal, press);
  }

  readonly #onProgress = (): void => {
    const { held } = this;
    if (held !== undefined) for (const [index, sent] of (this.#outbox?.progressOf(held.key) ?? []).entries()) this.#draft.setProgress(index, sent);
    this.#host.requestUpdate();
  };

  /** Shows what is to be seen in the form: what was pressed and stands there, else what is written. */
  #show(): void {
    if (!this.#isPressing) this.#draft.replace(this.held?.content ?? this.#kept?.content);
    this.#look();
  }

  #look(): void {
    if (this.sending !== this.#isOnItsWay) {
      this.#isOnItsWay = this.sending;
      this.#draft.setSending(this.#isOnItsWay);
    }
    this.#guard.look();
    this.#host.requestUpdate();
  }
}
