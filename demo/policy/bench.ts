import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { portalSettings, validated, type Filter } from '../../src/contract/index.ts';
import { policyFrom, withPolicy } from '../../src/policy/index.ts';
import { startPostgres } from '../backends/postgresql/start.mjs';
import { deskWorld } from './desk.ts';
import { Random } from './random.ts';
import { randomWorld } from './world.ts';

/**
 * `npm run bench:policy`: what an owner's filter costs. A customer's list of a desk with 100,000 tickets, through a filter and without one, in
 * turns in one run; the figures are medians, and what counts is their ratio.
 */
const BASE = 1000;
const COPIES = 100;
const ROUNDS = 41;
/** A rule of every kind: a queue, a field, words of the subject. */
const FILTER: Filter = { all: [
  { property: 'queue', operator: 'is', value: 'support' },
  { any: [{ property: 'field:product', operator: 'is', value: 'cloud' }, { property: 'category', operator: 'is', value: 'closed' }] },
  { property: 'subject', operator: 'not-contains', value: 'invoice' },
] };

/** Multiplies what the desk holds: rows are copied with other ids. */
async function multiply(columnsOf: (table: string) => Promise<string[]>, run: (statement: string) => Promise<void>): Promise<void> {
  for (const [table, keys] of [['desk_ticket', ['id']], ['desk_ticket_cc', ['ticket_id']], ['desk_ticket_field', ['ticket_id']], ['desk_message', ['id', 'ticket_id']]] as const) {
    const columns = await columnsOf(table);
    for (let copy = 1; copy < COPIES; copy++) {
      const shift = String(copy * 1_000_000);
      const values = columns.map((column) => ((keys as readonly string[]).includes(column) ? `${column} + ${shift}` : column));
      await run(`insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from ${table} where ${keys[0]} < 1000000`);
    }
  }
}

async function measure(name: string, database: Parameters<typeof deskWorld>[1], grow: () => Promise<void>): Promise<void> {
  const world = await deskWorld(name, database, randomWorld(new Random(1), { tickets: BASE, severalOrganizations: false }));
  await grow();
  const alice = world.data.customers.find(({ key }) => key === 'alice');
  if (alice === undefined) throw new Error('There is no Alice.');
  const clientFor = (filter: Filter | null) => validated(withPolicy(world.backend, (contact) => policyFrom(
    portalSettings.parse({ version: 1, tickets: { filter, permission: 'organization' } }), { ...contact, groups: () => Promise.resolve([]) }))(alice));
  const clients = { without: clientFor(null), through: clientFor(FILTER) };
  const times: Record<keyof typeof clients, number[]> = { without: [], through: [] };
  for (let round = -3; round < ROUNDS; round++) {
    for (const way of round % 2 === 0 ? ['without', 'through'] as const : ['through', 'without'] as const) {
      const begun = performance.now();
      await clients[way].listTickets({ view: 'organization' }, {});
      if (round >= 0) times[way].push(performance.now() - begun);
    }
  }
  const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  const [without, through] = [median(times.without), median(times.through)];
  const { total } = await clients.through.listTickets({ view: 'organization' }, {});
  console.log(`${name}, ${String(BASE * COPIES)} tickets: ${without.toFixed(1)} ms without a filter, ${through.toFixed(1)} ms through one${total === undefined ? '' : ` (${String(total)} tickets)`}: × ${(through / without).toFixed(2)}`);
  await world.backend.close();
}

const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'));
const path = join(folder, 'desk.sqlite');
await measure('desk on SQLite', { sqlite: path }, async () => {
  const database = new DatabaseSync(path);
  await multiply(async (table) => database.prepare(`pragma table_info(${table})`).all().map(({ name }) => String(name)), async (statement) => { database.exec(statement); });
  database.exec('analyze');
  database.close();
});
await rm(folder, { recursive: true });

const { url, stop } = await startPostgres();
const client = new pg.Client(url);
await client.connect();
await measure('desk on PostgreSQL', { postgres: url }, async () => {
  await multiply(async (table) => (await client.query<{ column_name: string }>('select column_name from information_schema.columns where table_name = $1', [table])).rows.map(({ column_name }) => column_name), async (statement) => { await client.query(statement); });
  await client.query('analyze');
});
await client.end();
await stop();
