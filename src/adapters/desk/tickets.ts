import { sql, type Expression, type NotNull, type SqlBool } from 'kysely';
import type { Attachment, Message, Organization, Person, StatusCategory, Ticket, TicketCapabilities, TicketField, TicketSummary } from '../../contract/index.ts';
import { abortable } from './errors.ts';
import type { Db, TicketRow } from './schema.ts';
import { fieldsOf } from './settings.ts';

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
  order: { readonly column: 'id' | 'subject_sort' | 'created' | 'last_activity' | 'stage_rank'; readonly direction: 'asc' | 'desc'; readonly limit: number } | null,
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

/** What people and programs see of tickets in lists. */
export async function summariesOf(db: Db, records: readonly TicketRecord[], signal?: AbortSignal): Promise<TicketSummary[]> {
  const copies = await copiesOf(db, records.map(({ id }) => id), signal);
  return records.map((record) => ({
    id: String(record.id), displayId: `#${record.id}`, subject: record.subject,
    status: { category: record.category, stage: record.stage_id, label: record.stage_label },
    requester: { name: record.requester_name, email: record.requester_email },
    organization: organizationOf(record),
    created: isoOf(record.created), lastActivity: isoOf(record.last_activity),
    lastMessageBy: record.last_message_by, waitingOn: record.waiting_on, cc: copies.get(record.id) ?? [],
  }));
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
export async function ticketOf(db: Db, record: TicketRecord, signal?: AbortSignal): Promise<Ticket> {
  const [summary] = await summariesOf(db, [record], signal) as [TicketSummary];
  return { ...summary, fields: await ticketFields(db, record.id, 'customer', signal), capabilities: capabilitiesOf(record) };
}

/** What a customer may do with a ticket now: its stage says, and whether it is locked. */
export function capabilitiesOf(record: TicketRecord): TicketCapabilities {
  const free = record.locked === 0;
  const isOpen = record.category === 'open';
  const reply = free && record.accepts_reply === 1;
  return { reply, attach: reply, close: free && isOpen && record.on_close !== null, reopen: free && !isOpen && record.on_reopen !== null };
}

/** A ticket's own fields that have a value. Those for agents only are left out for customers. */
export async function ticketFields(db: Db, ticketId: number, reader: 'customer' | 'agent', signal?: AbortSignal): Promise<TicketField[]> {
  const rows = await db.selectFrom('desk_ticket_field').select(['field_id', 'value']).where('ticket_id', '=', ticketId).orderBy('position').execute(abortable(signal));
  if (rows.length === 0) return [];
  const values = Map.groupBy(rows, ({ field_id }) => field_id);
  return (await fieldsOf(db)).flatMap((field) => {
    const held = values.get(field.id)?.map(({ value }) => JSON.parse(value) as string | number | boolean);
    if (held === undefined || (field.agentsOnly === true && reader === 'customer')) return [];
    const labels = held.map((value) => (typeof value === 'string' ? field.options?.find((option) => option.value === value)?.label ?? value : value));
    return [{ id: field.id, label: field.label, type: field.type, value: field.type === 'multiselect' ? labels.map(String) : labels[0] ?? null }];
  });
}

/** A message or an internal note with its author. */
export interface MessageRecord {
  readonly id: number; readonly ticket_id: number; readonly is_public: number; readonly created: number;
  readonly text: string | null; readonly html: string | null; readonly channel: Message['channel'];
  readonly person_id: number | null; readonly agent_id: number | null; readonly person_name: string | null; readonly agent_name: string | null;
}

/** Messages and notes `m` of tickets, newest first. */
export async function selectMessages(db: Db, conditions: readonly Expression<SqlBool>[], limit: number | null, signal?: AbortSignal): Promise<MessageRecord[]> {
  const query = db.selectFrom('desk_message as m')
    .leftJoin('desk_person as person', 'person.id', 'm.person_id').leftJoin('desk_agent as agent', 'agent.id', 'm.agent_id')
    .select(['m.id', 'm.ticket_id', 'm.is_public', 'm.created', 'm.text', 'm.html', 'm.channel', 'm.person_id', 'm.agent_id'])
    .select(['person.name as person_name', 'agent.name as agent_name'])
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`).orderBy('m.created', 'desc').orderBy('m.id', 'desc');
  return (limit === null ? query : query.limit(limit)).execute(abortable(signal));
}

/** Messages as the person with this id sees them. */
export async function messagesOf(db: Db, records: readonly MessageRecord[], personId: number | null, signal?: AbortSignal): Promise<Message[]> {
  const attachments = await attachmentsOf(db, records.map(({ id }) => id), signal);
  return records.map((record) => ({
    id: String(record.id),
    author: { name: record.agent_name ?? record.person_name ?? '', role: roleOf(record), isMe: record.person_id !== null && record.person_id === personId },
    created: isoOf(record.created), text: record.text, html: record.html, channel: record.channel, attachments: attachments.get(record.id) ?? [],
  }));
}

const roleOf = ({ person_id, agent_id }: MessageRecord): Message['author']['role'] =>
  (agent_id !== null ? 'agent' : person_id !== null ? 'customer' : 'system');

async function attachmentsOf(db: Db, messageIds: readonly number[], signal?: AbortSignal): Promise<ReadonlyMap<number, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db.selectFrom('desk_attachment').select(['id', 'message_id', 'name', 'type', 'size', 'content_id'])
    .where('message_id', 'in', messageIds).orderBy('id').execute(abortable(signal));
  const byMessage = Map.groupBy(rows, ({ message_id }) => message_id);
  return new Map([...byMessage].map(([id, files]) => [id, files.map((file) => (
    { id: String(file.id), name: file.name, type: file.type, size: file.size, contentId: file.content_id }))]));
}

const isoOf = (moment: number): string => new Date(moment).toISOString();
