/** Elements in the order of the page; those in different shadow trees keep some order. */
export const inPageOrder = (elements: readonly HTMLElement[]): HTMLElement[] =>
  [...elements].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
