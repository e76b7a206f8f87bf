import { sql, type Expression, type SqlBool } from 'kysely';
import { PortalError, type FieldValue, type FileSource, type Page, type Person } from '../../contract/index.ts';
import { noteActivity } from './activity.ts';
import type { AgentMessage, AgentTicket, AgentTicketPage, AgentTicketQuery, NewTicket } from './agent-types.ts';
import { addMessage, addTicket, firstAnswer, lockTicket, meet, moveTo, once, setField, transact, type NewMessage, type Write } from './conversation.ts';
import { agentId } from './directory.ts';
import { absent } from './errors.ts';
import { discardFiles, fileOf, stageFiles, type DeskFile } from './files.ts';
import { relatedTickets } from './follow-ups.ts';
import { messagesOf, selectMessages, type MessageRecord } from './messages.ts';
import { behind, cursorOf, identify, numberOf, orderOf, placeOf, queryConditions } from './query.ts';
import type { Db, StageRow, Store, TicketRow } from './schema.ts';
import { fieldsOf, queuesOf } from './settings.ts';
import { stagesOf } from './stages.ts';
import { isoOf } from './text.ts';
import { fieldsOfTickets } from './ticket-fields.ts';
import { ratingOf, selectTickets, summariesOf, type TicketRecord } from './tickets.ts';

/** @throws PortalError `not-found` for any other spelling. */
export function ticketNumber(ticketId: string): number {
  const id = numberOf(ticketId);
  if (id === null) throw absent();
  return id;
}

/** A page of the whole desk. */
export async function listTickets(store: Store, { queue, stage, assignee, ...asked }: AgentTicketQuery): Promise<Page<AgentTicket>> {
  const query = { sort: 'lastActivity', direction: 'descending', limit: 25, ...asked } as const;
  const order = orderOf(query, 'all', ['agent', queue, stage, assignee]);
  const conditions: Expression<SqlBool>[] = (await queryConditions(store, query, 'all', null, undefined))('by conditions');
  // Unlike a customer's list this one is found by the stage.
  if (stage !== undefined) conditions.push(sql`t.stage_id = ${stage}`);
  if (queue !== undefined) conditions.push(sql`t.queue_id = ${queue}`);
  if (assignee === null) conditions.push(sql`t.assignee_id is null`);
  else if (assignee !== undefined) conditions.push(sql`t.assignee_id = ${await agentId(store.db, assignee)}`);
  if (query.cursor !== undefined) conditions.push(behind('t', order, placeOf(order.fingerprint, query.cursor, order.column)));
  const records = await selectTickets(store.db, conditions, { ...order, limit: query.limit + 1 });
  const items = records.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: await agentTickets(store.db, items),
    nextCursor: records.length > query.limit && last !== undefined ? cursorOf(order.fingerprint, [last[order.column], last.id]) : null,
  };
}

async function agentTickets(db: Db, records: readonly TicketRecord[]): Promise<AgentTicket[]> {
  const summaries = await summariesOf(db, records, 'all');
  const agents = new Map((await db.selectFrom('desk_agent').selectAll().execute()).map(({ id, email, name }) => [id, { email, name }]));
  return records.map(({ queue_id, assignee_id, locked }, index) => ({
    ...summaries[index] as typeof summaries[number], queue: queue_id, locked: locked === 1,
    assignee: assignee_id === null ? null : agents.get(assignee_id) ?? null,
  }));
}

/** A ticket with its fields and its whole conversation. */
export async function getTicket(db: Db, ticketId: string): Promise<AgentTicketPage> {
  const id = ticketNumber(ticketId);
  const [record] = await selectTickets(db, [sql<SqlBool>`t.id = ${id}`], null);
  if (record === undefined) throw absent();
  const [ticket] = await agentTickets(db, [record]) as [AgentTicket];
  const messages = await selectMessages(db, [sql<SqlBool>`m.ticket_id = ${id}`], null);
  const fields = await fieldsOfTickets(db, [id], { reader: 'agent' });
  return {
    ...ticket, fields: fields.get(id) ?? [], conversation: (await agentMessages(db, messages)).reverse(),
    closed: record.closed === null ? null : isoOf(record.closed), rating: ratingOf(record), ...await relatedTickets(db, record, []),
  };
}

async function agentMessages(db: Db, records: readonly MessageRecord[]): Promise<AgentMessage[]> {
  const messages = await messagesOf(db, records, null);
  return messages.map((message, index) => {
    const { is_public, thread } = records[index] as MessageRecord;
    return { ...message, visibility: is_public === 1 ? 'public' : 'internal', thread: is_public === 1 ? thread : null };
  });
}

/** A file of anything in this ticket. */
export async function download(db: Db, ticketId: string, attachmentId: string): Promise<FileSource> {
  const [ticket, attachment] = [numberOf(ticketId), numberOf(attachmentId)];
  const row = ticket === null || attachment === null ? undefined : await db.selectFrom('desk_attachment as a').innerJoin('desk_message as m', 'm.id', 'a.message_id')
    .select(['a.name', 'a.type', 'a.size', 'a.file_id']).where('a.id', '=', attachment).where('m.ticket_id', '=', ticket).executeTakeFirst();
  if (row === undefined) throw absent();
  return fileOf({ db }, row, {});
}

