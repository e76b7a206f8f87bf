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
  // By a cross join SQLite starts from these few (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_cross_join); by the conditions it would from all tickets of the customer's.
  const { rows } = await sql<Pick<TicketRow, 'id' | 'subject' | 'follow_up_of'>>`select t.id, t.subject, t.follow_up_of
    from (select id from desk_ticket where follow_up_of = ${id} union all select ${before ?? 0}) as related cross join desk_ticket as t
    where ${sql.join([sql`t.id = related.id`, ...conditions], sql` and `)} order by t.id limit ${sql.lit(SHOWN)}`.execute(db, abortable(signal));
  const shown = rows.map((row): RelatedTicket => ({ id: String(row.id), displayId: displayId(row.id), subject: row.subject }));
  return { followUpOf: shown.find((ticket) => ticket.id === String(before)) ?? null, followUps: shown.filter((_, index) => rows[index]?.follow_up_of === id) };
}
