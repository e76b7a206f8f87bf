/** What customers have met: how often, how long it took, and how often it failed for good. */
export class Tally {
  readonly #taken = new Map<string, number[]>();
  readonly #failed = new Map<string, number>();
  readonly #reasons = new Map<string, number>();

  /** Does something, and counts it; answers undefined where it failed. */
  async count<Answer>(what: string, act: () => Promise<Answer>): Promise<Answer | undefined> {
    const begun = performance.now();
    try {
      const answer = await act();
      this.#timesOf(what).push(performance.now() - begun);
      return answer;
    } catch (error) {
      this.#failed.set(what, (this.#failed.get(what) ?? 0) + 1);
      const reason = `${what}: ${String(error)}`;
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
      return undefined;
    }
  }

  #timesOf(what: string): number[] {
    const times = this.#taken.get(what) ?? [];
    this.#taken.set(what, times);
    return times;
  }

  get done(): number { return [...this.#taken.values()].reduce((sum, { length }) => sum + length, 0); }

  get failed(): number { return [...this.#failed.values()].reduce((sum, count) => sum + count, 0); }

  /** Why things failed, and how often. */
  get reasons(): ReadonlyMap<string, number> { return this.#reasons; }

  /** A line a thing: how often, failures, milliseconds of half of them and of 95 %. */
  table(): string {
    const at = (sorted: readonly number[], share: number): string => String(Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0));
    const rows = [...this.#taken].sort().map(([what, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      return [what, String(times.length), String(this.#failed.get(what) ?? 0), at(sorted, 0.5), at(sorted, 0.95)];
    });
    return [['what', 'times', 'failed', 'p50 ms', 'p95 ms'], ...rows].map(([what = '', ...cells]) => what.padEnd(16) + cells.map((cell) => cell.padStart(9)).join('')).join('\n');
  }
}
