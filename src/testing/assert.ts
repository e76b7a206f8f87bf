import { isPortalError, type ErrorCode, type PortalError } from '../contract/index.ts';

/** What an implementation does that the contract forbids, in a sentence. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

/** @throws ConformanceError with the message unless the condition holds. */
export function ok(condition: unknown, message: string): asserts condition {
  if (condition !== true && (condition === false || condition === undefined || condition === null || condition === 0 || condition === '')) throw new ConformanceError(message);
}

/** @throws ConformanceError unless both hold the same data; the order of properties does not count. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [a, e] = [canonical(actual), canonical(expected)];
  if (a !== e) throw new ConformanceError(`${what}:\n  expected ${shorten(e)}\n  but got  ${shorten(a)}`);
}

/** The same, for lists whose order does not count. */
export function sameSet(actual: readonly string[], expected: readonly string[], what: string): void {
  const missing = expected.filter((item) => !actual.includes(item));
  const extra = actual.filter((item) => !expected.includes(item));
  const twice = actual.filter((item, index) => actual.indexOf(item) !== index);
  ok(missing.length + extra.length + twice.length === 0,
    `${what}: ${[said('missing', missing), said('not expected', extra), said('more than once', twice)].filter(Boolean).join('; ')}`);
}

const said = (what: string, items: readonly string[]): string => (items.length > 0 ? `${what} ${items.slice(0, 10).join(', ')}` : '');

/** @returns The error. @throws ConformanceError unless the promise rejects with a PortalError of one of the codes. */
export async function rejects(promise: Promise<unknown>, codes: ErrorCode | readonly ErrorCode[], what: string): Promise<PortalError> {
  const wanted = typeof codes === 'string' ? [codes] : codes;
  const outcome = await promise.then((answer) => ({ answer }), (error: unknown) => ({ error }));
  if (!('error' in outcome)) throw new ConformanceError(`${what}: expected a rejection with ${wanted.join(' or ')}, but it answered ${shorten(canonical(outcome.answer))}`);
  const { error } = outcome;
  if (!isPortalError(error) || !wanted.includes(error.code)) {
    throw new ConformanceError(`${what}: expected a rejection with ${wanted.join(' or ')}, but it was ${isPortalError(error) ? `${error.code} (${error.message})` : String(error)}`, { cause: error });
  }
  return error;
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part) as string | undefined;
  return text ?? 'nothing';
}

const shorten = (text: string): string => (text.length > 800 ? `${text.slice(0, 800)}…` : text);
