/** How high a row is taken to be before any has been measured, in pixels. */
const GUESS = 56;

/** Heights of the rows of a list, in pixels: what was measured, and for the others what the measured ones have on average. */
export class RowHeights {
  readonly #measured = new Map<string, number>();
  #sum = 0;
  #usual = GUESS;

  /** Notes how high a row is. @returns whether that is news. */
  note(id: string, height: number): boolean {
    const before = this.#measured.get(id);
    if (before !== undefined && Math.abs(before - height) < 0.5) return false;
    this.#sum += height - (before ?? 0);
    this.#measured.set(id, height);
    this.#usual = this.#sum / this.#measured.size;
    return true;
  }

  /** Forgets the single heights, because all rows have another width now; what is usual stays until it is known better. */
  forget(): void {
    this.#measured.clear();
    this.#sum = 0;
  }

  /** Where each of these rows begins, counted from the first one; the last number is where they end. */
  offsets(rows: readonly { readonly id: string }[]): number[] {
    let end = 0;
    const offsets = rows.map(({ id }) => {
      const start = end;
      end += this.#measured.get(id) ?? this.#usual;
      return start;
    });
    return [...offsets, end];
  }
}

/** Which row is at a place, by where each begins; the first or the last one where the place is beyond them. */
export function rowAt(offsets: readonly number[], place: number): number {
  let [low, high] = [0, Math.max(offsets.length - 2, 0)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rows that are left out: from one index up to another one, which is not among them. */
export interface Gap { readonly from: number; readonly to: number }

/** Some rows of a list of a length, by their indices, in order, with the gaps before, between and after them. */
export function withGaps(indices: Iterable<number>, length: number): (number | Gap)[] {
  const pieces: (number | Gap)[] = [];
  let next = 0;
  for (const index of [...indices].sort((a, b) => a - b)) {
    if (index > next) pieces.push({ from: next, to: index });
    pieces.push(index);
    next = index + 1;
  }
  return next < length ? [...pieces, { from: next, to: length }] : pieces;
}
