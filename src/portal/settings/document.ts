import * as z from 'zod/mini';
import { portalSettings, publicPart, type PortalSettings, type PublicSettings, type SettingsProblem } from '../../contract/index.ts';

// The part of the contract that an editor of filters calls.
export { conditionsOf, lacksValue } from '../../contract/index.ts';

/** Where something stands in a document: the names on the way to it, positions of lists as texts. */
export type Path = readonly string[];

/** What stands at a place of a document; undefined where there is no such place. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined), document);
}

/** The document with another value at a place; what is missing on the way is made. @param value undefined takes the place away. */
export function withValue<Document>(document: Document, path: Path, value: unknown): Document {
  const [name, ...rest] = path;
  if (name === undefined) return value as Document;
  const inner = rest.length === 0 ? value : withValue(valueAt(document, [name]) ?? {}, rest, value);
  if (Array.isArray(document)) return (inner === undefined ? document.toSpliced(Number(name), 1) : Object.assign([...document as unknown[]], { [name]: inner })) as Document;
  const { [name]: _, ...others } = document as Record<string, unknown>;
  // In its old place, so that what is shown in the order of the document does not jump.
  return (inner === undefined ? others : { ...document, [name]: inner }) as Document;
}

/** Whether two values say the same; the order of names makes no difference. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [mine, theirs] = [Object.keys(a), Object.keys(b)];
  return mine.length === theirs.length && mine.every((name) => Object.hasOwn(b, name) && isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}

/** A document with everything filled in, or what of its form is wrong. */
export type Reading = { readonly settings: PortalSettings; readonly problems: readonly [] } | { readonly settings?: undefined; readonly problems: readonly SettingsProblem[] };

/** Reads a document by its schema. What it speaks of (properties, forms) only the gateway can check. */
export function readSettings(document: unknown): Reading {
  const result = z.safeParse(portalSettings, document);
  if (result.success) return { settings: result.data, problems: [] };
  return {
    problems: result.error.issues.map((issue) => ({
      path: issue.path.join('.'), code: issue.code === 'unrecognized_keys' ? 'unknown-key' : 'invalid', message: issue.message, severity: 'unreadable',
      ...(issue.code === 'unrecognized_keys' ? { subject: issue.keys.join(', ') } : issue.code === 'too_big' ? { subject: String(issue.maximum) } : {}),
    })),
  };
}

/** What visitors get to know of a document; undefined while it cannot be read. */
export function publicPartOf(document: unknown): PublicSettings | undefined {
  const { settings } = readSettings(document);
  return settings === undefined ? undefined : publicPart(settings);
}
