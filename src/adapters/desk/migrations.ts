import { sql, type CreateTableBuilder } from 'kysely';
import { addActivity } from './activity.ts';
import { required, to, TYPES, type AnyDb, type Migration } from './column-types.ts';
import { indexOpenTickets } from './open-tickets-migration.ts';
import { addOwnersRules } from './owners-rules-migration.ts';
import type { Db, DbTransaction, SqlKind } from './schema.ts';
import { searchByOwner } from './search-migration.ts';

/** In order, each applied once. One that has been released is never changed; the schema changes by adding another. */
export const MIGRATIONS: readonly (readonly [name: string, up: Migration])[] = [
  ['001 tables', createTables],
  ['002 search', createSearch],
  ['003 owner\'s rules', addOwnersRules],
  ['004 activity', addActivity],
  ['005 open tickets', indexOpenTickets],
  ['006 search by owner', searchByOwner],
];

/**
 * Brings the schema up to date. Safe when several processes start at once: SQLite's write lock (see the dialect) or an advisory
 * lock of PostgreSQL lets one of them work and the others find it done. `fill` runs under the same lock.
 * @param migrations Default all of them.
 */
export async function migrate(db: Db, kind: SqlKind, fill: (transaction: DbTransaction) => Promise<void>, migrations = MIGRATIONS): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Any number that nobody else uses: the letters "desk".
    if (kind === 'postgres') await sql`select pg_advisory_xact_lock(1684370283)`.execute(transaction);
    await transaction.schema.createTable('desk_migration').ifNotExists()
      .addColumn('name', 'text', (column) => column.primaryKey()).addColumn('applied', TYPES[kind].moment, (column) => column.notNull()).execute();
    const applied = new Set((await transaction.selectFrom('desk_migration').select('name').execute()).map(({ name }) => name));
    for (const [name, up] of migrations) {
      if (applied.has(name)) continue;
      await up(transaction as unknown as AnyDb, kind);
      await transaction.insertInto('desk_migration').values({ name, applied: Date.now() }).execute();
    }
    await fill(transaction);
  });
}

async function createTables(db: AnyDb, kind: SqlKind): Promise<void> {
  const { text, moment, bytes } = TYPES[kind];
  const table = (name: string): CreateTableBuilder<string> => db.schema.createTable(name);
  const numbered = (name: string): CreateTableBuilder<string> => table(name).addColumn('id', kind === 'postgres' ? 'serial' : 'integer', (column) =>
    // AUTOINCREMENT: the id of something deleted is never given to something else.
    (kind === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement()));
  const named = (name: string): CreateTableBuilder<string> => table(name).addColumn('id', text, (column) => column.primaryKey());

  await named('desk_organization').addColumn('folded', text, required).addColumn('name', text, required).execute();
  await numbered('desk_person').addColumn('email', text, (column) => column.notNull().unique())
    .addColumn('name', text, required).addColumn('folded', text, required).execute();
  await table('desk_membership')
    .addColumn('person_id', 'integer', to('desk_person')).addColumn('organization_id', text, to('desk_organization'))
    .addColumn('position', 'integer', required).addPrimaryKeyConstraint('desk_membership_key', ['person_id', 'organization_id']).execute();
  await numbered('desk_agent').addColumn('email', text, (column) => column.notNull().unique()).addColumn('name', text, required).execute();
  await named('desk_queue').addColumn('name', text, required).addColumn('position', 'integer', required).execute();
  await named('desk_stage')
    .addColumn('label', text, required).addColumn('category', text, required).addColumn('position', 'integer', required)
    .addColumn('waiting_on', text).addColumn('accepts_reply', 'integer', required)
    .addColumn('on_reply', text).addColumn('on_close', text).addColumn('on_reopen', text).execute();
  await named('desk_field').addColumn('definition', text, required).addColumn('agents_only', 'integer', required).addColumn('position', 'integer', required).execute();
  await named('desk_form')
    .addColumn('name', text, required).addColumn('description', text).addColumn('queue_id', text, to('desk_queue'))
    .addColumn('position', 'integer', required).addColumn('fields', text, required).execute();
  await numbered('desk_ticket')
    .addColumn('subject', text, required).addColumn('subject_folded', text, required).addColumn('subject_sort', text, required)
    .addColumn('requester_id', 'integer', to('desk_person')).addColumn('organization_id', text, (column) => column.references('desk_organization.id'))
    .addColumn('queue_id', text, to('desk_queue')).addColumn('stage_id', text, to('desk_stage')).addColumn('stage_rank', 'integer', required)
    .addColumn('assignee_id', 'integer', (column) => column.references('desk_agent.id')).addColumn('locked', 'integer', required)
    .addColumn('created', moment, required).addColumn('last_activity', moment, required)
    .addColumn('last_message_by', text).addColumn('waiting_on', text).addColumn('turn', text, required).execute();
  await table('desk_ticket_cc')
    .addColumn('ticket_id', 'integer', to('desk_ticket')).addColumn('person_id', 'integer', to('desk_person'))
    .addPrimaryKeyConstraint('desk_ticket_cc_key', ['ticket_id', 'person_id']).execute();
  await table('desk_ticket_field')
    .addColumn('ticket_id', 'integer', to('desk_ticket')).addColumn('field_id', text, to('desk_field')).addColumn('position', 'integer', required)
    .addColumn('value', text, required).addColumn('folded', text, required).addColumn('number', kind === 'postgres' ? 'double precision' : 'real')
    .addPrimaryKeyConstraint('desk_ticket_field_key', ['ticket_id', 'field_id', 'position']).execute();
  await numbered('desk_message')
    .addColumn('ticket_id', 'integer', to('desk_ticket')).addColumn('is_public', 'integer', required)
    .addColumn('person_id', 'integer', (column) => column.references('desk_person.id')).addColumn('agent_id', 'integer', (column) => column.references('desk_agent.id'))
    .addColumn('created', moment, required).addColumn('text', text).addColumn('html', text).addColumn('channel', text, required).addColumn('search', text)
    .addCheckConstraint('desk_message_internal', sql`is_public = 1 or search is null`).execute();
  await numbered('desk_file').addColumn('created', moment, required).addColumn('attached', 'integer', required).execute();
  await table('desk_file_chunk')
    .addColumn('file_id', 'integer', (column) => column.notNull().references('desk_file.id').onDelete('cascade')).addColumn('position', 'integer', required)
    .addColumn('bytes', bytes, required).addPrimaryKeyConstraint('desk_file_chunk_key', ['file_id', 'position']).execute();
  await numbered('desk_attachment')
    .addColumn('message_id', 'integer', to('desk_message')).addColumn('name', text, required).addColumn('type', text, required)
    .addColumn('size', moment, required).addColumn('content_id', text).addColumn('file_id', 'integer', (column) => column.notNull().unique().references('desk_file.id')).execute();
  await table('desk_idempotency')
    .addColumn('author', text, required).addColumn('key', text, required).addColumn('target', text, required)
    .addColumn('answer', text, required).addColumn('created', moment, required).addPrimaryKeyConstraint('desk_idempotency_key', ['author', 'key']).execute();
  await createIndexes(db);
  // Tickets are called by their numbers, and nobody likes to be ticket 1.
  await (kind === 'postgres' ? sql`alter sequence desk_ticket_id_seq restart with 1001` : sql`insert into sqlite_sequence (name, seq) values ('desk_ticket', 1000)`).execute(db);
}

