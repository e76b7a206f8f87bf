import { PostgresDialect, type Dialect } from 'kysely';

/** What only Node has. Everything is loaded when it is asked for, so that the gateway itself runs anywhere. */

/** A file for Node's own SQLite. */
export async function openSqlite(path: string): Promise<Dialect> {
  const { nodeSqliteDialect } = await import('../sql/node-sqlite-dialect.ts');
  return nodeSqliteDialect({ path });
}

/** PostgreSQL by the package `pg`. */
export async function openPostgres(connectionString: string): Promise<Dialect> {
  const { default: { Pool } } = await import('pg');
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 5_000 });
  // A server that ends an idle connection (a restart) must not end this process; the next query opens a new one.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
