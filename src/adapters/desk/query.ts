import { createHash } from 'node:crypto';
import { sql, type Expression, type SqlBool } from 'kysely';
import { PortalError, type Customer, type Filter, type Organization, type Scope, type SortKey, type TicketQuery, type View } from '../../contract/index.ts';
import type { Session } from './customer-adapter.ts';
import { abortable } from './errors.ts';
import { filterCondition, type FilterWorld } from './filter-sql.ts';
import type { Reach } from './reach.ts';
import { unindexed, type SqlKind, type StageRow, type Store } from './schema.ts';
import { searchCondition } from './search.ts';
import { CLOSED_RANK, openCondition, rankOf, stagesOf } from './stages.ts';
import { MOVED, type Threads } from './threads.ts';

type Sql = Expression<SqlBool>;

/** A customer as the desk knows them. */
export interface Identity {
  /** Null for somebody who has never had to do with the desk. */
  readonly personId: number | null;
  /** The first one is the organization of the customer's new tickets. */
  readonly organizations: readonly Organization[];
}

/** Looks up who a customer is. Addresses are compared in lower case. */
export async function identify({ db }: Pick<Store, 'db'>, customer: Pick<Customer, 'email'>, signal?: AbortSignal): Promise<Identity> {
  const rows = await db.selectFrom('desk_person as person')
    .leftJoin('desk_membership as membership', 'membership.person_id', 'person.id')
    .leftJoin('desk_organization as organization', 'organization.id', 'membership.organization_id')
    .select(['person.id as personId', 'organization.id', 'organization.name'])
    .where('person.email', '=', customer.email.toLowerCase()).orderBy('membership.position').orderBy('organization.id')
    .execute(abortable(signal));
  return {
    personId: rows[0]?.personId ?? null,
    organizations: rows.flatMap(({ id, name }) => (id === null || name === null ? [] : [{ id, name }])),
  };
}

/** The same, with the organizations that a scope covers. */
export async function identityIn({ store, customer, scope }: Pick<Session, 'store' | 'customer' | 'scope'>, signal?: AbortSignal): Promise<Identity> {
  const { personId, organizations } = await identify(store, customer, signal);
  return { personId, organizations: scope.organizations === 'primary' ? organizations.slice(0, 1) : organizations };
}

/** The condition that a ticket `t` is covered by a view. */
export function viewCondition(view: View, { personId, organizations }: Identity): Sql {
  if (personId === null) return NOTHING;
  switch (view) {
    case 'mine': return sql`t.requester_id = ${personId}`;
    case 'cc': return sql`t.id in (select ticket_id from desk_ticket_cc where person_id = ${personId})`;
    case 'organization': {
      const [first, ...others] = organizations.map(({ id }) => id);
      if (first === undefined) return NOTHING;
      // An equation lets the index deliver the list's order; IN would have to sort.
      return others.length === 0 ? sql`t.organization_id = ${first}` : sql`t.organization_id in (${sql.join([first, ...others])})`;
    }
  }
}

/** The condition that a ticket `t` is within the customer's reach by these of the granted views. */
export async function scopeCondition(store: Store, identity: Identity, scope: Scope): Promise<Sql> {
  const covered = scope.views.map((view) => viewCondition(view, identity));
  return sql`(${covered.length === 0 ? NOTHING : sql.join(covered, sql` or `)}) and ${await ruleCondition(store, scope.filter)}`;
}

/** The condition that a ticket `t` satisfies an owner's rule. */
export const ruleCondition = async (store: Store, filter: Filter | null): Promise<Sql> =>
  (filter === null ? EVERYTHING : filterCondition(filter, await filterWorld(store)));

async function filterWorld({ db, kind }: Store): Promise<FilterWorld> {
  return {
    kind,
    stages: await db.selectFrom('desk_stage').select(['id', 'category']).execute(),
    queues: await db.selectFrom('desk_queue').select('id').execute(),
    fields: new Set((await db.selectFrom('desk_field').select('id').execute()).map(({ id }) => id)),
  };
}

/** By what tickets are found before a query's conditions are looked at: by the order of the list, or by whichever index fits the conditions best, as for counting. */
export type Found = 'by order' | 'by conditions';

/** The conditions of a list query besides view and scope. @param reach Whose tickets are searched; null for all of the desk. */
export async function queryConditions(store: Store, query: Partial<TicketQuery>, threads: Threads, reach: Reach | null, signal: AbortSignal | undefined): Promise<(found: Found) => Sql[]> {
  const [search, stages] = await Promise.all([
    query.search === undefined ? null : searchCondition(store, query.search, threads, reach, signal),
    query.stage === undefined ? [] : stagesOf(store.db),
  ]);
  const { activity, waitingOn } = MOVED[threads];
  const when = (column: 'created' | typeof activity, operator: '>=' | '<', moment: string | undefined): Sql | null =>
    (moment === undefined ? null : sql<SqlBool>`${sql.ref(`t.${column}`)} ${sql.raw(operator)} ${Date.parse(moment)}`);
  const others = [
    query.waitingOn === undefined ? null : sql<SqlBool>`${sql.ref(`t.${waitingOn}`)} = ${query.waitingOn}`,
    when('created', '>=', query.createdFrom), when('created', '<', query.createdBefore),
    when(activity, '>=', query.activeFrom), when(activity, '<', query.activeBefore),
    search,
  ].filter((condition) => condition !== null);
  return (found) => [...rankConditions(store.kind, query, stages, query.sort === 'status' ? 'by conditions' : found), ...others];
}

