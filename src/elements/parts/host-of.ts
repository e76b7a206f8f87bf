/** The element that another one is a part of: the one whose shadow root it is in; undefined for one of the page itself. */
export function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
