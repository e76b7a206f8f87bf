import type { Browser } from 'playwright';
import { throttle, type Throttle } from '../browser.ts';
import type { Site } from '../site.ts';
import type { BenchPage } from './pages.ts';

/** A request of a page: when it began and ended, in milliseconds since the navigation. */
export interface Fetched { readonly path: string; readonly begun: number; readonly ended: number }

/** What one opening of a page took. */
export interface Opening {
  /** Milliseconds from the navigation until the first thing has been painted. */
  readonly time: number;
  /** JavaScript and CSS that was asked for until then, on the wire. */
  readonly bytes: number;
  /** How many requests after the document had to wait for one another; see {@link hops}. */
  readonly hops: number;
}

/**
 * The longest chain of requests of which each began after the one before had ended. Two that follow one another by chance look alike;
 * on a slow line, where every request takes far longer than any script, there are none.
 */
export function hops(fetched: readonly Fetched[]): number {
  const depth = new Map<Fetched, number>();
  for (const one of [...fetched].sort((a, b) => a.begun - b.begun)) {
    depth.set(one, 1 + Math.max(0, ...fetched.filter(({ ended }) => ended <= one.begun).map((earlier) => depth.get(earlier) ?? 0)));
  }
  return Math.max(0, ...depth.values());
}

/** Runs in the page, before its own scripts: notes when the first thing has been painted. */
function noteWhenUsable(path: readonly string[]): void {
  const [last = '', ...elements] = [...path].reverse();
  const look = (): void => {
    let root: ParentNode | null | undefined = document;
    for (const element of elements.reverse()) root = root?.querySelector(element)?.shadowRoot;
    elements.reverse();
    if (root?.querySelector(last)?.checkVisibility() !== true) {
      requestAnimationFrame(look);
      return;
    }
    // A message is handled after the frame that is being made has been painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { Object.assign(globalThis, { usableAt: performance.now() }); };
    port2.postMessage(0);
  };
  look();
}

/** Runs in the page: waits for that moment, and tells what was fetched until then. */
async function readWhenUsable(): Promise<{ time: number; fetched: Fetched[] }> {
  const known = globalThis as { usableAt?: number };
  for (const end = performance.now() + 60_000; known.usableAt === undefined; await new Promise(requestAnimationFrame)) {
    if (performance.now() > end) throw new Error(`Nothing was to be seen within a minute: ${document.body.innerText}`);
  }
  const time = known.usableAt;
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return {
    time, fetched: entries.filter(({ startTime }) => startTime <= time)
      .map(({ name, startTime, responseEnd }) => ({ path: new URL(name).pathname, begun: startTime, ended: responseEnd || Infinity })),
  };
}

/**
 * Opens a page in a browser that has never seen it.
 * @param remembered Keys of the storage that an earlier visit has left on the device
 */
export async function open(browser: Browser, site: Site, { path, usable }: BenchPage, slow: Throttle, remembered: readonly string[] = []): Promise<Opening> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  try {
    await context.addInitScript((keys) => { for (const key of keys) localStorage.setItem(key, '1'); }, remembered);
    await context.addInitScript(noteWhenUsable, usable);
    const page = await context.newPage();
    await throttle(page, slow);
    await page.goto(site.origin + path, { waitUntil: 'commit' });
    const { time, fetched } = await page.evaluate(readWhenUsable);
    return {
      time, bytes: fetched.reduce((total, one) => total + (site.bytesOf(one.path) ?? 0), 0), hops: hops(fetched.filter(({ ended }) => ended <= time)),
    };
  } finally {
    await context.close();
  }
}
