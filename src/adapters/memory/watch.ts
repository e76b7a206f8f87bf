import type { Customer } from '../../contract/index.ts';
import { sameEmail, type Store, type StoredTicket } from './store.ts';

/** Calls back for every ticket that changes and may concern a customer. @returns what ends it */
export function watch(store: Store, { email }: Customer, changed: (ticketId: string) => void): () => void {
  const concerns = ({ requester, cc, organization }: StoredTicket): boolean =>
    [requester, ...cc].some((other) => sameEmail(other, email)) || store.organizationsOf(email).some(({ id }) => id === organization);
  const told = (ticket: StoredTicket): void => { if (concerns(ticket)) changed(ticket.id); };
  store.watchers.add(told);
  return () => { store.watchers.delete(told); };
}
