import type { BackendDescription, FieldType, FilterOperator, FilterProperty, TicketingBackend } from '../../contract/index.ts';
import type { Shared } from './bound.ts';
import { found } from './copies.ts';
import type { MemoryField } from './data.ts';
import { customerFields, summaryOf } from './present.ts';
import { comparePlaces, placeOf } from './query.ts';
import { checkFilter, satisfies } from './reach.ts';

/** What the owner's settings ask of a backend. */
export type OwnerSide = Required<Pick<TicketingBackend, 'describe' | 'countTickets' | 'findCustomers'>>;

/** The owner's side of what the backend holds. */
export function ownerSide(shared: Shared): OwnerSide {
  const { store, rules } = shared;
  return {
    async describe(signal) {
      await Promise.resolve();
      signal?.throwIfAborted();
      return structuredClone(descriptionOf(shared));
    },
    async countTickets(filter, limit, signal) {
      await Promise.resolve();
      signal?.throwIfAborted();
      checkFilter(filter, rules.fields);
      const tickets = store.tickets().filter((ticket) => satisfies(store, ticket, filter))
        .sort((a, b) => comparePlaces(placeOf(store, b, 'lastActivity', 'all'), placeOf(store, a, 'lastActivity', 'all')));
      return { count: tickets.length, sample: tickets.slice(0, limit).map((ticket) => summaryOf(store, ticket, rules, {})) };
    },
    async findCustomers(search, signal) {
      await Promise.resolve();
      signal?.throwIfAborted();
      return found(store.customers(), search);
    },
  };
}

function descriptionOf({ store, rules, forms }: Shared): BackendDescription {
  const { stages, queues } = store;
  const { closeTicket, reopenTicket, cc = false, rate = false, followUp = false } = rules.capabilities;
  return {
    name: 'memory', stages: [...stages], queues: [...queues],
    properties: [
      property('id', 'Number', 'text'), property('subject', 'Subject', 'text'),
      property('category', 'Open or closed', 'choice', [{ value: 'open', label: 'Open' }, { value: 'closed', label: 'Closed' }]),
      property('stage', 'Status', 'choice', stages.map(({ id, label }) => ({ value: id, label }))),
      property('created', 'Created', 'date'), property('requester', 'Requester', 'text'),
      property('organization', 'Organization', 'choice', store.organizations().map(({ id, name }) => ({ value: id, label: name }))),
      property('queue', 'Queue', 'choice', queues.map(({ id, name }) => ({ value: id, label: name }))),
      ...rules.fields.filter(({ type }) => type !== 'file').map(ofField),
    ],
    fields: customerFields(rules).map(({ id, label, type }) => ({ id, label, type })),
    forms: forms.map(({ id, name, queue = queues[0]?.id ?? null, fields }) => ({
      id, name, queue,
      fields: fields.map(({ id: fieldId, label, type, options }) =>
        ({ id: fieldId, label, type, ...(options === undefined ? {} : { options: options.map((option) => ({ value: option.value, label: option.label })) }) })),
    })),
    can: { threads: true, inbox: true, cc, rate, followUp, close: closeTicket, reopen: reopenTicket },
  };
}

const OPERATORS: Readonly<Record<FilterProperty['type'], readonly FilterOperator[]>> = {
  text: ['is', 'is-not', 'in', 'not-in', 'contains', 'not-contains', 'is-known', 'is-unknown'],
  number: ['is', 'is-not', 'before', 'after', 'is-known', 'is-unknown'],
  date: ['before', 'after', 'is-known', 'is-unknown'],
  choice: ['is', 'is-not', 'in', 'not-in', 'is-known', 'is-unknown'],
  boolean: ['is', 'is-not', 'is-known', 'is-unknown'],
};

const property = (id: string, label: string, type: FilterProperty['type'], options?: FilterProperty['options']): FilterProperty =>
  ({ id, label, type, operators: [...OPERATORS[type]], ...(options === undefined ? {} : { options }) });

const KINDS: Readonly<Record<FieldType, FilterProperty['type']>> =
  { text: 'text', textarea: 'text', file: 'text', select: 'choice', multiselect: 'choice', checkbox: 'boolean', number: 'number', date: 'date' };

const ofField = ({ id, label, type, options }: MemoryField): FilterProperty =>
  property(`field:${id}`, label, KINDS[type], options?.map((option) => ({ value: option.value, label: option.label })));
