/** Moments in milliseconds since 1970: until when everything counts as seen, and by ticket. */
interface State { since: number; tickets: Record<string, number> }

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
   * two customers on one device do not see each other's marks.
   */
  constructor(portalKey: string, email: string) {
    this.#storageKey = `portico:seen:${portalKey}:${email}`;
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
    const { since, tickets } = stateAt(this.#storageKey);
    return Math.max(Object.hasOwn(tickets, ticketId) ? tickets[ticketId] ?? 0 : 0, since);
  }

  /** Remembers that a ticket has been seen up to a moment. */
  markSeen(ticketId: string, until: string): void {
    const time = Date.parse(until);
    if (!(time > this.seenUntil(ticketId))) return;
    // Another tab may have written since.
    const state = merged(stateAt(this.#storageKey), read(this.#storageKey));
    state.tickets[ticketId] = time;
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
  for (const [id, time] of Object.entries(b.tickets)) tickets[id] = Math.max(tickets[id] ?? 0, time);
  return { since: Math.max(a.since, b.since), tickets };
}

/** Forgets the oldest marks. What they covered counts as seen from then on, so that no old ticket becomes new again. */
function bounded({ since, tickets }: State): State {
  const newest = Object.entries(tickets).sort(([, a], [, b]) => b - a);
  const forgotten = newest.slice(MOST).map(([, time]) => time);
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
  return typeof since === 'number' && typeof tickets === 'object' && tickets !== null && Object.values(tickets).every((time) => typeof time === 'number');
};
