/** A value with marks in place of its files, and the files by what the marks say. */
export interface Parted { readonly value: unknown; readonly files: ReadonlyMap<string, Blob> }

/** A mark's only property. */
const MARK = 'portico:file';

/**
 * Parts a value and the files in it (of its lists and plain objects), so that a file is written once and not with every change of a text.
 * @param idOf What a file is known by; undefined leaves it out: of a list altogether, elsewhere as undefined.
 */
export function filesApart(value: unknown, idOf: (file: Blob) => string | undefined): Parted {
  const files = new Map<string, Blob>();
  const LEFT_OUT = Symbol();
  const part = (one: unknown): unknown => {
    if (one instanceof Blob) {
      const id = idOf(one);
      if (id === undefined) return LEFT_OUT;
      files.set(id, one);
      return { [MARK]: id };
    }
    if (Array.isArray(one)) return one.map(part).filter((inner) => inner !== LEFT_OUT);
    if (!isPlain(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, part(inner)]).filter(([, inner]) => inner !== LEFT_OUT));
  };
  return { value: part(value), files };
}

/** Puts the files back in their places. Those that are gone are left out. */
export function withFiles(value: unknown, fileOf: (id: string) => Blob | undefined): unknown {
  if (Array.isArray(value)) return value.map((inner: unknown) => withFiles(inner, fileOf)).filter((inner, index) => inner !== undefined || value[index] === undefined);
  if (!isPlain(value)) return value;
  const id = value[MARK];
  if (typeof id === 'string') return fileOf(id);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withFiles(inner, fileOf)]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
