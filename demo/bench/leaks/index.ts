import type { Browser } from 'playwright';
import { figure, type Bench, type Row } from '../bench.ts';
import { openBrowser } from '../browser.ts';
import { startSite, type Site } from '../site.ts';
import { startStub, world } from '../stub.ts';
import { countOpen, held, mount, type Held } from './mount.ts';
import { subjects, type Subject } from './subjects.ts';

/** Before this many mounts, what is kept for the page's life (code, texts, templates) is not all there yet. */
const WARM_UP = 50;

/** What a page holds after the warming up, and after so many mounts more. */
export async function compare(browser: Browser, site: Site, subject: Subject, times: number): Promise<{ before: Held; after: Held }> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  try {
    await context.addInitScript(countOpen);
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await page.goto(`${site.origin}/leaks`);
    // The loader fetches an element's code when it meets the first one.
    await page.evaluate((tag) => { document.body.append(document.createElement(tag)); document.body.replaceChildren(); }, subject.tag);
    await mount(page, subject, WARM_UP);
    const before = await held(page, session);
    await mount(page, subject, times);
    return { before, after: await held(page, session) };
  } finally {
    await context.close();
  }
}

export const bench: Bench = {
  name: 'leaks',
  title: 'Mounting and unmounting',
  about: [
    `Each element is put into a page over the script tag, shows what it has (25 tickets, a ticket with 20 messages, a form, the sign-in), and is taken away again, 1,000 times after ${String(WARM_UP)} that do not count. Then garbage is`,
    'collected, and what the page holds is compared with what it held before: objects, nodes, listeners, and what has to be closed (channels to other tabs, event streams, repeating timers, locks).',
  ],
  goals: ['after 1,000 mounts and unmounts everything is back to where it was: no node, no listener, nothing open, and at most 5 % more heap'],
  needsBuild: true,
  run: async ({ quick, log }) => {
    const times = quick ? 100 : 1000;
    const stub = await startStub(world({ tickets: 25, messages: 20 }));
    const site = await startSite({
      pages: { '/leaks': '<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><script type="module" src="/cdn/portico.js"></script><body>' },
      apis: { '/api': stub.signedIn, '/nobody': stub.signedOut },
    });
    const browser = await openBrowser();
    const rows: Row[] = [];
    try {
      for (const subject of subjects(stub.newest)) {
        const name = subject.tag + (subject.how ?? '');
        log(name);
        const { before, after } = await compare(browser, site, subject, times);
        rows.push(figure({
          what: `${name}: heap`, unit: 'bytes', samples: [after.heap], against: { what: 'before', samples: [before.heap] }, goal: { of: 'ratio', atMost: 1.05 },
        }));
        for (const unit of ['nodes', 'listeners', 'open'] as const) {
          rows.push(figure({ what: `${name}: more ${unit}`, unit, samples: [after[unit] - before[unit]], goal: { of: 'value', atMost: 0 } }));
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