/** Makes a ticket without any message, once per key where there is one; answers its id. */
export function createTicket(store: Store, ticket: NewTicket): Promise<string> {
  const run = (write: Write): Promise<string> => writeTicket(write, ticket);
  return ticket.idempotencyKey === undefined ? transact(store, run) : once(store, 'agent:', ticket.idempotencyKey, 'create', run);
}

async function writeTicket(write: Write, ticket: NewTicket): Promise<string> {
  const { db } = write;
  const requesterId = await meet(write, ticket.requester);
  const { organizations } = await identify(write, ticket.requester);
  const [queue] = await queuesOf(db);
  const stage = ticket.stage === undefined ? (await stagesOf(db)).find(({ category }) => category === 'open') : await knownStage(db, ticket.stage);
  const queueId = ticket.queue ?? queue?.id;
  if (stage === undefined || queueId === undefined) throw new PortalError('conflict', 'The desk has no queue or no open stage yet.');
  const { id } = await addTicket(write, {
    subject: ticket.subject, requesterId, queueId, stage, created: ticket.created?.getTime(), locked: ticket.locked ?? false,
    organizationId: ticket.organization === undefined ? organizations[0]?.id ?? null : ticket.organization,
    assigneeId: ticket.assignee === undefined ? null : await agentId(db, ticket.assignee),
    followUpOf: ticket.followUpOf === undefined ? null : (await lockTicket(write, ticketNumber(ticket.followUpOf))).id,
  });
  await setCc(write, id, ticket.cc ?? []);
  await setFields(write, id, ticket.fields ?? {});
  return String(id);
}

/** @throws PortalError `not-found` */
export async function knownStage(db: Db, id: string): Promise<StageRow> {
  const stage = (await stagesOf(db)).find((one) => one.id === id);
  if (stage === undefined) throw new PortalError('not-found', `There is no stage "${id}".`);
  return stage;
}

export async function setCc(write: Write, ticketId: number, people: readonly (Pick<Person, 'email'> & Partial<Person>)[]): Promise<void> {
  await write.db.deleteFrom('desk_ticket_cc').where('ticket_id', '=', ticketId).execute();
  for (const person of people) {
    await write.db.insertInto('desk_ticket_cc').values({ ticket_id: ticketId, person_id: await meet(write, person) })
      .onConflict((conflict) => conflict.doNothing()).execute();
  }
  await noteActivity(write, ticketId);
}

/** @throws PortalError `invalid-input` for a field that is not there. */
export async function setFields(write: Write, ticketId: number, values: Readonly<Record<string, FieldValue>>): Promise<void> {
  const known = new Map((await fieldsOf(write.db)).map((field) => [field.id, field]));
  for (const [field, value] of Object.entries(values)) {
    if (!known.has(field)) throw new PortalError('invalid-input', `There is no field "${field}".`);
    await setField(write, ticketId, field, value);
  }
  if (Object.keys(values).some((field) => known.get(field)?.agentsOnly !== true)) await noteActivity(write, ticketId);
}

/** What every message and note has. */
export interface Content {
  readonly ticketId: string;
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly DeskFile[];
  readonly created?: Date;
  readonly idempotencyKey?: string;
}

/** What is particular to one kind of message; may look things up in the transaction. */
export type MakeMessage = (write: Write, ticket: TicketRow) => Promise<Pick<NewMessage, 'isPublic' | 'author' | 'channel' | 'thread'> & { readonly moveTo: string | null }>;

/** The team trusts itself and its mail with larger files than strangers. */
const MAX_BYTES = 100 * 1024 * 1024;

/** Adds a message or a note, once per author and key where there is a key. */
export async function addContent(store: Store, input: Content, author: string, make: MakeMessage): Promise<AgentMessage> {
  const { ticketId, text, html, files = [], created, idempotencyKey } = input;
  if ((text ?? '').trim() === '' && (html ?? '').trim() === '' && files.length === 0) throw new PortalError('invalid-input', 'A message needs text, HTML or a file.');
  const id = ticketNumber(ticketId);
  // Customers' keys stand under their addresses; these are others.
  const [owner, target] = [`agent:${author}`, `message ${ticketId}`];
  const first = idempotencyKey === undefined ? undefined : await firstAnswer<AgentMessage>(store.db, owner, idempotencyKey, target);
  if (first !== undefined) return first;
  const staged = await stageFiles(store, files, MAX_BYTES, {});
  const run = async (write: Write): Promise<AgentMessage> => {
    const ticket = await lockTicket(write, id);
    const { moveTo: next, ...message } = await make(write, ticket);
    const messageId = await addMessage(write, ticket, { ...message, created: created?.getTime(), text: text ?? (html === undefined ? '' : null), html: html ?? null, files: staged });
    if (next !== null) await moveTo(write, id, await knownStage(write.db, next), created?.getTime());
    return (await agentMessages(write.db, await selectMessages(write.db, [sql<SqlBool>`m.id = ${messageId}`], null)))[0] as AgentMessage;
  };
  try {
    return await (idempotencyKey === undefined ? transact(store, run) : once(store, owner, idempotencyKey, target, run));
  } finally {
    await discardFiles(store.db, staged).catch(() => undefined);
  }
}
