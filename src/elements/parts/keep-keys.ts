/** What a key is typed into. */
const FIELDS = 'input, textarea, select, [contenteditable]';

/**
 * Keeps what is typed into a field from the page: sites have shortcuts of single letters, and see from outside of a shadow root only that a key was pressed at
 * the element, not that somebody is writing. Keys that write nothing, such as Escape, and combinations go on.
 */
export function keepKeys(element: HTMLElement): void {
  const keep = (event: KeyboardEvent): void => {
    const [target] = event.composedPath();
    const isWriting = target instanceof Element && target.matches(FIELDS) && [...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isWriting) event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup'] as const) element.addEventListener(type, keep);
}
