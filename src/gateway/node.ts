import type { Dialect } from 'kysely';

/** What only Node has. Everything is loaded when it is asked for, so that the gateway itself runs anywhere. */

/** A file for Node's own SQLite. */
export async function openSqlite(path: string): Promise<Dialect> {
  const { nodeSqliteDialect } = await import('../sql/node-sqlite-dialect.ts');
  return nodeSqliteDialect({ path });
}

/** PostgreSQL by the package `pg`. */
export async function openPostgres(connectionString: string): Promise<Dialect> {
  const { postgresDialect } = await import('../sql/postgres-dialect.ts');
  return postgresDialect({ connectionString, connectionTimeoutMillis: 5_000 });
}
