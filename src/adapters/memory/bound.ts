import { PortalError, type Customer, type Scope, type Ticket } from '../../contract/index.ts';
import type { MemoryForm } from './data.ts';
import type { Bookmarks } from './paging.ts';
import { ticketOf, type Rules } from './present.ts';
import type { Place } from './query.ts';
import { checkFilter, reaches, type Reader } from './reach.ts';
import type { Store, StoredTicket } from './store.ts';
import type { Answers } from './writes.ts';

/** What all customers' adapters share. */
export interface Shared {
  readonly store: Store;
  readonly rules: Rules;
  readonly forms: readonly MemoryForm[];
  /** The largest page, however many are asked for. */
  readonly maxPage: number;
  readonly bookmarks: Bookmarks<Place>;
  readonly answers: Answers;
}

/** The backend as one customer has it: what the parts of an adapter work with. */
export interface Bound extends Shared, Reader {
  /** @throws PortalError `not-found` for a ticket that is not there, or not for this customer */
  find(ticketId: string): StoredTicket;
  /** A ticket's page. */
  shown(ticket: StoredTicket): Ticket;
  /** The queue of the owner's choice. @throws PortalError `invalid-input` for one where no ticket can arrive */
  inbox(): string | null;
}

export const absent = (what: string): PortalError => new PortalError('not-found', `There is no such ${what}.`);

/** Binds the backend to a customer and a scope. */
export function bind(shared: Shared, customer: Customer, scope: Scope): Bound {
  const { store, rules } = shared;
  const reader: Reader = { customer, scope, views: rules.capabilities.views.filter((view) => scope.views.includes(view)) };
  return {
    ...shared, ...reader,
    find(id) {
      checkFilter(scope.filter, rules.fields);
      const ticket = store.ticket(id);
      if (ticket === undefined || !reaches(store, ticket, reader)) throw absent('ticket');
      return ticket;
    },
    shown: (ticket) => ticketOf(store, ticket, rules, reader),
    inbox() {
      const { inbox = null } = scope;
      if (inbox !== null && !store.queues.some(({ id, problem }) => id === inbox && problem === undefined)) {
        throw new PortalError('invalid-input', `No ticket can arrive in the queue "${inbox}".`);
      }
      return inbox;
    },
  };
}
