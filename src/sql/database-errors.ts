/** SQLite's primary result codes that mean: not now (https://www.sqlite.org/rescode.html) — busy, locked, read-only, I/O, corrupt, full, cannot open, not a database. */
const SQLITE_DOWN = new Set([5, 6, 8, 10, 11, 13, 14, 26]);

/**
 * PostgreSQL's SQLSTATE classes that mean: not now (https://www.postgresql.org/docs/current/errcodes-appendix.html) — connection,
 * transaction rolled back, resources, operator intervention, system error, wrong credentials, no such database.
 */
const POSTGRES_DOWN = /^(?:08|40|53|57P|58|28|3D)/;

const NETWORK_DOWN = /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES|ERR_INVALID_STATE)$/;

/** What pg and kysely say without a code when a connection breaks, cannot be had, or has been closed. */
const GONE = /connection terminated|timeout exceeded when trying to connect|terminating connection|client has encountered a connection error|driver has already been destroyed/i;

/** What is wrong when a database throws: it is not there just now, it took too long, or (anything else) a fault. */
export function databaseErrorCode(error: unknown): 'unavailable' | 'timeout' | 'internal' {
  if (!(error instanceof Error)) return 'internal';
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return SQLITE_DOWN.has(errcode % 256) ? 'unavailable' : 'internal';
  if (code === '57014') return 'timeout';
  if (typeof code === 'string' && (POSTGRES_DOWN.test(code) || NETWORK_DOWN.test(code))) return 'unavailable';
  return GONE.test(error.message) ? 'unavailable' : 'internal';
}
