import { sql, type Expression, type SqlBool } from 'kysely';
import { fold, matches, PortalError, type Condition, type FieldValue, type Filter } from '../../contract/index.ts';
import { unindexed, type SqlKind, type StageRow } from './schema.ts';
import { contains, phrase } from './search.ts';

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

/**
 * Compiles an owner's filter into a condition on the ticket `t`, with the meaning of the contract's `matches`.
 * @throws PortalError `invalid-input` for a rule about something that this desk does not have: it could not be kept.
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
    case 'id': return textCondition(rule, valueIs(world.kind, { folded: sql`cast(t.id as text)`, number: sql`t.id` }));
    case 'subject': return textCondition(rule, valueIs(world.kind, { folded: sql.ref('t.subject_folded') }), phrase);
    case 'requester': return textCondition(rule, (test) => sql`t.requester_id in (select id from desk_person where ${valueIs(world.kind, { folded: sql.ref('email') })(test)})`);
    case 'organization': return textCondition(rule, (test) => sql`t.organization_id in (select id from desk_organization where ${valueIs(world.kind, { folded: sql.ref('folded') })(test)})`);
    default: return fieldCondition(rule, world);
  }
}

function fieldCondition(rule: Condition, { kind, fields }: FilterWorld): Sql {
  const field = rule.property.startsWith('field:') ? rule.property.slice('field:'.length) : '';
  if (!fields.has(field)) throw new PortalError('invalid-input', `The filter speaks of "${rule.property}", which tickets here do not have.`);
  const value = valueIs(kind, { folded: sql.ref('f.folded'), number: sql.ref('f.number') });
  return textCondition(rule, (test) => sql`exists (select 1 from desk_ticket_field as f where f.ticket_id = t.id and f.field_id = ${field} and ${value(test)})`);
}

/** Stages and queues are few: which of them satisfy the rule is known before the query is sent. */
function oneOf<Thing extends { readonly id: string }>(column: Expression<unknown>, things: readonly Thing[], rule: Condition, valueOf: (thing: Thing) => string): Sql {
  const ids = things.filter((thing) => matches(rule, (): FieldValue => valueOf(thing))).map(({ id }) => id);
  return ids.length === 0 ? NOTHING : sql<SqlBool>`${column} in (${sql.join(ids)})`;
}

/** A test of one actual value: equal to, containing, before, after a wanted one, or there at all. */
type Test = { readonly how: 'is' | 'contains' | 'before' | 'after'; readonly wanted: string } | { readonly how: 'known' };

/** Whether some actual value of a property passes a test. */
type Some = (test: Test) => Sql;

interface Value { readonly folded: Expression<unknown>; readonly number?: Expression<unknown> }

/** Tests of a column with folded text, and of its number where both sides are one. */
function valueIs(kind: SqlKind, { folded, number }: Value): Some {
  return (test) => {
    const known = sql<SqlBool>`(${folded} is not null and ${folded} <> '')`;
    if (test.how === 'known') return known;
    const { wanted } = test;
    if (test.how === 'is') return sql`(${known} and ${folded} = ${wanted})`;
    if (test.how === 'contains') return sql`(${known} and ${contains(kind, folded, wanted)})`;
    const operator = sql.raw(test.how === 'before' ? '<' : '>');
    const asText = sql<SqlBool>`${folded} ${operator} ${wanted}`;
    if (number === undefined || wanted.trim() === '' || Number.isNaN(Number(wanted))) return sql`(${known} and ${asText})`;
    return sql`(${known} and case when ${number} is null then ${asText} else ${number} ${operator} cast(${Number(wanted)} as double precision) end)`;
  };
}

/** The operators of the filter language, over "some actual value and some wanted one". */
function textCondition({ operator, value }: Condition, some: Some, normal: (text: string) => string = fold): Sql {
  const wanted = (Array.isArray(value) ? value as readonly string[] : value === undefined || value === '' ? [] : [value as string | number | boolean])
    .map((part) => normal(String(part)));
  const has = (how: 'is' | 'contains' | 'before' | 'after'): Sql => joined(wanted.map((one) => some({ how, wanted: one })), sql` or `, NOTHING);
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

/** Dates are compared as moments, however they are written; a day (`2026-11-01`) is its first moment in UTC. */
function dateCondition({ operator, value }: Condition): Sql {
  if (operator === 'is-known') return EVERYTHING;
  if (operator === 'is-unknown') return NOTHING;
  const moments = (Array.isArray(value) ? value as readonly string[] : [String(value)]).map((text) => Date.parse(text));
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

const joined = (parts: readonly Sql[], separator: Expression<unknown>, empty: Sql): Sql =>
  (parts.length === 0 ? empty : sql<SqlBool>`(${sql.join(parts, separator as ReturnType<typeof sql>)})`);
