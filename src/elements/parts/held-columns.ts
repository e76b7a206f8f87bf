/**
 * Keeps the columns of a table from jumping while its rows come and go: a column never gets narrower than it was. One column, the
 * widest by its style, takes what is left.
 */
export class HeldColumns {
  readonly #widths = new Map<string, number>();

  /** Forgets the widths: the table has another width now. */
  forget(table: Element | null): void {
    this.#widths.clear();
    for (const head of heads(table)) head.style.minInlineSize = '';
  }

  /** Notes how wide the columns are, by their heads, and keeps them so. */
  hold(table: Element | null): void {
    const widths = heads(table).map((head) => [head, head.getBoundingClientRect().width] as const);
    for (const [head, width] of widths) {
      const before = this.#widths.get(head.textContent) ?? 0;
      if (width <= before && head.style.minInlineSize !== '') continue;
      this.#widths.set(head.textContent, width);
      head.style.minInlineSize = `${String(width)}px`;
    }
  }
}

const heads = (table: Element | null): HTMLElement[] => [...table?.querySelectorAll<HTMLElement>('thead th:not(.subject)') ?? []];
