import * as z from 'zod/mini';
import { ERROR_STATUS, PortalError, type ErrorCode, type Issue } from './errors.ts';
import { isWrite, type Operation } from './operation.ts';
import type { FileSource } from './schemas.ts';
import { toJson } from './to-json.ts';

/** Where the operations live below the gateway's address. */
export const API_PREFIX = '/v1';

/** The header that carries a write's idempotency key. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/**
 * The header in which a page says whose words it sends: the id of the customer whom it shows, percent-encoded. The cookie may be somebody else's by now, who has
 * signed in on another page of the site; the gateway then refuses.
 */
export const CUSTOMER = 'Portico-Customer';

/** The header of a look that nobody has asked for: the page sees for itself whether something has happened. The session does not live on by it. */
export const PASSIVE = 'Portico-Passive';

/** Where a page is told that something has happened, below the API prefix: a stream of server-sent events. */
export const EVENTS_PATH = '/events';

/** The one event there is: something has happened that the customer may see. It says no more; the page asks again. */
export const CHANGE_EVENT = 'change';

/** An operation's input as a request. `path` starts behind the gateway's address. */
export interface WireRequest {
  readonly method: Operation['method'];
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Blob;
}

/**
 * Writes an input as a request. Files must have become upload ids before. Every write carries a content type that no HTML form
 * can send, so that browsers ask the gateway's permission before they send it from another site.
 */
export function encodeRequest(operation: Operation, input: Readonly<Record<string, unknown>>, idempotencyKey?: string): WireRequest {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodePathSegment(String(value));
  });
  const headers: Record<string, string> = idempotencyKey === undefined ? {} : { [IDEMPOTENCY_KEY]: idempotencyKey };
  const { method } = operation;
  if (operation.bytes !== undefined) {
    const body = rest.get(operation.bytes) as Blob;
    rest.delete(operation.bytes);
    return { method, path: API_PREFIX + path + query(rest), headers: { ...headers, 'Content-Type': 'application/octet-stream' }, body };
  }
  if (method === 'GET') return { method, path: API_PREFIX + path + query(rest), headers };
  return { method, path: API_PREFIX + path, headers: { ...headers, 'Content-Type': 'application/json' }, body: toJson(Object.fromEntries(rest)) };
}

/** URLs resolve `.` and `..` away, even when their dots are percent-encoded; no id of a backend is one of these. */
function encodePathSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..') throw new PortalError('not-found', 'There is no such id.');
  return encodeURIComponent(segment);
}

const query = (values: ReadonlyMap<string, unknown>): string =>
  values.size === 0 ? '' : `?${new URLSearchParams([...values].map(([key, value]): [string, string] => [key, String(value)])).toString()}`;

/**
 * Reads the input of an operation from a request whose path parameters the router has matched and decoded. The answer is not
 * parsed yet. @throws PortalError `invalid-input` where the body is not the JSON object that it should be, or is nested without end.
 */
export async function decodeRequest(operation: Operation, request: Pick<Request, 'url' | 'json'> & { readonly body: unknown }, parameters: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const given = { ...Object.fromEntries(new URL(request.url).searchParams), ...parameters };
  for (const name of operation.numeric ?? []) {
    if (/^\d{1,15}$/.test(given[name] ?? '')) Object.assign(given, { [name]: Number(given[name]) });
  }
  if (operation.bytes !== undefined) return { ...given, [operation.bytes]: request.body ?? new Blob() };
  if (!isWrite(operation)) return given;
  const body: unknown = await request.json().catch(() => null);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new PortalError('invalid-input', 'The body must be a JSON object.');
  if (isDeeper(body, DEEPEST)) throw new PortalError('invalid-input', `The body is nested too deeply: ${String(DEEPEST)} levels are the most.`);
  return { ...body, ...parameters };
}

/** Levels of a body. Nothing that people write has so many, and whatever walks through more may run out of stack. */
const DEEPEST = 200;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

