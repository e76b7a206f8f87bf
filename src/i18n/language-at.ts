/** The language at an element: the nearest `lang` attribute at or above it, through shadow roots, as the page writes it; English where there is none. */
export function languageAt(element: Element): string {
  for (let node: Element | null = element; node !== null;) {
    const found: Element | null = node.closest('[lang]');
    const tag = found?.getAttribute('lang')?.trim();
    if (tag !== undefined && tag !== '') return tag;
    const root: Node = (found ?? node).getRootNode();
    node = found?.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return 'en';
}
