import type { LitElement } from 'lit';
import { keepScroll } from './keep-scroll.ts';

/** Milliseconds that a pointer has to rest before what is under it may move. */
const REST = 1000;

/**
 * Shows something else in an element by itself, without a wish of the person in front of it: what has the focus keeps it and its place in the window, else what
 * the pointer rests on does, else the first thing that can be seen of those that are read from above; a pointer that is on its way finds what it is aimed at.
 * @param pieces What it is made of, rows or messages, as a selector. @param change Shows it.
 */
export async function putInPlace(element: LitElement, pieces: string, change: () => void): Promise<void> {
  const root = element.renderRoot as ShadowRoot;
  await pointerRests(root, pieces);
  const focused = root.activeElement;
  const restore = keepScroll(focused ?? root.querySelector(`:is(${pieces}):hover`) ?? firstSeen(root, pieces));
  change();
  await element.updateComplete;
  restore();
  // Whatever is put to another place loses the focus on the way.
  if (focused instanceof HTMLElement && focused.isConnected && root.activeElement === null && document.activeElement === document.body) focused.focus({ preventScroll: true });
}

/** The first piece in the window, where there are others above: one who is at the beginning sees what is new there. */
function firstSeen(root: ShadowRoot, pieces: string): Element | null {
  const all = [...root.querySelectorAll(pieces)];
  const index = all.findIndex((piece) => piece.getBoundingClientRect().bottom > 0);
  return index > 0 || (all[0]?.getBoundingClientRect().top ?? 0) < 0 ? all[index] ?? null : null;
}

/** Resolves when no pointer is on its way over one of the pieces. */
async function pointerRests(root: ShadowRoot, pieces: string): Promise<void> {
  const isOver = (): boolean => root.querySelector(`:is(${pieces}):hover`) !== null;
  if (!isOver()) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      root.removeEventListener('pointermove', wait);
      root.host.removeEventListener('pointerleave', end);
      clearTimeout(timer);
      resolve();
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(end, REST);
    };
    let timer = setTimeout(end, REST);
    root.addEventListener('pointermove', wait);
    root.host.addEventListener('pointerleave', end);
  });
}
