import { sql, type Expression, type SqlBool } from 'kysely';
import { fold, matches, PortalError, type Condition, type FieldValue, type Filter } from '../../contract/index.ts';
import { unindexed, type SqlKind, type StageRow } from './schema.ts';
import { contains } from './search.ts';
import { isPlain, momentIn, numberIn } from './text.ts';

/** What a filter may speak of besides the tickets' own columns. */
export interface FilterWorld {
  readonly kind: SqlKind;
  readonly stages: readonly Pick<StageRow, 'id' | 'category'>[];
  readonly queues: readonly { readonly id: string }[];
  readonly fields: ReadonlySet<string>;
}

type Sql = Expression<SqlBool>;

const NOTHING = sql<SqlBool>`1 = 0`;
const EVERYTHING = sql<SqlBool>`1 = 1`;
/** The number, or the moment, of texts that never are one. */
const NEVER = sql`cast(null as double precision)`;

/**
 * Compiles an owner's filter into a condition on the ticket `t`, with the meaning of the contract's `matches`.
 * @throws PortalError `invalid-input` for a rule about something that this desk does not have, or cannot compare: it could not be kept.
 */
export function filterCondition(rule: Filter, world: FilterWorld): Sql {
  if ('all' in rule) return joined(rule.all.map((part) => filterCondition(part, world)), sql` and `, EVERYTHING);
  if ('any' in rule) return joined(rule.any.map((part) => filterCondition(part, world)), sql` or `, NOTHING);
  const { property } = rule;
  switch (property) {
    case 'category': return oneOf(unindexed(world.kind, 't.stage_id'), world.stages, rule, ({ category }) => category);
    case 'stage': return oneOf(unindexed(world.kind, 't.stage_id'), world.stages, rule, ({ id }) => id);
    case 'queue': return oneOf(sql.ref('t.queue_id'), world.queues, rule, ({ id }) => id);
    case 'created': return dateCondition(rule);
    case 'id': return textCondition(rule, valueIs(world.kind, { folded: sql`cast(t.id as text)`, number: sql`t.id`, moment: NEVER }));
    case 'subject': return textCondition(rule, valueIs(world.kind, { folded: sql`coalesce(t.subject_spaced, t.subject_folded)` }));
    case 'requester': return textCondition(rule, (test) => sql`t.requester_id in (select id from desk_person where ${valueIs(world.kind, { folded: sql.ref('email'), number: NEVER, moment: NEVER })(test)})`);
    case 'organization': return textCondition(rule, (test) => sql`t.organization_id in (select id from desk_organization where ${valueIs(world.kind, { folded: sql.ref('folded') })(test)})`);
    default: return fieldCondition(rule, world);
  }
}

function fieldCondition(rule: Condition, { kind, fields }: FilterWorld): Sql {
  const field = rule.property.startsWith('field:') ? rule.property.slice('field:'.length) : '';
  if (!fields.has(field)) throw new PortalError('invalid-input', `The filter speaks of "${rule.property}", which tickets here do not have.`);
  const value = valueIs(kind, { folded: sql.ref('f.folded'), number: sql.ref('f.number'), moment: sql.ref('f.moment') });
  // The offset keeps PostgreSQL from reading all tickets' fields for the few tickets of a page.
  return textCondition(rule, (test) => sql`exists (select 1 from desk_ticket_field as f where f.ticket_id = t.id and f.field_id = ${field} and ${value(test)} limit 1 offset 0)`);
}

/** Stages and queues are few: which of them satisfy the rule is known before the query is sent. */
function oneOf<Thing extends { readonly id: string }>(column: Expression<unknown>, things: readonly Thing[], rule: Condition, valueOf: (thing: Thing) => string): Sql {
  const ids = things.filter((thing) => matches(rule, (): FieldValue => valueOf(thing))).map(({ id }) => id);
  return ids.length === 0 ? NOTHING : sql<SqlBool>`${column} in (${sql.join(ids)})`;
}

/** A test of one actual value: equal to, containing, before, after one of the wanted ones, or there at all. */
type Test = { readonly how: 'is' | 'contains' | 'before' | 'after'; readonly wanted: readonly string[] } | { readonly how: 'known' };

/** Whether some actual value of a property passes a test. */
type Some = (test: Test) => Sql;

interface Value { readonly folded: Expression<unknown>; readonly number?: Expression<unknown>; readonly moment?: Expression<unknown> }