/** Every sort order of every large view has an index that ends with the id, so that a page costs the same anywhere in a list. */
async function createIndexes(db: AnyDb): Promise<void> {
  const orders: Readonly<Record<string, readonly string[]>> = {
    activity: ['last_activity', 'id'], created: ['created', 'id'], subject: ['subject_sort', 'id'], rank: ['stage_rank', 'id'], id: ['id'],
  };
  for (const [name, columns] of Object.entries(orders)) {
    for (const owner of ['requester', 'organization']) {
      await db.schema.createIndex(`desk_ticket_${owner}_${name}`).on('desk_ticket').columns([`${owner}_id`, ...columns]).execute();
    }
  }
  const others: readonly (readonly [table: string, ...columns: string[]])[] = [
    ['desk_ticket', 'last_activity', 'id'], ['desk_ticket', 'created', 'id'], ['desk_ticket', 'stage_id', 'last_activity', 'id'],
    ['desk_ticket_cc', 'person_id', 'ticket_id'], ['desk_membership', 'organization_id'],
    ['desk_message', 'ticket_id', 'is_public', 'created', 'id'], ['desk_attachment', 'message_id', 'id'],
    ['desk_file', 'attached', 'created'], ['desk_idempotency', 'created'],
  ];
  for (const [table, ...columns] of others) {
    await db.schema.createIndex(`${table}_by_${columns.join('_')}`).on(table).columns(columns).execute();
  }
}

/**
 * Indexes of three letters each, over folded text. SQLite: FTS5 tables without a copy of the text
 * (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). PostgreSQL: pg_trgm, where the server has it and allows it; without it
 * the search is right but slow on a large desk.
 */
async function createSearch(db: AnyDb, kind: SqlKind): Promise<void> {
  if (kind === 'sqlite') {
    for (const table of ['desk_ticket_text', 'desk_message_text']) {
      await sql`create virtual table ${sql.table(table)} using fts5(text, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')`.execute(db);
    }
    return;
  }
  const available = await sql<{ name: string }>`select name from pg_available_extensions where name = 'pg_trgm'
    and (installed_version is not null or has_database_privilege(current_database(), 'create'))`.execute(db);
  if (available.rows.length === 0) return;
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create index desk_ticket_text on desk_ticket using gin (subject_folded gin_trgm_ops)`.execute(db);
  await sql`create index desk_message_text on desk_message using gin (search gin_trgm_ops) where is_public = 1`.execute(db);
}
