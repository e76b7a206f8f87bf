import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Kysely, sql } from 'kysely';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';

interface Tables { counter: { id: number; value: number } }

describe('the dialect for node:sqlite', () => {
  let folder: string;
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'portico-sqlite-')); });
  after(() => rm(folder, { recursive: true }));

  const open = (name: string, busyTimeout?: number): Kysely<Tables> =>
    new Kysely<Tables>({ dialect: nodeSqliteDialect({ path: join(folder, name), ...(busyTimeout === undefined ? {} : { busyTimeout }) }) });
  const create = (db: Kysely<Tables>): Promise<unknown> =>
    sql`create table counter (id integer primary key, value integer not null)`.execute(db);

  it('answers rows, ids of new rows and numbers of changed rows', async () => {
    const db = open('basic.db');
    await create(db);
    const inserted = await db.insertInto('counter').values({ id: 7, value: 1 }).executeTakeFirstOrThrow();
    assert.equal(inserted.insertId, 7n);
    const updated = await db.updateTable('counter').set({ value: 2 }).where('id', '=', 7).executeTakeFirstOrThrow();
    assert.equal(updated.numUpdatedRows, 1n);
    assert.deepEqual(await db.selectFrom('counter').selectAll().execute(), [{ __proto__: null, id: 7, value: 2 }]);
    assert.deepEqual(await db.deleteFrom('counter').returning('value').execute(), [{ __proto__: null, value: 2 }]);
    await db.destroy();
  });

  it('lets two connections of one process write at once without losing a change', async () => {
    const connections = [open('shared.db'), open('shared.db')];
    await create(connections[0] as Kysely<Tables>);
    await (connections[0] as Kysely<Tables>).insertInto('counter').values({ id: 1, value: 0 }).execute();
    const increment = (db: Kysely<Tables>): Promise<unknown> => db.transaction().execute(async (transaction) => {
      const { value } = await transaction.selectFrom('counter').select('value').where('id', '=', 1).executeTakeFirstOrThrow();
      await new Promise(setImmediate);
      await transaction.updateTable('counter').set({ value: value + 1 }).where('id', '=', 1).execute();
    });
    await Promise.all(Array.from({ length: 40 }, (_, index) => increment(connections[index % 2] as Kysely<Tables>)));
    assert.equal((await (connections[1] as Kysely<Tables>).selectFrom('counter').select('value').executeTakeFirstOrThrow()).value, 40);
    for (const db of connections) await db.destroy();
  });

  it('gives up in the end when another connection never stops writing', async () => {
    const [holder, waiter] = [open('held.db'), open('held.db', 30)];
    await create(holder);
    await holder.transaction().execute(async () => {
      await assert.rejects(waiter.insertInto('counter').values({ id: 1, value: 1 }).execute(), /locked/);
      assert.deepEqual(await waiter.selectFrom('counter').selectAll().execute(), [], 'readers do not wait');
    });
    await waiter.insertInto('counter').values({ id: 1, value: 1 }).execute();
    for (const db of [holder, waiter]) await db.destroy();
  });

  it('keeps nothing of a transaction that failed', async () => {
    const db = open('rollback.db');
    await create(db);
    await assert.rejects(db.transaction().execute(async (transaction) => {
      await transaction.insertInto('counter').values({ id: 1, value: 1 }).execute();
      throw new Error('stop');
    }), /stop/);
    assert.deepEqual(await db.selectFrom('counter').selectAll().execute(), []);
    await db.destroy();
  });
});

it('takes a caller’s signal: a query runs with it, and not after it', async () => {
  const db = new Kysely<never>({ dialect: nodeSqliteDialect({ path: ':memory:' }) });
  const options = (signal: AbortSignal) => ({ signal, inflightQueryAbortStrategy: 'cancel query' }) as const;
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db, options(new AbortController().signal));
  assert.equal(rows[0]?.one, 1);
  await assert.rejects(sql`select 1 as one`.execute(db, options(AbortSignal.abort())), { name: 'AbortError' });
  await db.destroy();
});
