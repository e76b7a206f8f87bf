import { sql, type ExpressionBuilder } from 'kysely';
import { isPortalError, PortalError, type ErrorCode } from '../contract/index.ts';
import type { Database, Tables } from './database.ts';

/** Which write: a key means something only together with its customer and operation. */
export interface Write { readonly customer: string; readonly operation: string; readonly key: string; readonly input: string }

/** Makes each write happen once. */
export interface IdempotencyStore {
  /**
   * Runs a write, or answers what it answered before. A repetition that comes while the first is running waits for its answer.
   *
   * After a failure that says for certain that nothing was written, the key is free again. After any other one (a timeout, a crash of
   * the gateway) it stays bound to its input, and a repetition asks the backend again *under the same key*: the
   * backend knows whether it has happened.
   * @throws PortalError `conflict` for a key that was used with another input.
   */
  once<Answer>(write: Write, run: () => Promise<Answer>): Promise<{ answer: Answer; replayed: boolean }>;
}

/** How long a first answer is kept. */
export const IDEMPOTENCY_LIFETIME = 7 * 24 * 60 * 60 * 1000;
/** An instance that has given no sign of life for so long, in milliseconds, is gone. */
const SILENCE = 5_000;

const NOTHING_WRITTEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid-input', 'unauthenticated', 'forbidden', 'not-found', 'conflict', 'too-large', 'unsupported-type', 'unsupported', 'rate-limited',
]);

const rowOf = ({ customer, operation, key }: Write) => (eb: ExpressionBuilder<Tables, 'portico_idempotency'>) => eb.and({ customer, operation, key });

/**
 * Whoever is at a write gives signs of life by counting up its row, and whoever waits measures the silence between them by the pauses it has made itself: machines'
 * clocks differ, and a database that stands still for all is nobody's silence.
 * @param patience Milliseconds that a repetition waits for the first one's answer.
 * @param silence Milliseconds after which whoever gives no sign of life is gone: shorter than the patience, or nobody would ever wait long enough to notice.
 */
export function createIdempotencyStore(db: Database, clock: () => number, patience: number, silence = Math.min(SILENCE, patience / 2)): IdempotencyStore {
  /** Claims the write for an owner; otherwise answers what there is. `dead` is a sign that has been the last one for too long. */
  async function claim(write: Write, owner: string, dead: string | null): Promise<'claimed' | { busy: string } | { answer: string }> {
    const { customer, operation, key, input } = write;
    const inserted = await db.insertInto('portico_idempotency')
      .values({ customer, operation, key, input, state: 'open', owner, lease: 1, answer: null, created: clock() })
      .onConflict((conflict) => conflict.columns(['customer', 'operation', 'key']).doNothing()).executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return 'claimed';
    const row = await db.selectFrom('portico_idempotency').selectAll().where(rowOf(write)).executeTakeFirst();
    if (row === undefined) return { busy: '' }; // freed just now
    if (row.input !== input) throw new PortalError('conflict', 'This idempotency key belongs to another input.');
    if (row.state === 'done') return { answer: row.answer ?? 'null' };
    const sign = `${row.owner} ${String(row.lease)}`;
    if (Number(row.lease) !== 0 && sign !== dead) return { busy: sign };
    const taken = await db.updateTable('portico_idempotency').set({ owner, lease: 1 })
      .where(rowOf(write)).where('state', '=', 'open').where('owner', '=', row.owner).where('lease', '=', row.lease).executeTakeFirst();
    return taken.numUpdatedRows === 1n ? 'claimed' : { busy: sign };
  }

  async function runClaimed<Answer>(write: Write, owner: string, run: () => Promise<Answer>): Promise<Answer> {
    const mine = rowOf(write);
    const renewal = setInterval(() => {
      // Best effort: if it fails, somebody takes over, and the backend recognises the key.
      db.updateTable('portico_idempotency').set({ lease: sql<number>`lease + 1` }).where(mine).where('owner', '=', owner).execute().catch(() => undefined);
    }, silence * 0.3);
    try {
      const answer = await run();
      await db.updateTable('portico_idempotency').set({ state: 'done', answer: JSON.stringify(answer) }).where(mine).execute();
      return answer;
    } catch (error) {
      if (isPortalError(error) && NOTHING_WRITTEN.has(error.code)) {
        await db.deleteFrom('portico_idempotency').where(mine).where('owner', '=', owner).execute();
      } else {
        await db.updateTable('portico_idempotency').set({ lease: 0 }).where(mine).where('owner', '=', owner).where('state', '=', 'open').execute();
      }
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  return {
    async once(write, run) {
      const owner = crypto.randomUUID();
      const deadline = clock() + patience;
      let [last, silent] = ['', 0];
      for (let pause = 20; ; pause = Math.min(pause * 2, 250)) {
        const state = await claim(write, owner, silent >= silence ? last : null);
        if (state === 'claimed') return { answer: await runClaimed(write, owner, run), replayed: false };
        if ('answer' in state) return { answer: JSON.parse(state.answer) as Awaited<ReturnType<typeof run>>, replayed: true };
        [last, silent] = [state.busy, state.busy === last ? silent + pause : pause];
        if (clock() > deadline) throw new PortalError('timeout', 'The same write is still under way.');
        await new Promise((resolve) => { setTimeout(resolve, pause); });
      }
    },
  };
}

/** A digest of an input, the same whatever the order of its properties. */
export async function digestOf(input: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(sorted(input)));
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]);
}
