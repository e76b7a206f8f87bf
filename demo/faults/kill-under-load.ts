import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../backends/postgresql/start.mjs';
import { deskSystem } from './desk-system.ts';
import type { DatabasePlace } from './gateway-process.ts';
import { postgresProblem, sqliteProblem } from './integrity.ts';
import { startLane } from './lane.ts';
import { startLoad } from './load.ts';

/** What came of it. */
export interface KillReport { readonly kills: number; readonly acknowledged: number; readonly problems: readonly string[] }

const CUSTOMER = { email: 'customer@acme.example', name: 'Customer', password: 'password of a customer' };
const WRITERS = 4;

/** Kills the gateway at random moments while customers send: its SQLite files are whole each time, and all that was acknowledged is there once. */
export async function killOverSqlite(kills: number): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-killed-'));
  const [gateway, desk] = [join(folder, 'gateway.sqlite'), join(folder, 'desk.sqlite')];
  const problems: string[] = [];
  try {
    return await underLoad({ sqlite: gateway }, { sqlite: desk }, problems, async (lane) => {
      for (let count = 0; count < kills; count++) {
        await delay(Math.random() * 900);
        await lane.stop();
        for (const path of [gateway, desk]) {
          const problem = await sqliteProblem(path);
          if (problem !== null) problems.push(`${path} after kill ${String(count + 1)}: ${problem}`);
        }
        await lane.start();
      }
      return kills;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same over PostgreSQL, where the database server itself is killed too. */
export async function killOverPostgres(kills: number): Promise<KillReport> {
  const postgres = await startPostgres({ lasting: true });
  const problems: string[] = [];
  try {
    return await underLoad({ postgres: postgres.url }, { postgres: postgres.url }, problems, async (lane) => {
      for (let count = 0; count < kills; count++) {
        await delay(Math.random() * 900);
        // Now the one, now the other, now both.
        if (count % 3 !== 0) await postgres.crash();
        if (count % 3 !== 1) {
          await lane.stop();
          await lane.start();
        }
        const problem = await postgresProblem(postgres.url);
        if (problem !== null) problems.push(`PostgreSQL after kill ${String(count + 1)}: ${problem}`);
      }
      return kills;
    });
  } finally {
    await postgres.stop();
  }
}

async function underLoad(
  database: DatabasePlace, desk: DatabasePlace, problems: readonly string[], act: (gateway: { stop(): Promise<void>; start(): Promise<void> }) => Promise<number>,
): Promise<KillReport> {
  const system = await deskSystem(desk, [CUSTOMER]);
  const lane = await startLane({ system, customers: [CUSTOMER], database, settings: { version: 1 } });
  try {
    const load = await startLoad(lane, WRITERS);
    const kills = await act(lane.gateway);
    const lost = await load.stop();
    return { kills, acknowledged: load.acknowledged, problems: [...problems, ...lost] };
  } finally {
    await lane.end();
  }
}
