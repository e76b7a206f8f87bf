import { sql } from 'kysely';
import type { AnyDb } from './column-types.ts';
import type { SqlKind } from './schema.ts';
import { openCondition } from './stages.ts';
import { MOVED } from './threads.ts';

/**
 * Open tickets are the few among the many that people look for, so every order of every large view has an index of them alone. It holds no column more than the
 * index of all tickets: SQLite, which keeps no statistics, takes the narrower of two.
 */
export async function indexOpenTickets(db: AnyDb, kind: SqlKind): Promise<void> {
  const orders: Readonly<Record<string, readonly string[]>> = {
    activity: [MOVED.all.activity, 'id'], original: [MOVED.original.activity, 'id'], created: ['created', 'id'], subject: ['subject_sort', 'id'], id: ['id'],
  };
  for (const [name, columns] of Object.entries(orders)) for (const owner of ['requester', 'organization']) {
    const [index, all] = [sql.ref(`desk_ticket_${owner}_open_${name}`), [`${owner}_id`, ...columns].map((column) => sql.ref(column))];
    await sql`create index ${index} on desk_ticket (${sql.join(all)}) where ${openCondition(kind, 'stage_rank')}`.execute(db);
  }
}
