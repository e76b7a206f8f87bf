import { MACHINE, type Clock } from './clock.ts';
import { openChannel } from './open-channel.ts';
import type { Watch } from './portal.ts';

/** What a tab tells the others: something happened; the one that is told says so, or that it is not any more; one asks whether there is one. */
type News = 'changed' | 'told' | 'untold' | 'hello';

/** Whom the stream tells. */
export interface StreamCallbacks {
  /** Something has happened, in the ticketing system or in another tab. */
  readonly changed: () => void;
  /** From now on everything is told, to this tab or to another one that passes it on; or not any more. */
  readonly told: (isTold: boolean) => void;
  /** The gateway refuses to tell: who is signed in may have changed. */
  readonly refused: () => void;
}

/** Milliseconds until a gateway that has refused is asked again, and the longest that it grows to. */
const [AGAIN, LONGEST] = [60_000, 600_000];

/**
 * What all tabs of a browser hear together. One of them is told by the gateway and passes it on, so that ten tabs do not hold ten connections, of which browsers allow six; when it
 * goes, another takes its place (Web Locks).
 */
export class LiveStream {
  readonly #callbacks: StreamCallbacks;
  readonly #watch: Watch | undefined;
  readonly #clock: Clock;
  readonly #channel: BroadcastChannel | undefined;
  readonly #gone = new AbortController();
  /** This tab is the one, and is told. */
  #isOpen = false;
  /** Another tab is the one, as far as is known here. */
  #isOther = false;
  #refusals = 0;
  #end: (() => void) | undefined;
  #timer: unknown;

  /** @param name Of portal and viewer: tabs with another one have nothing to do with these. @param watch Undefined where nobody tells. */
  constructor(name: string, watch: Watch | undefined, callbacks: StreamCallbacks, clock: Clock = MACHINE) {
    this.#callbacks = callbacks;
    this.#watch = watch;
    this.#clock = clock;
    this.#channel = openChannel(`portico:live:${name}`);
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<News>) => { this.#onNews(data); });
    this.#say('hello');
    if (watch !== undefined) this.#stand(`portico:live:${name}`);
  }

  /** Tells the other tabs that something has happened here. */
  tell(): void {
    this.#say('changed');
  }

  close(): void {
    this.#gone.abort();
    this.#clock.clear(this.#timer);
    this.#end?.();
    this.#end = undefined;
    if (this.#isOpen) this.#say('untold');
    this.#isOpen = false;
    this.#channel?.close();
  }

  /** Waits until it is this tab's turn. Where there are no locks, every tab is told for itself. */
  #stand(name: string): void {
    const { signal } = this.#gone;
    const lead = (): Promise<void> => new Promise((resolve) => {
      signal.addEventListener('abort', () => { resolve(); });
      this.#listen();
    });
    const { locks } = navigator as { readonly locks?: LockManager };
    if (locks === undefined) void lead();
    else locks.request(name, { signal }, lead).catch(() => { if (!signal.aborted) void lead(); });
  }

  #listen(): void {
    const { signal } = this.#gone;
    if (signal.aborted) return;
    this.#watch?.({
      opened: () => {
        this.#refusals = 0;
        this.#set(true);
      },
      changed: () => {
        this.#say('changed');
        this.#callbacks.changed();
      },
      lost: (final) => {
        this.#set(false);
        if (final) this.#onRefusal();
      },
    }).then((end) => {
      if (signal.aborted) end();
      else this.#end = end;
    }, () => { this.#onRefusal(); });
  }

  #onRefusal(): void {
    if (this.#gone.signal.aborted) return;
    this.#end?.();
    this.#end = undefined;
    const delay = Math.min(AGAIN * 2 ** this.#refusals, LONGEST);
    this.#refusals += 1;
    this.#timer = this.#clock.set(() => { this.#listen(); }, delay);
    this.#callbacks.refused();
  }

  #set(isOpen: boolean): void {
    if (this.#isOpen === isOpen || this.#gone.signal.aborted) return;
    this.#isOpen = isOpen;
    this.#say(isOpen ? 'told' : 'untold');
    // What happened after the other one's end and before this beginning was told to nobody.
    if (isOpen && this.#isOther) this.#callbacks.changed();
    else this.#callbacks.told(isOpen);
    this.#isOther = false;
  }

  #say(news: News): void {
    this.#channel?.postMessage(news);
  }

  #onNews(news: News): void {
    if (news === 'hello') {
      if (this.#isOpen) this.#say('told');
    } else if (news === 'changed') {
      this.#callbacks.changed();
    } else if (!this.#isOpen) {
      this.#isOther = news === 'told';
      this.#callbacks.told(this.#isOther);
    } else if (news === 'untold') {
      // The last word of the one before may come late, to the others too.
      this.#say('told');
    }
  }
}
