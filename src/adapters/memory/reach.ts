import { conditionsOf, matches, PortalError, type Customer, type FieldValue, type Filter, type Organization, type Scope, type View } from '../../contract/index.ts';
import { statusOf } from './conversation.ts';
import type { MemoryField } from './data.ts';
import { sameEmail, type Store, type StoredTicket } from './store.ts';

/** Who looks, and what of the backend they reach. */
export interface Reader {
  readonly customer: Customer;
  readonly scope: Scope;
  /** The views that are granted and that the backend has. */
  readonly views: readonly View[];
}

/** The organizations that a customer is here as a member of. */
export const organizationsOf = (store: Store, { customer, scope }: Reader): Organization[] =>
  store.organizationsOf(customer.email).slice(0, scope.organizations === 'primary' ? 1 : undefined);

/** Whether one of these views, and the owner's filter, cover a ticket. */
export const reaches = (store: Store, ticket: StoredTicket, reader: Reader, views = reader.views): boolean =>
  views.some((view) => covers(store, ticket, reader, view)) && satisfies(store, ticket, reader.scope.filter);

function covers(store: Store, ticket: StoredTicket, reader: Reader, view: View): boolean {
  const { email } = reader.customer;
  switch (view) {
    case 'mine': return sameEmail(ticket.requester, email);
    case 'organization': return organizationsOf(store, reader).some(({ id }) => id === ticket.organization);
    case 'cc': return ticket.cc.some((other) => sameEmail(other, email));
  }
}

/** Whether a ticket is as a filter wants it, whoever's it is. */
export const satisfies = (store: Store, ticket: StoredTicket, filter: Filter | null): boolean =>
  filter === null || matches(filter, (property) => propertyOf(store, ticket, property));

/** @throws PortalError `invalid-input` for a rule about something that tickets here do not have: it could not be kept. */
export function checkFilter(filter: Filter | null, fields: readonly MemoryField[]): void {
  const unknown = filter === null ? undefined : conditionsOf(filter).map(({ property }) => property).find((property) => !isKnown(property, fields));
  if (unknown !== undefined) throw new PortalError('invalid-input', `The filter speaks of "${unknown}", which tickets here do not have.`);
}

const PROPERTIES = ['id', 'subject', 'category', 'stage', 'created', 'requester', 'organization', 'queue'];

const isKnown = (property: string, fields: readonly MemoryField[]): boolean =>
  PROPERTIES.includes(property) || fields.some(({ id }) => property === `field:${id}`);

function propertyOf(store: Store, ticket: StoredTicket, property: string): FieldValue {
  if (property.startsWith('field:')) return ticket.fields[property.slice('field:'.length)] ?? null;
  if (property === 'category') return statusOf(store, ticket).category;
  return (ticket as unknown as Record<string, FieldValue>)[property] ?? null;
}
