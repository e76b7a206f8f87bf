import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { it } from 'node:test';
import { Kysely, sql } from 'kysely';
import { startPostgres } from '../../demo/backends/postgresql/start.mjs';
import { postgresDialect } from './postgres-dialect.ts';

const postgres = await startPostgres().catch((error: unknown) => error as Error);

it('a connection that breaks during a query fails that query, and neither the process nor the next query', { skip: postgres instanceof Error && postgres.message }, async () => {
  if (postgres instanceof Error) return;
  const target = new URL(postgres.url);
  // A line that can be cut, as when a server is switched off: no word of farewell arrives.
  const lines = new Set<Socket>();
  const wire = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) });
    for (const [from, to] of [[near, far], [far, near]] as const) {
      lines.add(from);
      from.on('error', () => undefined);
      from.on('close', () => { to.destroy(); });
      from.pipe(to);
    }
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  const url = new URL(postgres.url);
  url.host = `127.0.0.1:${String((wire.address() as AddressInfo).port)}`;
  const db = new Kysely<never>({ dialect: await postgresDialect({ connectionString: url.href, connectionTimeoutMillis: 5_000 }) });
  /** An idle connection may be handed out before its end is noticed. */
  const back = async (): Promise<void> => {
    for (let tries = 1; !await sql`select 1`.execute(db).then(() => true, () => false); tries += 1) assert.ok(tries < 20, 'no query succeeds any more');
  };
  try {
    for (const cut of ['resetAndDestroy', 'destroy'] as const) {
      await back();
      const query = sql`select pg_sleep(30)`.execute(db);
      const transaction = db.transaction().execute(async (inside) => sql`select pg_sleep(30)`.execute(inside));
      const failed = Promise.all([assert.rejects(query), assert.rejects(transaction)]);
      while ((await sql`select 1 from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`.execute(db)).rows.length < 2) await new Promise(setImmediate);
      for (const line of lines) line[cut]();
      lines.clear();
      await failed;
    }
    await back();
  } finally {
    await db.destroy();
    wire.close();
    await postgres.stop();
  }
});
