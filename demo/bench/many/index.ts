import { figure, interleaved, type Bench } from '../bench.ts';
import { openBrowser } from '../browser.ts';
import { startSite } from '../site.ts';
import { startStub, world } from '../stub.ts';
import { allMessages, portalMessages } from './messages.ts';
import { pages, scripts } from './pages.ts';
import { allTickets, portalTickets } from './tickets.ts';

/** What a person does not notice: a frame for a key, and a task that holds up no press of a button. */
const FRAME = 16;
const TASK = 50;
const NODES = 1000;

export const bench: Bench = {
  name: 'many',
  title: 'Very many tickets and messages',
  about: [
    'A Chromium of 1280 × 900 pixels shows the portal over the script tag, with an API whose answers are kept. 10,000 tickets are loaded with "Load more", then the page is scrolled through from end to end, then a word is typed into the search.',
    'A ticket with 1,000 messages is opened, then 20 earlier ones are shown, then all. "All at once" is a page by hand that puts the same rows or messages on the page in one go; its time counts from the moment at which it has all answers,',
    'Portico’s from the navigation. Tasks are those of the page’s main thread, by the processor time that Chromium’s trace gives them: script, layout and painting together; for a key only scripts count. Elements are those of the whole page, the shadow roots included.',
  ],
  goals: ['10,000 tickets: at most 1,000 elements, at most 16 ms of script for a key', 'no task longer than 50 ms'],
  needsBuild: true,
  run: async ({ quick, log }) => {
    const [tickets, messages] = quick ? [1500, 200] : [10_000, 1000];
    const stub = await startStub(world({ tickets, messages }));
    const site = await startSite({ pages, scripts, apis: { '/api': stub.signedIn } });
    const browser = await openBrowser();
    try {
      log(`${String(tickets)} tickets`);
      const rows = await interleaved<'portico' | 'all', string>({
        portico: () => portalTickets(browser, site, tickets), all: () => allTickets(browser, site, tickets),
      }, { rounds: quick ? 1 : 5, warmUps: 1, log });
      log(`${String(messages)} messages`);
      const thread = await interleaved<'portico' | 'all', string>({
        portico: () => portalMessages(browser, site, stub.newest, messages), all: () => allMessages(browser, site, stub.newest, messages),
      }, { rounds: quick ? 1 : 5, warmUps: 1, log });
      const of = (samples: Readonly<Record<string, readonly number[]>>, name: string): readonly number[] => samples[name] ?? [];
      const one = (samples: typeof rows, what: string, name: string, unit: string, atMost?: number, against?: string): ReturnType<typeof figure> => figure({
        what, unit, samples: of(samples.portico, name),
        ...against !== undefined && { against: { what: 'all at once', samples: of(samples.all, against) } },
        ...atMost !== undefined && { goal: { of: 'value', atMost } },
      });
      return [
        one(rows, 'tickets: first row', 'firstRow', 'ms', undefined, 'firstRow'),
        one(rows, 'tickets: elements', 'elements', 'elements', NODES, 'elements'),
        one(rows, 'tickets: nodes, texts and marks too', 'nodes', 'nodes', undefined, 'nodes'),
        one(rows, 'tickets: heap', 'heap', 'bytes', undefined, 'heap'),
        one(rows, 'tickets: worst key', 'key', 'ms', FRAME),
        one(rows, 'tickets: longest task, loading all', 'loading', 'ms', TASK),
        one(rows, 'tickets: longest task, scrolling', 'scrolling', 'ms', TASK),
        one(rows, 'tickets: longest task, an answer', 'answer', 'ms', TASK),
        one(thread, 'messages: first ones', 'firstMessage', 'ms', undefined, 'firstMessage'),
        one(thread, 'messages: longest task, opening', 'opening', 'ms', TASK, 'opening'),
        one(thread, 'messages: longest task, 20 earlier', 'slice', 'ms', TASK),
        one(thread, 'messages: longest task, all earlier', 'all', 'ms', TASK),
        one(thread, 'messages: all earlier are there', 'allTime', 'ms'),
      ];
    } finally {
      await browser.close();
      await site.close();
      await stub.close();
    }
  },
};
