import { sql } from 'kysely';
import type { Filter, TicketingBackend } from '../../contract/index.ts';
import { describeDesk } from './describe.ts';
import { findPeople } from './directory.ts';
import { abortable, guarded } from './errors.ts';
import { ruleCondition } from './query.ts';
import type { Store } from './schema.ts';
import { selectTickets, summariesOf } from './tickets.ts';

/** What the desk tells the owner of a portal, who chooses what customers see. */
export type OwnersSide = Required<Pick<TicketingBackend, 'describe' | 'countTickets' | 'findCustomers'>>;

const CUSTOMERS_SHOWN = 20;

export function ownersSide(store: Store): OwnersSide {
  return {
    describe: (signal) => guarded(signal, () => describeDesk(store.db)),
    countTickets: (filter, limit, signal) => guarded(signal, () => countTickets(store, filter, limit, signal)),
    findCustomers: (search, signal) => guarded(signal, async () => (await findPeople(store, search, CUSTOMERS_SHOWN, signal)).map(({ name, email }) => ({ name, email }))),
  };
}

async function countTickets(store: Store, filter: Filter | null, limit: number, signal: AbortSignal | undefined): ReturnType<OwnersSide['countTickets']> {
  const rule = await ruleCondition(store, filter);
  const { rows: [counted] } = await sql<{ count: number }>`select cast(count(*) as integer) as count from desk_ticket as t where ${rule}`.execute(store.db, abortable(signal));
  const latest = await selectTickets(store.db, [rule], { column: 'last_activity', direction: 'desc', limit }, signal);
  return { count: counted?.count ?? 0, sample: await summariesOf(store.db, latest, 'all', signal) };
}
