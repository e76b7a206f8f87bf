import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { desk, type Desk } from '../../../src/adapters/desk/index.ts';
import { startPostgres } from '../../backends/postgresql/start.mjs';
import { figure, interleaved, type Bench, type Row } from '../bench.ts';
import { bulkPostgres, bulkSqlite, type Bulk } from './bulk.ts';
import { fillDesk } from './data.ts';
import { questions } from './questions.ts';

const [SMALL, LARGE] = [1000, 1_000_000];
/** How much longer anything may take on a desk that is a thousand times as large. */
const GROWTH = 3;

/** A kind of database, where desks of any size can be made. */
interface Place {
  readonly name: string;
  desk(tickets: number): Promise<Desk>;
  end(): Promise<void>;
}

type Address = { readonly sqlite: string } | { readonly postgres: string };

async function filled(address: Address, tickets: number, bulk: () => Bulk | Promise<Bulk>): Promise<Desk> {
  await (await desk(address)).close();
  const writer = await bulk();
  await fillDesk(writer, tickets, Date.now());
  await writer.finish();
  const backend = await desk(address);
  if ('sqlite' in address) await backend.fillSearch();
  return backend;
}

async function sqlite(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'));
  return {
    name: 'SQLite',
    desk(tickets) {
      const path = join(folder, `${String(tickets)}.db`);
      return filled({ sqlite: path }, tickets, () => bulkSqlite(path));
    },
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgres(): Promise<Place> {
  const server = await startPostgres();
  return {
    name: 'PostgreSQL',
    async desk(tickets) {
      const name = `desk_${String(tickets)}`;
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = Object.assign(new URL(server.url), { pathname: name }).href;
      return filled({ postgres: url }, tickets, () => bulkPostgres(url));
    },
    end: server.stop,
  };
}

async function measure({ name, desk: make }: Place, [few, many]: readonly [number, number], rounds: number, log: (line: string) => void): Promise<Row[]> {
  log(`making a desk of ${String(many)} tickets on ${name}`);
  const [small, large] = [await make(few), await make(many)];
  const rows: Row[] = [];
  try {
    for (const [what, question] of Object.entries(questions)) {
      log(`${name}: ${what}`);
      const timed = (ask: () => Promise<unknown>) => async (): Promise<{ ms: number }> => {
        const begun = performance.now();
        await ask();
        return { ms: performance.now() - begun };
      };
      const samples = await interleaved({ small: timed(await question(small)), large: timed(await question(large)) }, { rounds, warmUps: 3 });
      rows.push(figure({
        what: `${name}: ${what}`, unit: 'ms', samples: samples.large.ms, against: { what: `${few.toLocaleString('en')} tickets`, samples: samples.small.ms }, goal: { of: 'ratio', atMost: GROWTH },
      }));
    }
  } finally {
    await small.close();
    await large.close();
  }
  return rows;
}

export const bench: Bench = {
  name: 'desk',
  title: 'The desk with a million tickets',
  about: [
    'What customers ask of the embedded desk, with 1,000,000 tickets of 20,000 customers in 2,000 organizations, three messages each, and with 1,000 of them, in turns. '
    + 'Lists and searches are those of an organization with a twentieth of all tickets (50,000) where nothing else is said: it grows with the desk. SQLite keeps no statistics, as it usually does not; PostgreSQL has analyzed its tables.',
  ],
  goals: [`Nothing takes more than ${String(GROWTH)} times as long with a thousand times as many tickets.`],
  async run({ quick, log }) {
    const rows: Row[] = [];
    for (const open of [sqlite, postgres]) {
      const place = await open();
      try {
        rows.push(...await measure(place, quick ? [500, 5000] : [SMALL, LARGE], quick ? 3 : 31, log));
      } finally {
        await place.end();
      }
    }
    return rows;
  },
};
