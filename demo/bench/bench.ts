/** What a figure has to reach: at most or at least so much, of the ratio or of the value itself. */
export interface Goal { readonly of: 'ratio' | 'value'; readonly atMost?: number; readonly atLeast?: number }

/** A figure of a benchmark, as the table and the picture show it. {@link figure} makes one from samples. */
export interface Row {
  /** What was measured, in words that need no other row: "first row, 4× CPU". */
  readonly what: string;
  readonly value: number;
  /** `ms`, `bytes`, `nodes`, `requests a second`, …; `bytes` are shown as KB or MB. */
  readonly unit: string;
  /** The quartiles, where it was measured more than once. */
  readonly spread?: readonly [number, number];
  /** What it is compared with, in the same unit. */
  readonly against?: { readonly what: string; readonly value: number };
  /** The median of value ÷ against in the same round. */
  readonly ratio?: number;
  readonly goal?: Goal;
  /** Whether the goal is reached; absent where there is none. */
  readonly holds?: boolean;
}

/** How a benchmark is to run. */
export interface BenchOptions {
  /** Fewer rounds and smaller amounts: shows that it works, its figures are rough. */
  readonly quick: boolean;
  /** Tells how far it is; goes to the standard error output. */
  readonly log: (line: string) => void;
}

/** A benchmark: `npm run bench -- <name>`. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** How it measures, and against what: sentences above the table. */
  readonly about: readonly string[];
  /** What has to hold, in sentences. */
  readonly goals: readonly string[];
  /** Whether it shows `dist` in a browser; it is built beforehand, where it is older than its sources. */
  readonly needsBuild?: boolean;
  readonly run: (options: BenchOptions) => Promise<readonly Row[]>;
}

/** What one turn of a way has measured: one figure, or several by name. */
export type Measured<Name extends string> = Readonly<Record<Name, number>>;

/** For each way, for each name, one sample a round. */
export type Samples<Way extends string, Name extends string> = Readonly<Record<Way, Readonly<Record<Name, readonly number[]>>>>;

/** How often {@link interleaved} takes turns. */
export interface Rounds {
  readonly rounds: number;
  /** Rounds before the first that counts. Default 1. */
  readonly warmUps?: number;
  readonly log?: (line: string) => void;
}

/**
 * Measures several ways of the same in turns, so that whatever else the machine does meets all of them: A B C, B C A, C A B, …
 * A way that throws ends the run.
 */
export async function interleaved<Way extends string, Name extends string>(
  ways: Readonly<Record<Way, () => Promise<Measured<Name>> | Measured<Name>>>, { rounds, warmUps = 1, log }: Rounds,
): Promise<Samples<Way, Name>> {
  const names = Object.keys(ways) as Way[];
  const samples = Object.fromEntries(names.map((way) => [way, {}])) as Record<Way, Partial<Record<Name, number[]>>>;
  for (let round = -warmUps; round < rounds; round++) {
    log?.(round < 0 ? 'warming up' : `round ${String(round + 1)} of ${String(rounds)}`);
    for (let turn = 0; turn < names.length; turn++) {
      const way = names[(turn + round + warmUps) % names.length] as Way;
      const measured = await ways[way]();
      if (round < 0) continue;
      for (const name of Object.keys(measured) as Name[]) (samples[way][name] ??= []).push(measured[name]);
    }
  }
  return samples as Samples<Way, Name>;
}

/** The value below which a share of the samples lies, between neighbours in proportion. @throws RangeError without samples */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('There are no samples.');
  const sorted = [...samples].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? NaN, sorted[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** Whether a goal is reached; a ratio that could not be formed reaches none. */
export function reaches({ of, atMost = Infinity, atLeast = -Infinity }: Goal, value: number, ratio: number | undefined): boolean {
  const reached = of === 'ratio' ? ratio ?? NaN : value;
  return reached <= atMost && reached >= atLeast;
}

/** A figure's samples, and what it is to be compared with. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** One a round; a figure that is the same every time needs only one. */
  readonly samples: readonly number[];
  /** Samples of the same rounds. */
  readonly against?: { readonly what: string; readonly samples: readonly number[] };
  readonly goal?: Goal;
}

/** Makes a row of samples: medians, quartiles, the ratio round by round, and whether the goal holds. */
export function figure({ what, unit, samples, against, goal }: Figure): Row {
  const value = median(samples);
  const ratios = against?.samples.map((other, round) => (samples[round] ?? NaN) / other).filter(Number.isFinite) ?? [];
  const ratio = ratios.length > 0 ? median(ratios) : undefined;
  return {
    what, value, unit,
    ...samples.length > 1 && { spread: [quantile(samples, 0.25), quantile(samples, 0.75)] as const },
    ...against && { against: { what: against.what, value: median(against.samples) } },
    ...ratio !== undefined && { ratio },
    ...goal && { goal, holds: reaches(goal, value, ratio) },
  };
}
