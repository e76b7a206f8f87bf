import assert from 'node:assert/strict';
import type { EnginePage } from './engines.mjs';
import { FIELD, inWords, look, PRESSABLE, toJson, type Wanted } from './look.ts';

/** A name: the whole, or a pattern. */
export type Name = string | RegExp;

/** Somebody in front of a browser, who finds things by what they read, through all shadow roots, and waits until they are there. */
export interface Person {
  readonly page: EnginePage;
  /** The same person in another window of the same browser. */
  newTab(): Promise<Person>;
  goto(url: string): Promise<void>;
  /** Loads the page again, once it can be left without a question. */
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Presses the visible button or link of a name. */
  press(name: Name, within?: Wanted): Promise<void>;
  /** Types into the visible field whose label is, or begins, so; what was in it goes. */
  fill(label: Name, text: string, within?: Wanted): Promise<void>;
  /** Ticks the visible box, or chooses the radio button, whose label begins so. */
  tick(label: Name, within?: Wanted): Promise<void>;
  /** Chooses an option of the list of that label, by its text or value, or by its place from 0 on. */
  select(label: Name, option: string | number, within?: Wanted): Promise<void>;
  /** Chooses files, by their paths on this machine, in the page's file field. */
  attach(...files: string[]): Promise<void>;
  /** Presses whatever it is. */
  click(wanted: Wanted): Promise<void>;
  /** Waits until a text is to be read somewhere in the page. */
  sees(text: Name): Promise<void>;
  /** Waits until a thing is there, and answers what is to be read in it. */
  finds(wanted: Wanted): Promise<string>;
  /** Waits until there is no such thing any more. */
  misses(wanted: Wanted): Promise<void>;
  /** What is to be read in each such thing now. */
  texts(wanted: Wanted): Promise<readonly string[]>;
  /** The selectors that lead to a thing, once it is there. */
  path(wanted: Wanted): Promise<string[]>;
  /** An attribute of a thing, once it is there; null where it has none. */
  attribute(wanted: Wanted, attribute: string): Promise<string | null>;
  /** What is in the field of a label. */
  value(label: Name): Promise<string>;
  /** Everything that is to be read in the page now. */
  reads(): Promise<string>;
  address(): Promise<string>;
}

/** Runs in the page: does something small with the element at a path. */
function at(path: readonly string[], task: 'value' | 'empty' | 'select' | 'attribute', detail: string | number = ''): string | null | undefined {
  let element: Element | null = null;
  for (const selector of path) element = (element === null ? document : element.shadowRoot)?.querySelector(selector) ?? null;
  if (element === null) return undefined;
  if (task === 'attribute') return element.getAttribute(String(detail));
  if (task === 'empty') (element as HTMLInputElement).value = '';
  if (task === 'select') {
    const list = element as HTMLSelectElement;
    const option = [...list.options].find(({ value, text, index }) => [value, text.trim(), index].includes(detail));
    if (option === undefined) throw new Error(`There is no option ${String(detail)}; there are ${[...list.options].map(({ text }) => text).join(', ')}`);
    list.value = option.value;
    for (const name of ['input', 'change']) list.dispatchEvent(new Event(name, { bubbles: true, composed: name === 'input' }));
  }
  return (element as HTMLInputElement).value;
}

const PATIENCE = 20_000;

/** Tries again where a view has drawn itself anew between finding a thing and using it. */
async function again(attempt: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (tries === 3 || !/no element|stale element|not clickable|detached/i.test(String(error))) throw error;
    }
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The label of a field may say more: that it is required, how long it may be. */
const beginning = (name: Name): RegExp => typeof name === 'string' ? new RegExp(`^${escaped(name)}`) : name;

export function person(page: EnginePage): Person {
  const waitFor = async <Value>(what: string, attempt: () => Promise<Value | false>): Promise<Value> => {
    const begun = performance.now();
    for (;;) {
      // A page that is just being left answers nothing.
      const found = await attempt().catch(() => false as const);
      if (found !== false) return found;
      if (performance.now() - begun > PATIENCE) throw new Error(`${what}. There is: ${(await reads().catch(() => 'no page')).slice(0, 1500)} (${await address().catch(() => '')})`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };
  const reads = async (): Promise<string> => (await page.eval(look, null, false)).texts.join('');
  const address = (): Promise<string> => page.eval(() => location.href);
  const texts = async (wanted: Wanted): Promise<readonly string[]> => (await page.eval(look, toJson(wanted), false)).texts;
  /** The selectors that lead to the first of several that is there. */
  const pathOfOne = (...ways: Wanted[]): Promise<string[]> => waitFor(`${inWords(ways[0] ?? { css: '' })} is not there`, async () => {
    for (const wanted of ways) {
      const { path: found } = await page.eval(look, toJson(wanted), true);
      if (found.length > 0) return found;
    }
    return false;
  });
  const path = (wanted: Wanted): Promise<string[]> => pathOfOne(wanted);
  const field = (label: Name, within?: Wanted): Promise<string[]> => {
    const whole = { css: FIELD, name: label, ...within && { within } };
    return pathOfOne(whole, { ...whole, name: beginning(label) });
  };
  const click = (wanted: Wanted): Promise<void> => again(async () => { await page.click(await path(wanted)); });
  const settled = async (mark: string): Promise<void> => { await page.until((sign) => !(sign in window) && document.readyState === 'complete', mark); };
  return {
    page, reads, address, texts, path, click,
    newTab: async () => person(await page.newPage()),
    goto: (url) => page.goto(url),
    async reload() {
      // What was typed last may be about to be kept: the browser would ask whether the page may be left.
      await page.until(() => dispatchEvent(new Event('beforeunload', { cancelable: true })));
      await page.eval(() => { Object.assign(window, { beforeReload: true }); });
      await page.eval(() => { setTimeout(() => { location.reload(); }, 0); });
      await settled('beforeReload');
    },
    back: () => page.eval(() => { history.back(); }),
    press: (name, within) => click({ css: PRESSABLE, name, ...within && { within } }),
    fill: (label, text, within) => again(async () => {
      const found = await field(label, within);
      // A driver may lose a key while a page is still settling.
      for (let tries = 0; tries < 3 && await page.eval(at, found, 'value') !== text; tries++) {
        await page.eval(at, found, 'empty');
        await page.type(found, text);
      }
    }),
    tick: (label, within) => again(async () => { await page.click(await field(label, within)); }),
    select: (label, option, within) => again(async () => {
      const found = await field(label, within);
      assert.notEqual(await page.eval(at, found, 'select', option), undefined, 'There is no element any more.');
    }),
    attach: async (...files) => { await page.choose(await path({ css: 'input[type="file"]', unseen: true }), files); },
    async sees(text) {
      await waitFor(`"${String(text)}" is not to be read`, async () => {
        const all = await reads();
        return typeof text === 'string' ? all.includes(text) : text.test(all);
      });
    },
    finds: (wanted) => waitFor(`${inWords(wanted)} is not there`, async () => (await texts(wanted))[0] ?? false),
    async misses(wanted) { await waitFor(`${inWords(wanted)} is still there`, async () => (await texts(wanted)).length === 0); },
    attribute: async (wanted, name) => await page.eval(at, await path(wanted), 'attribute', name) ?? null,
    value: async (label) => await page.eval(at, await field(label), 'value') ?? '',
  };
}
