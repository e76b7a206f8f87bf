import { fold, PortalError, type Channel, type FieldValue, type Party } from '../../contract/index.ts';
import { noteActivity } from './activity.ts';
import { absent } from './errors.ts';
import { attachFiles, type StagedFile } from './files.ts';
import { ownerNames } from './reach.ts';
import type { Db, StageRow, Store, TicketRow } from './schema.ts';
import { index, phrase, searchable, spacedOf } from './search.ts';
import { rankOf, waitingOnOf } from './stages.ts';
import { momentIn, numberIn, plain } from './text.ts';
import { MOVED, ORIGINAL } from './threads.ts';

/** A transaction together with the store it belongs to: what writes take. */
export interface Write extends Store { readonly db: Db }

/** Who writes a message: a customer, an agent, or nobody (the system). */
export type Author = { readonly personId: number } | { readonly agentId: number } | { readonly system: true };

/** A message or internal note to be added. */
export interface NewMessage {
  readonly isPublic: boolean;
  readonly author: Author;
  /** Milliseconds; default now, but after everything the ticket already holds. */
  readonly created?: number | undefined;
  readonly text: string | null;
  readonly html: string | null;
  readonly channel: Channel;
  readonly files: readonly StagedFile[];
  /** The conversation of a public message; default the original one. `new` begins another. */
  readonly thread?: number | 'new' | undefined;
}

/** Runs a write as one transaction. */
export async function transact<Answer>(store: Store, run: (write: Write) => Promise<Answer>): Promise<Answer> {
  const answer = await store.db.transaction().execute((db) => run({ ...store, db }));
  store.wrote?.();
  return answer;
}

/** The ticket's row, kept from others until the transaction ends. SQLite needs no lock: its transactions that write run one by one. */
export async function lockTicket({ db, kind }: Write, id: number): Promise<TicketRow> {
  const query = db.selectFrom('desk_ticket').selectAll().where('id', '=', id);
  const row = await (kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) throw absent();
  return row;
}

