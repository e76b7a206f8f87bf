import { matches, type FieldValue, type Filter, type View } from '../contract/index.ts';
import type { Bench } from './bench.ts';
import type { CustomerKey, SuiteTicket } from './data.ts';

/** What the data set says that a customer sees: the suite's own reading of the contract, to hold an adapter's against. */
export function visible(bench: Bench, key: CustomerKey, views: readonly View[], filter: Filter | null = null): string[] {
  return bench.data.tickets.filter((ticket) => bench.views(views).some((view) => covers(bench, view, ticket, key)))
    .filter((ticket) => filter === null || matches(filter, (property) => propertyOf(bench, ticket, property)))
    .map((ticket) => ticket.key);
}

function covers(bench: Bench, view: View, ticket: SuiteTicket, key: CustomerKey): boolean {
  const { email, organizations } = bench.customer(key);
  if (view === 'mine') return ticket.requester === email;
  return view === 'cc' ? ticket.cc.includes(email) : ticket.organization !== null && organizations.includes(ticket.organization);
}

/** A property as the filter language knows it, in the backend's ids. */
export function propertyOf(bench: Bench, ticket: SuiteTicket, property: string): FieldValue {
  switch (property) {
    case 'id': return bench.id(ticket.key);
    case 'category': return categoryOf(bench, ticket);
    case 'stage': return bench.id(ticket.stage, 'stage');
    case 'organization': return ticket.organization === null ? null : bench.id(ticket.organization, 'organization');
    case 'queue': return bench.id(ticket.queue, 'queue');
    case 'subject': case 'created': case 'requester': return ticket[property];
    default: {
      const field = bench.data.fields.find(({ id }) => property === `field:${bench.id(id, 'field')}`);
      return field === undefined ? null : ticket.fields[field.id] ?? null;
    }
  }
}

/** A stage that the data set's configuration does not know counts as open. */
export const categoryOf = (bench: Bench, ticket: SuiteTicket): 'open' | 'closed' => bench.data.stages.find(({ id }) => id === ticket.stage)?.category ?? 'open';

/** Who wrote the last public message. */
export function lastMessageBy(bench: Bench, ticket: SuiteTicket): 'customer' | 'support' {
  const last = ticket.messages.findLast(({ visibility }) => visibility === 'public');
  return bench.data.agents.some(({ email }) => email === last?.author) ? 'support' : 'customer';
}

/** The tickets that tests of reading expect: all but those that the backend cannot hold. */
export const readable = (bench: Bench, key: CustomerKey): SuiteTicket[] =>
  bench.data.tickets.filter((ticket) => ticket.requester === bench.customer(key).email && !isLimited(bench, ticket));

/** Whether the backend has said that it cannot hold what this ticket is about. */
export const isLimited = (bench: Bench, { key }: SuiteTicket): boolean =>
  (key === 'unknown-stage' && bench.limit('unknown-stage') !== undefined) || (key.startsWith('phone-') && bench.limit('inbox') !== undefined);
