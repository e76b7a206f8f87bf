import { sql } from 'kysely';
import { TYPES, type AnyDb, type ColumnBuilder } from './column-types.ts';
import type { SqlKind } from './schema.ts';
import { spacedOf } from './search.ts';
import { CLOSED_RANK } from './stages.ts';
import { momentIn } from './text.ts';
import { ORIGINAL } from './threads.ts';

/**
 * What owners' rules need: when a ticket was closed, how it was rated, what it follows up, several conversations in a ticket (all messages
 * so far belong to the original one), and what a filter compares exactly.
 */
export async function addOwnersRules(db: AnyDb, kind: SqlKind): Promise<void> {
  const { text, moment } = TYPES[kind];
  const add = (table: string, column: string, type: Parameters<ReturnType<AnyDb['schema']['alterTable']>['addColumn']>[1], build = (builder: ColumnBuilder): ColumnBuilder => builder): Promise<void> =>
    db.schema.alterTable(table).addColumn(column, type, build).execute();
  await add('desk_message', 'thread', 'integer', (column) => column.notNull().defaultTo(ORIGINAL));
  await add('desk_ticket', 'closed', moment);
  await add('desk_ticket', 'rating_score', 'integer');
  await add('desk_ticket', 'rating_comment', text);
  await add('desk_ticket', 'follow_up_of', 'integer', (column) => column.references('desk_ticket.id'));
  await add('desk_ticket', 'original_activity', moment, (column) => column.notNull().defaultTo(0));
  await add('desk_ticket', 'original_message_by', text);
  await add('desk_ticket', 'original_waiting_on', text);
  await add('desk_ticket', 'original_turn', text, (column) => column.notNull().defaultTo('support'));
  await add('desk_ticket', 'subject_spaced', text);
  await add('desk_ticket_field', 'moment', moment);
  await sql`update desk_ticket set original_activity = last_activity, original_message_by = last_message_by, original_waiting_on = waiting_on, original_turn = turn,
    closed = case when stage_rank >= ${sql.lit(CLOSED_RANK)} then last_activity end`.execute(db);
  for (const owner of ['requester', 'organization']) {
    await db.schema.createIndex(`desk_ticket_${owner}_original`).on('desk_ticket').columns([`${owner}_id`, 'original_activity', 'id']).execute();
  }
  await db.schema.createIndex('desk_ticket_by_follow_up_of').on('desk_ticket').column('follow_up_of').execute();
  await fillIn(db);
}

const BATCH = 1000;

/** What only a program can read out of old rows, not SQL. */
async function fillIn(db: AnyDb): Promise<void> {
  const { rows: [ends] } = await sql<{ last: number | null }>`select max(id) as last from desk_ticket`.execute(db);
  for (let from = 0; from < (ends?.last ?? 0); from += BATCH) {
    const subjects = await sql<{ id: number; subject: string }>`select id, subject from desk_ticket where id > ${from} and id <= ${from + BATCH}`.execute(db);
    for (const { id, subject } of subjects.rows) {
      const spaced = spacedOf(subject);
      if (spaced !== null) await sql`update desk_ticket set subject_spaced = ${spaced} where id = ${id}`.execute(db);
    }
    const values = await sql<{ ticket_id: number; field_id: string; position: number; folded: string }>`select ticket_id, field_id, position, folded from desk_ticket_field
      where ticket_id > ${from} and ticket_id <= ${from + BATCH} and folded like '____-__-__%'`.execute(db);
    for (const { ticket_id, field_id, position, folded } of values.rows) {
      await sql`update desk_ticket_field set moment = ${momentIn(folded)} where ticket_id = ${ticket_id} and field_id = ${field_id} and position = ${position}`.execute(db);
    }
  }
}
