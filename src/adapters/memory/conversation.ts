import type { Party, Scope, TicketStatus } from '../../contract/index.ts';
import type { Store, StoredMessage, StoredTicket } from './store.ts';

/** Which conversations of a ticket count. */
export type Threads = Scope['threads'];

/** Public messages only, oldest first. By allow-list: what is not said to be public is internal. */
export function publicMessages(ticket: StoredTicket, threads: Threads = 'all'): StoredMessage[] {
  const all = ticket.messages
    .filter(({ visibility }) => visibility === 'public')
    .sort((a, b) => Date.parse(a.created) - Date.parse(b.created) || Number(a.id.slice(1)) - Number(b.id.slice(1)));
  return threads === 'original' ? all.filter(({ thread }) => thread === all[0]?.thread) : all;
}

/** A ticket's state. A stage nobody configured is an open one with its own name. */
export const statusOf = (store: Store, { stage }: StoredTicket): TicketStatus =>
  ({ category: store.categoryOf(stage), stage, label: store.stages.find(({ id }) => id === stage)?.label ?? stage });

/** When the last public message was written. */
export const lastActivityOf = (ticket: StoredTicket, threads: Threads): string => publicMessages(ticket, threads).at(-1)?.created ?? ticket.created;

/** Whose turn it is: the party's who did not write last. What the system says by itself leaves the turn as it was. */
export function waitingOn(store: Store, ticket: StoredTicket, threads: Threads): Party | null {
  if (statusOf(store, ticket).category === 'closed') return null;
  const last = publicMessages(ticket, threads).findLast(({ author }) => store.person(author).role !== 'system');
  return last !== undefined && store.person(last.author).role === 'agent' ? 'customer' : 'support';
}
