import { parentOf } from '../../theme/ground.ts';

/** Notes where an element is in the window. @returns a function that scrolls whatever scrolls so that it is there again, after something was put in front of it. */
export function keepScroll(element: Element | null): () => void {
  const before = element?.getBoundingClientRect().top ?? 0;
  return () => {
    if (element?.isConnected !== true) return;
    // Browsers that keep the place themselves (scroll anchoring) leave nothing to do.
    const moved = element.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) scrollerOf(element).scrollBy({ top: moved, behavior: 'instant' });
  };
}

/** The nearest thing around an element that scrolls, through shadow roots. */
export function scrollerOf(element: Element): Element {
  for (let node: Element | null = element; node !== null; node = parentOf(node)) {
    if (node.scrollHeight > node.clientHeight && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return document.scrollingElement ?? document.documentElement;
}
