import { sql, type Expression, type SqlBool } from 'kysely';
import { fold } from '../../contract/index.ts';
import { abortable } from './errors.ts';
import { OWNER_NAMES, ownerNames, ownerWords, reachNames, reachQuery, type Owner, type Reach } from './reach.ts';
import type { Db, SqlKind, Store } from './schema.ts';
import { textOfHtml } from './text.ts';
import { isShown, type Threads } from './threads.ts';

/** Text as it is searched: folded, and blank space of any kind and length is one space, so that a phrase is found across line ends. */
export const phrase = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** A subject folded with its blank space as it is; null where that is no different from its {@link phrase}. */
export const spacedOf = (subject: string): string | null => (fold(subject) === phrase(subject) ? null : fold(subject));

/** What of a public message can be found: its text and the text of its HTML. */
export function searchable(text: string | null, html: string | null): string {
  const parts = new Set([text ?? '', html === null ? '' : textOfHtml(html)].map(phrase));
  // A line end is in no phrase, so that nothing is found across the two.
  return [...parts].filter((part) => part !== '').join('\n');
}

/** Makes a subject or a public message findable. PostgreSQL's indexes look after themselves. */
export async function index(db: Db, kind: SqlKind, table: 'desk_ticket_text' | 'desk_message_text', id: number, text: string, owner: Owner): Promise<void> {
  if (kind === 'postgres' || text === '') return;
  await sql`insert into ${sql.table(table)} (rowid, text, requester, organization) values (${sql.join([id, text, ...ownerWords(owner)])})`.execute(db);
}

/** Makes a ticket findable for its owners when they have become others. */
export async function indexAgain(db: Db, kind: SqlKind, ticketId: number): Promise<void> {
  const ticket = await db.selectFrom('desk_ticket').select(['requester_id', 'organization_id', 'subject_folded']).where('id', '=', ticketId).executeTakeFirstOrThrow();
  if (kind === 'postgres') {
    await db.updateTable('desk_message').set({ reach: ownerNames(ticket) }).where('ticket_id', '=', ticketId).execute();
    return;
  }
  const messages = await db.selectFrom('desk_message').select(['id', 'search']).where('ticket_id', '=', ticketId).where('is_public', '=', 1).execute();
  await sql`delete from desk_ticket_text where rowid = ${ticketId}`.execute(db);
  await index(db, kind, 'desk_ticket_text', ticketId, ticket.subject_folded, ticket);
  for (const { id, search } of messages) {
    await sql`delete from desk_message_text where rowid = ${id}`.execute(db);
    await index(db, kind, 'desk_message_text', id, search ?? '', ticket);
  }
}

/** Up to so many hits within reach, the index leads to the tickets; beyond, tickets are looked through in the list's order, which soon fills a page. */
const RARE = 2000;
/** The index knows groups of three letters; shorter words are not in it. */
const INDEXED_LETTERS = 3;

/**
 * The condition that a ticket `t` holds the phrase in its subject or a public message that may be seen; null where there is nothing to look for.
 * @param reach Whose tickets alone are looked for; null for anybody's.
 */
export async function searchCondition(store: Store, search: string, threads: Threads, reach: Reach | null, signal: AbortSignal | undefined): Promise<Expression<SqlBool> | null> {
  const needle = phrase(search.replaceAll('\0', ''));
  if (needle === '') return null;
  const hits = [...needle].length < INDEXED_LETTERS ? null : hitsOf(store.kind, needle, reach);
  return hits !== null && await isRare(store.db, hits, signal)
    ? sql<SqlBool>`t.id in (${hits.tickets} union select m.ticket_id from desk_message as m where ${isShown(threads)} and m.id in (${hits.messages}))`
    : sql<SqlBool>`(${contains(store.kind, sql.ref('t.subject_folded'), needle)} or exists (select 1 from desk_message as m
        where m.ticket_id = t.id and ${isShown(threads)} and ${contains(store.kind, sql.ref('m.search'), needle)}))`;
}

interface Hits { readonly tickets: Expression<unknown>; readonly messages: Expression<unknown> }

/** Queries that the index answers. Every letter of the needle is only a letter: quoted for FTS5, escaped for LIKE. */
function hitsOf(kind: SqlKind, needle: string, reach: Reach | null): Hits {
  if (kind === 'sqlite') {
    const query = `text : "${needle.replaceAll('"', '""')}"${reach === null ? '' : ` AND ${reachQuery(reach)}`}`;
    return {
      tickets: sql`select rowid from desk_ticket_text where desk_ticket_text match ${query}`,
      messages: sql`select rowid from desk_message_text where desk_message_text match ${query}`,
    };
  }
  const pattern = `%${needle.replace(/[\\%_]/g, '\\$&')}%`;
  const within = (names: Expression<unknown>): Expression<unknown> => (reach === null ? sql`` : sql`${names} && ${reachNames(reach)} and`);
  return {
    tickets: sql`select id from desk_ticket where ${within(OWNER_NAMES)} subject_folded like ${pattern}`,
    messages: sql`select id from desk_message where ${within(sql.ref('reach'))} is_public = 1 and search like ${pattern}`,
  };
}

async function isRare(db: Db, { tickets, messages }: Hits, signal: AbortSignal | undefined): Promise<boolean> {
  const probe = (hits: Expression<unknown>): Expression<number> =>
    sql<number>`(select count(*) from (select 1 from (${hits}) as hit limit ${sql.lit(RARE + 1)}) as probed)`;
  const { rows } = await sql<{ hits: number }>`select cast(${probe(tickets)} + ${probe(messages)} as integer) as hits`.execute(db, abortable(signal));
  return (rows[0]?.hits ?? 0) <= RARE;
}

/** Whether a folded column contains a folded text, letter by letter. */
export const contains = (kind: SqlKind, column: Expression<unknown>, needle: string): Expression<SqlBool> =>
  (kind === 'sqlite' ? sql<SqlBool>`instr(${column}, ${needle}) > 0` : sql<SqlBool>`strpos(${column}, ${needle}) > 0`);
