import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../policy/random.ts';
import type { Customer } from './customer.ts';
import type { Lane } from './lane.ts';
import type { PageCustomer } from './page-customer.ts';
import { problemOf, randomFiles, randomText, type Sending } from './sending.ts';
import type { Stage } from './stages.ts';

/** One case: a stage, and the seed of everything that is random in it. */
export interface Case { readonly stage: Stage; readonly seed: number; readonly by: 'client' | 'page' }

/** What came of a case. */
export interface Outcome extends Case {
  readonly system: string;
  readonly problem: string | null;
  readonly sending: Sending;
  readonly milliseconds: number;
}

/** Those who send in a lane; it has a page where cases in browsers are run in it. */
export interface Senders { readonly customer: Customer; readonly page?: PageCustomer }

/** Bytes of the largest file: more than a slice of the adapter's first ones. */
const LARGEST = 700_000;

/** Runs a case: something goes wrong while somebody sends, and afterwards it is there once. */
export async function runCase(lane: Lane, { customer, page }: Senders, one: Case): Promise<Outcome> {
  const random = new Random(one.seed);
  const { system } = lane;
  const operation = random.chance(0.5) ? 'reply' : 'createTicket';
  // A word that search finds, and that no other case has.
  const subject = `case${String(one.seed)}x${crypto.randomUUID().slice(0, 8)}`;
  const ticketId = operation === 'reply' ? await system.openTicket(lane.customer, subject) : null;
  const sending: Sending = { ticketId, subject, text: randomText(random, subject), files: randomFiles(random, LARGEST) };
  const begun = performance.now();
  const problem = await attempt();
  return { ...one, system: system.name, sending, problem, milliseconds: performance.now() - begun };

  async function attempt(): Promise<string | null> {
    try {
      const manner = one.stage.manner ?? 'once';
      const ready = page === undefined || one.by === 'client' ? null : await page.prepare(sending);
      let hasHappened: boolean;
      const trouble = await one.stage.prepare(lane, { random, operation });
      try {
        if (ready !== null) await ready.send(manner);
        else if (manner === 'offline' || manner === 'restart') throw new Error('Only pages do that.');
        else await customer.send(sending, manner);
      } finally {
        await trouble.end?.();
        hasHappened = trouble.happened();
        await lane.calm();
      }
      if (!hasHappened) return 'what was to go wrong never did';
      const wrong = await problemOf(system, sending);
      return wrong === null ? await ready?.finish() ?? null : wrong;
    } catch (error) {
      return `${error instanceof Error ? error.stack ?? error.message : String(error)}\n${lane.gateway.complaints.slice(-1500)}`;
    }
  }
}

/** Runs cases in lanes, each lane the next that it can. @param told Called after each case. */
export async function runCases(cases: readonly Case[], lanes: readonly { readonly lane: Lane; readonly senders: Senders }[], told: (outcome: Outcome) => void): Promise<Outcome[]> {
  const waiting = { page: cases.filter(({ by }) => by === 'page'), client: cases.filter(({ by }) => by === 'client') };
  const outcomes: Outcome[] = [];
  await Promise.all(lanes.map(async ({ lane, senders }) => {
    const own: Outcome[] = [];
    for (;;) {
      const next = (senders.page === undefined ? undefined : waiting.page.shift()) ?? waiting.client.shift();
      if (next === undefined) break;
      const outcome = await runCase(lane, senders, next);
      own.push(outcome);
      told(outcome);
    }
    // What came too late, and twice, shows only now.
    await delay(1000);
    for (const outcome of own) {
      const late = outcome.problem === null ? await problemOf(lane.system, outcome.sending) : null;
      outcomes.push(late === null ? outcome : { ...outcome, problem: `later: ${late}` });
      if (late !== null) told({ ...outcome, problem: `later: ${late}` });
    }
  }));
  return outcomes;
}
