import { sql } from 'kysely';
import type { Database } from '../database.ts';

/** A mail that is ours to send, for as long as the lease lasts. */
export interface ClaimedMail { readonly id: string; readonly sealed: string; readonly attempts: number; readonly owner: string }

/** The mails that wait, in the database: what all instances know of them. */
export interface MailQueue {
  add(id: string, sealed: string, expires: number): Promise<void>;
  /** Takes the due mail that will be void first, so that a code does not wait behind invitations; undefined where there is none. Of several instances one gets it. */
  claim(): Promise<ClaimedMail | undefined>;
  /** It is sent, or given up. */
  remove(mail: ClaimedMail): Promise<void>;
  /** It is tried again later. @param stalled Whether the mail server itself failed. */
  postpone(mail: ClaimedMail, stalled: boolean): Promise<void>;
  /** The mail server works: what waited for it is due soon. */
  resume(): Promise<void>;
  /** Whether any mail waits for the mail server. */
  isStalled(): Promise<boolean>;
  /** When the next mail can be claimed, milliseconds since 1970; undefined where none waits. */
  next(): Promise<number | undefined>;
}

/** Milliseconds until the next try, by the tries so far. */
const PAUSES = [10_000, 30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];
/** Milliseconds until what waited for the mail server is tried, once it works. */
const SOON = 10_000;
/** Milliseconds after which a claim counts as left behind by an instance that died; longer than a try, by more than clocks differ. */
const LEASE = 2 * 60_000;

/** @param clock Milliseconds since 1970. */
export function createMailQueue(db: Database, clock: () => number): MailQueue {
  return {
    async add(id, sealed, expires) {
      await db.insertInto('portico_mail').values({ id, sealed, expires, attempts: 0, due: clock(), stalled: 0, owner: '', lease: 0 }).execute();
    },

    async claim() {
      for (;;) {
        const now = clock();
        const row = await db.selectFrom('portico_mail').selectAll()
          .where('due', '<=', now).where('lease', '<=', now).where('expires', '>', now).orderBy('expires').orderBy('id').limit(1).executeTakeFirst();
        if (row === undefined) return undefined;
        const owner = crypto.randomUUID();
        // Only if nobody has claimed it since, nor tried and put it back.
        const { numUpdatedRows } = await db.updateTable('portico_mail').set({ owner, lease: now + LEASE })
          .where('id', '=', row.id).where('owner', '=', row.owner).where('attempts', '=', row.attempts).executeTakeFirst();
        if (numUpdatedRows === 1n) return { id: row.id, sealed: row.sealed, attempts: row.attempts, owner };
      }
    },

    async remove({ id }) {
      await db.deleteFrom('portico_mail').where('id', '=', id).execute();
    },

    async postpone({ id, attempts, owner }, stalled) {
      const pause = PAUSES[Math.min(attempts, PAUSES.length - 1)] ?? 0;
      await db.updateTable('portico_mail').set({ attempts: attempts + 1, due: clock() + pause, stalled: stalled ? 1 : 0, owner: '', lease: 0 })
        .where('id', '=', id).where('owner', '=', owner).execute();
    },

    async resume() {
      // Not at once: a server that takes some mails and puts off the rest must not be asked for all of them after each one.
      const soon = clock() + SOON;
      await db.updateTable('portico_mail').set({ stalled: 0, due: sql<number>`case when due > ${soon} then ${soon} else due end` }).where('stalled', '=', 1).execute();
    },

    async isStalled() {
      return await db.selectFrom('portico_mail').select('id').where('stalled', '=', 1).where('expires', '>', clock()).limit(1).executeTakeFirst() !== undefined;
    },

    async next() {
      const { at } = await db.selectFrom('portico_mail').select(sql<number | string | null>`min(case when lease > due then lease else due end)`.as('at'))
        .where('expires', '>', clock()).executeTakeFirstOrThrow();
      return at === null ? undefined : Number(at);
    },
  };
}
