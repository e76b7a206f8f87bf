import type { Outcome } from './run.ts';

/** How many cases of each stage passed, over each ticketing system, by whom. */
export function table(outcomes: readonly Outcome[]): string {
  const systems = [...new Set(outcomes.map(({ system }) => system))].sort();
  const stages = [...new Set(outcomes.map(({ stage }) => stage.name))].sort();
  const cell = (some: readonly Outcome[]): string => {
    const passed = some.filter(({ problem }) => problem === null).length;
    return some.length === 0 ? '–' : passed === some.length ? String(passed) : `${String(passed)} of ${String(some.length)}`;
  };
  const columns: readonly (readonly [string, (outcome: Outcome) => boolean])[] = [
    ...systems.map((system) => [system, (outcome: Outcome) => outcome.system === system] as const),
    ['in a browser', ({ by }) => by === 'page'], ['all', () => true],
  ];
  const row = (title: string, some: readonly Outcome[]): string[] => [title, ...columns.map(([, isIn]) => cell(some.filter(isIn)))];
  const rows = [['stage', ...columns.map(([title]) => title)], ...stages.map((name) => row(name, outcomes.filter(({ stage }) => stage.name === name))), row('all', outcomes)];
  const widths = rows[0]?.map((_, index) => Math.max(...rows.map((cells) => cells[index]?.length ?? 0))) ?? [];
  return rows.map((cells) => cells.map((text, index) => (index === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[index] ?? 0))).join('  ')).join('\n');
}
