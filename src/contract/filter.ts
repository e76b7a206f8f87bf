import * as z from 'zod/mini';
import type { FieldValue } from './ticket.ts';

/** How a condition compares a property with its value. Texts are compared without regard to case. */
export const filterOperator = z.enum(['is', 'is-not', 'in', 'not-in', 'contains', 'not-contains', 'before', 'after', 'is-known', 'is-unknown']);
export type FilterOperator = z.infer<typeof filterOperator>;

/**
 * A rule about one property of a ticket. Every backend knows `id`, `subject`, `category`, `stage`, `created`,
 * `requester` (an e-mail address), `organization` (an id) and `queue` (its inbox, queue or pipeline); `field:ID` is a field of its own.
 * An adapter that does not know a property rejects with `invalid-input`: a rule it cannot keep must not be dropped.
 */
export interface Condition {
  readonly property: string;
  readonly operator: FilterOperator;
  /** Nothing for `is-known` and `is-unknown`; a list for `in` and `not-in`. */
  readonly value?: string | number | boolean | readonly string[] | undefined;
}

/** Conditions in groups: `all` (AND; empty: everything) and `any` (OR; empty: nothing). */
export type Filter = Condition | { readonly all: readonly Filter[] } | { readonly any: readonly Filter[] };

const condition = z.strictObject({
  property: z.string().check(z.minLength(1), z.maxLength(200)),
  operator: filterOperator,
  value: z.optional(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
});

/** The filter language: what a ticket's properties must be, in AND/OR groups. Owners' rules are written in it; adapters compile it into their backend's own query language. */
export const filter: z.ZodMiniType<Filter> = z.lazy(() =>
  z.union([condition, z.strictObject({ all: z.array(filter) }), z.strictObject({ any: z.array(filter) })]));

/** All conditions of a filter, however deep. */
export const conditionsOf = (rule: Filter): Condition[] =>
  'all' in rule ? rule.all.flatMap(conditionsOf) : 'any' in rule ? rule.any.flatMap(conditionsOf) : [rule];

/** Whether a condition lacks the value that its operator compares with. */
export const lacksValue = ({ operator, value }: Condition): boolean =>
  operator !== 'is-known' && operator !== 'is-unknown' && (value === undefined || value === '' || (Array.isArray(value) && value.length === 0));

/** Folds text for comparison: compatibility forms and case, the same in every locale. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Whether properties satisfy a filter: the meaning of the filter language, for backends without a query language of their own. */
export function matches(rule: Filter, valueOf: (property: string) => FieldValue): boolean {
  if ('all' in rule) return rule.all.every((part) => matches(part, valueOf));
  if ('any' in rule) return rule.any.some((part) => matches(part, valueOf));
  const actual = toList(valueOf(rule.property));
  const wanted = toList(rule.value ?? null);
  const has = (test: (a: string, w: string) => boolean): boolean => actual.some((a) => wanted.some((w) => test(a, w)));
  switch (rule.operator) {
    case 'is': case 'in': return has((a, w) => a === w);
    case 'is-not': case 'not-in': return !has((a, w) => a === w);
    case 'contains': return has((a, w) => a.includes(w));
    case 'not-contains': return !has((a, w) => a.includes(w));
    case 'before': return has((a, w) => compare(a, w) < 0);
    case 'after': return has((a, w) => compare(a, w) > 0);
    case 'is-known': return actual.length > 0;
    case 'is-unknown': return actual.length === 0;
  }
}

const toList = (value: FieldValue | readonly string[]): string[] =>
  (Array.isArray(value) ? value : value === null || value === '' ? [] : [value as string | number | boolean])
    .map((part) => fold(String(part)));

/** Numbers as numbers, dates as dates (as text, `…:24.500Z` would come before `…:24Z`), everything else as text. */
function compare(a: string, b: string): number {
  const [x, y] = [a, b].map(isNumber).includes(false) ? [a, b].map(moment) : [Number(a), Number(b)];
  if (x !== undefined && y !== undefined && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

const isNumber = (text: string): boolean => text.trim() !== '' && !Number.isNaN(Number(text));
const moment = (text: string): number => (/^\d{4}-\d\d-\d\d(t[\d:.]+z)?$/.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN);