/** What a query says of stages, as conditions on their ranks, which are in indexes. */
function rankConditions(kind: SqlKind, { status, stage: id, waitingOn }: Partial<TicketQuery>, stages: readonly StageRow[], found: Found): Sql[] {
  const stage = stages.find((one) => one.id === id);
  if (id !== undefined && stage === undefined) return [NOTHING];
  const rank = found === 'by order' ? unindexed(kind, 't.stage_rank') : sql.ref('t.stage_rank');
  // Only open tickets wait on anybody.
  const isOpen = status === 'open' || stage?.category === 'open' || waitingOn !== undefined;
  return [
    ...isOpen ? [openCondition(kind, 't.stage_rank')] : [],
    ...status === 'closed' ? [sql<SqlBool>`${rank} >= ${sql.lit(CLOSED_RANK)}`] : [],
    ...stage === undefined ? [] : [sql<SqlBool>`${rank} = ${sql.lit(rankOf(stage))}`],
  ];
}

const SORT_COLUMN = { id: 'id', subject: 'subject_sort', created: 'created', status: 'stage_rank' } as const satisfies Record<Exclude<SortKey, 'lastActivity'>, string>;

/** The order of a list, and where in it a page starts. */
export interface Order {
  readonly column: (typeof SORT_COLUMN)[keyof typeof SORT_COLUMN] | (typeof MOVED)[Threads]['activity'];
  readonly direction: 'asc' | 'desc';
  /** Which query this is, in a cursor: one of another query is refused. */
  readonly fingerprint: string;
}

/** The order that a query asks for. `bound` is what else a cursor belongs to: the customer, the scope. */
export function orderOf(query: Partial<TicketQuery> & Pick<TicketQuery, 'sort' | 'direction'>, threads: Threads, bound: readonly unknown[]): Order {
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  return {
    column: query.sort === 'lastActivity' ? MOVED[threads].activity : SORT_COLUMN[query.sort], direction: query.direction === 'ascending' ? 'asc' : 'desc',
    fingerprint: fingerprintOf([...bound, threads, Object.entries(asked).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))]),
  };
}

export const fingerprintOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);

type Place = readonly [value: string | number, id: number];

/** A cursor that continues behind this place. */
export const cursorOf = (fingerprint: string, [value, id]: Place): string => Buffer.from(JSON.stringify([fingerprint, value, id])).toString('base64url');

/** PostgreSQL fails at a number that is larger than its column; no id and no rank is. */
const LARGEST_INTEGER = 2_147_483_647;

/** Whether a column can hold a value at all: whoever reads cursors can write one. */
function isHeld(column: string, value: unknown): value is string | number {
  if (column === 'subject_sort') return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
  return Number.isSafeInteger(value) && (column === 'created' || column.endsWith('_activity') || Math.abs(value as number) <= LARGEST_INTEGER);
}

/** The place in the order of a column that a cursor stands for. @throws PortalError `invalid-input` for one that is not ours or belongs to another query. */
export function placeOf(fingerprint: string, cursor: string, column: Order['column']): Place {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 3) {
      const [, value, id] = parts as unknown[];
      // Only the very cursor that this query gives for this place counts, letter by letter.
      if (isHeld(column, value) && isHeld('id', id) && cursorOf(fingerprint, [value, id as number]) === cursor) return [value, id as number];
    }
  } catch {
    // Falls through: it is not even one of ours.
  }
  throw new PortalError('invalid-input', 'This cursor does not belong to this list.', { issues: [{ path: 'cursor', code: 'invalid' }] });
}

/** The condition that a row comes behind a cursor's place; `table` has the column and an id. */
export function behind(table: string, { column, direction }: Pick<Order, 'direction'> & { readonly column: string }, [value, id]: Place): Sql {
  const operator = sql.raw(direction === 'asc' ? '>' : '<');
  return column === 'id'
    ? sql`${sql.ref(`${table}.id`)} ${operator} ${id}`
    : sql`(${sql.ref(`${table}.${column}`)}, ${sql.ref(`${table}.id`)}) ${operator} (${value}, ${id})`;
}

/** More organizations than this are sorted together: databases have limits on what a query may be made of. */
const MOST_ORGANIZATIONS = 50;

/**
 * The condition that a ticket `t` may be on the page of a list that ends after `limit` tickets. Where a view covers several organizations, an index
 * has the order of each, but none that of all: so the first few of each are taken, and the page found among these.
 */
export function pageCondition(view: View, identity: Identity, conditions: readonly Sql[], { column, direction }: Order, limit: number): Sql {
  const { organizations } = identity;
  const all = (covered: Sql): Sql => sql`${sql.join([covered, ...conditions], sql` and `)}`;
  if (view !== 'organization' || organizations.length < 2 || organizations.length > MOST_ORGANIZATIONS) return all(viewCondition(view, identity));
  const first = (organization: Organization): Sql => sql`select id from (select t.id from desk_ticket as t where ${all(sql`t.organization_id = ${organization.id}`)}
    order by ${sql.ref(`t.${column}`)} ${sql.raw(direction)}, t.id ${sql.raw(direction)} limit ${sql.lit(limit)}) as first`;
  return sql`t.id in (${sql.join(organizations.map(first), sql` union all `)})`;
}

/** An id as the desk spells it; any other spelling is nobody's. */
export const numberOf = (id: string): number | null => (/^[1-9]\d{0,9}$/.test(id) && Number(id) <= LARGEST_INTEGER ? Number(id) : null);

const NOTHING: Sql = sql<SqlBool>`1 = 0`;
const EVERYTHING: Sql = sql<SqlBool>`1 = 1`;
