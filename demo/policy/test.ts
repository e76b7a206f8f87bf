import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../backends/postgresql/start.mjs';
import { report, type Counts } from '../run-tests.ts';
import { deskWorld } from './desk.ts';
import { checkPolicies } from './properties.ts';
import { Random } from './random.ts';
import { randomWorld } from './world.ts';

/**
 * `npm run test:policy`: thousands of random policies over random tickets, on the desk with SQLite and with PostgreSQL and on a real Request
 * Tracker: what a list shows is exactly what may be read. PORTICO_SEED begins elsewhere (default 1), to repeat a failure or to find another;
 * PORTICO_BACKENDS chooses (default `sqlite,postgresql,request-tracker`). Every policy counts as one test; the last line says `N passed, N failed`.
 */
const seed = Number(process.env['PORTICO_SEED'] ?? 1);
const wanted = (process.env['PORTICO_BACKENDS'] ?? 'sqlite,postgresql,request-tracker').split(',');

async function onSqlite(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-policy-'));
  try {
    const world = await deskWorld('desk on SQLite', { sqlite: join(folder, 'desk.sqlite') }, randomWorld(new Random(seed), { tickets: 300, severalOrganizations: true }));
    return await checkPolicies(world, 3000, seed).finally(() => world.backend.close());
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function onPostgres(): Promise<Counts> {
  const { url, stop } = await startPostgres();
  try {
    const world = await deskWorld('desk on PostgreSQL', { postgres: url }, randomWorld(new Random(seed + 1), { tickets: 300, severalOrganizations: true }));
    return await checkPolicies(world, 2000, seed).finally(() => world.backend.close());
  } finally {
    await stop();
  }
}

const backends: Readonly<Record<string, () => Promise<Counts>>> = {
  'sqlite': onSqlite,
  'postgresql': onPostgres,
  'request-tracker': async () => (await import('./request-tracker.ts')).onRequestTracker(seed),
};

const results: Counts[] = [];
for (const name of wanted) {
  const run = Object.hasOwn(backends, name) ? backends[name] : undefined;
  if (run === undefined) throw new Error(`PORTICO_BACKENDS names "${name}"; choose from ${Object.keys(backends).join(', ')}.`);
  // One that cannot be started has failed: it must not look like one that was not asked for.
  results.push(await run().catch((error: unknown) => {
    console.error(`✖ ${name}: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }));
}
report(results);
