import { sql } from 'kysely';
import type { Customer, FileLimits, Scope, TicketingBackend } from '../../contract/index.ts';
import { ActivityFeed, sweepActivity } from './activity.ts';
import { deskAgent, type DeskAgent } from './agent.ts';
import type { AnyDb } from './column-types.ts';
import { connect, type DeskDatabase } from './connect.ts';
import { customerAdapter } from './customer-adapter.ts';
import { abortable, guarded } from './errors.ts';
import { sweepFiles } from './files.ts';
import { migrate } from './migrations.ts';
import { ownersSide, type OwnersSide } from './owner.ts';
import type { Store } from './schema.ts';
import { fillSearch } from './search-migration.ts';
import { ensureDefaults } from './settings.ts';

/** Where the desk keeps its data, and how it behaves. */
export type DeskOptions = DeskDatabase & {
  /** Limits on the files of customers. Default 10 files of 25 MB each, of any type. */
  readonly files?: FileLimits;
  /** The clock, in milliseconds since 1970. Default the system's. */
  readonly now?: () => number;
};

/** A ticketing system of its own, in SQL. */
export interface Desk extends Omit<TicketingBackend, keyof OwnersSide>, OwnersSide {
  /** The side of the support team. Without any rule about who may do what: whoever holds it may do everything. */
  readonly agent: DeskAgent;
  watch(customer: Customer, changed: (ticketId: string) => void): () => void;
  /** Makes every subject and message findable anew: for tickets that were put into the tables by SQL. */
  fillSearch(): Promise<void>;
  /** Whether the database answers. @throws PortalError `unavailable` */
  check(signal: AbortSignal): Promise<void>;
  /** Ends the connections. Nothing can be done with the desk afterwards. */
  close(): Promise<void>;
}

const FILES: FileLimits = { maxFiles: 10, maxBytes: 25_000_000, accept: null };

/** How long the answers to writes are kept, to answer repetitions. */
const KEYS_KEPT = 30 * 24 * 60 * 60 * 1000;

/**
 * Opens the embedded ticketing system: the database is made or brought up to date, and an empty one gets a queue, stages and a form.
 * Several processes may open the same one.
 *
 * ```ts
 * const backend = await desk({ sqlite: 'desk.db' });            // or { postgres: 'postgres://user:password@host/desk' }
 * await backend.agent.saveOrganization({ id: 'acme', name: 'Acme Corp.' });
 * const gateway = createGateway({ backend, … });
 * ```
 * @throws PortalError `unavailable` when the database cannot be reached.
 */
export async function desk(options: DeskOptions): Promise<Desk> {
  const now = options.now ?? Date.now;
  const files = options.files ?? FILES;
  const { db, kind } = await connect(options);
  const feed = new ActivityFeed(db);
  const store: Store = { db, kind, now, wrote: feed.wrote };
  try {
    await guarded(undefined, async () => {
      await migrate(db, kind, ensureDefaults);
      await sweepFiles(store);
      await sweepActivity(db);
      await db.deleteFrom('desk_idempotency').where('created', '<', now() - KEYS_KEPT).execute();
    });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    name: 'desk',
    agent: deskAgent(store),
    ...ownersSide(store),
    adapterFor: (customer: Customer, scope: Scope) => customerAdapter({ store, customer, scope, files }),
    check: (signal) => guarded(signal, async () => {
      await sql`select 1`.execute(db, abortable(signal));
    }),
    fillSearch: () => guarded(undefined, () => db.transaction().execute((transaction) => fillSearch(transaction as unknown as AnyDb, kind))),
    watch: (customer, changed) => feed.watch(customer, changed),
    async close() {
      feed.end();
      await db.destroy();
    },
  };
}
