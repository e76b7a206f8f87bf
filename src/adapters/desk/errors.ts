import { isPortalError, PortalError, type ErrorCode } from '../../contract/index.ts';

/** Someone else's and absent: the same words for both. */
export const absent = (): PortalError => new PortalError('not-found', 'There is no such ticket, message or file.');

/** SQLite's primary result codes that mean: not now (https://www.sqlite.org/rescode.html) — busy, locked, read-only, I/O, corrupt, full, cannot open, not a database. */
const SQLITE_DOWN = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

/**
 * PostgreSQL's SQLSTATE classes that mean: not now (https://www.postgresql.org/docs/current/errcodes-appendix.html) — connection,
 * transaction rolled back, resources, operator intervention, system error, wrong credentials, no such database.
 */
const POSTGRES_DOWN = /^(?:08|40|53|57P|58|28|3D)/;

const NETWORK_DOWN = /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|ERR_INVALID_STATE)$/;

/** What pg and kysely say without a code when a connection breaks, cannot be had, or the desk has been closed. */
const GONE = /connection terminated|timeout exceeded when trying to connect|terminating connection|client has encountered a connection error|driver has already been destroyed/i;

/** Turns what a database throws into an error of the closed set; its own words stay behind as the cause. */
export function toDeskError(error: unknown): PortalError {
  if (isPortalError(error)) return error;
  const code = codeOf(error);
  return new PortalError(code, code === 'internal' ? 'Unexpected fault of the desk.' : 'The database of the desk cannot be reached just now.', { cause: error });
}

function codeOf(error: unknown): ErrorCode {
  if (!(error instanceof Error)) return 'internal';
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return SQLITE_DOWN.has(errcode % 256) ? 'unavailable' : 'internal';
  if (code === '57014') return 'timeout';
  if (typeof code === 'string' && (POSTGRES_DOWN.test(code) || NETWORK_DOWN.test(code))) return 'unavailable';
  return GONE.test(error.message) ? 'unavailable' : 'internal';
}

/** Runs what talks to the database: an abort rejects with the signal's reason, everything else with a PortalError. */
export async function guarded<Answer>(signal: AbortSignal | undefined, run: () => Promise<Answer>): Promise<Answer> {
  signal?.throwIfAborted();
  try {
    return await run();
  } catch (error) {
    signal?.throwIfAborted();
    throw toDeskError(error);
  }
}

/** Kysely's option for a query that stops with its caller. */
export const abortable = (signal: AbortSignal | undefined): { readonly signal?: AbortSignal; readonly inflightQueryAbortStrategy?: 'cancel query' } =>
  (signal === undefined ? {} : { signal, inflightQueryAbortStrategy: 'cancel query' });
