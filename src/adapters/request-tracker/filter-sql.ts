import { fold, matches, PortalError, type Filter, type FilterOperator } from '../../contract/index.ts';
import type { Row } from './answers.ts';
import type { Definition } from './forms.ts';
import { OPERATORS, propertiesOf, type Property, type Vocabulary } from './properties.ts';
import { isDoubtful } from './search.ts';
import { and, before, customField, EVERYTHING, is, isNotNull, isNull, isNumber, isOneOf, NOTHING, notBefore, or, type Column, type Sql } from './ticket-sql.ts';

/** What a filter may speak of, and who looks at tickets where RT's query language cannot tell. */
export interface FilterContext extends Vocabulary {
  /** Ids of the tickets within reach that satisfy a condition and pass a test of their rows, which come with custom fields where that is asked for. */
  tickets(candidates: Sql, test: (row: Row) => boolean, more?: 'CustomFields'): Promise<readonly number[]>;
}

interface Rule { readonly property: string; readonly operator: FilterOperator; readonly values: readonly string[] }

/** A text of tickets: its column, and what a row has there; null where the reader does not see that. */
interface Text { readonly column: Column; readonly valuesOf: ((row: Row) => readonly string[]) | null }

/** The operators, without their opposites. */
type Positive = 'is' | 'contains' | 'before' | 'after' | 'is-known';

/**
 * The owner's filter in TicketSQL.
 * @throws PortalError `invalid-input` for a rule that RT cannot keep: dropping it would show too much.
 */
export async function filterSql(filter: Filter, context: FilterContext): Promise<Sql> {
  const parts = (all: readonly Filter[]): Promise<Sql[]> => Promise.all(all.map((part) => filterSql(part, context)));
  if ('all' in filter) return and(await parts(filter.all));
  if ('any' in filter) return or(await parts(filter.any));
  const values = Array.isArray(filter.value) ? filter.value : filter.value === undefined ? [] : [filter.value];
  return ruleSql({ property: filter.property, operator: filter.operator, values: values.map(String).filter((value) => value !== '') }, context);
}

function ruleSql(rule: Rule, context: FilterContext): Sql | Promise<Sql> {
  const property = propertiesOf(context).find(({ id }) => id === rule.property);
  if (property === undefined) throw cannot(`tickets here have no "${rule.property}"`);
  if (!OPERATORS[property.kind].includes(rule.operator)) throw cannot(`Request Tracker does not compare "${rule.property}" by "${rule.operator}"`);
  switch (property.kind) {
    case 'id': return idSql(rule);
    case 'moment': return createdSql(rule);
    case 'listed': return property.id === 'queue'
      ? listed(rule, context.queues, (queue) => is('Queue', '=', queue))
      : listed(rule, ['open', 'closed'], (category) => context.statuses.categorySql(category));
    case 'text': return textSql(textOf(property), rule, context);
    case 'date': return dateSql(customField(nameOf(property)), rule);
    case 'checkbox': return checkboxSql(customField(nameOf(property)), rule, context.fields.find(({ name }) => name === nameOf(property)));
    case 'file': return rule.operator === 'is-known' ? isNotNull(customField(nameOf(property))) : isNull(customField(nameOf(property)));
  }
}

const nameOf = ({ id }: Property): string => id.slice('field:'.length);

function textOf(property: Property): Text {
  switch (property.id) {
    case 'subject': return { column: 'Subject', valuesOf: ({ Subject }) => [Subject] };
    case 'stage': return { column: 'Status', valuesOf: ({ Status }) => [Status] };
    case 'requester': return { column: 'Requestor.EmailAddress', valuesOf: ({ Requestor }) => Requestor.map(({ EmailAddress }) => EmailAddress) };
    case 'organization': return { column: 'Requestor.Organization', valuesOf: ({ Requestor }) => Requestor.map(({ Organization }) => Organization) };
    default: return {
      column: customField(nameOf(property)),
      valuesOf: property.hidden === true ? null : ({ CustomFields }) => CustomFields.flatMap(({ name, values }) => (name === nameOf(property) ? values : [])),
    };
  }
}

const cannot = (reason: string): PortalError => new PortalError('invalid-input', `The filter cannot be kept: ${reason}.`);

/** Properties with few values: whichever of them satisfy the rule. */
function listed<Value extends string>(rule: Rule, all: readonly Value[], sql: (value: Value) => Sql): Sql {
  const satisfies = (value: Value): boolean => matches({ property: '', operator: rule.operator, value: rule.values }, () => value);
  const satisfying = all.filter(satisfies);
  return satisfying.length === all.length ? EVERYTHING : or(satisfying.map(sql));
}

