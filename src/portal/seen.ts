import { digest } from './digest.ts';

/** What was seen of a ticket last: until when, in milliseconds since 1970, and the id of its stage. */
type Seen = readonly [until: number, stage: string];

/** Until when everything counts as seen, in milliseconds since 1970, and what was seen of single tickets. */
interface State { since: number; tickets: Record<string, Seen> }

/** So many tickets are remembered one by one. */
const MOST = 500;

// Several elements of a page share what they know; what another tab writes arrives by the storage event.
const states = new Map<string, State>();
const changes = new EventTarget();
const CHANGE = 'change';

/** What a customer has seen on this device, so that lists and conversations can mark what is new since. */
export class SeenTickets {
  readonly #storageKey: string;

  /**
   * @param portalKey The portal's key. @param email The customer's address. Both are part of the key under which it is kept:
   * two customers on one device do not see each other's marks. The address is not to be read there, nor is anything of the tickets: marks outlast a sign-out.
   */
  constructor(portalKey: string, email: string) {
    this.#storageKey = `portico:seen:${portalKey}:${digest(email)}`;
  }

  /** Calls back whenever something has been seen, here or in another tab. @returns a function that ends it. */
  static onChange(callback: () => void): () => void {
    changes.addEventListener(CHANGE, callback);
    return () => { changes.removeEventListener(CHANGE, callback); };
  }

  /** Whether something happened in a ticket that the customer has not seen. On the first visit nothing is new. */
  isNew(ticket: { readonly id: string; readonly lastActivity: string; readonly lastMessageBy: string | null }): boolean {
    return ticket.lastMessageBy === 'support' && Date.parse(ticket.lastActivity) > this.seenUntil(ticket.id);
  }

  /** Until when a ticket has been seen, in milliseconds since 1970. */
  seenUntil(ticketId: string): number {
    return Math.max(this.#seen(ticketId)?.[0] ?? 0, stateAt(this.#storageKey).since);
  }

  /** The id of the stage in which a ticket was seen last; undefined where that is not known. */
  seenStage(ticketId: string): string | undefined {
    return this.#seen(ticketId)?.[1];
  }

  #seen(ticketId: string): Seen | undefined {
    const { tickets } = stateAt(this.#storageKey);
    return Object.hasOwn(tickets, ticketId) ? tickets[ticketId] : undefined;
  }

  /** Remembers that a ticket has been seen up to a moment, in this stage. */
  markSeen(ticketId: string, until: string, stage: string): void {
    const time = Date.parse(until);
    const before = this.#seen(ticketId);
    if (Number.isNaN(time) || (before !== undefined && time <= before[0] && stage === before[1])) return;
    // Another tab may have written since.
    const state = merged(stateAt(this.#storageKey), read(this.#storageKey));
    state.tickets[ticketId] = [Math.max(time, before?.[0] ?? 0), stage];
    keep(this.#storageKey, bounded(state));
    changes.dispatchEvent(new Event(CHANGE));
  }
}

function stateAt(storageKey: string): State {
  let state = states.get(storageKey);
  if (state === undefined) {
    state = read(storageKey);
    if (state === undefined) {
      state = { since: Date.now(), tickets: {} };
      keep(storageKey, state);
    }
    states.set(storageKey, state);
    listen();
  }
  return state;
}

function read(storageKey: string): State | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    return isState(kept) ? kept : undefined;
  } catch {
    // Storage is blocked or holds something else: marks then last as long as the page.
    return undefined;
  }
}

function keep(storageKey: string, state: State): void {
  states.set(storageKey, state);
  try {
    localStorage.setItem(storageKey, JSON.stringify(state));
  } catch {
    // As above; or it is full.
  }
}

function merged(a: State, b: State | undefined): State {
  if (b === undefined) return a;
  const tickets = { ...a.tickets };
  for (const [id, seen] of Object.entries(b.tickets)) if (seen[0] >= (tickets[id]?.[0] ?? 0)) tickets[id] = seen;
  return { since: Math.max(a.since, b.since), tickets };
}

/** Forgets the oldest marks. What they covered counts as seen from then on, so that no old ticket becomes new again. */
function bounded({ since, tickets }: State): State {
  const newest = Object.entries(tickets).sort(([, [a]], [, [b]]) => b - a);
  const forgotten = newest.slice(MOST).map(([, [time]]) => time);
  return { since: Math.max(since, ...forgotten), tickets: Object.fromEntries(newest.slice(0, MOST)) };
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener('storage', ({ key }) => {
    const state = key === null ? undefined : states.get(key);
    if (key === null || state === undefined) return;
    states.set(key, merged(state, read(key)));
    changes.dispatchEvent(new Event(CHANGE));
  });
}

const isState = (value: unknown): value is State => {
  if (typeof value !== 'object' || value === null) return false;
  const { since, tickets } = value as Partial<Record<keyof State, unknown>>;
  return typeof since === 'number' && typeof tickets === 'object' && tickets !== null && Object.values(tickets).every((seen) => Array.isArray(seen) && typeof seen[0] === 'number' && typeof seen[1] === 'string');
};
