import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../policy/random.ts';
import { deskSystem } from './desk-system.ts';
import type { Account, Measured } from './gateway-process.ts';
import { sqliteProblem } from './integrity.ts';
import { startLane, type Lane } from './lane.ts';
import { problemOf, problemOfConversation } from './sending.ts';
import { useThePortal, type Acknowledged } from './soak-customer.ts';
import { Tally } from './tally.ts';
import type { CutPoint } from './wire.ts';

/** How long, by how many, and how often something goes wrong: with each request on the line and with each call of the ticketing system. */
export interface SoakOptions {
  readonly minutes: number;
  /** How many things each of them does, though it take longer. */
  readonly things: number;
  readonly customers: number;
  readonly failureRate: number;
  /** Milliseconds between two things that somebody does, at most. */
  readonly think: number;
  readonly seed: number;
  readonly told: (line: string) => void;
}

/** What came of it. */
export interface SoakReport {
  readonly tally: Tally;
  /** How often something was made to go wrong. */
  readonly injected: number;
  readonly before: Measured;
  readonly after: Measured;
  /** Bytes by which the gateway's memory grew in an hour, after it had warmed up: the slope of all measurements. */
  readonly slope: { readonly rss: number; readonly heap: number };
  readonly writes: number;
  readonly problems: readonly string[];
}

const POINTS: readonly CutPoint[] = ['before', 'head', 'body', 'sent', 'answered', 'answer'];

/** Lets customers use a portal in which something goes wrong all the time. */
export async function soak({ minutes, things, customers, failureRate, think, seed, told }: SoakOptions): Promise<SoakReport> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-soak-'));
  const accounts: [Account, ...Account[]] = [accountOf(0), ...Array.from({ length: customers - 1 }, (_, index) => accountOf(index + 1))];
  const [gateway, desk] = [join(folder, 'gateway.sqlite'), join(folder, 'desk.sqlite')];
  const system = await deskSystem({ sqlite: desk }, accounts);
  for (const account of accounts) for (let count = 0; count < 3; count++) await system.openTicket(account, `A widget of ${account.name}`);
  told('Making the accounts.');
  const lane = await startLane({ system, customers: accounts, database: { sqlite: gateway }, settings: { version: 1 }, failureRate, writeTimeout: 30_000 });
  try {
    const before = await lane.gateway.measure();
    let cuts = 0;
    lane.wire.setNoise(() => {
      if (Math.random() >= failureRate) return null;
      cuts += 1;
      return POINTS[Math.floor(Math.random() * POINTS.length)] ?? 'before';
    });
    const tally = new Tally();
    const begun = performance.now();
    const until = begun + minutes * 60_000;
    told(`${String(customers)} customers begin.`);
    const measured: (Measured & { readonly at: number })[] = [];
    const using = Promise.all(accounts.map((account, number) => useThePortal(lane.wire.url, account, new Random(seed + number), tally, { until, things, think })));
    const measuring = (async () => {
      while (performance.now() < until) {
        await delay(Math.min(10_000, minutes * 6_000));
        const now = await lane.gateway.measure();
        measured.push({ ...now, at: performance.now() - begun });
        told(`after ${String(Math.round((performance.now() - begun) / 1000))} s: ${String(tally.done)} things done, ${String(tally.failed)} failed, ${megabytes(now.rss)} MB (${megabytes(now.heap)} MB of JavaScript)`);
      }
    })();
    const [acknowledged] = await Promise.all([using, measuring]);
    lane.wire.setNoise(null);
    const after = await quiet(lane, before);
    const warm = measured.slice(Math.floor(measured.length / 3));
    const problems = [...await lost(lane, acknowledged), ...[await sqliteProblem(gateway), await sqliteProblem(desk)].filter((problem) => problem !== null)];
    return {
      tally, before, after, problems, injected: cuts + after.injected, writes: acknowledged.reduce((sum, { replies, tickets }) => sum + tickets.length + [...replies.values()].flat().length, 0),
      slope: { rss: slope(warm.map(({ at, rss }) => [at, rss])), heap: slope(warm.map(({ at, heap }) => [at, heap])) },
    };
  } finally {
    await lane.end();
    await rm(folder, { recursive: true });
  }
}

const accountOf = (number: number): Account => ({ email: `customer${String(number)}@acme.example`, name: `Customer ${String(number)}`, password: `password of ${String(number)}` });

export const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** Waits until as many things are open as before, twenty seconds at most: connections that were kept alive close by themselves. */
async function quiet({ gateway }: Lane, before: Measured): Promise<Measured> {
  for (let tries = 0; ; tries++) {
    const now = await gateway.measure();
    if (tries === 20 || leftOpen(before, now).length === 0) return now;
    await delay(1000);
  }
}

/** What is open now and was not before: `2 × TCPSocketWrap`. */
export function leftOpen(before: Measured, after: Measured): string[] {
  return Object.entries(after.resources).flatMap(([kind, count]) => {
    const more = count - (before.resources[kind] ?? 0);
    // A timer more or less says nothing; sockets, files and requests do.
    return more > 0 && kind !== 'Timeout' && kind !== 'Immediate' ? [`${String(more)} × ${kind}`] : [];
  });
}

/** What of what was acknowledged is not there once, and what is there that nobody sent. */
async function lost({ system }: Lane, all: readonly Acknowledged[]): Promise<string[]> {
  const problems: string[] = [];
  for (const { replies, tickets } of all) {
    for (const [ticketId, sent] of replies) problems.push(...[await problemOfConversation(system, ticketId, sent)].filter((problem) => problem !== null));
    // Tickets that were opened may have been replied to; what they began with is looked at.
    for (const ticket of tickets) problems.push(...[await problemOf(system, ticket, { isAnswered: true })].filter((problem) => problem !== null));
  }
  return problems;
}

/** By least squares, a hour. @param points Milliseconds and bytes. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (index: 0 | 1): number => points.reduce((sum, point) => sum + point[index], 0) / Math.max(1, points.length);
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [at, bytes]) => sum + (at - x) * (bytes - y), 0) / spread * 3_600_000;
}
