import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../backends/postgresql/start.mjs';
import { figure, interleaved, type Bench, type Row } from '../bench.ts';
import { asked, client } from './client.ts';
import { throughput, uploadMemory } from './load.ts';
import { fillBackend, newestTicket, startBare, startWorld } from './world.ts';

/** How much longer an answer may take through a gateway, of a backend that takes as long as a ticketing system of another company does. */
const ADDED = 1.15;
const MEGABYTES = 1_000_000;

/** What the gateway adds to the answers of a backend. */
async function latency(name: string, backend: string, postgres: string | undefined, rounds: number, goal: boolean): Promise<Row[]> {
  const bare = await startBare(backend);
  const world = await startWorld(backend, postgres === undefined ? {} : { postgres });
  const url = world.instances[0]?.url ?? '';
  const ticketId = await newestTicket(url, world.cookie);
  const [direct, through] = [client(bare.url, undefined), client(url, world.cookie)];
  try {
    const timed = (one: typeof direct) => async (): Promise<{ list: number; ticket: number; messages: number }> => {
      const took = async (path: string): Promise<number> => {
        const begun = performance.now();
        await asked(one, 'GET', path);
        return performance.now() - begun;
      };
      return { list: await took('/tickets'), ticket: await took(`/tickets/${ticketId}`), messages: await took(`/tickets/${ticketId}/messages`) };
    };
    const samples = await interleaved({ bare: timed(direct), gateway: timed(through) }, { rounds, warmUps: Math.ceil(rounds / 4) });
    return (['list', 'ticket', 'messages'] as const).map((what) => figure({
      what: `${what}, ${name}`, unit: 'ms', samples: samples.gateway[what], against: { what: 'without a gateway', samples: samples.bare[what] }, ...goal && { goal: { of: 'ratio', atMost: ADDED } as const },
    }));
  } finally {
    direct.end();
    through.end();
    await world.end();
    await bare.end();
  }
}

/** Requests a second with more instances on one database. */
async function instances(postgres: string, seconds: number, rounds: number): Promise<Row[]> {
  const world = await startWorld(postgres, { instances: 4, postgres });
  try {
    const urls = world.instances.map(({ url }) => url);
    const ask = (count: number) => async () => ({ requests: await throughput(urls.slice(0, count), world.cookie, { customers: 32, seconds }) });
    const samples = await interleaved({ one: ask(1), two: ask(2), four: ask(4) }, { rounds });
    return [
      figure({ what: 'throughput, one instance', unit: 'requests/s', samples: samples.one.requests }),
      ...([['two', 'two instances'], ['four', 'four instances']] as const).map(([way, what]) => figure({
        what: `throughput, ${what}`, unit: 'requests/s', samples: samples[way].requests, against: { what: 'one instance', samples: samples.one.requests },
      })),
    ];
  } finally {
    await world.end();
  }
}

async function memory(name: string, backend: string, postgres: string | undefined, files: number, bytes: number): Promise<Row[]> {
  const world = await startWorld(backend, postgres === undefined ? {} : { postgres });
  try {
    const { arriving, handingOn } = await uploadMemory(world, { files, bytes });
    const what = `${String(files)} files of ${String(bytes / MEGABYTES)} MB, ${name}`;
    return [
      figure({ what: `memory, ${what}: arriving`, unit: 'bytes', samples: [arriving], goal: { of: 'value', atMost: 100 * MEGABYTES } }),
      figure({ what: `memory, ${what}: all`, unit: 'bytes', samples: [handingOn], goal: { of: 'value', atMost: 100 * MEGABYTES } }),
    ];
  } finally {
    await world.end();
  }
}

export const bench: Bench = {
  name: 'gateway',
  title: 'The gateway',
  about: [
    'Reads of a signed-in customer through a gateway, and the same of the same backend with nothing but HTTP before it, in turns, each in a process of its own, on connections that stay open. '
    + 'A backend in memory answers at once, so that all that is seen is the gateway; one that takes 30 ms stands for a ticketing system elsewhere.',
    'Throughput is that of 32 customers who never pause; they, PostgreSQL and all instances share this machine\'s cores, so more instances than cores show no more.',
    'Memory is what the gateway\'s process holds (RSS) above what it held before.',
  ],
  goals: [`A gateway adds at most 15 % to a backend that takes 30 ms.`, 'A hundred files that arrive at the same time, and are handed on, take less than 100 MB.'],
  async run({ quick, log }) {
    const rounds = quick ? 5 : 101;
    const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'));
    const sqlite = join(folder, 'desk.db');
    const postgres = await startPostgres();
    try {
      log('filling desks');
      for (const address of [{ sqlite }, { postgres: postgres.url }]) await fillBackend(address, quick ? 30 : 200);
      const [files, bytes] = quick ? [4, 2 * MEGABYTES] : [100, 25 * MEGABYTES];
      const rows: Row[] = [];
      for (const [name, backend, database, goal] of [
        ['backend of 30 ms', 'memory:30', undefined, true], ['backend in memory', 'memory:0', undefined, false],
        ['desk on SQLite', `sqlite:${sqlite}`, undefined, false], ['desk on PostgreSQL', postgres.url, postgres.url, false],
      ] as const) {
        log(`latency, ${name}`);
        rows.push(...await latency(name, backend, database, rounds, goal));
      }
      log('throughput');
      rows.push(...await instances(postgres.url, quick ? 0.5 : 10, quick ? 1 : 5));
      for (const [name, backend, database] of [['SQLite', `sqlite:${sqlite}`, undefined], ['PostgreSQL', postgres.url, postgres.url]] as const) {
        log(`uploads, ${name}`);
        rows.push(...await memory(name, backend, database, files, bytes));
      }
      return rows;
    } finally {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
