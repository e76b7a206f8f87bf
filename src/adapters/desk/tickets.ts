import { sql, type Expression, type NotNull, type SqlBool } from 'kysely';
import type { Organization, Person, Rating, StatusCategory, Ticket, TicketCapabilities, TicketSummary } from '../../contract/index.ts';
import type { Session } from './customer-adapter.ts';
import { abortable } from './errors.ts';
import { displayId, relatedTickets } from './follow-ups.ts';
import { identityIn, scopeCondition, type Order } from './query.ts';
import type { Db, TicketRow } from './schema.ts';
import { isoOf } from './text.ts';
import { fieldsOfTickets } from './ticket-fields.ts';
import { MOVED, type Threads } from './threads.ts';

/** A ticket with all that a row of a list shows. */
export interface TicketRecord extends TicketRow {
  readonly requester_email: string; readonly requester_name: string;
  readonly organization_name: string | null;
  readonly stage_label: string; readonly category: StatusCategory;
  readonly accepts_reply: number; readonly on_close: string | null; readonly on_reopen: string | null;
}

/** Tickets `t` that meet all conditions, in an order or in none. */
export async function selectTickets(
  db: Db, conditions: readonly Expression<SqlBool>[],
  order: (Pick<Order, 'column' | 'direction'> & { readonly limit: number }) | null,
  signal?: AbortSignal,
): Promise<TicketRecord[]> {
  let query = db.selectFrom('desk_ticket as t')
    // Left joins, though nothing is ever missing: SQLite must not start from a small table and sort afterwards.
    .leftJoin('desk_person as requester', 'requester.id', 't.requester_id')
    .leftJoin('desk_stage as stage', 'stage.id', 't.stage_id')
    .leftJoin('desk_organization as organization', 'organization.id', 't.organization_id')
    .selectAll('t')
    .select(['requester.email as requester_email', 'requester.name as requester_name', 'organization.name as organization_name'])
    .select(['stage.label as stage_label', 'stage.category', 'stage.accepts_reply', 'stage.on_close', 'stage.on_reopen'])
    .$narrowType<{ requester_email: NotNull; requester_name: NotNull; stage_label: NotNull; category: NotNull; accepts_reply: NotNull }>()
    .where(conditions.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(conditions, sql` and `)}`);
  if (order !== null) {
    query = query.orderBy(`t.${order.column}`, order.direction).limit(order.limit);
    if (order.column !== 'id') query = query.orderBy('t.id', order.direction);
  }
  return query.execute(abortable(signal));
}

/** What people and programs see of tickets in lists. @param threads The conversations that dates and turns tell of. */
export async function summariesOf(db: Db, records: readonly TicketRecord[], threads: Threads, signal?: AbortSignal): Promise<TicketSummary[]> {
  const copies = await copiesOf(db, records.map(({ id }) => id), signal);
  const { activity, by, waitingOn } = MOVED[threads];
  return records.map((record) => ({
    id: String(record.id), displayId: displayId(record.id), subject: record.subject,
    status: { category: record.category, stage: record.stage_id, label: record.stage_label },
    requester: { name: record.requester_name, email: record.requester_email },
    organization: organizationOf(record),
    created: isoOf(record.created), lastActivity: isoOf(record[activity]),
    lastMessageBy: record[by], waitingOn: record[waitingOn], cc: copies.get(record.id) ?? [],
  }));
}

/** A page of a customer's list: with the columns that the owner shows. */
export async function rowsOf({ store: { db }, scope }: Session, records: readonly TicketRecord[], signal?: AbortSignal): Promise<TicketSummary[]> {
  const { threads = 'all', columns = [] } = scope;
  const summaries = await summariesOf(db, records, threads, signal);
  if (columns.length === 0) return summaries;
  const fields = await fieldsOfTickets(db, records.map(({ id }) => id), { reader: 'customer', only: columns }, signal);
  return summaries.map((summary, index) => ({ ...summary, fields: fields.get(records[index]?.id ?? 0) ?? [] }));
}

const organizationOf = ({ organization_id: id, organization_name: name }: TicketRecord): Organization | null =>
  (id === null || name === null ? null : { id, name });

async function copiesOf(db: Db, ticketIds: readonly number[], signal?: AbortSignal): Promise<ReadonlyMap<number, Person[]>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db.selectFrom('desk_ticket_cc as cc').innerJoin('desk_person as person', 'person.id', 'cc.person_id')
    .select(['cc.ticket_id', 'person.name', 'person.email']).where('cc.ticket_id', 'in', ticketIds).orderBy('person.id').execute(abortable(signal));
  const byTicket = Map.groupBy(rows, ({ ticket_id }) => ticket_id);
  return new Map([...byTicket].map(([id, people]) => [id, people.map(({ name, email }) => ({ name, email }))]));
}

/** A ticket's page as the customer sees it. */
export async function ticketOf(session: Session, record: TicketRecord, signal?: AbortSignal): Promise<Ticket> {
  const { store, scope } = session;
  const [summary] = await summariesOf(store.db, [record], scope.threads ?? 'all', signal) as [TicketSummary];
  const fields = await fieldsOfTickets(store.db, [record.id], { reader: 'customer' }, signal);
  const reachable = await scopeCondition(store, await identityIn(session, signal), scope);
  return {
    ...summary, fields: fields.get(record.id) ?? [], capabilities: await capabilitiesOf(session, record, signal),
    closed: record.closed === null ? null : isoOf(record.closed), rating: isRequester(session, record) ? ratingOf(record) : null,
    ...await relatedTickets(store.db, record, [reachable], signal),
  };
}

/** What a customer may do with a ticket now: its stage says, and whether it is locked. Whoever asked says how well it was answered. */
export async function capabilitiesOf(session: Session, record: TicketRecord, signal?: AbortSignal): Promise<TicketCapabilities> {
  const isFree = record.locked === 0;
  const isOpen = record.category === 'open';
  const reply = isFree && record.accepts_reply === 1;
  return {
    reply, attach: reply, close: isFree && isOpen && record.on_close !== null, reopen: isFree && !isOpen && record.on_reopen !== null,
    cc: isFree, rate: isFree && !isOpen && isRequester(session, record),
    followUp: !isOpen && await session.store.db.selectFrom('desk_form').select('id').limit(1).executeTakeFirst(abortable(signal)) !== undefined,
  };
}

const isRequester = ({ customer }: Session, { requester_email }: TicketRecord): boolean => requester_email === customer.email.toLowerCase();

export const ratingOf = ({ rating_score: score, rating_comment: comment }: TicketRow): Rating | null => (score === null ? null : { score, comment: comment ?? '' });
