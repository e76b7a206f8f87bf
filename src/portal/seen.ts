/** Moments in milliseconds since 1970: the first visit, and by ticket. */
interface State { since: number; tickets: Record<string, number> }

/** What a customer has seen on this device, so that lists and conversations can mark what is new since. */
export class SeenTickets {
  readonly #storageKey: string;
  readonly #state: State;

  /**
   * @param portalKey The portal's key. @param email The customer's address. Both are part of the key under which it is kept:
   * two customers on one device do not see each other's marks.
   */
  constructor(portalKey: string, email: string) {
    this.#storageKey = `portico:seen:${portalKey}:${email}`;
    this.#state = this.#read();
  }

  /** Whether something happened in a ticket that the customer has not seen. On the first visit nothing is new. */
  isNew(ticket: { readonly id: string; readonly lastActivity: string; readonly lastMessageBy: string | null }): boolean {
    return ticket.lastMessageBy === 'support' && Date.parse(ticket.lastActivity) > this.seenUntil(ticket.id);
  }

  /** Until when a ticket has been seen, in milliseconds since 1970. */
  seenUntil(ticketId: string): number {
    return Math.max(this.#state.tickets[ticketId] ?? 0, this.#state.since);
  }

  /** Remembers that a ticket has been seen up to a moment. */
  markSeen(ticketId: string, until: string): void {
    const time = Date.parse(until);
    if (!(time > this.seenUntil(ticketId))) return;
    this.#state.tickets[ticketId] = time;
    this.#write();
  }

  #read(): State {
    const fresh: State = { since: Date.now(), tickets: {} };
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#storageKey) ?? 'null');
      if (isState(kept)) return kept;
      localStorage.setItem(this.#storageKey, JSON.stringify(fresh));
    } catch {
      // Storage is blocked or holds something else: marks then last as long as the page.
    }
    return fresh;
  }

  #write(): void {
    // The newest five hundred are enough: older marks fall back to the first visit.
    const newest = Object.entries(this.#state.tickets).sort(([, a], [, b]) => b - a).slice(0, 500);
    this.#state.tickets = Object.fromEntries(newest);
    try {
      localStorage.setItem(this.#storageKey, JSON.stringify(this.#state));
    } catch {
      // As above.
    }
  }
}

const isState = (value: unknown): value is State =>
  typeof value === 'object' && value !== null && typeof (value as { since?: unknown }).since === 'number'
  && typeof (value as { tickets?: unknown }).tickets === 'object' && (value as { tickets?: unknown }).tickets !== null;