/** Replaces each file of an input (a list, or lists by field) with what `replace` makes of it, in order. */
export async function mapFiles(operation: Operation, input: Readonly<Record<string, unknown>>, replace: (file: unknown, index: number) => Promise<unknown>): Promise<Record<string, unknown>> {
  if (operation.files === undefined) return input;
  let index = 0;
  const list = async (files: unknown): Promise<unknown> => {
    if (!Array.isArray(files)) return files;
    const replaced: unknown[] = [];
    for (const file of files as unknown[]) replaced.push(await replace(file, index++));
    return replaced;
  };
  const held = input[operation.files];
  if (typeof held !== 'object' || held === null || Array.isArray(held)) return { ...input, [operation.files]: await list(held) };
  const byField: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [field, files] of Object.entries(held)) byField[field] = await list(files);
  return { ...input, [operation.files]: byField };
}

/** Writes an output that is not a file as a response. */
export function encodeResponse(output: unknown): Response {
  return Response.json(output);
}

const errorBody = z.object({
  error: z.object({
    code: z.string(), message: z.string(), retryAfter: z.optional(z.number()),
    issues: z.optional(z.array(z.object({ path: z.string(), code: z.string(), limit: z.optional(z.union([z.string(), z.number()])) }))),
  }),
});

/** Writes an error as a response. A cause never leaves the gateway. */
export function encodeError(error: PortalError): Response {
  const { code, message, issues, retryAfter } = error;
  const body = { error: { code, message, ...(issues.length > 0 ? { issues } : {}), ...(retryAfter === undefined ? {} : { retryAfter }) } };
  const headers: HeadersInit = retryAfter === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfter)) };
  return Response.json(body, { status: ERROR_STATUS[code] || 500, headers });
}

/**
 * Reads the output of an operation from a response; the answer is not parsed yet. A status counts only together with a body of
 * ours: the 404 of some other server at a wrong address is not an absent ticket.
 * @throws PortalError the gateway's own error, or `bad-response` where something other than a gateway answered.
 */
export async function decodeResponse(operation: Operation, response: Response): Promise<unknown> {
  if (!response.ok) throw await decodeError(response);
  if (operation.output === 'file') return decodeFile(response);
  return response.json().catch((cause: unknown) => {
    throw new PortalError('bad-response', 'The answer is not JSON. Is this the address of a Portico gateway?', { cause });
  });
}

async function decodeError(response: Response): Promise<PortalError> {
  const text = await response.text().catch(() => '');
  const result = z.safeParse(errorBody, parseJson(text));
  if (result.success && Object.hasOwn(ERROR_STATUS, result.data.error.code)) {
    const { code, message, issues, retryAfter } = result.data.error;
    return new PortalError(code as ErrorCode, message, { issues: (issues ?? []) as Issue[], ...(retryAfter === undefined ? {} : { retryAfter }) });
  }
  // A proxy between browser and gateway speaks its own language, but these statuses mean the same everywhere.
  const seconds = Number(response.headers.get('Retry-After'));
  const later = Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds } : {};
  const known: Partial<Record<number, ErrorCode>> = { 413: 'too-large', 429: 'rate-limited', 503: 'unavailable', 504: 'timeout' };
  return new PortalError(known[response.status] ?? 'bad-response', `Status ${String(response.status)} without an answer of a Portico gateway. Is this its address?`, later);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodeFile(response: Response): FileSource {
  const name = decodeName(/filename\*=UTF-8''([^;]*)/i.exec(response.headers.get('Content-Disposition') ?? '')?.[1]);
  if (name === undefined || response.body === null) throw new PortalError('bad-response', 'The answer is not a file of a Portico gateway.');
  const { body } = response;
  return {
    name, type: response.headers.get('Content-Type') ?? '', size: Number(response.headers.get('Content-Length') ?? Number.NaN),
    stream: () => body,
  };
}

/** A name of RFC 8187; undefined where there is none, or none that can be read. */
function decodeName(encoded: string | undefined): string | undefined {
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
