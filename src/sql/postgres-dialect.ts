import { PostgresDialect, type Dialect } from 'kysely';

/** How to reach a PostgreSQL database. */
export interface PostgresOptions {
  /** `postgres://user:password@host/database` */
  readonly connectionString: string;
  /** How long a new connection may take, in milliseconds. */
  readonly connectionTimeoutMillis: number;
}

/**
 * PostgreSQL for kysely, by a pool of the package `pg`, which is loaded only now: who stays with SQLite does without.
 * @throws Error that says what to install where `pg` is missing.
 */
export async function postgresDialect(options: PostgresOptions): Promise<Dialect> {
  const { default: { Pool } } = await import('pg').catch((cause: unknown) => {
    throw new Error('PostgreSQL needs the package pg: npm install pg', { cause });
  });
  const pool = new Pool({ ...options, max: 10 });
  // A connection that breaks must not end the process; the next query opens a new one. pg emits an error for it besides rejecting the query under way, and the
  // pool listens to idle connections only (https://node-postgres.com/apis/pool#error), kysely to none.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return new PostgresDialect({ pool });
}
