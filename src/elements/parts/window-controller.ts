import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { HeldColumns } from './held-columns.ts';
import { scrollerOf } from './keep-scroll.ts';
import { RowHeights, rowAt, withGaps, type Gap } from './row-heights.ts';
import { edgeOf, gapsIn, idOf, isLaidOut, placeIn, rowsIn, widthOf, type Place } from './row-place.ts';

/** What is needed of a row. Its element carries the id as `data-id`. */
interface Row { readonly id: string }

/** So much beyond the upper and the lower edge of the window there are rows, in pixels; where less than half of it is left, others take their place. */
const MARGIN = 480;

/** An element that holds rows: a `tbody` or a list. */
type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: DocumentFragment | HTMLElement };

/**
 * A window on a long list: of all rows only those are on the page that can be seen, or soon will be, and gaps stand for the others, so that
 * page, scroll bar and places are those of the whole list. Whatever scrolls may scroll: the page, or something around the element. Rows have the
 * height that they have: they are measured. The row that has the focus stays, with those next to it, which the Tab key leads to. To print, all are there.
 */
export class WindowController implements ReactiveController {
  readonly #host: Host;
  readonly #selector: string;
  readonly #heights = new RowHeights();
  readonly #columns = new HeldColumns();
  #rows: readonly Row[] = [];
  #offsets: readonly number[] = [0];
  #gaps: readonly Gap[] = [];
  #place: Place | undefined;
  #wanted: string | undefined;
  #isPrinting = false;
  #isUsed = false;
  #box: HTMLElement | undefined;
  #width = 0;
  #frame = 0;
  readonly #sizes = new ResizeObserver(() => {
    // Another height within the same round of observation would be told to the page as an error.
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => { this.#host.requestUpdate(); });
  });
  // For what moves the rows without scrolling the page, and for what scrolls in somebody else's shadow root.
  readonly #sight = new IntersectionObserver(() => { this.#look(); });

  /** @param selector What holds the rows, as a selector within the element's root: nothing else is in there. */
  constructor(host: Host, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('scroll', this.#look, { capture: true, passive: true });
    window.addEventListener('resize', this.#look);
    window.addEventListener('beforeprint', this.#onPrint);
    window.addEventListener('afterprint', this.#onPrint);
    this.#host.renderRoot.addEventListener('focusin', this.#onFocusIn);
  }

  hostDisconnected(): void {
    document.removeEventListener('scroll', this.#look, { capture: true });
    window.removeEventListener('resize', this.#look);
    window.removeEventListener('beforeprint', this.#onPrint);
    window.removeEventListener('afterprint', this.#onPrint);
    this.#host.renderRoot.removeEventListener('focusin', this.#onFocusIn);
    this.#leave();
  }

  hostUpdate(): void {
    this.#isUsed = false;
    const box = this.#find();
    // Nothing in a hidden view is laid out; it keeps its place.
    if (box === null || !isLaidOut(box)) return;
    if (this.#box === undefined || this.#isAsBefore(box)) this.#place = placeIn(box);
    else this.#forget();
  }

  hostUpdated(): void {
    const box = this.#find();
    if (!this.#isUsed || box === null) {
      this.#leave();
      return;
    }
    // Before anything is measured: a page that is too short for a moment would be scrolled.
    this.#stretch(box);
    if (!this.#isPrinting && isLaidOut(box)) this.#settle(box);
  }

  /**
   * The rows that are to be there now, and the gaps between them.
   * @param row Builds a row; its element carries `data-id`. @param columns How many columns a table has; 0 for a list.
   */
  render<One extends Row>(rows: readonly One[], row: (one: One, index: number) => TemplateResult, columns: number): unknown {
    this.#isUsed = true;
    this.#rows = rows;
    this.#offsets = this.#heights.offsets(rows);
    const pieces = this.#isPrinting ? [...rows.keys()] : this.#pieces();
    this.#gaps = pieces.filter((piece) => typeof piece !== 'number');
    const gap = columns > 0 ? html`<tr class="gap" aria-hidden="true"><td colspan=${columns}></td></tr>` : html`<li class="gap" aria-hidden="true"></li>`;
    return repeat(pieces, (piece) => (typeof piece === 'number' ? rows[piece]?.id : this.#gaps.indexOf(piece)), (piece) => {
      if (typeof piece !== 'number') return gap;
      const one = rows[piece];
      return one === undefined ? nothing : row(one, piece);
    });
  }

  /** Sees to it that a row is there, wherever the window is. @returns its element */
  async reveal(id: string): Promise<HTMLElement | undefined> {
    this.#wanted = id;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#wanted = undefined;
    return rowsIn(this.#find()).find((row) => idOf(row) === id);
  }

  #find(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(this.#selector);
  }

  /** Indices of the rows to show, in order, with the gaps between them. */
  #pieces(): (number | Gap)[] {
    const { length } = this.#rows;
    const indexOf = (id: string | undefined): number => (id === undefined ? -1 : this.#rows.findIndex((row) => row.id === id));
    const { id, top = 0, above = 0 } = this.#place ?? {};
    const offset = this.#offsets[indexOf(id)];
    const start = offset === undefined ? above : offset - top;
    const [first, last] = [rowAt(this.#offsets, start - MARGIN), rowAt(this.#offsets, start + innerHeight + MARGIN)];
    const shown = new Set<number>();
    for (let index = first; index <= last; index += 1) shown.add(index);
    for (const kept of [indexOf(this.#focused()), indexOf(this.#wanted)].filter((index) => index >= 0)) {
      for (const index of [kept - 1, kept, kept + 1]) if (index >= 0 && index < length) shown.add(index);
    }
    return withGaps(shown, length);
  }

  /** The row that has the focus, or holds what has it. */
  #focused(): string | undefined {
    const root = this.#host.renderRoot;
    const row = root instanceof ShadowRoot ? root.activeElement?.closest<HTMLElement>('[data-id]') : undefined;
    return row?.dataset['id'];
  }

  /** Learns the heights of the rows, and puts what was to be seen back where it was. */
  #settle(box: HTMLElement): void {
    this.#watch(box);
    const heights = rowsIn(box).map((row) => [idOf(row), row.getBoundingClientRect().height] as const);
    const learned = heights.filter(([id, height]) => this.#heights.note(id, height)).length > 0;
    if (learned) {
      this.#columns.hold(box.closest('table'));
      this.#offsets = this.#heights.offsets(this.#rows);
      this.#stretch(box);
    }
    const { id, top, stays } = this.#place ?? {};
    const row = stays === true ? rowsIn(box).find((one) => idOf(one) === id) : undefined;
    if (row === undefined || top === undefined) return;
    const scroller = scrollerOf(box);
    const moved = row.getBoundingClientRect().top - edgeOf(scroller) - top;
    if (Math.abs(moved) >= 1) scroller.scrollBy({ top: moved, behavior: 'instant' });
  }

  /** Gives the gaps their heights. */
  #stretch(box: HTMLElement): void {
    for (const [index, gap] of gapsIn(box).entries()) {
      const { from, to } = this.#gaps[index] ?? { from: 0, to: 0 };
      gap.style.blockSize = `${String((this.#offsets[to] ?? 0) - (this.#offsets[from] ?? 0))}px`;
    }
  }

  #watch(box: HTMLElement): void {
    if (box !== this.#box) {
      this.#leave();
      this.#box = box;
      this.#sizes.observe(box);
    }
    this.#width = widthOf(box);
    // A gap that stays in sight is told only where it is looked at anew.
    this.#sight.disconnect();
    for (const gap of gapsIn(box)) this.#sight.observe(gap);
  }

  #leave(): void {
    this.#forget();
    this.#sizes.disconnect();
    this.#sight.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#box = undefined;
  }

  /** Whether the rows still have the form and the width in which they were measured. Their places are of no use where they have not: those from before count. */
  #isAsBefore(box: HTMLElement): boolean {
    return box === this.#box && widthOf(box) === this.#width;
  }

  #forget(): void {
    this.#heights.forget();
    this.#columns.forget(this.#box?.closest('table') ?? null);
  }

  /** Looks whether there are rows where somebody looks. */
  readonly #look = (): void => {
    const box = this.#box;
    if (box === undefined || this.#isPrinting || !isLaidOut(box)) return;
    const edge = edgeOf(scrollerOf(box));
    const isNear = ({ top, bottom }: DOMRect): boolean => bottom > edge - MARGIN / 2 && top < innerHeight + MARGIN / 2;
    if (this.#isAsBefore(box)) this.#place = placeIn(box);
    if (gapsIn(box).some((gap) => isNear(gap.getBoundingClientRect()))) this.#host.requestUpdate();
  };

  readonly #onFocusIn = (event: Event): void => {
    const row = event.target instanceof Element ? event.target.closest('[data-id]') : null;
    const isAtGap = [row?.previousElementSibling, row?.nextElementSibling].some((one) => one?.classList.contains('gap'));
    if (row !== null && isAtGap) this.#host.requestUpdate();
  };

  readonly #onPrint = ({ type }: Event): void => {
    this.#isPrinting = type === 'beforeprint';
    if (this.#box === undefined) return;
    // Paper has a width of its own.
    this.#columns.forget(this.#box.closest('table'));
    this.#host.requestUpdate();
  };
}
