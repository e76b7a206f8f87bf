import type { ReactiveControllerHost } from 'lit';
import { toPortalError, type PortalError, type Ticket } from '../../contract/index.ts';
import { newKey } from '../new-key.ts';
import type { TicketController, TicketWrite } from './ticket-controller.ts';

/** What becomes of something that is done to a ticket. */
export interface WriteState {
  readonly pending: boolean;
  /** Why it has not been done. */
  readonly error: PortalError | undefined;
}

interface Entry {
  /** The key of the press; undefined when something else has been done since, because the backend would answer what held before. */
  key: string | undefined;
  pending: boolean;
  error: PortalError | undefined;
  /** Ends the wait for somebody to sign in again. */
  goOn: ((again: boolean) => void) | undefined;
}

const IDLE: WriteState = { pending: false, error: undefined };

/**
 * What somebody does to tickets besides replying. Each is known by a name that says all of it (`add bob@acme.example`): the same thing once more,
 * after a failure, is the same press and happens once. What was refused because the session had ended waits and goes on by itself.
 */
export class TicketWrites {
  readonly #host: ReactiveControllerHost;
  readonly #ticket: TicketController;
  readonly #refused: () => void;
  readonly #entries = new Map<string, Map<string, Entry>>();

  /** @param refused The session has ended: brings the person to the sign-in. */
  constructor(host: ReactiveControllerHost, ticket: TicketController, refused: () => void) {
    this.#host = host;
    this.#ticket = ticket;
    this.#refused = refused;
  }

  /** How something that is done to a ticket stands. */
  state(ticketId: string, name: string): WriteState {
    return this.#entries.get(ticketId)?.get(name) ?? IDLE;
  }

  /** Does something to the ticket that is shown. Resolves with its new state, or with undefined when it was not done (see `state`) or is being done already. */
  async run(name: string, write: TicketWrite): Promise<Ticket | undefined> {
    const { ticket } = this.#ticket;
    if (ticket === undefined) return undefined;
    const entries = this.#entriesOf(ticket.id);
    const former = entries.get(name);
    if (former?.pending === true) return undefined;
    former?.goOn?.(false);
    const entry: Entry = { key: former?.key ?? newKey(), pending: true, error: undefined, goOn: undefined };
    entries.set(name, entry);
    for (let again = true; again;) {
      const answer = await this.#try(entry, (key) => this.#ticket.write(ticket.id, (portal) => write(portal, ticket.id, key)));
      if (answer !== undefined) {
        entries.delete(name);
        for (const other of entries.values()) if (!other.pending) other.key = undefined;
        return answer;
      }
      again = entry.error?.code === 'unauthenticated' && this.#entries.get(ticket.id)?.get(name) === entry && await this.#signedIn(entry);
    }
    return undefined;
  }

  /** The same customer is back: what was refused goes on. */
  resume(): void {
    for (const entry of [...this.#entries.values()].flatMap((entries) => [...entries.values()])) entry.goOn?.(true);
  }

  /** Forgets what has failed, and shows nothing of what is on its way. */
  forget(): void {
    const all = [...this.#entries.values()].flatMap((entries) => [...entries.values()]);
    this.#entries.clear();
    for (const entry of all) entry.goOn?.(false);
  }

  async #try(entry: Entry, write: (key: string) => Promise<Ticket>): Promise<Ticket | undefined> {
    Object.assign(entry, { pending: true, error: undefined });
    this.#host.requestUpdate();
    try {
      return await write(entry.key ??= newKey());
    } catch (error) {
      entry.error = toPortalError(error);
      return undefined;
    } finally {
      entry.pending = false;
      this.#host.requestUpdate();
    }
  }

  /** Resolves when what was refused is to be tried again, or not. */
  async #signedIn(entry: Entry): Promise<boolean> {
    const answer = new Promise<boolean>((resolve) => { entry.goOn = resolve; });
    this.#refused();
    const again = await answer;
    entry.goOn = undefined;
    return again;
  }

  #entriesOf(ticketId: string): Map<string, Entry> {
    let entries = this.#entries.get(ticketId);
    if (entries === undefined) {
      entries = new Map<string, Entry>();
      this.#entries.set(ticketId, entries);
    }
    return entries;
  }
}
