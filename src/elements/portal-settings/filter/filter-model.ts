import type { Condition, Filter } from '../../../contract/index.ts';
import { isSame, type Path } from '../../../portal/settings/document.ts';

/** AND, or OR. */
export type Join = 'all' | 'any';

/** A condition, and where it stands in the filter. */
export interface FilterRow { readonly condition: Condition; readonly path: Path }
export interface FilterGroup { readonly join: Join; readonly rows: readonly FilterRow[] }

/** A filter as people edit it: groups of conditions. */
export interface FilterModel { readonly join: Join; readonly groups: readonly FilterGroup[] }

/** Reads a filter as groups. @param empty What a filter without a condition is. @returns undefined for one that is nested deeper */
export function modelOf(filter: Filter | null, empty: Filter | null): FilterModel | undefined {
  if (filter === null || isSame(filter, empty) || (empty === null && isSame(filter, { all: [] }))) return { join: 'any', groups: [] };
  if (isCondition(filter)) return { join: 'any', groups: [{ join: 'all', rows: [{ condition: filter, path: [] }] }] };
  const { join, parts } = partsOf(filter);
  const at = (index: number): Path => [join, String(index)];
  // With one group there is nothing to join it with; the usual way to go on is OR.
  if (parts.length > 0 && parts.every(isCondition)) return { join: 'any', groups: [{ join, rows: parts.map((condition, index) => ({ condition, path: at(index) })) }] };
  const groups = parts.map((part, index) => groupOf(part, at(index)));
  return groups.length > 0 && groups.every((group) => group !== undefined) ? { join, groups } : undefined;
}

/** The filter that groups mean. */
export function filterOf({ join, groups }: FilterModel, empty: Filter | null): Filter | null {
  const filled = groups.filter(({ rows }) => rows.length > 0).map(({ join: inner, rows }): Filter => joined(inner, rows.map(({ condition }) => condition)));
  const [only, ...others] = filled;
  if (only === undefined) return empty;
  return others.length === 0 ? only : joined(join, filled);
}

function groupOf(part: Filter, path: Path): FilterGroup | undefined {
  if (isCondition(part)) return { join: 'all', rows: [{ condition: part, path }] };
  const { join, parts } = partsOf(part);
  if (parts.length === 0 || !parts.every(isCondition)) return undefined;
  return { join, rows: parts.map((condition, index) => ({ condition, path: [...path, join, String(index)] })) };
}

const isCondition = (filter: Filter): filter is Condition => 'property' in filter;
const partsOf = (filter: Exclude<Filter, Condition>): { join: Join; parts: readonly Filter[] } =>
  ('all' in filter ? { join: 'all', parts: filter.all } : { join: 'any', parts: filter.any });
const joined = (join: Join, parts: readonly Filter[]): Filter => (join === 'all' ? { all: parts } : { any: parts });
