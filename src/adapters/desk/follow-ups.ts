import { sql, type Expression, type SqlBool } from 'kysely';
import type { RelatedTicket } from '../../contract/index.ts';
import { abortable } from './errors.ts';
import type { Db, TicketRow } from './schema.ts';

/** A ticket's number as people say it. */
export const displayId = (id: number): string => `#${String(id)}`;

/** More than anybody reads; a ticket's page is not to grow without end. */
const SHOWN = 100;

interface Related { readonly followUpOf: RelatedTicket | null; readonly followUps: RelatedTicket[] }

/** The ticket that one goes on with, and those that go on with it, of those that meet all conditions. */
export async function relatedTickets(db: Db, { id, follow_up_of: before }: TicketRow, conditions: readonly Expression<SqlBool>[], signal?: AbortSignal): Promise<Related> {
  // Found by itself: by the conditions a database could start from all tickets of the customer's.
  const related = sql<SqlBool>`t.id in (select id from desk_ticket where follow_up_of = ${id} union all select ${before ?? 0})`;
  const rows = await db.selectFrom('desk_ticket as t').select(['t.id', 't.subject', 't.follow_up_of'])
    .where(sql<SqlBool>`${sql.join([related, ...conditions], sql` and `)}`).orderBy('t.id').limit(SHOWN).execute(abortable(signal));
  const shown = rows.map((row): RelatedTicket => ({ id: String(row.id), displayId: displayId(row.id), subject: row.subject }));
  return { followUpOf: shown.find((ticket) => ticket.id === String(before)) ?? null, followUps: shown.filter((_, index) => rows[index]?.follow_up_of === id) };
}
