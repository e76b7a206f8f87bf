import { isSame, withValue, type Path } from './document.ts';

/** A place where two documents differ. */
export interface Difference {
  readonly path: Path;
  /** What both came from; the same as `theirs` where that is not known. */
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Who has changed it since. */
  readonly changedBy: 'me' | 'them' | 'both';
}

/** Places that are one choice: parts of two of them put together would mean what nobody has chosen. */
const WHOLE = new Set(['tickets.filter', 'tickets.permission', 'access.admit', 'brand.logo']);

/** Where two documents differ, place by place in the order of the first; a list is one place. @param base What both came from. */
export function differences(base: unknown, mine: unknown, theirs: unknown, path: Path = []): Difference[] {
  if (isSame(mine, theirs)) return [];
  if (!isRecord(mine) || !isRecord(theirs) || WHOLE.has(path.join('.'))) {
    return [{ path, base, mine, theirs, changedBy: isSame(base, theirs) ? 'me' : isSame(base, mine) ? 'them' : 'both' }];
  }
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...names].flatMap((name) => differences(isRecord(base) ? base[name] : undefined, mine[name], theirs[name], [...path, name]));
}

/** The first document with what the other one says at some places. */
export const merged = <Document>(mine: Document, taken: readonly Difference[]): Document =>
  taken.reduce((document, { path, theirs }) => withValue(document, path, theirs), mine);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
