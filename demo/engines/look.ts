/** What somebody looks for in a page, through all shadow roots. */
export interface Wanted {
  /** CSS selector of the thing itself, such as `article` or {@link PRESSABLE}. */
  readonly css: string;
  /** Its accessible name: the whole, or a pattern. */
  readonly name?: string | RegExp;
  /** Something that is to be read in it. */
  readonly text?: string | RegExp;
  /** What it stands in. */
  readonly within?: Wanted;
  /** Found though it is not to be seen, as a file field behind its button. */
  readonly unseen?: boolean;
}

/** What can be pressed, and what can be filled in. */
export const PRESSABLE = 'button, a[href], summary';
export const FIELD = 'input, textarea, select';
export const HEADING = 'h1, h2, h3, h4, h5, h6, [role="heading"]';
/** A ticket of the list, as a row of the table. */
export const ROW = 'tbody tr';

/** A {@link Wanted} as JSON: patterns by source and flags. */
type Pattern = string | { readonly source: string; readonly flags: string };
export interface WantedJson { readonly css: string; readonly name?: Pattern; readonly text?: Pattern; readonly within?: WantedJson; readonly unseen?: boolean }

const patternJson = (pattern: string | RegExp): Pattern => typeof pattern === 'string' ? pattern : { source: pattern.source, flags: pattern.flags };

export const toJson = ({ css, name, text, within, unseen = false }: Wanted): WantedJson => ({
  css, unseen,
  ...name !== undefined && { name: patternJson(name) },
  ...text !== undefined && { text: patternJson(text) },
  ...within !== undefined && { within: toJson(within) },
});

/** For messages. */
export const inWords = ({ css, name, text, within }: Wanted): string =>
  [css, name !== undefined && `named ${String(name)}`, text !== undefined && `with ${String(text)}`, within !== undefined && `in ${inWords(within)}`].filter(Boolean).join(' ');

/**
 * Runs in the page and so stands for itself: finds all that is wanted and to be seen, in document order. Answers the text of each; with `mark`, marks the
 * first one, and the hosts around it, and answers the selectors that lead there. No `wanted`: the text of the page.
 */
export function look(wanted: WantedJson | null, mark: boolean): { texts: string[]; path: string[] } {
  const all = (root: ParentNode): Element[] => [
    ...root instanceof Element && root.shadowRoot !== null ? all(root.shadowRoot) : [],
    ...[...root.querySelectorAll('*')].flatMap((element) => [element, ...element.shadowRoot === null ? [] : all(element.shadowRoot)]),
  ];
  const visible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();
  /** What is to be read: in shadow roots, slots and fields too. Inside of a name, nothing that is there for the eye alone. */
  const read = (node: Node | null, asName = false): string => {
    if (node === null) return '';
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    const join = (nodes: Iterable<Node>): string => [...nodes].map((each) => read(each, asName)).join(asName ? '' : ' ');
    if (node instanceof HTMLSlotElement) return join(node.assignedNodes().length > 0 ? node.assignedNodes() : node.childNodes);
    if (!(node instanceof Element) || /^(style|script|template)$/.test(node.localName)) return '';
    // A label may stand around its field: what is in the field is no part of its name.
    if (asName ? node.matches('[aria-hidden="true"], input, select, textarea') : !node.checkVisibility()) return '';
    if (node instanceof HTMLInputElement) return node.type === 'password' ? '' : node.value;
    return join((node.shadowRoot ?? node).childNodes);
  };
  const nameOf = (element: Element): string => {
    const label = element.getAttribute('aria-label');
    if (label !== null) return tidy(label);
    const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const root = element.getRootNode() as Document | ShadowRoot;
    const sources = [
      ids.map((id) => root.getElementById(id)),
      [(element as HTMLInputElement).labels?.[0] ?? null],
      [element.querySelector(':scope > legend')],
      [element.matches('input, select, textarea, fieldset') ? null : element],
    ];
    return sources.map((nodes) => tidy(nodes.map((node) => read(node, true)).join(' '))).find((name) => name !== '') ?? '';
  };
  const matches = (text: string, pattern: Pattern, whole: boolean): boolean => {
    if (typeof pattern !== 'string') return new RegExp(pattern.source, pattern.flags).test(text);
    return whole ? text === pattern : text.includes(pattern);
  };
  const search = ({ css, name, text, within, unseen = false }: WantedJson): Element[] => (within === undefined ? [document] : search(within)).flatMap(all).filter((element) =>
    element.matches(css) && (unseen || visible(element))
    && (name === undefined || matches(nameOf(element), name, true)) && (text === undefined || matches(tidy(read(element)), text, false)));

  if (wanted === null) return { texts: [tidy(read(document.body))], path: [] };
  const found = search(wanted);
  const path: string[] = [];
  for (let at: Element | undefined = mark ? found[0] : undefined, count = 0; at !== undefined; count++) {
    const sign = `${String(Date.now())}-${String(count)}`;
    at.setAttribute('data-found', sign);
    path.unshift(`[data-found="${sign}"]`);
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return { texts: found.map((element) => tidy(read(element))), path };
}
