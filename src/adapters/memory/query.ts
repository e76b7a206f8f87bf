import { fold, type SortKey, type TicketQuery } from '../../contract/index.ts';
import { lastActivityOf, publicMessages, statusOf, waitingOn, type Threads } from './conversation.ts';
import type { Store, StoredTicket } from './store.ts';
import { textOfHtml } from './text-of-html.ts';

/** The conditions of a list query besides view and scope. */
export function answersQuery(store: Store, ticket: StoredTicket, query: TicketQuery, search: 'none' | 'subject' | 'messages', threads: Threads): boolean {
  const created = Date.parse(ticket.created);
  const active = Date.parse(lastActivityOf(ticket, threads));
  return (query.status === undefined || statusOf(store, ticket).category === query.status)
    && (query.stage === undefined || ticket.stage === query.stage)
    && (query.waitingOn === undefined || waitingOn(store, ticket, threads) === query.waitingOn)
    && (query.createdFrom === undefined || created >= Date.parse(query.createdFrom))
    && (query.createdBefore === undefined || created < Date.parse(query.createdBefore))
    && (query.activeFrom === undefined || active >= Date.parse(query.activeFrom))
    && (query.activeBefore === undefined || active < Date.parse(query.activeBefore))
    && (query.search === undefined || holds(ticket, query.search, search, threads));
}

function holds(ticket: StoredTicket, search: string, scope: 'none' | 'subject' | 'messages', threads: Threads): boolean {
  const wanted = phrase(search);
  if (phrase(ticket.subject).includes(wanted)) return true;
  return scope === 'messages' && publicMessages(ticket, threads).some(({ text, html }) =>
    phrase(text ?? '').includes(wanted) || phrase(textOfHtml(html ?? '')).includes(wanted));
}

const phrase = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** A ticket's place in an order. */
export type Place = readonly [value: string | number, id: number];

/** Where a ticket stands when sorted by this key; the id makes the order total. */
export function placeOf(store: Store, ticket: StoredTicket, sort: SortKey, threads: Threads): Place {
  const id = Number(ticket.id);
  switch (sort) {
    case 'id': return [0, id];
    case 'subject': return [fold(ticket.subject), id];
    case 'created': return [Date.parse(ticket.created), id];
    case 'lastActivity': return [Date.parse(lastActivityOf(ticket, threads)), id];
    case 'status': return [stageRank(store, ticket), id];
  }
}

/** Open before closed, then the stages in their usual order; stages nobody configured come last among the open ones. */
function stageRank(store: Store, ticket: StoredTicket): number {
  const index = store.stages.findIndex(({ id }) => id === ticket.stage);
  const rank = index === -1 ? store.stages.length : index;
  return statusOf(store, ticket).category === 'open' ? rank : rank + store.stages.length + 1;
}

/** Negative where `a` comes first in ascending order. */
export const comparePlaces = (a: Place, b: Place): number =>
  (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) || a[1] - b[1];