/** Splits an operator into what it asserts and whether it denies it. */
function positive(operator: FilterOperator): { readonly test: Positive; readonly denied: boolean } {
  switch (operator) {
    case 'is': case 'in': return { test: 'is', denied: false };
    case 'is-not': case 'not-in': return { test: 'is', denied: true };
    case 'not-contains': return { test: 'contains', denied: true };
    case 'is-unknown': return { test: 'is-known', denied: true };
    case 'contains': case 'before': case 'after': case 'is-known': return { test: operator, denied: false };
  }
}

/** A text. RT's negations hold for tickets without a value, too, as the filter language wants it. */
function textSql(text: Text, rule: Rule, context: FilterContext): Sql | Promise<Sql> {
  const { column } = text;
  const { operator, values } = rule;
  const { test, denied } = positive(operator);
  if (test === 'is-known') return isField(column) ? (denied ? isNull : isNotNull)(column) : is(column, denied ? 'NOT LIKE' : 'LIKE', '_');
  if (values.some((value) => isBeyond(value, test))) return namedSql(text, rule, context);
  const [positively, negatively] = test === 'is' ? ['=', '!='] as const : ['LIKE', 'NOT LIKE'] as const;
  return denied ? and(values.map((value) => is(column, negatively, value))) : or(values.map((value) => is(column, positively, value)));
}

const isField = (column: Column): boolean => column.startsWith('CF.');

/** `%` and `_` are wildcards in RT, and whether `\` takes that from them depends on its database. */
const WILDCARD = /[%_\\]/;

/** What RT cannot tell: wildcards as letters, and, over some databases, which letters outside of ASCII are the same but for their case. */
const isBeyond = (value: string, test: Positive): boolean => [...value].some(isDoubtful) || (test === 'contains' && WILDCARD.test(value));

/** Where RT cannot say it: it names the candidates, and those that pass become part of the query by their ids. */
async function namedSql({ column, valuesOf }: Text, { operator, values }: Rule, { tickets }: FilterContext): Promise<Sql> {
  if (valuesOf === null) throw cannot('in fields that customers do not see, Request Tracker cannot look for %, _, \\ or letters like Ü');
  const { test, denied } = positive(operator);
  const candidate = (value: string): string => [...value].map((letter) => (WILDCARD.test(letter) || isDoubtful(letter) ? '%' : letter)).join('');
  const passes = (text: string): boolean => values.some((value) => (test === 'is' ? fold(text) === fold(value) : fold(text).includes(fold(value))));
  const ids = await tickets(or(values.map((value) => is(column, 'LIKE', candidate(value)))), (row) => valuesOf(row).some(passes), isField(column) ? 'CustomFields' : undefined);
  return denied ? and(ids.map((id) => isNumber('id', '!=', id))) : isOneOf('id', ids);
}

function idSql({ operator, values }: Rule): Sql {
  const { test, denied } = positive(operator);
  const numbers = values.map(Number).filter((value) => Number.isSafeInteger(value));
  if (test === 'is-known') return denied ? NOTHING : EVERYTHING;
  if (denied) return and(numbers.map((id) => isNumber('id', '!=', id)));
  return or(numbers.map((id) => isNumber('id', test === 'before' ? '<' : test === 'after' ? '>' : '=', id)));
}

function createdSql({ operator, values }: Rule): Sql {
  const { test, denied } = positive(operator);
  if (test === 'is-known') return denied ? NOTHING : EVERYTHING;
  const times = values.map((value) => Date.parse(value));
  if (times.some(Number.isNaN)) throw cannot('a date is not one');
  // RT keeps whole seconds: after a moment is from the next second on
  return or(times.map((time) => (test === 'before' ? before('Created', time) : notBefore('Created', Math.floor(time / 1000) * 1000 + 1000))));
}

function dateSql(column: Column, { operator, values }: Rule): Sql {
  const { test, denied } = positive(operator);
  if (test === 'is-known') return denied ? isNull(column) : isNotNull(column);
  // RT takes what is no date for one of its own
  if (!values.every((value) => /^\d{4}-\d{2}-\d{2}$/.test(value))) throw cannot('a date is not one');
  if (denied) return and(values.map((value) => is(column, '!=', value)));
  return or(values.map((value) => is(column, test === 'before' ? '<' : test === 'after' ? '>' : '=', value)));
}

/** A checkbox is a select with one option: chosen or not. */
function checkboxSql(column: Column, rule: Rule, definition: Definition | undefined): Sql {
  const option = definition?.options?.[0]?.value ?? '';
  const satisfies = (value: boolean): boolean => matches({ property: '', operator: rule.operator, value: rule.values.map(fold) }, () => (value ? true : null));
  const [checked, unchecked] = [satisfies(true), satisfies(false)];
  if (checked === unchecked) return checked ? EVERYTHING : NOTHING;
  return is(column, checked ? '=' : '!=', option);
}
