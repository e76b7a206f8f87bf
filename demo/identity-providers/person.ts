import type { EnginePage } from '../engines/engines.mjs';

/** Somebody in front of a browser, who finds things by what they read, through all shadow roots. */
export interface Person {
  readonly page: EnginePage;
  goto(url: string): Promise<void>;
  /** Presses the visible button or link of a name, as soon as it is there. */
  press(name: string): Promise<void>;
  /** Types into the visible field of a label, as soon as it is there; what was in it goes. */
  fill(label: string, text: string): Promise<void>;
  /** Ticks the visible box whose label begins so. */
  tick(label: string): Promise<void>;
  /** Waits until a text is to be read somewhere in the page. */
  sees(text: string): Promise<void>;
  /** Everything that is to be read in the page now. */
  reads(): Promise<string>;
  address(): Promise<string>;
}

/** Runs in the page: marks the first visible element of a kind and name, and the hosts around it, and answers the selectors that lead there. */
function mark(kind: 'press' | 'field', name: string): string[] | null {
  const all = (root: Document | ShadowRoot): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...element.shadowRoot === null ? [] : all(element.shadowRoot)]);
  // What is there for the eye alone is no part of a name.
  const read = (node: Node | null): string => node === null || (node instanceof Element && node.getAttribute('aria-hidden') === 'true') ? ''
    : node.nodeType === Node.TEXT_NODE ? node.textContent ?? '' : [...node.childNodes].map(read).join('');
  const text = (element: Element | null): string => read(element).replace(/\s+/g, ' ').trim();
  const visible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const labelOf = (element: Element): string => element.getAttribute('aria-label') ?? text((element as HTMLInputElement).labels?.[0] ?? null);
  const wanted = kind === 'press' ? 'button, a[href], summary' : 'input, textarea, select';
  const fits = (element: Element): boolean => (kind === 'press' ? text(element) === name || element.getAttribute('aria-label') === name : labelOf(element) === name || labelOf(element).startsWith(name));
  let found: Element | undefined = all(document).find((element) => element.matches(wanted) && visible(element) && fits(element));
  if (found === undefined) return null;
  const path: string[] = [];
  for (let count = 0; found !== undefined; count++) {
    const sign = `${String(Date.now())}-${String(count)}`;
    found.setAttribute('data-found', sign);
    path.unshift(`[data-found="${sign}"]`);
    const root: Node = found.getRootNode();
    found = root instanceof ShadowRoot ? root.host : undefined;
  }
  return path;
}

/** Runs in the page: what is to be read in it, shadow roots and all. */
function readable(): string {
  const texts = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (node instanceof HTMLSlotElement) return node.assignedNodes().length > 0 ? node.assignedNodes().map(texts).join(' ') : [...node.childNodes].map(texts).join(' ');
    if (!(node instanceof Element)) return '';
    if (/^(style|script|template)$/.test(node.localName) || !node.checkVisibility()) return '';
    if (node instanceof HTMLInputElement) return node.type === 'password' ? '' : node.value;
    return [...(node.shadowRoot ?? node).childNodes].map(texts).join(' ');
  };
  return texts(document.body).replace(/\s+/g, ' ');
}

/** Runs in the page: what is in a field. */
function valueOf(path: readonly string[]): string | undefined {
  let element: Element | null = null;
  for (const selector of path) element = (element === null ? document : element.shadowRoot)?.querySelector(selector) ?? null;
  return (element as HTMLInputElement | null)?.value;
}

/** Runs in the page: empties a field. */
function empty(path: readonly string[]): void {
  let element: Element | null = null;
  for (const selector of path) element = (element === null ? document : element.shadowRoot)?.querySelector(selector) ?? null;
  if (element !== null) (element as HTMLInputElement).value = '';
}

const PATIENCE = 20_000;

/** Tries again where a view has drawn itself anew between finding a thing and using it. */
async function again(attempt: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (tries === 3 || !/no element/.test(String(error))) throw error;
    }
  }
}

export function person(page: EnginePage): Person {
  const waitFor = async <Value>(what: string, look: () => Promise<Value | null | false>): Promise<Value> => {
    const begun = performance.now();
    for (;;) {
      // A page that is just being left answers nothing.
      const found = await look().catch(() => null);
      if (found !== null && found !== false) return found;
      if (performance.now() - begun > PATIENCE) throw new Error(`${what} is not there. There is: ${(await page.eval(readable).catch(() => 'no page')).slice(0, 1500)} (${await page.eval(() => location.href).catch(() => '')})`);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };
  const find = (kind: 'press' | 'field', name: string): Promise<string[]> => waitFor(`${kind === 'press' ? 'A button or link' : 'A field'} "${name}"`, () => page.eval(mark, kind, name));
  return {
    page,
    goto: async (url) => { await page.goto(url); },
    press: (name) => again(async () => { await page.click(await find('press', name)); }),
    fill: (label, text) => again(async () => {
      const path = await find('field', label);
      // A driver may lose a key while a page is still settling.
      for (let tries = 0; tries < 3 && await page.eval(valueOf, path) !== text; tries++) {
        await page.eval(empty, path);
        await page.type(path, text);
      }
    }),
    tick: (label) => again(async () => { await page.click(await find('field', label)); }),
    async sees(text) {
      await waitFor(`"${text}"`, async () => (await page.eval(readable)).includes(text));
    },
    reads: () => page.eval(readable),
    address: () => page.eval(() => location.href),
  };
}
