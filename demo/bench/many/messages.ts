import type { Browser } from 'playwright';
import type { Site } from '../site.ts';
import { openPage, until, type InPage } from './page.ts';
import { traced } from './trace.ts';

/** How many messages of a conversation are shown first, and how many come with a press. */
const FIRST = 30;
const SLICE = 20;

/** What a very long conversation takes, in milliseconds; work by its longest task, of processor time. */
export type Messages = Readonly<Record<'firstMessage' | 'opening' | 'slice' | 'all' | 'allTime', number>>;

/** The portal: the ticket is opened, then some earlier messages, then all of them. */
export async function portalMessages(browser: Browser, site: Site, ticketId: string, count: number): Promise<Messages> {
  const { context, page, session } = await openPage(browser, site);
  try {
    await page.evaluate((key) => { localStorage.setItem(key, '1'); }, `portico:signed-in:${site.origin}/api`);
    let firstMessage = 0;
    const opening = await traced(session, async () => {
      await page.goto(`${site.origin}/portal#/tickets/${ticketId}`, { waitUntil: 'commit' });
      await until(page, 'article', FIRST);
      firstMessage = await page.evaluate(() => performance.now());
      await page.waitForTimeout(500);
    });
    const press = (name: string): Promise<void> => page.evaluate((text) => {
      const button = (globalThis as unknown as InPage).inside('.earlier button').find(({ textContent }) => textContent.trim() === text);
      if (button === undefined) throw new Error(`There is no button ${text}.`);
      button.click();
    }, name);
    const slice = await traced(session, async () => {
      await press('Show earlier messages');
      await until(page, 'article', FIRST + SLICE);
    });
    let allTime = 0;
    const all = await traced(session, async () => {
      const begun = performance.now();
      await press('Show all earlier messages');
      await until(page, 'article', count);
      allTime = performance.now() - begun;
    });
    return { firstMessage, opening: opening.longest, slice: slice.longest, all: all.longest, allTime };
  } finally {
    await context.close();
  }
}

/** What it takes where all messages are put on the page at once. */
export async function allMessages(browser: Browser, site: Site, ticketId: string, count: number): Promise<Pick<Messages, 'firstMessage' | 'opening'>> {
  const { context, page, session } = await openPage(browser, site);
  try {
    const { longest } = await traced(session, async () => {
      await page.goto(`${site.origin}/all-messages#${ticketId}`, { waitUntil: 'commit' });
      await until(page, 'article', count);
    });
    return { firstMessage: await page.evaluate(() => performance.now() - (globalThis as unknown as { builtAt: number }).builtAt), opening: longest };
  } finally {
    await context.close();
  }
}
