import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../policy/random.ts';
import type { Manner } from './customer.ts';
import type { Lane } from './lane.ts';
import type { SystemFault } from './system.ts';
import type { CutPoint } from './wire.ts';

/** What a browser's owner does while it sends, besides what a page without one can do. */
export type PageManner = Manner | 'offline' | 'restart';

/** A case, as a stage sees it. */
export interface Plan {
  readonly random: Random;
  readonly operation: 'reply' | 'createTicket';
}

/** A way in which sending goes wrong. */
export interface Stage {
  readonly name: string;
  /** How the customer sends; default once. */
  readonly manner?: PageManner;
  /** Only real browsers do it. */
  readonly onlyPages?: true;
  /** Only where there is a line between gateway and ticketing system. */
  readonly onlyLines?: true;
  /** Prepares what will go wrong; answers how to tell that it has, and what to wait for before all is well again. */
  readonly prepare: (lane: Lane, plan: Plan) => Promise<Trouble>;
}

export interface Trouble {
  /** Whether it has happened; a case in which it has not tests nothing. */
  readonly happened: () => boolean;
  readonly end?: () => Promise<unknown>;
}

const REQUESTS = {
  announce: { reply: /^POST \/api\/v1\/uploads /, createTicket: /^POST \/api\/v1\/uploads / },
  slice: { reply: /^PUT \/api\/v1\/uploads\//, createTicket: /^PUT \/api\/v1\/uploads\// },
  send: { reply: /^POST \/api\/v1\/tickets\/[^/]+\/messages /, createTicket: /^POST \/api\/v1\/tickets / },
} as const;
type Request = keyof typeof REQUESTS;

const NOTHING: Trouble = { happened: () => true };
/** Once, or so often that a client's own repetitions do not help any more. */
const often = (random: Random): number => (random.chance(0.6) ? 1 : 2 + random.below(4));

/** The client's line is cut at a point of a request. */
const cut = (request: Request, at: CutPoint): Stage => ({
  name: `line: ${request}, ${AT[at]}`,
  async prepare({ wire }, { random, operation }) {
    wire.arm({ request: REQUESTS[request][operation], at, times: often(random), share: random.next() });
    return { happened: () => wire.hits > 0 };
  },
});
const AT: Readonly<Record<CutPoint, string>> = {
  before: 'before it', head: 'in its head', body: 'in its body', sent: 'at its end', answered: 'before the answer', answer: 'in the answer',
};

/** The ticketing system fails, or the way to it. */
const failing = (name: string, point: SystemFault['point'], then: 'fail' | 'hang', more: Pick<Stage, 'onlyLines'> = {}): Stage => ({
  name: `backend: ${name}`, ...more,
  async prepare(lane, { random, operation }) {
    await lane.fail({ operation, point, then, times: then === 'hang' ? 1 : often(random) });
    return { happened: () => lane.failures > 0 };
  },
});

/** Something is done at a point of the way to the ticketing system. */
const when = (name: string, point: SystemFault['point'], act: (lane: Lane) => Promise<unknown>, more: Pick<Stage, 'onlyLines'> = {}): Stage => ({
  name, ...more,
  async prepare(lane, { operation }) {
    await lane.fail({ operation, point, times: 1, then: () => act(lane) });
    return { happened: () => lane.failures > 0 };
  },
});

/** The gateway is killed when a request is at a point of its way. */
const killedAt = (request: Request, at: CutPoint): Stage => ({
  name: `killed: ${request}, ${AT[at]}`,
  async prepare({ wire, gateway }, { random, operation }) {
    wire.arm({ request: REQUESTS[request][operation], at, times: 1, share: random.next(), reached: () => gateway.kill() });
    return { happened: () => wire.hits > 0 };
  },
});

const manner = (name: string, how: PageManner, more: Pick<Stage, 'onlyPages'> = {}): Stage => ({ name: `customer: ${name}`, manner: how, ...more, prepare: async () => NOTHING });

/** Every way in which the suite lets sending go wrong. */
export const STAGES: readonly Stage[] = [
  ...(['announce', 'slice', 'send'] as const).flatMap((request) => (['before', 'head', 'body', 'sent', 'answered', 'answer'] as const).map((at) => cut(request, at))),
  when('line: send, after the commit', 'committed', async ({ wire }) => { wire.cutAll(); }),
  failing('down', 'before', 'fail'),
  failing('breaks off within a file', 'body', 'fail'),
  failing('cut when it has everything', 'sent', 'fail', { onlyLines: true }),
  failing('fails after the commit', 'committed', 'fail'),
  failing('hangs after the commit', 'committed', 'hang'),
  failing('cut in its answer', 'answer', 'fail', { onlyLines: true }),
  killedAt('announce', 'answered'), killedAt('slice', 'body'), killedAt('slice', 'answered'), killedAt('send', 'sent'), killedAt('send', 'answered'),
  when('killed: before the commit', 'before', ({ gateway }) => gateway.kill()),
  when('killed: backend has everything', 'sent', ({ gateway }) => gateway.kill(), { onlyLines: true }),
  when('killed: after the commit', 'committed', ({ gateway }) => gateway.kill()),
  {
    name: 'killed: at random',
    async prepare({ gateway }, { random }) {
      const killing = (async () => {
        for (let count = 1 + random.below(3); count > 0; count--) {
          await delay(random.below(700));
          await gateway.kill();
          await gateway.start();
        }
      })();
      return { happened: () => true, end: () => killing };
    },
  },
  {
    name: 'line: down for a while',
    async prepare({ wire }, { random }) {
      const back = (async () => {
        await delay(random.below(300));
        wire.setDown(true);
        await delay(500 + random.below(2500));
        wire.setDown(false);
      })();
      return { happened: () => true, end: () => back };
    },
  },
  manner('presses twice', 'twice'),
  manner('sends from two tabs', 'two-tabs'),
  manner('reloads', 'reload'),
  manner('is signed out', 'signed-out'),
  manner('loses the network', 'offline', { onlyPages: true }),
  manner('the browser is killed', 'restart', { onlyPages: true }),
];
