import type { Case } from './run.ts';
import type { Stage } from './stages.ts';

/** Which cases there are to be. */
export interface PlanOptions {
  readonly stages: readonly Stage[];
  readonly count: number;
  /** Of the first case; each has the next one. */
  readonly seed: number;
  /** Only stages whose name holds this. */
  readonly wanted?: string;
  /** Whether there is a line between gateway and ticketing system. */
  readonly hasLine: boolean;
  /** Who sends; default some of both. */
  readonly by?: Case['by'];
}

/** One of so many cases is in a real browser, besides those that only browsers do. */
const PAGES = 5;

/** The cases: by its seed alone each is always of the same stage. */
export function planOf({ stages, count, seed, wanted = '', hasLine, by }: PlanOptions): Case[] {
  const possible = stages.filter(({ name, onlyPages, onlyLines }) => name.includes(wanted) && (onlyLines !== true || hasLine) && (onlyPages !== true || by !== 'client'));
  if (possible.length === 0) return [];
  return Array.from({ length: count }, (_, index): Case => {
    const own = seed + index;
    const stage = possible[own % possible.length] as Stage;
    const isPage = stage.onlyPages === true || (by ?? (Math.floor(own / possible.length) % PAGES === 0 ? 'page' : 'client')) === 'page';
    return { stage, seed: own, by: isPage ? 'page' : 'client' };
  });
}
