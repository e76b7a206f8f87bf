import { parseArgs } from 'node:util';
import { report, type Counts } from '../run-tests.ts';
import { fillDiskOf } from './full-disk.ts';
import { killOverPostgres, killOverSqlite, type KillReport } from './kill-under-load.ts';
import { leftOpen, megabytes, soak } from './soaking.ts';

/**
 * `npm run test:soak`: hundreds of customers use a portal in which one of a hundred requests and calls goes wrong; gateway and database are killed while customers send;
 * disks become full.
 *
 *   --minutes N     of the soak; default 10
 *   --customers N   default 300
 *   --rate N        how often something goes wrong, from 0 to 1; default 0.01
 *   --think N       milliseconds that somebody thinks between two things, at most; default 12000
 *   --kills N       over SQLite, and over PostgreSQL; default 30
 *   --only TEXT     soak, kill or disk
 *   --seed N        of what customers do; default 1
 *
 * The last line says `N passed, N failed`.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' }, customers: { type: 'string', default: '300' }, rate: { type: 'string', default: '0.01' }, think: { type: 'string', default: '12000' },
    kills: { type: 'string', default: '30' }, only: { type: 'string', default: '' }, seed: { type: 'string', default: '1' },
  },
});
/** Bytes an hour by which a level memory may grow: what half of the smallest server would hold for a day. */
const LEVEL = 20_000_000;

const counts: Counts[] = [];
function check(what: string, isRight: boolean, detail = ''): void {
  console.log(`${isRight ? '✔' : '✖'} ${what}${detail === '' ? '' : `: ${detail}`}`);
  counts.push({ passed: isRight ? 1 : 0, failed: isRight ? 0 : 1 });
}
const parts: Readonly<Record<string, () => Promise<void>>> = { soak: soakPart, kill: killPart, disk: diskPart };
for (const [name, run] of Object.entries(parts)) if (name.includes(values.only)) await run();
report(counts);
// Whatever a killed program has left open here: all has been told.
process.exit();

async function soakPart(): Promise<void> {
  const { tally, injected, before, after, slope, writes, problems } = await soak({
    minutes: Number(values.minutes), things: 1, customers: Number(values.customers), failureRate: Number(values.rate), think: Number(values.think), seed: Number(values.seed), told: console.log,
  });
  console.log(`\n${tally.table()}\n`);
  const seen = tally.failed / Math.max(1, tally.done + tally.failed);
  console.log(`${String(injected)} times something was made to go wrong. Memory: ${megabytes(before.rss)} MB before, ${megabytes(after.rss)} MB after, of which JavaScript ${megabytes(before.heap)} and ${megabytes(after.heap)} MB.`);
  // A read is tried three times, each of which may meet a fault on the line or behind the gateway.
  const expected = (2 * Number(values.rate)) ** 3;
  const reasons = [...tally.reasons].map(([reason, times]) => `${String(times)} × ${reason}`).join('; ');
  check('customers see no more failures than three in a row', tally.failed <= Math.max(1, 10 * expected * tally.done), `${(seen * 100).toFixed(4)} % of ${String(tally.done)} things; ${reasons}`);
  check(`all of ${String(writes)} acknowledged replies and tickets are there once, with their files`, problems.length === 0, problems.slice(0, 5).join('\n'));
  check('memory is level', slope.heap < LEVEL, `${megabytes(slope.heap)} MB of JavaScript an hour, ${megabytes(slope.rss)} MB in all`);
  const open = leftOpen(before, after);
  check('nothing is left open', open.length === 0, open.join(', '));
}

async function killPart(): Promise<void> {
  const kills = Number(values.kills);
  const told = (what: string, { kills: times, acknowledged, problems }: KillReport): void =>
    { check(`${what}: whole after each of ${String(times)} kills, and all of ${String(acknowledged)} acknowledged replies are there once`, problems.length === 0, problems.slice(0, 5).join('\n')); };
  told('SQLite', await killOverSqlite(kills));
  told('PostgreSQL', await killOverPostgres(kills));
}

async function diskPart(): Promise<void> {
  for (const which of ['gateway', 'desk'] as const) {
    const { told, after, logged, unreadable, problems } = await fillDiskOf(which);
    const isRight = told === 'unavailable' && /database or disk is full/.test(logged) && unreadable === null && problems.length === 0;
    check(`a full disk of the ${which}’s database is told, and loses nothing`, isRight, [`"${told}" after ${String(Math.round(after))} ms`, unreadable ?? 'reading goes on', ...problems].join(', '));
  }
}