/** Tests of a column with folded text, and of its number or moment where both sides are one. */
function valueIs(kind: SqlKind, { folded, number, moment }: Value): Some {
  return (test) => {
    const known = sql<SqlBool>`(${folded} is not null and ${folded} <> '')`;
    if (test.how === 'known') return known;
    const { how, wanted } = test;
    // What is nothing is equal to nothing, and every text contains it.
    const texts = wanted.filter((text) => text !== '');
    if (how === 'is') return texts.length === 0 ? NOTHING : sql`${folded} in (${sql.join(texts)})`;
    if (how === 'contains') return texts.length < wanted.length ? known : joined(texts.map((text) => contains(kind, folded, text)), sql` or `, NOTHING);
    const operator = sql.raw(how === 'before' ? '<' : '>');
    return joined(wanted.map((text) => {
      const asText = sql<SqlBool>`${folded} ${operator} ${text}`;
      const [typed, bound] = numberIn(text) === null ? [moment, momentIn(text)] : [number, numberIn(text)];
      if (bound === null) return sql<SqlBool>`(${known} and ${asText})`;
      if (typed === undefined) throw new PortalError('invalid-input', `The filter compares a text by "${how}" with "${text}", as if it were a number or a date.`);
      return sql<SqlBool>`(${known} and case when ${typed} is null then ${asText} else ${typed} ${operator} cast(${bound} as double precision) end)`;
    }), sql` or `, NOTHING);
  };
}

/** The operators of the filter language, over "some actual value and some wanted one". */
function textCondition({ operator, value }: Condition, some: Some): Sql {
  const wanted = (Array.isArray(value) ? value as readonly string[] : value === undefined || value === '' ? [] : [value as string | number | boolean])
    // What a database cannot hold is in none of its texts.
    .map((part) => fold(String(part))).filter(isPlain);
  const has = (how: 'is' | 'contains' | 'before' | 'after'): Sql => some({ how, wanted });
  switch (operator) {
    case 'is': case 'in': return has('is');
    case 'is-not': case 'not-in': return not(has('is'));
    case 'contains': return has('contains');
    case 'not-contains': return not(has('contains'));
    case 'before': return has('before');
    case 'after': return has('after');
    case 'is-known': return some({ how: 'known' });
    case 'is-unknown': return not(some({ how: 'known' }));
  }
}

/** A day, or a moment with its offset; `Date.parse` alone takes `5` for a month. */
const DATE = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/i;

/** Dates are compared as moments, however they are written; a day (`2026-11-01`) is its first moment in UTC. */
function dateCondition({ operator, value }: Condition): Sql {
  if (operator === 'is-known') return EVERYTHING;
  if (operator === 'is-unknown') return NOTHING;
  const moments = (Array.isArray(value) ? value as readonly string[] : [String(value)]).map((text) => (DATE.test(text) ? Date.parse(text) : Number.NaN));
  if (operator === 'contains' || operator === 'not-contains' || moments.some((moment) => Number.isNaN(moment))) {
    throw new PortalError('invalid-input', `The filter compares "created" by "${operator}" with something that is not a date.`);
  }
  const has = (comparison: '=' | '<' | '>'): Sql => joined(moments.map((moment) => sql`t.created ${sql.raw(comparison)} ${moment}`), sql` or `, NOTHING);
  switch (operator) {
    case 'is': case 'in': return has('=');
    case 'is-not': case 'not-in': return not(has('='));
    case 'before': return has('<');
    case 'after': return has('>');
  }
}

const not = (condition: Sql): Sql => sql<SqlBool>`not coalesce(${condition}, 1 = 0)`;

/** Databases take only so many parts in a row (SQLite's expressions are at most 1000 deep), so longer rows are made of rows. */
const IN_A_ROW = 100;

function joined(parts: readonly Sql[], separator: Expression<unknown>, empty: Sql): Sql {
  if (parts.length === 0) return empty;
  if (parts.length <= IN_A_ROW) return sql<SqlBool>`(${sql.join(parts, separator as ReturnType<typeof sql>)})`;
  const length = Math.ceil(parts.length / IN_A_ROW);
  return joined(Array.from({ length: Math.ceil(parts.length / length) }, (_, row) => joined(parts.slice(row * length, (row + 1) * length), separator, empty)), separator, empty);
}
