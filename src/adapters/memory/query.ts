import {
  fold, matches, PortalError, type Customer, type FieldValue, type Filter, type Scope, type SortKey, type TicketQuery, type View,
} from '../../contract/index.ts';
import type { MemoryField } from './data.ts';
import { lastActivityOf, publicMessages, statusOf, waitingOn } from './present.ts';
import { sameEmail, type Store, type StoredTicket } from './store.ts';
import { textOfHtml } from './text-of-html.ts';

/** Whether a view covers a ticket. */
export function covers(view: View, store: Store, ticket: StoredTicket, customer: Customer): boolean {
  switch (view) {
    case 'mine': return sameEmail(ticket.requester, customer.email);
    case 'organization': return store.organizationsOf(customer.email).some(({ id }) => id === ticket.organization);
    case 'cc': return ticket.cc.some((email) => sameEmail(email, customer.email));
  }
}

/** Whether the customer may reach a ticket by one of these views and the owner's filter. */
export function reachable(store: Store, ticket: StoredTicket, customer: Customer, views: readonly View[], filter: Filter | null): boolean {
  return views.some((view) => covers(view, store, ticket, customer)) && (filter === null || matches(filter, (property) => propertyOf(store, ticket, property)));
}

/** @throws PortalError `invalid-input` for a rule about something that tickets here do not have: it could not be kept. */
export function checkScope({ filter }: Scope, fields: readonly MemoryField[]): void {
  const unknown = filter === null ? undefined : propertiesOf(filter).find((property) => !isKnown(property, fields));
  if (unknown !== undefined) throw new PortalError('invalid-input', `The filter speaks of "${unknown}", which tickets here do not have.`);
}

const propertiesOf = (rule: Filter): string[] =>
  'all' in rule ? rule.all.flatMap(propertiesOf) : 'any' in rule ? rule.any.flatMap(propertiesOf) : [rule.property];

const PROPERTIES = ['id', 'subject', 'category', 'stage', 'created', 'requester', 'organization', 'queue'];

const isKnown = (property: string, fields: readonly MemoryField[]): boolean =>
  PROPERTIES.includes(property) || fields.some(({ id }) => property === `field:${id}`);

function propertyOf(store: Store, ticket: StoredTicket, property: string): FieldValue {
  if (property.startsWith('field:')) return ticket.fields[property.slice('field:'.length)] ?? null;
  if (property === 'category') return statusOf(store, ticket).category;
  return (ticket as unknown as Record<string, FieldValue>)[property] ?? null;
}

/** The conditions of a list query besides view and scope. */
export function answersQuery(store: Store, ticket: StoredTicket, query: TicketQuery, search: 'none' | 'subject' | 'messages'): boolean {
  const created = Date.parse(ticket.created);
  const active = Date.parse(lastActivityOf(ticket));
  return (query.status === undefined || statusOf(store, ticket).category === query.status)
    && (query.stage === undefined || ticket.stage === query.stage)
    && (query.waitingOn === undefined || waitingOn(store, ticket) === query.waitingOn)
    && (query.createdFrom === undefined || created >= Date.parse(query.createdFrom))
    && (query.createdBefore === undefined || created < Date.parse(query.createdBefore))
    && (query.activeFrom === undefined || active >= Date.parse(query.activeFrom))
    && (query.activeBefore === undefined || active < Date.parse(query.activeBefore))
    && (query.search === undefined || holds(ticket, query.search, search));
}

function holds(ticket: StoredTicket, search: string, scope: 'none' | 'subject' | 'messages'): boolean {
  const wanted = phrase(search);
  if (phrase(ticket.subject).includes(wanted)) return true;
  return scope === 'messages' && publicMessages(ticket).some(({ text, html }) =>
    phrase(text ?? '').includes(wanted) || phrase(textOfHtml(html ?? '')).includes(wanted));
}

const phrase = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** A ticket's place in an order. */
export type Place = readonly [value: string | number, id: number];

/** Where a ticket stands when sorted by this key; the id makes the order total. */
export function placeOf(store: Store, ticket: StoredTicket, sort: SortKey): Place {
  const id = Number(ticket.id);
  switch (sort) {
    case 'id': return [0, id];
    case 'subject': return [fold(ticket.subject), id];
    case 'created': return [Date.parse(ticket.created), id];
    case 'lastActivity': return [Date.parse(lastActivityOf(ticket)), id];
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
