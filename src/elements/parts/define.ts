/** Registers an element unless its name is taken: a second copy of the library on a page does no harm. */
export function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
