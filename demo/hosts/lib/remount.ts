import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { EnginePage } from '../../engines/engines.mjs';

/** Runs in the page: counts the listeners which from now on are added to what outlives a view, and have not been removed. */
function countListeners(): void {
  const live = new Map<string, Set<unknown>>();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const listeners = (target: EventTarget, type: string): Set<unknown> | undefined => {
    // Elements and what is in them go with their listeners.
    if (target instanceof Node && ![document, document.documentElement, document.body].includes(target as Document)) return undefined;
    const name = `${Object.prototype.toString.call(target)} ${type}`;
    live.set(name, live.get(name) ?? new Set());
    return live.get(name);
  };
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type: string, listener: EventListener, ...rest: unknown[]) {
    listeners(this ?? window, type)?.add(listener);
    add.call(this ?? window, type, listener, ...rest as []);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type: string, listener: EventListener, ...rest: unknown[]) {
    listeners(this ?? window, type)?.delete(listener);
    remove.call(this ?? window, type, listener, ...rest as []);
  };
  Object.assign(window, { liveListeners: live });
}

/** Runs in the page: what a view may leave behind. */
function remains(): Record<string, unknown> {
  const { liveListeners } = window as unknown as { liveListeners: Map<string, Set<unknown>> };
  return {
    title: document.title, head: document.head.childElementCount, body: document.body.childElementCount,
    sheets: document.adoptedStyleSheets.length, portals: document.querySelectorAll('customer-portal').length, listeners: Object.fromEntries([...liveListeners].filter(([, { size }]) => size > 0).map(([name, { size }]) => [name, size])),
  };
}

/** Follows a link of the site as soon as it is there; pages that are just being put in place lose what a mouse aims at. */
const follow = (page: EnginePage, selector: string): Promise<void> => page.until((wanted) => {
  const link = document.querySelector<HTMLElement>(wanted);
  link?.click();
  return link !== null;
}, selector);

const ROUNDS = 8;

/**
 * Leaves the portal's page by a link of the site and comes back, until leaving changes nothing any more: what is begun once for a page may stay, what
 * comes with every portal must not. Nothing has to be done twice.
 * @param away Finds the link to another page, `back` the one from there; neither loads a document.
 */
export async function leavesNothing(page: EnginePage, { away, back, settled }: { readonly away: string; readonly back: string; readonly settled: () => Promise<void> }): Promise<void> {
  await page.eval(countListeners);
  let [before, after]: Record<string, unknown>[] = [];
  for (let round = 0; round < ROUNDS && !(before !== undefined && isDeepStrictEqual(before, after)); round++) {
    await follow(page, away);
    await page.until(() => document.querySelector('customer-portal') === null);
    // What is still on its way for the view arrives, and finds nobody.
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    [before, after] = [after, await page.eval(remains)];
    await follow(page, back);
    await settled();
  }
  assert.deepEqual(after, before, 'The portal leaves something behind on another page of the site, each time that it was there.');
  assert.equal(await page.eval(() => document.querySelectorAll('customer-portal').length), 1);
}
