import type { Browser, BrowserContext, CDPSession, Page } from 'playwright';
import { throttle } from '../browser.ts';
import type { Site } from '../site.ts';

/** A page that is being measured. */
export interface Measured { readonly context: BrowserContext; readonly page: Page; readonly session: CDPSession }

/** Opens an empty page of the site, with its scripts in the cache, so that a trace can begin before anything of the bench is there. */
export async function openPage(browser: Browser, site: Site): Promise<Measured> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  // What the elements are in: their shadow roots, as one tree.
  await context.addInitScript(() => {
    const inside = (root: Document | ShadowRoot, selector: string): Element[] =>
      [...root.querySelectorAll(selector), ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot === null ? [] : inside(shadowRoot, selector)))];
    const count = (node: Node): number =>
      1 + [...node.childNodes].reduce((sum, child) => sum + count(child), 0) + (node instanceof Element && node.shadowRoot !== null ? count(node.shadowRoot) : 0);
    Object.assign(globalThis, { inside: (selector: string) => inside(document, selector), countNodes: () => count(document) });
  });
  const page = await context.newPage();
  const session = await throttle(page, {});
  await page.goto(`${site.origin}/empty`);
  return { context, page, session };
}

/** Waits until there are at least so many elements, and until what is on the page has been painted. */
export async function until(page: Page, selector: string, count: number): Promise<void> {
  await page.waitForFunction(([wanted, least]) => (globalThis as unknown as InPage).inside(wanted).length >= least, [selector, count] as const, { timeout: 180_000, polling: 'raf' });
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve); }); }));
}

/** What {@link openPage} has put into the page. */
export interface InPage { inside: (selector: string) => HTMLElement[]; countNodes: () => number }

/** Elements, all nodes, and bytes of script objects of a page, after everything that can be let go of has been. */
export async function weigh({ page, session }: Measured): Promise<{ elements: number; nodes: number; heap: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const counts = await page.evaluate(() => ({ elements: (globalThis as unknown as InPage).inside('*').length, nodes: (globalThis as unknown as InPage).countNodes() }));
  return { ...counts, heap: usedSize };
}
