import type { Browser } from 'playwright';
import type { Site } from '../site.ts';
import { openPage, until, weigh, type InPage, type Measured } from './page.ts';
import { traced } from './trace.ts';

/** So many rows are shown before it counts as long. */
const FIRST = 25;
const WORDS = 'invoice';

/** What a list of very many tickets takes: milliseconds, of processor time for work; elements and nodes; bytes. */
export type Tickets = Readonly<Record<'firstRow' | 'elements' | 'nodes' | 'heap' | 'loading' | 'scrolling' | 'key' | 'answer', number>>;

/** The portal with all tickets loaded by its own button, scrolled from one end to the other, then searched. */
export async function portalTickets(browser: Browser, site: Site, count: number): Promise<Tickets> {
  const opened = await openPage(browser, site);
  try {
    const { page, session } = opened;
    await page.evaluate((key) => { localStorage.setItem(key, '1'); }, `portico:signed-in:${site.origin}/api`);
    await page.goto(`${site.origin}/portal`, { waitUntil: 'commit' });
    await until(page, 'tbody tr[part=row]', FIRST);
    const firstRow = await page.evaluate(() => performance.now());
    const loading = await traced(session, async () => { await loadAll(opened, count); });
    const weight = await weigh(opened);
    const scrolling = await traced(session, () => scroll(opened));
    await page.evaluate(() => { scrollTo(0, 0); (globalThis as unknown as InPage).inside('#search')[0]?.focus(); });
    const keys: number[] = [];
    for (const letter of WORDS) {
      // Before what is typed is looked for.
      keys.push((await traced(session, async () => {
        await page.keyboard.press(letter);
        await page.waitForTimeout(100);
      })).script);
    }
    const answer = await traced(session, async () => {
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => (globalThis as unknown as InPage).inside('ticket-list .chip, .chip').length > 0 && (globalThis as unknown as InPage).inside('[aria-busy=true]').length === 0);
    });
    return { firstRow, ...weight, loading: loading.longest, scrolling: scrolling.longest, key: Math.max(...keys), answer: answer.longest };
  } finally {
    await opened.context.close();
  }
}

/** Presses the button until there is no more to be had. @throws Error where not all are loaded */
async function loadAll({ page }: Measured, count: number): Promise<void> {
  for (let more = true; more;) {
    more = await page.evaluate(async () => {
      const { inside } = globalThis as unknown as InPage;
      inside('#more')[0]?.click();
      do await new Promise(requestAnimationFrame); while (inside('#more[aria-disabled=true]').length > 0);
      return inside('#more').length > 0;
    });
  }
  const shown = await page.evaluate(() => (globalThis as unknown as InPage).inside('.count')[0]?.textContent ?? '');
  if (!shown.includes(count.toLocaleString('en'))) throw new Error(`Not all are loaded: ${shown}`);
}

/** Goes through the page in steps of a window's height, then to its end. @throws Error where a window has no row in it */
async function scroll({ page }: Measured): Promise<void> {
  const empty = await page.evaluate(async () => {
    const { inside } = globalThis as unknown as InPage;
    let holes = 0;
    const { scrollHeight } = document.documentElement;
    for (let step = 0; step <= 60; step += 1) {
      scrollTo(0, step < 40 ? step * innerHeight : scrollHeight * (step - 39) / 21);
      await new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve); }); });
      if (!inside('tbody tr[part=row]').some((row) => row.getBoundingClientRect().bottom > 0 && row.getBoundingClientRect().top < innerHeight)) holes += 1;
    }
    return holes;
  });
  if (empty > 0) throw new Error(`There was nothing to be seen in ${String(empty)} places.`);
}

/** What the same takes where all rows are on the page at once. */
export async function allTickets(browser: Browser, site: Site, count: number): Promise<Pick<Tickets, 'firstRow' | 'elements' | 'nodes' | 'heap'>> {
  const opened = await openPage(browser, site);
  try {
    const { page } = opened;
    await page.goto(`${site.origin}/all-tickets`, { waitUntil: 'commit' });
    await until(page, 'tbody tr', count);
    const firstRow = await page.evaluate(() => performance.now() - (globalThis as unknown as { builtAt: number }).builtAt);
    return { firstRow, ...await weigh(opened) };
  } finally {
    await opened.context.close();
  }
}
