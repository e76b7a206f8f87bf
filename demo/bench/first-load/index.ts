import { BUDGET } from '../../../.config/budget.mjs';
import { figure, interleaved, type Bench, type Goal, type Row } from '../bench.ts';
import { openBrowser, SLOW_4G, type Throttle } from '../browser.ts';
import { startSite } from '../site.ts';
import { startStub, world } from '../stub.ts';
import { open, type Opening } from './measure.ts';
import { buildPages, pageOf, SCREENS, WAYS, type Screen, type Way } from './pages.ts';

/** What a screen is waited for, in words. */
const FIRST: Readonly<Record<Screen, string>> = { login: 'sign-in', list: 'first row', detail: 'first message' };

/** Under which circumstances, and how many rounds show the same again. */
const CIRCUMSTANCES: readonly { readonly name: string; readonly slow: Throttle; readonly rounds: number }[] = [
  { name: '1× CPU', slow: {}, rounds: 15 },
  { name: '4× CPU', slow: { cpu: 4 }, rounds: 11 },
  { name: 'slow 4G', slow: { network: SLOW_4G }, rounds: 5 },
];
const TIME: Goal = { of: 'ratio', atMost: 1.25 };
const HOPS: Goal = { of: 'value', atMost: 2 };

export const bench: Bench = {
  name: 'first-load',
  title: 'First load',
  about: [
    'A Chromium that has never seen the page opens it, with 25 tickets, or one with 20 messages: over the script tag with `<customer-portal>`; a minimal page ("stack") that shows the same answers with the same libraries',
    '(lit, @lit/context, ky, zod/mini, DOMPurify for messages; @lit/task is none of Portico’s) and has nothing else; and one that is written by hand. All come from one server on the same machine, compressed by brotli at its',
    'best, with an API whose answers are kept. Time is counted until the first thing has been painted. Customers who were signed in are remembered by their device, as after every sign-in; the rows "never seen" are without that.',
    'Slow 4G is that of Chromium’s developer tools: 562.5 ms a request, 1.44 Mbit/s. Bytes are JavaScript and CSS; dependent requests are those after the page’s HTML that wait for one another.',
  ],
  goals: [
    'sign-in, first row and first message at most 1.25 times the stack’s time, at 1× and 4× CPU and on slow 4G',
    'at most two dependent requests after the page’s HTML',
    `JavaScript and CSS: sign-in ≤ ${String(BUDGET.login.goal / 1000)} KB, list ≤ ${String(BUDGET.list.goal / 1000)} KB, ticket ≤ ${String(BUDGET.detail.goal / 1000)} KB`,
  ],
  needsBuild: true,
  run: async ({ quick, log }) => {
    const stub = await startStub(world({ tickets: 25, messages: 20 }));
    const pages = SCREENS.flatMap((screen) => WAYS.map((way) => pageOf(way, screen, stub.newest)));
    const site = await startSite({
      pages: Object.fromEntries(pages.map(({ path, html }) => [path.replace(/#.*/, ''), html])), scripts: await buildPages(), apis: { '/api': stub.signedIn, '/nobody': stub.signedOut },
    });
    const browser = await openBrowser();
    const remembered = [`portico:signed-in:${site.origin}/api`];
    const opening = (way: Way, screen: Screen, slow: Throttle, keys: readonly string[] = remembered) => async (): Promise<Record<keyof Opening, number>> =>
      ({ ...await open(browser, site, pageOf(way, screen, stub.newest), slow, keys) });
    const rows: Row[] = [];
    try {
      for (const { name, slow, rounds } of CIRCUMSTANCES) {
        for (const screen of SCREENS) {
          log(`${FIRST[screen]}, ${name}`);
          const { portico, stack, plain, unseen } = await interleaved({
            portico: opening('portico', screen, slow), stack: opening('stack', screen, slow), plain: opening('plain', screen, slow), unseen: opening('portico', screen, slow, []),
          }, { rounds: quick ? 3 : rounds });
          const what = `${FIRST[screen]}, ${name}`;
          const against = { what: 'stack', samples: stack.time };
          rows.push(figure({ what, unit: 'ms', samples: portico.time, against, goal: TIME }));
          rows.push(figure({ what: `${what}, by hand`, unit: 'ms', samples: portico.time, against: { what: 'by hand', samples: plain.time } }));
          // To somebody who signs in it makes no difference.
          if (screen !== 'login') rows.push(figure({ what: `${what}, never seen`, unit: 'ms', samples: unseen.time, against }));
          if (slow.network === undefined) continue;
          rows.push(figure({ what: `${FIRST[screen]}, dependent requests`, unit: 'requests', samples: portico.hops, against: { what: 'stack', samples: stack.hops }, goal: HOPS }));
          rows.push(figure({ what: `${FIRST[screen]}, bytes`, unit: 'bytes', samples: portico.bytes, against: { what: 'stack', samples: stack.bytes }, goal: { of: 'value', atMost: BUDGET[screen].goal } }));
          rows.push(figure({ what: `${FIRST[screen]}, bytes, by hand`, unit: 'bytes', samples: portico.bytes, against: { what: 'by hand', samples: plain.bytes } }));
        }
      }
    } finally {
      await browser.close();
      await site.close();
      await stub.close();
    }
    return rows;
  },
};
