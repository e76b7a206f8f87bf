/** For the tests of sessions; no test itself: it is named like one so that the package does not ship it. */
import type { AccessAdapter, Session } from '../contract/index.ts';
import type { Clock } from './clock.ts';
import { Portal } from './portal.ts';

export const MINUTE = 60_000;
export const ALICE = { id: '1', email: 'alice@acme.example', name: 'Alice Arnold' };
export const CAROL = { id: '3', email: 'carol@globex.example', name: 'Carol' };

const NOBODY: Session = { customer: null, expires: null };

/** A clock that goes only when it is told to, and lets everything happen that is due. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-11-22T12:00:00Z');
  #timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  #last = 0;

  now(): number {
    return this.#now;
  }

  set(callback: () => void, delay: number): number {
    this.#timers.set(this.#last += 1, { at: this.#now + delay, callback });
    return this.#last;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  async goOn(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...this.#timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].callback();
    }
    this.#now = until;
    await settled();
  }

  /** The machine sleeps: time goes on and nothing happens. */
  sleep(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** What is under way in memory is done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** The server's side of one browser: one session, which lives on by activity and ends at its limits. */
export class FakeServer {
  idle = 30 * MINUTE;
  /** The end whatever happens. */
  ends = Number.POSITIVE_INFINITY;
  isDown = false;
  /** Where the browser has to go after a sign-out. */
  signOutUrl: string | undefined;
  /** What it was asked. */
  readonly asked: string[] = [];
  /** Who is in the browser's session. */
  person: Pick<Session, 'customer' | 'preview'> & { held?: Session['held'] } | null = null;
  #until = 0;
  readonly #clock: Clock;

  constructor(clock: Clock, customer: Session['customer'] = ALICE) {
    this.#clock = clock;
    if (customer !== null) this.enter({ customer });
  }

  enter(person: NonNullable<FakeServer['person']>): Session {
    this.person = person;
    return this.#answer(true);
  }

  end(): void {
    this.person = null;
  }

  /** Another tab is at work. */
  touch(): void {
    this.#answer(true);
  }

  #answer(isActive: boolean): Session {
    const now = this.#clock.now();
    if (this.#until !== 0 && now >= this.#until) this.person = null;
    if (this.person === null) {
      this.#until = 0;
      return NOBODY;
    }
    if (isActive || this.#until === 0) this.#until = Math.min(now + this.idle, this.ends);
    return {
      ...this.person, expires: new Date(this.#until).toISOString(), ...(Number.isFinite(this.ends) ? { ends: new Date(this.ends).toISOString() } : {}),
    };
  }

  /** A tab's way to it. Whoever has no password is not asked for one; a host's token is the id of its user. */
  get access(): AccessAdapter {
    const call = (name: string, act: (input: never) => Session) => async (input: never): Promise<Session> => {
      await Promise.resolve();
      this.asked.push(name);
      if (this.isDown) throw new TypeError('The network is down.');
      return act(input);
    };
    const people = [ALICE, CAROL];
    return {
      getSession: call('getSession', () => this.#answer(true)),
      peekSession: call('peekSession', () => this.#answer(false)),
      signIn: call('signIn', ({ email }: { email: string }) => this.enter({ customer: people.find((person) => person.email === email) ?? null })),
      signInAsHostUser: call('signInAsHostUser', ({ token }: { token: string }) => this.enter({ customer: people.find(({ id }) => id === token) ?? null })),
      signOut: call('signOut', () => {
        this.end();
        return { ...NOBODY, ...(this.signOutUrl === undefined ? {} : { signOutUrl: this.signOutUrl }) };
      }),
    } as unknown as AccessAdapter;
  }

  /** A portal of a tab in this browser. */
  tab(ticketing: Record<string, unknown> = {}): Portal {
    return new Portal({ key: crypto.randomUUID(), access: this.access, ticketing: ticketing as never });
  }
}
