import type { CDPSession, Page } from 'playwright';
import type { Subject } from './subjects.ts';

/** What a page holds, after everything that nobody needs any more has been collected. */
export interface Held {
  /** Bytes of JavaScript objects. */
  readonly heap: number;
  /** Nodes of all documents, those included that only a script still holds. */
  readonly nodes: number;
  readonly listeners: number;
  /** Channels to other tabs, streams of events and repeating timers that are open, and locks that are held or waited for. */
  readonly open: number;
}

/** Runs in the page before its own scripts: counts what has to be closed by whoever opens it. */
export function countOpen(): void {
  let open = 0;
  Object.assign(globalThis, { countOpen: async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return open + held.length + pending.length;
  } });
  for (const name of ['BroadcastChannel', 'EventSource'] as const) {
    const closed = new WeakSet<object>();
    const { close } = globalThis[name].prototype;
    globalThis[name].prototype.close = function (this: BroadcastChannel & EventSource): void {
      if (!closed.has(this)) open--;
      closed.add(this);
      close.call(this);
    };
    Object.assign(globalThis, { [name]: new Proxy(globalThis[name], {
      construct: (Base, args: [string]) => {
        open++;
        return new Base(...args);
      },
    }) });
  }
  const running = new Set<unknown>();
  const { setInterval: begin, clearInterval: end } = globalThis;
  Object.assign(globalThis, {
    setInterval: (...args: Parameters<typeof begin>) => {
      const timer = begin(...args);
      running.add(timer);
      open++;
      return timer;
    },
    clearInterval: (timer: number | undefined) => {
      if (running.delete(timer)) open--;
      end(timer);
    },
  });
}

/** Runs in the page: puts an element there, waits until it shows what it has, and takes it away again, so many times. */
async function mountAndUnmount({ tag, attributes, usable, times, crowd = 1, stay }: Subject & { readonly times: number }): Promise<void> {
  const [last, ...elements] = [...usable].reverse();
  elements.reverse();
  const wait = async (milliseconds?: number): Promise<void> => {
    await new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  };
  const isUsable = (mounted: Element): boolean => {
    let root: ShadowRoot | null | undefined = mounted.shadowRoot;
    for (const element of elements) root = root?.querySelector(element)?.shadowRoot;
    return last === undefined || root?.querySelector(last) != null;
  };
  await customElements.whenDefined(tag);
  for (let time = 0; time < times; time += crowd) {
    const all = Array.from({ length: crowd }, () => {
      const mounted = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) mounted.setAttribute(name, value);
      return mounted;
    });
    document.body.append(...all);
    const end = performance.now() + 60_000;
    while (!all.every(isUsable)) {
      await wait();
      if (performance.now() > end) throw new Error(`<${tag}> shows nothing: ${all.map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join()}`);
    }
    if (stay !== undefined) await wait(stay);
    for (const mounted of all) mounted.remove();
  }
}

export const mount = (page: Page, subject: Subject, times: number): Promise<void> => page.evaluate(mountAndUnmount, { ...subject, times });

/** Collects garbage, and counts what is left, once that is the same twice: what ends a little later, such as a request that was cut off, has ended then. */
export async function held(page: Page, session: CDPSession): Promise<Held> {
  let last = await count(page, session);
  for (let look = 0; look < 20; look++) {
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    const now = await count(page, session);
    if (now.nodes === last.nodes && now.listeners === last.listeners && now.open === last.open) return now;
    last = now;
  }
  return last;
}

async function count(page: Page, session: CDPSession): Promise<Held> {
  // What a first collection lets go may hold what only a second one finds.
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return {
    heap: usedSize, nodes: metric('Nodes'), listeners: metric('JSEventListeners'),
    open: await page.evaluate(() => (globalThis as unknown as { countOpen: () => Promise<number> }).countOpen()),
  };
}
