import { isAbort, toPortalError, type ErrorCode, type PortalError, type WriteContext } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';
import { viewerOf } from '../viewer-of.ts';
import type { KeptDraft } from './kept-draft.ts';
import { locked } from './locked.ts';
import type { Press } from './record.ts';

/** Failures that pass: the same press is tried again by itself. Everything else is for the person to decide. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'unavailable', 'rate-limited', 'internal', 'bad-response', 'unauthenticated']);

const SECOND = 1000;
/** The first pause after a failure, and the longest; each is twice the one before, and at random between half and all of it. */
const PAUSE = 2 * SECOND;
const LONGEST = 60 * SECOND;
/** Where there are no locks, a tab that has shown no progress for so long is gone. */
const SILENCE = 45 * SECOND;
const SIGN = 10 * SECOND;
/** A gateway knows a key for seven days. After that nobody can tell any more whether something has been done. */
const KNOWN_FOR = 6 * 86_400 * SECOND;
/** Longer waits are looked at again in between: clocks are put, and machines sleep. */
const A_WHILE = 600 * SECOND;

/** What a sender tells of a press. */
export interface SenderCallbacks {
  readonly done: (draft: KeptDraft, press: Press, answer: unknown) => void;
  /** @param error Undefined where the person gave up. */
  readonly failed: (draft: KeptDraft, press: Press, error: PortalError | undefined) => void;
  /** How many bytes of each file have been sent. */
  readonly progress: (press: Press, sent: readonly number[]) => void;
  /** Nothing is left to send. */
  readonly idle: () => void;
}

/** Whether the browser takes itself to be connected; one that does not say counts as connected. */
export const isOnline = (): boolean => (navigator as { readonly onLine?: boolean }).onLine !== false;

type Call = (input: object, context: WriteContext) => Promise<unknown>;

/** Sends what was pressed in a draft, one after the other, as soon as its undo time is over and as often as it takes. */
export class Sender {
  readonly draft: KeptDraft;
  readonly #portal: Portal;
  readonly #viewer: string;
  readonly #tab: string;
  readonly #callbacks: SenderCallbacks;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;
  #sending: string | undefined;
  /** The key of what was given up, perhaps before it was on its way. */
  #cancelled: string | undefined;
  #isStopped = false;
  #isBusy = false;
  #isHurried = false;

  constructor(portal: Portal, viewer: string, tab: string, draft: KeptDraft, callbacks: SenderCallbacks) {
    this.#portal = portal;
    this.#viewer = viewer;
    this.#tab = tab;
    this.draft = draft;
    this.#callbacks = callbacks;
    draft.wake();
    draft.addEventListener('change', this.look);
    this.look();
  }

  /** Something is on its way from here, or about to be. */
  get isBusy(): boolean { return this.#isBusy; }

  /** The key of what is on its way from here. */
  get sending(): string | undefined { return this.#sending; }

  /** Looks what is to be done now. */
  readonly look = (): void => {
    if (this.#isBusy || this.#isStopped) return;
    clearTimeout(this.#timer);
    const press = this.draft.presses.find(({ failed }) => !failed);
    if (press === undefined) {
      this.stop();
      this.#callbacks.idle();
      return;
    }
    const wait = this.#waitFor(press);
    if (wait > 0) this.#timer = setTimeout(this.look, Math.min(wait, A_WHILE));
    else if (this.#maySend()) void this.#begin(press);
  };

  /** There is a reason to try again now: the network or the customer is back, or the person wants it. */
  hurry(): void {
    this.#isHurried = true;
    this.look();
  }

  /** Gives up what is on its way, or about to be. */
  cancel(key: string): void {
    this.#cancelled = key;
    if (this.#sending === key) this.#abort?.abort();
  }

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.draft.removeEventListener('change', this.look);
    this.draft.rest();
  }

  /** Milliseconds until a press is due. */
  #waitFor({ pressed, until, again, sending }: Press): number {
    const now = Date.now();
    // A clock that was put back does not make anybody wait for it.
    const undo = now < pressed ? 0 : until - now;
    const taken = sending !== undefined && sending.by !== this.#tab && !('locks' in navigator) ? sending.at + SILENCE - now : 0;
    return Math.max(undo, this.#isHurried ? 0 : Math.min(again - now, A_WHILE), taken);
  }

  /** Offline, or without the customer whose words they are, everything waits. */
  #maySend(): boolean {
    const { session } = this.#portal;
    if (session === undefined) this.#portal.loadSession().then(this.look, () => undefined);
    return session !== undefined && viewerOf(session) === this.#viewer && isOnline();
  }

  async #begin({ key }: Press): Promise<void> {
    this.#isBusy = true;
    try {
      await locked(`portico:send:${this.draft.key}`, (isAlone) => this.#send(key, isAlone));
    } finally {
      this.#isBusy = this.#isHurried = false;
      this.look();
    }
  }

  async #send(key: string, isAlone: boolean): Promise<void> {
    const by = this.#tab;
    // Another tab may have done it, or somebody may have taken it back, while this one waited.
    const press = await this.draft.changePress(key, (one) => {
      const isTaken = !isAlone && one.sending !== undefined && one.sending.by !== by && one.sending.at + SILENCE > Date.now();
      if (one.failed || isTaken || this.#waitFor(one) > 0) return one;
      if (one.tries > 0 && Date.now() - one.pressed > KNOWN_FOR) return { ...one, failed: true, problem: { code: 'timeout', issues: [] } };
      return { ...one, tries: one.tries + 1, problem: undefined, sending: { by, at: Date.now() } };
    });
    if (press?.sending?.by !== by || press.failed) return;
    const abort = this.#abort = new AbortController();
    this.#sending = key;
    if (this.#cancelled === key) abort.abort();
    try {
      abort.signal.throwIfAborted();
      const answer = await this.#call(press, abort.signal);
      await this.draft.changePress(key, () => undefined);
      this.#callbacks.done(this.draft, press, answer);
    } catch (error) {
      await this.#failed(press, isAbort(error) && abort.signal.aborted ? undefined : toPortalError(error));
    } finally {
      this.#sending = this.#abort = this.#cancelled = undefined;
    }
  }

  #call(press: Press, signal: AbortSignal): Promise<unknown> {
    const { key, operation, input } = press;
    const sent: number[] = [];
    let told = Date.now();
    return (this.#portal.ticketing[operation] as unknown as Call)(input, {
      idempotencyKey: key, signal,
      onProgress: ({ file, sent: bytes }) => {
        sent[file] = bytes;
        this.#callbacks.progress(press, [...sent]);
        if (Date.now() - told < SIGN) return;
        told = Date.now();
        void this.draft.changePress(key, (one) => (one.sending === undefined ? one : { ...one, sending: { by: this.#tab, at: told } }));
      },
    });
  }

  /** @param error Undefined where the person gave up. */
  async #failed(press: Press, error: PortalError | undefined): Promise<void> {
    const failed = error === undefined || !PASSING.has(error.code);
    const again = Date.now() + pauseAfter(press.tries, error);
    const problem = error && { code: error.code, issues: error.issues };
    await this.draft.changePress(press.key, (one) => ({ ...one, sending: undefined, failed, again, problem }));
    this.#callbacks.failed(this.draft, press, error);
  }
}

function pauseAfter(tries: number, error: PortalError | undefined): number {
  const pause = Math.min(PAUSE * 2 ** (tries - 1), LONGEST) * (0.5 + Math.random() / 2);
  return Math.max(pause, (error?.retryAfter ?? 0) * SECOND * (1 + Math.random() / 10));
}
