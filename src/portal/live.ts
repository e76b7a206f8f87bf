import { MACHINE, type Clock } from './clock.ts';
import { SessionChangeEvent, TicketsChangeEvent } from './events.ts';
import { LiveStream } from './live-stream.ts';
import type { Portal } from './portal.ts';
import { viewerOf } from './viewer-of.ts';

/** Looks whether something has happened. Resolves with false where that could not be seen. */
export type Look = () => Promise<boolean>;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Between two looks where nobody tells, and where somebody does: nothing that is told is certain to arrive. */
const [ASKING, TOLD] = [15 * SECOND, 5 * MINUTE];
/** In a tab that nobody sees. */
const HIDDEN = 2 * MINUTE;
/** After so long without a sign of life nobody sits there any more. */
const IDLE = 10 * MINUTE;
/** The longest that waiting grows to where looks fail. */
const LONGEST = 10 * MINUTE;

/** What only a person does. */
const ACTIVITY = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

const lives = new WeakMap<Portal, Live>();

/**
 * Lets an element look again whenever something may have happened. Its own load of now counts as a look. Nothing runs for a portal that nobody follows.
 * @returns what ends it
 */
export function follow(portal: Portal, look: Look, clock: Clock = MACHINE): () => void {
  let live = lives.get(portal);
  if (live === undefined) {
    live = new Live(portal, clock);
    lives.set(portal, live);
  }
  return live.add(look);
}

/**
 * Looks at what happens in a portal's ticketing system, for all elements of a page: when the gateway or another tab tells, else now and then. Rarely in a
 * tab that nobody sees, not at all while nobody sits there or is signed in, less and less often where it fails; at once when somebody comes back.
 */
class Live {
  readonly #portal: Portal;
  readonly #clock: Clock;
  readonly #looks = new Set<Look>();
  #stream: LiveStream | undefined;
  /** Whose stream it is. */
  #viewer: string | undefined;
  /** Whatever happens is told. */
  #isTold = false;
  /** How often something has happened, and how much of it has been looked at. */
  #happened = 0;
  #seen = 0;
  #isLooking = false;
  #failures = 0;
  #looked = 0;
  #active = 0;
  #timer: unknown;

  constructor(portal: Portal, clock: Clock) {
    this.#portal = portal;
    this.#clock = clock;
  }

  add(look: Look): () => void {
    // An element may come twice.
    const own: Look = () => look();
    this.#looks.add(own);
    if (this.#looks.size === 1) this.#start();
    return () => {
      if (this.#looks.delete(own) && this.#looks.size === 0) this.#stop();
    };
  }

  #start(): void {
    this.#active = this.#looked = this.#clock.now();
    this.#failures = 0;
    this.#listen('addEventListener');
    void this.#connect();
    this.#wait();
  }

  #stop(): void {
    this.#listen('removeEventListener');
    this.#disconnect();
    this.#clock.clear(this.#timer);
    this.#seen = this.#happened;
  }

  #listen(method: 'addEventListener' | 'removeEventListener'): void {
    this.#portal[method](SessionChangeEvent.type, this.#onSession);
    this.#portal[method](TicketsChangeEvent.type, this.#onWrite);
    document[method]('visibilitychange', this.#onVisible);
    window[method]('online', this.#onOnline);
    window[method]('pagehide', this.#onPageHide);
    window[method]('pageshow', this.#onPageShow);
    for (const type of ACTIVITY) window[method](type, this.#onActivity, { capture: true, passive: true });
  }

  /** Listens together with the other tabs of the same person. */
  async #connect(): Promise<void> {
    const { session, watch } = this.#portal;
    const viewer = session && viewerOf(session);
    if (viewer === undefined || viewer === this.#viewer) return;
    this.#viewer = viewer;
    const isLive = watch !== undefined && await this.#portal.getProfile().then(({ capabilities }) => capabilities.live === true, () => false);
    if (this.#viewer !== viewer || this.#looks.size === 0) return;
    this.#stream = new LiveStream(`${this.#portal.key} ${viewer}`, isLive ? watch : undefined, {
      changed: () => { this.#onNews(); },
      told: (isTold) => {
        if (isTold === this.#isTold) return;
        this.#isTold = isTold;
        // What happened before is not told.
        if (isTold) this.#onNews();
        else this.#wait();
      },
      refused: () => { void this.#portal.refreshSession(); },
    }, this.#clock);
  }

  #disconnect(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#viewer = undefined;
    this.#isTold = false;
  }

  #onNews(): void {
    this.#happened += 1;
    if (document.visibilityState === 'hidden') this.#wait();
    else void this.#look();
  }

  async #look(): Promise<void> {
    if (this.#isLooking || this.#portal.session?.customer == null) return;
    this.#isLooking = true;
    const happened = this.#happened;
    this.#clock.clear(this.#timer);
    const results = await Promise.all([...this.#looks].map((look) => look().catch(() => false)));
    this.#isLooking = false;
    this.#looked = this.#clock.now();
    const isSeen = results.every(Boolean);
    this.#failures = isSeen ? 0 : this.#failures + 1;
    if (isSeen) this.#seen = happened;
    // What has happened during the look may not be in it.
    if (isSeen && this.#isStale && document.visibilityState === 'visible') void this.#look();
    else this.#wait();
  }

  /** Something has happened that has not been looked at. */
  get #isStale(): boolean {
    return this.#seen < this.#happened;
  }

  /** Milliseconds between this look and the next; infinite where there is none. */
  get #pause(): number {
    const isHidden = document.visibilityState === 'hidden';
    if (this.#portal.session?.customer == null || this.#clock.now() - this.#active >= IDLE) return Number.POSITIVE_INFINITY;
    const pause = isHidden ? (this.#isTold && !this.#isStale ? Number.POSITIVE_INFINITY : HIDDEN) : this.#isTold ? TOLD : ASKING;
    return Math.min(pause * 2 ** this.#failures, Math.max(pause, LONGEST));
  }

  #wait(): void {
    this.#clock.clear(this.#timer);
    const pause = this.#pause;
    if (this.#looks.size === 0 || this.#isLooking || pause === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#clock.set(() => { void this.#look(); }, Math.max(0, this.#looked + pause - this.#clock.now()));
  }

  /** Somebody is back: what was missed is looked at. */
  #onReturn(): void {
    const isLate = this.#clock.now() - this.#looked >= ASKING && !this.#isTold;
    if (this.#isStale || isLate) void this.#look();
    else this.#wait();
  }

  readonly #onSession = (): void => {
    const { session } = this.#portal;
    const viewer = session && viewerOf(session);
    if (viewer !== this.#viewer) {
      this.#disconnect();
      // Elements load what is the new person's by themselves.
      this.#looked = this.#clock.now();
    }
    void this.#connect();
    this.#wait();
  };

  readonly #onWrite = (): void => { this.#stream?.tell(); };

  readonly #onVisible = (): void => {
    if (document.visibilityState === 'hidden') {
      this.#wait();
      return;
    }
    this.#active = this.#clock.now();
    this.#onReturn();
  };

  readonly #onOnline = (): void => {
    this.#failures = 0;
    void this.#look();
  };

  readonly #onActivity = (): void => {
    const now = this.#clock.now();
    const wasIdle = now - this.#active >= IDLE;
    this.#active = now;
    if (wasIdle) this.#onReturn();
  };

  // A page that holds a connection cannot be kept for the back button.
  readonly #onPageHide = (): void => { this.#disconnect(); };

  readonly #onPageShow = (event: Event): void => {
    if (!(event as PageTransitionEvent).persisted) return;
    void this.#connect();
    void this.#look();
  };
}
