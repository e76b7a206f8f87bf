import { sql } from 'kysely';
import type { AnyDb } from './column-types.ts';
import { OWNER_NAMES, ownerWords } from './reach.ts';
import type { SqlKind } from './schema.ts';

/**
 * Puts the owners of tickets into the indexes that are searched, so that a search takes as long as its customer has tickets, not as the desk has. The same
 * groups of three letters as before, in SQLite's FTS5 (https://www.sqlite.org/fts5.html#the_trigram_tokenizer) and PostgreSQL's pg_trgm.
 */
export async function searchByOwner(db: AnyDb, kind: SqlKind): Promise<void> {
  if (kind === 'postgres') await sql`alter table desk_message add column reach text[]`.execute(db);
  await fillSearch(db, kind);
  if (kind === 'sqlite') return;
  const known = await sql`select 1 from pg_extension where extname = 'pg_trgm'`.execute(db);
  if (known.rows.length === 0) return;
  for (const index of ['desk_ticket_text', 'desk_message_text']) await sql`drop index ${sql.ref(index)}`.execute(db);
  await sql`create index desk_ticket_text on desk_ticket using gin ((${OWNER_NAMES}), subject_folded gin_trgm_ops)`.execute(db);
  await sql`create index desk_message_text on desk_message using gin (reach, search gin_trgm_ops) where is_public = 1`.execute(db);
}

/** Makes everything findable anew. */
export async function fillSearch(db: AnyDb, kind: SqlKind): Promise<void> {
  if (kind === 'postgres') {
    await sql`update desk_message set reach = array_remove(${OWNER_NAMES}, null) from desk_ticket where desk_ticket.id = ticket_id`.execute(db);
    return;
  }
  for (const table of ['desk_ticket_text', 'desk_message_text']) {
    await sql`drop table ${sql.table(table)}`.execute(db);
    await sql`create virtual table ${sql.table(table)} using fts5(text, requester, organization, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')`.execute(db);
  }
  await indexEverything(db);
}

/** Bytes that FTS5 sorts in memory before it writes them: the more, the less it has to merge. Afterwards it is what it usually is. */
const [MANY, USUAL] = [64 * 1024 * 1024, 1024 * 1024];

/** Fills SQLite's empty indexes with all that there is. */
async function indexEverything(db: AnyDb): Promise<void> {
  await sql`create table desk_owner_word (owner text primary key, word text not null)`.execute(db);
  const people = await sql<{ id: number }>`select distinct requester_id as id from desk_ticket`.execute(db);
  for (const { id } of people.rows) await sql`insert into desk_owner_word values (${`r${String(id)}`}, ${ownerWords({ requester_id: id, organization_id: null })[0]})`.execute(db);
  const organizations = await sql<{ id: string }>`select id from desk_organization`.execute(db);
  for (const { id } of organizations.rows) await sql`insert into desk_owner_word values (${`o${id}`}, ${ownerWords({ requester_id: 0, organization_id: id })[1]})`.execute(db);
  const owned = sql`desk_ticket as t join desk_owner_word as r on r.owner = 'r' || t.requester_id left join desk_owner_word as o on o.owner = 'o' || t.organization_id`;
  await fill(db, 'desk_ticket_text', sql`select t.id, t.subject_folded, r.word, coalesce(o.word, '') from ${owned} where t.subject_folded <> ''`);
  await fill(db, 'desk_message_text', sql`select m.id, m.search, r.word, coalesce(o.word, '') from ${owned} cross join desk_message as m
    where m.ticket_id = t.id and m.is_public = 1 and m.search <> ''`);
  await sql`drop table desk_owner_word`.execute(db);
}

async function fill(db: AnyDb, table: string, source: ReturnType<typeof sql>): Promise<void> {
  const [name, column] = [sql.table(table), sql.ref(table)];
  await sql`insert into ${name} (${column}, rank) values ('hashsize', ${sql.lit(MANY)})`.execute(db);
  await sql`insert into ${name} (rowid, text, requester, organization) ${source}`.execute(db);
  // In one piece, or one of the next messages would have to wait until the pieces are merged.
  await sql`insert into ${name} (${column}) values ('optimize')`.execute(db);
  await sql`insert into ${name} (${column}, rank) values ('hashsize', ${sql.lit(USUAL)})`.execute(db);
}
