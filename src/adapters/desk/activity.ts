import { sql } from 'kysely';
import type { Customer } from '../../contract/index.ts';
import { required, type AnyDb } from './column-types.ts';
import type { Write } from './conversation.ts';
import type { Db, SqlKind } from './schema.ts';

/** Milliseconds between two looks at what other instances have changed, while somebody watches. */
const POLL = 2000;
/** PostgreSQL commits in another order than it counts: so long, in milliseconds, a number below the highest may still appear. */
const LATE = 60_000;
/** So many numbers below the highest may not have appeared yet when somebody begins to watch. */
const OPEN = 100;
/** So many of the latest changes are kept for instances that are behind. */
const KEPT = 10_000;
/** Changes that are read at a time. */
const BATCH = 500;

/** The table of what has changed, in the order in which it did. */
export async function addActivity(db: AnyDb, kind: SqlKind): Promise<void> {
  await db.schema.createTable('desk_activity')
    .addColumn('id', kind === 'postgres' ? 'serial' : 'integer', (column) => (kind === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement()))
    .addColumn('ticket_id', 'integer', required).execute();
}

/** Notes in a write's transaction that customers see something else of a ticket from now on. Notes and whatever else is internal are none of it. */
export async function noteActivity({ db }: Write, ticketId: number): Promise<void> {
  await db.insertInto('desk_activity').values({ ticket_id: ticketId }).execute();
}

/** Forgets changes that everybody who watches has heard of long ago. */
export async function sweepActivity(db: Db): Promise<void> {
  await db.deleteFrom('desk_activity').where('id', '<', await highest(db) - KEPT).execute();
}

const highest = async (db: Db): Promise<number> =>
  (await db.selectFrom('desk_activity').select(({ fn }) => fn.max('id').as('id')).executeTakeFirst())?.id ?? 0;

type Changed = (ticketId: string) => void;

/**
 * Tells customers' watchers what has changed: at once what this process has written, and what others have with the next look. There is one for a desk, however
 * many watch, and while nobody does it costs nothing.
 */
export class ActivityFeed {
  readonly #db: Db;
  readonly #poll: number;
  /** By the customer's address. */
  readonly #watchers = new Map<string, Set<Changed>>();
  /** Numbers up to here are done with; those above that have been told, and when, are remembered. */
  #floor = 0;
  #told = new Map<number, number>();
  #begun: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param poll Milliseconds between two looks at what other instances have written. */
  constructor(db: Db, poll = POLL) {
    this.#db = db;
    this.#poll = poll;
  }

  /** Calls back for tickets that may concern a customer: their own, those with them in copy, those of their organizations. @returns what ends it */
  watch({ email }: Customer, changed: Changed): () => void {
    const address = email.toLowerCase();
    const own: Changed = (ticketId) => { changed(ticketId); };
    const watchers = this.#watchers.get(address) ?? new Set();
    this.#watchers.set(address, watchers.add(own));
    this.#begin();
    return () => {
      watchers.delete(own);
      if (watchers.size === 0 && this.#watchers.get(address) === watchers) this.#watchers.delete(address);
      if (this.#watchers.size === 0) this.end();
    };
  }

  /** This process has committed something. */
  readonly wrote = (): void => {
    if (this.#watchers.size > 0) void this.#look();
  };

  /** Tells nobody anything any more, until somebody watches again. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#watchers.clear();
    this.#begun = undefined;
  }

  #begin(): void {
    this.#begun ??= this.#start().catch(() => { this.#begun = undefined; });
    this.#wait();
  }

  /** What has happened before is no news; what has begun before may be. */
  async #start(): Promise<void> {
    const top = await highest(this.#db);
    this.#floor = Math.max(0, top - OPEN);
    const known = await this.#db.selectFrom('desk_activity').select('id').where('id', '>', this.#floor).where('id', '<=', top).execute();
    this.#told = new Map(known.map(({ id }) => [id, Date.now()]));
  }

  #wait(): void {
    if (this.#timer !== undefined || this.#watchers.size === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#begin();
      void this.#look().finally(() => { this.#wait(); });
    }, this.#poll);
  }

  /** One look at a time; what is written during one is seen by another. */
  #look(): Promise<void> {
    this.#again = this.#looking !== undefined;
    // A database that cannot be reached is asked again with the next look.
    return this.#looking ??= this.#read().catch(() => undefined).finally(() => {
      this.#looking = undefined;
      if (this.#again) void this.#look();
    });
  }

  async #read(): Promise<void> {
    await this.#begun;
    for (let after = this.#floor; ;) {
      const rows = await this.#db.selectFrom('desk_activity').select(['id', 'ticket_id']).where('id', '>', after).orderBy('id').limit(BATCH).execute();
      const news = rows.filter(({ id }) => !this.#told.has(id));
      if (news.length > 0) await this.#tell([...new Set(news.map(({ ticket_id: ticketId }) => ticketId))]);
      for (const { id } of news) this.#told.set(id, Date.now());
      if (rows.length < BATCH) break;
      after = rows.at(-1)?.id ?? after;
    }
    for (const [id, since] of this.#told) {
      if (Date.now() - since < LATE) continue;
      this.#told.delete(id);
      this.#floor = Math.max(this.#floor, id);
    }
  }

  async #tell(tickets: readonly number[]): Promise<void> {
    const these = sql.join(tickets);
    const { rows } = await sql<{ ticket: number; email: string }>`
      select t.id as ticket, p.email from desk_ticket as t join desk_person as p on p.id = t.requester_id where t.id in (${these})
      union select c.ticket_id, p.email from desk_ticket_cc as c join desk_person as p on p.id = c.person_id where c.ticket_id in (${these})
      union select t.id, p.email from desk_ticket as t join desk_membership as m on m.organization_id = t.organization_id
        join desk_person as p on p.id = m.person_id where t.id in (${these})`.execute(this.#db);
    for (const { ticket, email } of rows) for (const changed of this.#watchers.get(email) ?? []) changed(String(ticket));
  }
}
