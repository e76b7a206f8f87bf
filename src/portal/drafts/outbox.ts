import type { PortalError } from '../../contract/index.ts';
import { SessionChangeEvent } from '../events.ts';
import { newKey } from '../new-key.ts';
import type { Portal } from '../portal.ts';
import { draftsOf, type Drafts } from './drafts.ts';
import type { KeptDraft } from './kept-draft.ts';
import { setKeptHint } from './kept-hint.ts';
import type { Press } from './record.ts';
import { isOnline, Sender } from './sender.ts';

/** How something that was pressed stands: it can be undone; it is on its way; it waits, and goes by itself; or the person has to decide. */
export type PressState = 'undo' | 'sending' | 'waiting' | 'failed';

/** Milliseconds that a sign-out waits for what is on its way. */
const PATIENCE = 10_000;

/** Something that was pressed has been done. Whoever tells the person of it prevents the event's default: to be remembered until somebody asks. */
export class PressDoneEvent extends Event {
  static readonly type = 'press-done';
  readonly draft: KeptDraft;
  readonly press: Press;
  /** What the operation answered. */
  readonly answer: unknown;

  constructor(draft: KeptDraft, press: Press, answer: unknown) {
    super(PressDoneEvent.type, { cancelable: true });
    this.draft = draft;
    this.press = press;
    this.answer = answer;
  }
}

/** A try to do something that was pressed has failed; whether it is tried again by itself is the press's state. */
export class PressFailedEvent extends Event {
  static readonly type = 'press-failed';
  readonly draft: KeptDraft;
  readonly press: Press;
  /** Undefined where the person gave up. */
  readonly error: PortalError | undefined;

  constructor(draft: KeptDraft, press: Press, error: PortalError | undefined) {
    super(PressFailedEvent.type);
    this.draft = draft;
    this.press = press;
    this.error = error;
  }
}

/**
 * Does what was pressed exactly once: from this tab or another one, now or after a reload, a crash, or the next sign-in. Each press has one idempotency key for all
 * tries; those of one draft go in order.
 *
 * @fires press-done - Something has been done from this tab.
 * @fires press-failed - A try from this tab has failed.
 * @fires progress - More of a file has been sent from this tab: see {@link progressOf}.
 */
export class Outbox extends EventTarget {
  readonly #portal: Portal;
  readonly #drafts: Drafts;
  readonly #tab = newKey();
  readonly #senders = new Map<KeptDraft, Sender>();
  readonly #progress = new Map<string, readonly number[]>();
  #untold: readonly PressDoneEvent[] = [];

  constructor(portal: Portal, drafts: Drafts = draftsOf(portal)) {
    super();
    this.#portal = portal;
    this.#drafts = drafts;
  }

  /** How a press of a draft stands now. */
  stateOf(draft: KeptDraft, press: Press): PressState {
    const { failed, sending, until, pressed, tries } = press;
    const now = Date.now();
    if (failed) return 'failed';
    if (sending !== undefined) return 'sending';
    if (now < until && now >= pressed) return 'undo';
    // Its turn has just come, and nothing keeps it.
    return tries === 0 && draft.presses.find((one) => !one.failed) === press && isOnline() && this.#portal.session?.customer != null ? 'sending' : 'waiting';
  }

  /** How many bytes of each file of a press have been sent; empty where none is on its way from here. */
  progressOf(key: string): readonly number[] { return this.#progress.get(key) ?? []; }

  /** What of a draft has been done since the page was loaded and nobody has been told; it is told now. */
  takeUntold(draft: KeptDraft): readonly PressDoneEvent[] {
    const untold = this.#untold.filter((event) => event.draft === draft);
    this.#untold = this.#untold.filter((event) => event.draft !== draft);
    return untold;
  }

  /** Whether a press is on its way from this tab, where it can be given up. */
  isSending(key: string): boolean { return [...this.#senders.values()].some(({ sending }) => sending === key); }

  /** Does what was pressed in a draft, now and from now on until nothing is left. @param viewer Whose draft it is. */
  attend(draft: KeptDraft, viewer: string): void {
    if (this.#senders.has(draft) || draft.presses.every(({ failed }) => failed)) return;
    if (this.#senders.size === 0) this.#listen('addEventListener');
    this.#senders.set(draft, new Sender(this.#portal, viewer, this.#tab, draft, {
      done: (one, press, answer) => {
        this.#progress.delete(press.key);
        const event = new PressDoneEvent(one, press, answer);
        if (this.dispatchEvent(event)) this.#untold = [...this.#untold, event];
      },
      failed: (one, press, error) => {
        this.#progress.delete(press.key);
        this.dispatchEvent(new PressFailedEvent(one, press, error));
      },
      progress: ({ key }, sent) => {
        this.#progress.set(key, sent);
        this.dispatchEvent(new Event('progress'));
      },
      idle: () => { this.#idle(draft, viewer); },
    }));
  }

  /** Goes on with everything that somebody has pressed on this device. */
  async resume(viewer: string): Promise<void> {
    const drafts = await this.#drafts.all(viewer);
    for (const draft of drafts) this.attend(draft, viewer);
    if (drafts.every(({ presses }) => presses.length === 0)) setKeptHint(this.#portal.key, drafts.length === 0 ? undefined : 'draft');
  }

  /** Tries again what has failed, or waits. */
  async retry(draft: KeptDraft, viewer: string, key: string): Promise<void> {
    await draft.changePress(key, (press) => ({ ...press, failed: false, again: 0, problem: undefined }));
    this.attend(draft, viewer);
    this.#senders.get(draft)?.hurry();
  }

  /** Gives up what is on its way from this tab; it counts as failed then, without a reason. It may have been done all the same. */
  cancel(key: string): void { for (const sender of this.#senders.values()) sender.cancel(key); }

  /**
   * Before a sign-out: ends the time to undo, in all tabs, and waits until everything that can be sent now is sent.
   * @returns how much is left, which would be lost
   */
  async finish(viewer: string): Promise<number> {
    const drafts = (await this.#drafts.all(viewer)).filter(({ presses }) => presses.length > 0);
    for (const draft of drafts) {
      for (const { key } of draft.presses) await draft.changePress(key, (press) => ({ ...press, until: 0 }));
      this.attend(draft, viewer);
      this.#senders.get(draft)?.hurry();
    }
    const isUnderWay = (): boolean => drafts.some((draft) => this.#senders.get(draft)?.isBusy === true || draft.presses.some(({ sending }) => sending !== undefined));
    for (const end = Date.now() + PATIENCE; isUnderWay() && Date.now() < end;) await new Promise((resolve) => { setTimeout(resolve, 50); });
    return drafts.reduce((count, { presses }) => count + presses.length, 0);
  }

  #idle(draft: KeptDraft, viewer: string): void {
    this.#senders.delete(draft);
    if (this.#senders.size > 0) return;
    this.#listen('removeEventListener');
    // Whether there is something else to come back for.
    void this.resume(viewer);
  }

  #listen(method: 'addEventListener' | 'removeEventListener'): void {
    globalThis[method]('online', this.#hurry);
    this.#portal[method](SessionChangeEvent.type, this.#hurry);
  }

  readonly #hurry = (): void => { for (const sender of this.#senders.values()) sender.hurry(); };
}

const byPortal = new WeakMap<Portal, Outbox>();

/** The outbox of a portal; one object a portal. */
export function outboxOf(portal: Portal): Outbox {
  let outbox = byPortal.get(portal);
  if (outbox === undefined) {
    outbox = new Outbox(portal);
    byPortal.set(portal, outbox);
  }
  return outbox;
}
