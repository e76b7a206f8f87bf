import type { Bench, Row } from './bench.ts';
import { warning, type Machine } from './machine.ts';

/** What a run of one benchmark leaves: `results/<name>.json`, from which its table and the picture are made. */
export interface Result {
  readonly name: string;
  readonly title: string;
  readonly about: readonly string[];
  readonly goals: readonly string[];
  readonly quick: boolean;
  readonly machine: Machine;
  /** Seconds. */
  readonly took: number;
  readonly rows: readonly Row[];
}

export const resultOf = ({ name, title, about, goals }: Bench, rest: Omit<Result, 'name' | 'title' | 'about' | 'goals'>): Result => ({ name, title, about, goals, ...rest });

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const digits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** A number in three digits, or whole. */
const short = (value: number): string => (Math.abs(value) >= 100 ? grouped : digits).format(value);

/** A value in its unit: bytes as KB or MB from a thousand on. */
export function shown(value: number, unit: string): string {
  if (unit !== 'bytes' || Math.abs(value) < 1000) return `${short(value)} ${unit}`;
  return Math.abs(value) < 1_000_000 ? `${(value / 1000).toFixed(1)} KB` : `${(value / 1_000_000).toFixed(1)} MB`;
}

export const times = (ratio: number): string => `${ratio.toFixed(2)}×`;

/** A goal in signs: `≤ 1.25×`, `≥ 2.00×`, `≤ 16 ms`. */
export function goalOf({ goal, unit }: Pick<Row, 'goal' | 'unit'>): string {
  if (goal === undefined) return '';
  const bound = (sign: string, value: number | undefined): string[] => (value === undefined ? [] : [`${sign} ${goal.of === 'ratio' ? times(value) : shown(value, unit)}`]);
  return [...bound('≥', goal.atLeast), ...bound('≤', goal.atMost)].join(', ');
}

const cells = (row: Row): string[] => [
  row.what,
  shown(row.value, row.unit) + (row.spread ? ` (${short(row.unit === 'bytes' ? row.spread[0] / 1000 : row.spread[0])} to ${short(row.unit === 'bytes' ? row.spread[1] / 1000 : row.spread[1])})` : ''),
  row.against ? `${shown(row.against.value, row.unit)}, ${row.against.what}` : '',
  row.ratio === undefined ? '' : times(row.ratio),
  goalOf(row),
  row.holds === undefined ? '' : row.holds ? 'yes' : '**no**',
];

/** How many goals there are, and how many hold. */
export const verdict = (rows: readonly Row[]): string => {
  const judged = rows.filter(({ holds }) => holds !== undefined);
  return `${String(judged.filter(({ holds }) => holds).length)} of ${String(judged.length)} goals hold.`;
};

/** A benchmark's page in Markdown: how, on what, and the table. */
export function table({ title, about, goals, quick, machine, took, rows }: Result): string {
  const { cpu, cores, memory, node, browser, date, load } = machine;
  const caution = warning(machine);
  return [
    `# ${title}`, '',
    ...about, '',
    ...goals.map((goal) => `- Goal: ${goal}`), '',
    `Measured ${date.replace('T', ' ').replace('Z', ' UTC')} on ${cpu}, ${String(cores)} cores, ${String(memory)} GB; Node ${node}${browser === undefined ? '' : `, ${browser}`}; `
      + `load ${load.toFixed(2)} at the beginning; it took ${took.toFixed(0)} s. Medians, with quartiles in brackets; ratios are formed round by round.`, '',
    ...caution === undefined ? [] : [`> ${caution}`, ''],
    ...quick ? ['> A quick run: few rounds, small amounts.', ''] : [],
    '| what | here | compared with | ratio | goal | holds |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${cells(row).map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`), '',
    verdict(rows), '',
  ].join('\n');
}
