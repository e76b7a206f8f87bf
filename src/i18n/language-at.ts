/** The language at an element: the nearest `lang` attribute at or above it, through shadow roots; English where there is none. As the page writes it, but for `ko_KR`, which is `ko-KR`. */
export function languageAt(element: Element): string {
  for (let node: Element | null = element; node !== null;) {
    const found: Element | null = node.closest('[lang]');
    const tag = found?.getAttribute('lang')?.trim();
    if (tag !== undefined && tag !== '') return tag.replaceAll('_', '-');
    node = above(node, found);
  }
  return 'en';
}

/**
 * Whether a page leaves it to the language at an element in which direction it is written: `lang` is nearer to it than any `dir`.
 * @param apart An element whose own `dir` does not count.
 */
export function isDirectedByLanguage(element: Element, apart?: Element): boolean {
  for (let node: Element | null = element; node !== null;) {
    const found: Element | null = node.closest('[lang]:not([lang=""]), [dir]');
    if (found?.hasAttribute('dir') === true && found !== apart) return false;
    if (found?.hasAttribute('lang') === true) return true;
    node = above(node, found);
  }
  return false;
}

/** Where to look on: above what has been found, or outside the shadow root where nothing has. */
function above(node: Element, found: Element | null): Element | null {
  const root: Node = (found ?? node).getRootNode();
  return found?.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
