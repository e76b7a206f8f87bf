import type { Counts } from '../run-tests.ts';
import { COLUMNS } from './compare/compare.ts';
import type { Host } from './host.ts';
import type { Row } from './try-host.ts';

const ALL = [...COLUMNS, 'dark', 'usable', 'moves', 'leaks', 'own check'] as const;

/** Hosts down, what was compared across; `✗` before what is wrong, a dash where there is nothing to compare. */
export function table(rows: ReadonlyMap<Host, Row>): string {
  const lines = [['host', ...ALL], ...[...rows].map(([{ name }, row]) => [name, ...ALL.map((column) => {
    const cell = row[column];
    return cell === undefined ? '-' : `${cell.ok ? '' : '✗ '}${cell.short}`;
  })])];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** What stands behind the cells that are wrong, repaired or free. */
export const details = (rows: ReadonlyMap<Host, Row>): readonly string[] => [...rows].flatMap(([{ name }, row]) => ALL.flatMap((column) => {
  const cell = row[column];
  return cell?.detail === undefined ? [] : [`${cell.ok ? ' ' : '✗'} ${name}, ${column}: ${cell.detail}`];
}));

/** A cell is a test. */
export function counts(row: Row): Counts {
  const cells = Object.values(row);
  const passed = cells.filter(({ ok }) => ok).length;
  return { passed, failed: cells.length - passed };
}
