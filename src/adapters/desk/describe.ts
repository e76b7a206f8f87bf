import type { BackendDescription, FilterOperator, FilterProperty } from '../../contract/index.ts';
import { closing } from './reading.ts';
import type { Db } from './schema.ts';
import { customerForm, fieldsOf, formsOf, organizationsOf, queuesOf, type DeskField } from './settings.ts';
import { stagesOf } from './stages.ts';

/** The operators that make sense for each type of property; those of filter-sql.ts are a few more. */
const OPERATORS: Readonly<Record<FilterProperty['type'], readonly FilterOperator[]>> = {
  text: ['is', 'is-not', 'in', 'not-in', 'contains', 'not-contains'],
  number: ['is', 'is-not', 'in', 'not-in', 'before', 'after'],
  date: ['is', 'is-not', 'before', 'after'],
  choice: ['is', 'is-not', 'in', 'not-in'],
  boolean: ['is', 'is-not'],
};
const PRESENCE: readonly FilterOperator[] = ['is-known', 'is-unknown'];

/** With more organizations than this nobody chooses from a list. */
const MAX_OPTIONS = 500;

const property = (id: string, label: string, type: FilterProperty['type'], options?: FilterProperty['options']): FilterProperty =>
  ({ id, label, type, operators: [...OPERATORS[type]], ...(options === undefined ? {} : { options }) });

/** One that a ticket may be without. */
const optional = (given: FilterProperty): FilterProperty => ({ ...given, operators: [...given.operators, ...PRESENCE] });

const named = (things: readonly { readonly id: string; readonly name: string }[]): { value: string; label: string }[] =>
  things.map(({ id, name }) => ({ value: id, label: name }));

const TYPES: Readonly<Record<Exclude<DeskField['type'], 'file'>, FilterProperty['type']>> = {
  text: 'text', textarea: 'text', select: 'choice', multiselect: 'choice', checkbox: 'boolean', number: 'number', date: 'date',
};

/** What the owner's settings can speak of. */
export async function describeDesk(db: Db): Promise<BackendDescription> {
  const [stages, queues, organizations, fields, forms] = [await stagesOf(db), await queuesOf(db), await organizationsOf(db), await fieldsOf(db), await formsOf(db)];
  const { closeTicket: close, reopenTicket: reopen } = closing(stages);
  return {
    name: 'desk',
    properties: [
      property('id', 'Number', 'number'),
      optional(property('subject', 'Subject', 'text')),
      property('category', 'Open or closed', 'choice', [{ value: 'open', label: 'Open' }, { value: 'closed', label: 'Closed' }]),
      property('stage', 'Stage', 'choice', stages.map(({ id, label }) => ({ value: id, label }))),
      property('created', 'Created', 'date'),
      property('requester', 'Requester', 'text'),
      optional(organizations.length > MAX_OPTIONS ? property('organization', 'Organization', 'text') : property('organization', 'Organization', 'choice', named(organizations))),
      property('queue', 'Queue', 'choice', named(queues)),
      ...fields.flatMap(fieldProperty),
    ],
    queues: queues.map(({ id, name }) => ({ id, name })),
    stages: stages.map(({ id, label, category }) => ({ id, label, category })),
    fields: fields.filter(({ agentsOnly, type }) => agentsOnly !== true && type !== 'file').map(({ id, label, type }) => ({ id, label, type })),
    forms: await Promise.all(forms.map(({ id }) => formDescription(db, id))),
    can: { threads: true, inbox: true, cc: true, rate: true, followUp: true, close, reopen },
  };
}

/** Rules may speak of what customers never see. */
function fieldProperty({ id, label, type, options }: DeskField): FilterProperty[] {
  if (type === 'file') return [];
  return [optional(property(`field:${id}`, label, TYPES[type], options?.map((option) => ({ value: option.value, label: option.label }))))];
}

async function formDescription(db: Db, formId: string): Promise<BackendDescription['forms'][number]> {
  const found = await customerForm(db, formId);
  const { id, name, fields } = found?.form ?? { id: formId, name: formId, fields: [] };
  return {
    id, name, queue: found?.queue ?? null,
    fields: fields.map(({ id: fieldId, label, type, options }) => ({
      id: fieldId, label, type, ...(options === undefined ? {} : { options: options.map((option) => ({ value: option.value, label: option.label })) }),
    })),
  };
}