export async function stageOf(db: Db, id: string): Promise<StageRow> {
  return db.selectFrom('desk_stage').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Moves a ticket to another stage. @param at When, in milliseconds; default now. */
export async function moveTo(write: Write, ticketId: number, stage: StageRow, at = write.now()): Promise<void> {
  const { db } = write;
  const ticket = await db.selectFrom('desk_ticket').select(['turn', 'original_turn', 'closed']).where('id', '=', ticketId).executeTakeFirstOrThrow();
  await db.updateTable('desk_ticket').set({
    stage_id: stage.id, stage_rank: rankOf(stage), closed: stage.category === 'closed' ? ticket.closed ?? at : null,
    waiting_on: waitingOnOf(stage, ticket.turn), original_waiting_on: waitingOnOf(stage, ticket.original_turn),
  }).where('id', '=', ticketId).execute();
  await noteActivity(write, ticketId);
}

/** Adds a message or a note to a locked ticket; answers its id. Only a public one moves the ticket's activity and turn. */
export async function addMessage(write: Write, ticket: TicketRow, message: NewMessage): Promise<number> {
  const { db, kind } = write;
  const { isPublic, author, channel } = message;
  const text = message.text === null ? null : plain(message.text);
  const html = message.html === null ? null : plain(message.html);
  const created = message.created ?? await nextMoment(write, ticket.id);
  const search = isPublic ? searchable(text, html) : null;
  const thread = isPublic ? await threadOf(write, ticket.id, message.thread) : ORIGINAL;
  const { id } = await db.insertInto('desk_message').values({
    ticket_id: ticket.id, is_public: Number(isPublic), created, text, html, channel, thread, search,
    person_id: 'personId' in author ? author.personId : null, agent_id: 'agentId' in author ? author.agentId : null,
    ...kind === 'postgres' ? { reach: ownerNames(ticket) } : {},
  }).returning('id').executeTakeFirstOrThrow();
  await attachFiles(db, id, message.files);
  if (search === null) return id;
  await index(db, kind, 'desk_message_text', id, search, ticket);
  await noteActivity(write, ticket.id);
  await updateActivity(write, ticket, author, created, thread);
  return id;
}

/** Which of a ticket's conversations a public message belongs to. @throws PortalError `invalid-input` for one that has not begun */
async function threadOf({ db }: Write, ticketId: number, thread: NewMessage['thread'] = ORIGINAL): Promise<number> {
  if (thread === ORIGINAL) return ORIGINAL;
  const { last } = await db.selectFrom('desk_message').select(({ fn }) => fn.max('thread').as('last')).where('ticket_id', '=', ticketId).where('is_public', '=', 1).executeTakeFirstOrThrow();
  if (thread === 'new') return (last as number | null ?? 0) + 1;
  if (!Number.isInteger(thread) || thread < ORIGINAL || thread > (last as number | null ?? 0)) throw new PortalError('invalid-input', `The ticket has no conversation ${String(thread)}.`);
  return thread;
}

/** Now, but behind every message and note of the ticket, so that their order is the one in which they were written, whatever the clocks say. */
async function nextMoment({ db, now }: Write, ticketId: number): Promise<number> {
  const last = await db.selectFrom('desk_message').select('created').where('ticket_id', '=', ticketId).orderBy('created', 'desc').limit(1).executeTakeFirst();
  return Math.max(now(), (last?.created ?? 0) + 1);
}

async function updateActivity({ db }: Write, ticket: TicketRow, author: Author, created: number, thread: number): Promise<void> {
  const by: Party = 'personId' in author ? 'customer' : 'support';
  const stage = await stageOf(db, ticket.stage_id);
  const moved = (thread === ORIGINAL ? [MOVED.all, MOVED.original] : [MOVED.all])
    // A mail that arrives late does not become the newest.
    .filter((columns) => ticket[columns.by] === null || created >= ticket[columns.activity])
    .map((columns) => {
      // What the system says by itself leaves the turn as it was.
      const turn: Party = 'system' in author ? ticket[columns.turn] : by === 'customer' ? 'support' : 'customer';
      return { [columns.activity]: created, [columns.by]: by, [columns.turn]: turn, [columns.waitingOn]: waitingOnOf(stage, turn) };
    });
  if (moved.length > 0) await db.updateTable('desk_ticket').set(Object.assign({}, ...moved) as Partial<TicketRow>).where('id', '=', ticket.id).execute();
}

/** A ticket to be made. */
export interface NewTicketValues {
  readonly subject: string;
  readonly requesterId: number;
  readonly organizationId: string | null;
  readonly queueId: string;
  readonly stage: StageRow;
  readonly created?: number | undefined;
  readonly assigneeId?: number | null;
  readonly locked?: boolean;
  /** The ticket that this one goes on with. */
  readonly followUpOf?: number | null;
}

/**
 * Sorting needs no more than this of a subject: indexes of PostgreSQL take no more than 2,704 bytes, and cursors 2,000 letters (control characters, of which
 * JSON makes six letters each, do not count).
 */
const SORTED_LETTERS = 400;

/** Makes a ticket without any message. */
export async function addTicket(write: Write, values: NewTicketValues): Promise<TicketRow> {
  const subject = plain(values.subject);
  const created = values.created ?? write.now();
  const waitingOn = waitingOnOf(values.stage, 'support');
  const row = await write.db.insertInto('desk_ticket').values({
    subject, subject_folded: phrase(subject), subject_spaced: spacedOf(subject), subject_sort: fold(subject).replace(/\p{Cc}/gu, ' ').slice(0, SORTED_LETTERS).toWellFormed(),
    requester_id: values.requesterId, organization_id: values.organizationId, queue_id: values.queueId,
    stage_id: values.stage.id, stage_rank: rankOf(values.stage), assignee_id: values.assigneeId ?? null, locked: Number(values.locked ?? false),
    created, closed: values.stage.category === 'closed' ? created : null, follow_up_of: values.followUpOf ?? null,
    last_activity: created, last_message_by: null, turn: 'support', waiting_on: waitingOn,
    original_activity: created, original_message_by: null, original_turn: 'support', original_waiting_on: waitingOn,
  }).returningAll().executeTakeFirstOrThrow();
  await index(write.db, write.kind, 'desk_ticket_text', row.id, row.subject_folded, row);
  await noteActivity(write, row.id);
  return row;
}

/** Sets the value of a ticket's own field; nothing filled in removes it. */
export async function setField({ db }: Write, ticketId: number, fieldId: string, value: FieldValue): Promise<void> {
  await db.deleteFrom('desk_ticket_field').where('ticket_id', '=', ticketId).where('field_id', '=', fieldId).execute();
  const values = (Array.isArray(value) ? value : value === null || value === '' ? [] : [value]).map((part) => (typeof part === 'string' ? plain(part) : part));
  if (values.length === 0) return;
  await db.insertInto('desk_ticket_field').values(values.map((part, position) => {
    const folded = fold(String(part));
    return { ticket_id: ticketId, field_id: fieldId, position, value: JSON.stringify(part), folded, number: numberIn(folded), moment: momentIn(folded) };
  })).execute();
}

/** The id of the person with this address, who is made known if need be. */
export async function meet({ db }: Write, person: { readonly email: string; readonly name?: string }): Promise<number> {
  const email = person.email.toLowerCase();
  const name = plain(person.name ?? '') || email;
  await db.insertInto('desk_person').values({ email, name, folded: fold(`${name}\n${email}`) }).onConflict((conflict) => conflict.column('email').doNothing()).execute();
  return (await db.selectFrom('desk_person').select('id').where('email', '=', email).executeTakeFirstOrThrow()).id;
}

/** Writes something once per author and key: a repetition is answered with what the first call answered. */
export async function once<Answer>(store: Store, author: string, key: string, target: string, run: (write: Write) => Promise<Answer>): Promise<Answer> {
  return transact(store, async (write) => {
    const { numInsertedOrUpdatedRows } = await write.db.insertInto('desk_idempotency')
      .values({ author, key, target, answer: '', created: write.now() })
      .onConflict((conflict) => conflict.columns(['author', 'key']).doNothing()).executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) return await firstAnswer<Answer>(write.db, author, key, target) as Answer;
    const answer = await run(write);
    await write.db.updateTable('desk_idempotency').set({ answer: JSON.stringify(answer) })
      .where('author', '=', author).where('key', '=', key).execute();
    return answer;
  });
}

/** What the first call with this key answered; undefined where there was none. @throws PortalError `conflict` when the key was used for something else. */
export async function firstAnswer<Answer>(db: Db, author: string, key: string, target: string): Promise<Answer | undefined> {
  const row = await db.selectFrom('desk_idempotency').select(['target', 'answer']).where('author', '=', author).where('key', '=', key).executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.target !== target) throw new PortalError('conflict', 'This idempotency key was used for something else.');
  return JSON.parse(row.answer) as Answer;
}
