import { scrollerOf } from './keep-scroll.ts';

/** A row that is on the page, and where: the rows stay in their place by it. */
export interface Place {
  readonly id: string;
  /** Pixels from the upper edge of what is to be seen. */
  readonly top: number;
  /** It is to be seen, and rows before it are out of sight: whatever happens to those must not move it. */
  readonly stays: boolean;
  /** How much of the list is above what is to be seen, in pixels: where the row is gone, this says how far one has read. */
  readonly above: number;
}

/** Whether there is anything to be measured: nothing in a hidden view is. */
export const isLaidOut = (box: Element): boolean => box.getClientRects().length > 0;

/** How wide a list is, in pixels. */
export const widthOf = (box: Element): number => box.getBoundingClientRect().width;

/** The id of the row that an element is. */
export const idOf = (row: HTMLElement): string => row.dataset['id'] ?? '';

/** The rows of a list that are on the page. */
export const rowsIn = (box: Element | null): HTMLElement[] => [...box?.querySelectorAll<HTMLElement>(':scope > [data-id]') ?? []];

/** What stands for those that are not. */
export const gapsIn = (box: Element): HTMLElement[] => [...box.querySelectorAll<HTMLElement>(':scope > .gap')];

/** The upper edge of what is to be seen, in the window. */
export const edgeOf = (scroller: Element): number => (scroller === document.scrollingElement ? 0 : Math.max(scroller.getBoundingClientRect().top, 0));

/** The first row that is to be seen; where none is, the last one that there is, to count from. */
export function placeIn(box: HTMLElement): Place | undefined {
  const edge = edgeOf(scrollerOf(box));
  const above = edge - box.getBoundingClientRect().top;
  const rows = rowsIn(box);
  const row = rows.find((one) => one.getBoundingClientRect().bottom > edge) ?? rows.at(-1);
  if (row === undefined) return undefined;
  const { top, bottom } = row.getBoundingClientRect();
  return { id: idOf(row), top: top - edge, stays: above > 0 && bottom > edge && top < innerHeight, above };
}
