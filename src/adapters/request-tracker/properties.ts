import type { FilterOperator, FilterProperty } from '../../contract/index.ts';
import type { Definition } from './forms.ts';
import type { Statuses } from './statuses.ts';
import { isSearchable } from './ticket-sql.ts';

/** What the owner's rules may speak of. */
export interface Vocabulary {
  readonly statuses: Statuses;
  readonly queues: readonly string[];
  /** The custom fields that customers see. */
  readonly fields: readonly Definition[];
  /** Names of further ones. */
  readonly filterFields: readonly string[];
}

/** How a property is compared. */
type Kind = 'id' | 'text' | 'listed' | 'moment' | 'date' | 'checkbox' | 'file';

/** A property of tickets. `hidden`: its values are RT's alone, the reader does not see them. */
export interface Property extends Pick<FilterProperty, 'id' | 'label' | 'options'> { readonly kind: Kind; readonly hidden?: boolean }

const VALUES = ['is', 'is-not', 'in', 'not-in'] as const;
const ORDER = ['before', 'after'] as const;
const PRESENCE = ['is-known', 'is-unknown'] as const;
const TEXT = [...VALUES, 'contains', 'not-contains', ...PRESENCE] as const;

/** The operators that RT can keep. It compares no texts by their order, finds no part of a date, and knows moments of creation by their whole seconds. */
export const OPERATORS: Readonly<Record<Kind, readonly FilterOperator[]>> = {
  id: [...VALUES, ...ORDER, ...PRESENCE],
  text: TEXT, listed: TEXT,
  moment: [...ORDER, ...PRESENCE],
  date: [...VALUES, ...ORDER, ...PRESENCE],
  checkbox: [...VALUES, ...PRESENCE],
  file: PRESENCE,
};

const TYPES: Readonly<Record<Kind, FilterProperty['type']>> = { id: 'number', text: 'text', listed: 'choice', moment: 'date', date: 'date', checkbox: 'boolean', file: 'text' };

/** All properties that a rule may speak of. */
export function propertiesOf({ statuses, queues, fields, filterFields }: Vocabulary): Property[] {
  const names = [...new Set([...fields.map(({ name }) => name), ...filterFields])].filter(isSearchable);
  return [
    { id: 'id', label: 'Ticket number', kind: 'id' },
    { id: 'subject', label: 'Subject', kind: 'text' },
    { id: 'category', label: 'Open or closed', kind: 'listed', options: [{ value: 'open', label: 'Open' }, { value: 'closed', label: 'Closed' }] },
    { id: 'stage', label: 'Status', kind: 'text', options: statuses.stages.map(({ id, label }) => ({ value: id, label })) },
    { id: 'queue', label: 'Queue', kind: 'listed', options: queues.map((queue) => ({ value: queue, label: queue })) },
    { id: 'created', label: 'Created', kind: 'moment' },
    { id: 'requester', label: 'Requester\'s address', kind: 'text' },
    { id: 'organization', label: 'Organization', kind: 'text' },
    ...names.map((name) => fieldProperty(name, fields.find((field) => field.name === name))),
  ];
}

function fieldProperty(name: string, definition: Definition | undefined): Property {
  const named = { id: `field:${name}`, label: name };
  if (definition === undefined) return { ...named, kind: 'text', hidden: true };
  const { type, options } = definition;
  switch (type) {
    case 'date': case 'checkbox': case 'file': return { ...named, kind: type };
    case 'select': case 'multiselect': return { ...named, kind: 'text', options: (options ?? []).map(({ value, label }) => ({ value, label })) };
    case 'text': case 'textarea': case 'number': return { ...named, kind: 'text' };
  }
}

/** A property as owners are offered it. */
export const offered = ({ id, label, kind, options }: Property): FilterProperty =>
  ({ id, label, type: options === undefined ? TYPES[kind] : 'choice', operators: [...OPERATORS[kind]], ...(options === undefined ? {} : { options }) });
