import { fold, matches, PortalError, type Filter, type FilterOperator } from '../../contract/index.ts';
import type { Definition } from './forms.ts';
import type { Statuses } from './statuses.ts';
import { and, before, customField, EVERYTHING, is, isNotNull, isNull, isNumber, isOneOf, NOTHING, notBefore, or, type Column, type Sql } from './ticket-sql.ts';

/** What a filter may speak of. */
export interface Vocabulary {
  readonly statuses: Statuses;
  readonly queues: readonly string[];
  /** The custom fields that customers see. */
  readonly fields: readonly Definition[];
  /** Names of further ones. */
  readonly filterFields: readonly string[];
  /** The tickets within reach that satisfy a condition and whose subject passes a test. */
  subjects(candidates: Sql, test: (subject: string) => boolean): Promise<readonly number[]>;
}

interface Rule { readonly property: string; readonly operator: FilterOperator; readonly values: readonly string[] }

/** The operators, without their opposites. */
type Positive = 'is' | 'contains' | 'before' | 'after' | 'is-known';

/**
 * The owner's filter in TicketSQL.
 * @throws PortalError `invalid-input` for a rule that RT cannot keep: dropping it would show too much.
 */
export async function filterSql(filter: Filter, vocabulary: Vocabulary): Promise<Sql> {
  const parts = (all: readonly Filter[]): Promise<Sql[]> => Promise.all(all.map((part) => filterSql(part, vocabulary)));
  if ('all' in filter) return and(await parts(filter.all));
  if ('any' in filter) return or(await parts(filter.any));
  const values = Array.isArray(filter.value) ? filter.value : filter.value === undefined ? [] : [filter.value];
  return ruleSql({ property: filter.property, operator: filter.operator, values: values.map(String).filter((value) => value !== '') }, vocabulary);
}

function ruleSql(rule: Rule, vocabulary: Vocabulary): Sql | Promise<Sql> {
  const { property } = rule;
  if (property.startsWith('field:')) return fieldSql(property.slice('field:'.length), rule, vocabulary);
  switch (property) {
    case 'id': return idSql(rule);
    case 'subject': return rule.values.some(hasWildcard) ? subjectSql(rule, vocabulary) : textSql('Subject', rule);
    case 'requester': return textSql('Requestor.EmailAddress', rule);
    case 'organization': return textSql('Requestor.Organization', rule);
    case 'created': return createdSql(rule);
    case 'category': return listed(rule, ['open', 'closed'], (category) => vocabulary.statuses.categorySql(category));
    case 'queue': return listed(rule, vocabulary.queues, (queue) => is('Queue', '=', queue));
    case 'stage': return textSql('Status', rule);
    default: throw cannot(`tickets here have no "${property}"`);
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
function textSql(column: Column, { operator, values }: Rule): Sql {
  const { test, denied } = positive(operator);
  switch (test) {
    case 'is-known': return denied ? is(column, 'NOT LIKE', '_') : is(column, 'LIKE', '_');
    case 'is': return denied ? and(values.map((value) => is(column, '!=', value))) : or(values.map((value) => is(column, '=', value)));
    case 'contains': return denied ? and(values.map((value) => is(column, 'NOT LIKE', plain(value)))) : or(values.map((value) => is(column, 'LIKE', plain(value))));
    case 'before': case 'after': throw cannot('Request Tracker does not compare texts by their order');
  }
}

/** `%` and `_` are wildcards in RT, and whether `\` takes that from them depends on its database. */
const hasWildcard = (value: string): boolean => /[%_\\]/.test(value);

function plain(value: string): string {
  if (hasWildcard(value)) throw cannot('Request Tracker cannot look for %, _ or \\ there');
  return value;
}

/** Where RT cannot say it: it names the candidates, and those that pass become part of the query by their ids. */
async function subjectSql(rule: Rule, { subjects }: Vocabulary): Promise<Sql> {
  const { test, denied } = positive(rule.operator);
  if (test !== 'contains') return textSql('Subject', rule);
  const candidates = or(rule.values.map((value) => is('Subject', 'LIKE', value.replace(/[%_\\]/g, '_'))));
  const ids = await subjects(candidates, (subject) => rule.values.some((value) => fold(subject).includes(fold(value))));
  return denied ? and(ids.map((id) => isNumber('id', '!=', id))) : isOneOf('id', ids);
}

function idSql({ operator, values }: Rule): Sql {
  const { test, denied } = positive(operator);
  const numbers = values.map(Number).filter((value) => Number.isSafeInteger(value));
  switch (test) {
    case 'is-known': return denied ? NOTHING : EVERYTHING;
    case 'is': return denied ? and(numbers.map((id) => isNumber('id', '!=', id))) : or(numbers.map((id) => isNumber('id', '=', id)));
    case 'before': return or(numbers.map((id) => isNumber('id', '<', id)));
    case 'after': return or(numbers.map((id) => isNumber('id', '>', id)));
    case 'contains': throw cannot('Request Tracker does not search in ids');
  }
}

function createdSql({ operator, values }: Rule): Sql {
  const { test, denied } = positive(operator);
  if (test === 'is-known') return denied ? NOTHING : EVERYTHING;
  const times = values.map((value) => Date.parse(value));
  if (times.some(Number.isNaN)) throw cannot('a date is not one');
  switch (test) {
    case 'before': return or(times.map((time) => before('Created', time)));
    // RT keeps whole seconds: after a moment is from the next second on
    case 'after': return or(times.map((time) => notBefore('Created', Math.floor(time / 1000) * 1000 + 1000)));
    case 'is': case 'contains': throw cannot('a moment of creation can only be before or after another');
  }
}

function fieldSql(name: string, rule: Rule, { fields, filterFields }: Vocabulary): Sql {
  const definition = fields.find((field) => field.name === name);
  if (definition === undefined && !filterFields.includes(name)) throw cannot(`tickets here have no field "${name}"`);
  const column = customField(name);
  const { test, denied } = positive(rule.operator);
  if (definition?.type === 'checkbox') return checkboxSql(column, rule, definition);
  switch (test) {
    case 'is-known': return denied ? isNull(column) : isNotNull(column);
    case 'is': case 'contains': return textSql(column, rule);
    case 'before': case 'after': {
      if (definition?.type !== 'date') throw cannot('only a date can be before or after something');
      if (!rule.values.every((value) => /^\d{4}-\d{2}-\d{2}$/.test(value))) throw cannot('a date is not one');
      return or(rule.values.map((value) => is(column, test === 'before' ? '<' : '>', value)));
    }
  }
}

/** A checkbox is a select with one option: chosen or not. */
function checkboxSql(column: Column, rule: Rule, { options }: Definition): Sql {
  const option = options?.[0]?.value ?? '';
  const satisfies = (value: boolean): boolean => matches({ property: '', operator: rule.operator, value: rule.values.map(fold) }, () => (value ? true : null));
  const [checked, unchecked] = [satisfies(true), satisfies(false)];
  if (checked === unchecked) return checked ? EVERYTHING : NOTHING;
  return is(column, checked ? '=' : '!=', option);
}
