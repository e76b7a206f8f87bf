import { MACHINE, type Clock } from './clock.ts';
import { SessionChangeEvent, SessionTimeEvent } from './events.ts';
import type { SessionSource } from './session-source.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** A warning comes two minutes before the end (WCAG 2.2.1 asks for twenty seconds), and some more for a slow answer; for a short session at half of it. */
const LEAD = 2.5 * MINUTE;
/** Until the server is asked again about a session that should be over, or that could not be renewed. */
const AGAIN = 30 * SECOND;
/** Timers are not to be trusted over hours in which a machine may sleep. */
const LONGEST = 60 * MINUTE;
/** How often what somebody does is told to the server, as a part of the time that a session lasts without. */
const TELLING = 1 / 15;

/** What only a person does. Programs move and scroll pages, too. */
const ACTIVITY = ['keydown', 'pointerdown', 'wheel', 'input', 'click'] as const;

/**
 * Watches over the time of a session. The server decides when it ends; the clock asks before it says anything, because another tab may
 * have made it last longer. What somebody really does in the page is told to the server now and then, so that a session lives on from the last thing
 * that was done, and whoever is typing a long reply is not warned; everybody else is, by `session-warning` of the portal.
 *
 * Where the page's application vouches for its user, nobody is warned: the session is renewed.
 */
export class SessionClock {
  readonly #portal: SessionSource;
  readonly #clock: Clock;
  #timer: unknown;
  #checking = false;
  /** The longest time that was left at an answer: how long a session lasts without activity. */
  #span = 0;
  #expires = 0;
  /** When the server was last to hear that somebody is there. */
  #told = 0;

  constructor(portal: SessionSource, clock: Clock = MACHINE) {
    this.#portal = portal;
    this.#clock = clock;
    portal.addEventListener(SessionTimeEvent.type, () => { this.#onTime(); });
    portal.addEventListener(SessionChangeEvent.type, () => {
      this.#span = 0;
      this.#expires = 0;
      this.#onTime();
    });
    for (const type of ACTIVITY) addEventListener(type, this.#onActivity, { capture: true, passive: true });
    // A hidden tab's timers are slow, and those of a machine that slept are late.
    document.addEventListener('visibilitychange', this.#look);
    for (const type of ['pageshow', 'online']) addEventListener(type, this.#look);
    this.#onTime();
  }

  #onTime(): void {
    const { session } = this.#portal;
    const expires = Date.parse(session?.expires ?? '');
    if (!session?.customer || Number.isNaN(expires)) {
      this.#clock.clear(this.#timer);
      this.#portal.sessionWarning = undefined;
      this.#expires = 0;
      return;
    }
    this.#expires = expires;
    this.#span = Math.max(this.#span, expires - this.#clock.now());
    this.#look();
  }

  /** Nothing can make the session last longer. */
  get #isFinal(): boolean {
    const ends = Date.parse(this.#portal.session?.ends ?? '');
    return this.#expires > ends - SECOND;
  }

  get #lead(): number {
    // How long a session may last altogether is not known here: what is left of it may be little.
    return this.#isFinal && !this.#isVouched ? LEAD : Math.min(LEAD, this.#span / 2);
  }

  /** The page's application vouches for its user. */
  get #isVouched(): boolean {
    return this.#portal.tokenProvider !== undefined;
  }

  get #left(): number {
    return this.#expires - this.#clock.now();
  }

  readonly #look = (): void => {
    if (this.#checking || this.#expires === 0) return;
    this.#checking = true;
    void this.#check().finally(() => {
      this.#checking = false;
      this.#wait();
    });
  };

  async #check(): Promise<void> {
    if (this.#left <= this.#lead) await this.#portal.refreshSession({ passive: !this.#isVouched || this.#left <= 0 });
    // Nobody is there any more, or what happened during the question has changed everything.
    if (this.#expires === 0) return;
    const isDue = this.#left <= this.#lead && !this.#isVouched;
    // A timer may be late by a little.
    this.#portal.sessionWarning = isDue ? { minutes: Math.max(0, Math.floor((this.#left + SECOND) / MINUTE)), final: this.#isFinal } : undefined;
  }

  /** Waits for the next moment that matters: the warning, a minute less, the end. */
  #wait(): void {
    this.#clock.clear(this.#timer);
    if (this.#expires === 0) return;
    const [left, lead] = [this.#left, this.#lead];
    const delay = left > lead ? left - lead : left <= 0 || this.#isVouched ? AGAIN : left % MINUTE || MINUTE;
    this.#timer = this.#clock.set(this.#look, Math.min(delay, LONGEST));
  }

  readonly #onActivity = ({ isTrusted }: Event): void => {
    // A page's own script may click as well.
    if (!isTrusted || this.#expires === 0 || this.#isFinal || this.#isVouched) return;
    // It has heard so just now, from here or from another tab; or the answer is still on its way.
    const now = this.#clock.now();
    if (this.#left > this.#span * (1 - TELLING) || now - this.#told < 5 * SECOND) return;
    this.#told = now;
    void this.#portal.refreshSession({ passive: false });
  };
}
