import { Kysely, SqliteAdapter, type Dialect } from 'kysely';
import { nodeSqliteDialect } from '../../sql/node-sqlite-dialect.ts';
import { postgresDialect } from '../../sql/postgres-dialect.ts';
import type { SqlKind, Tables } from './schema.ts';

/** Where the desk keeps its data: one of these. */
export type DeskDatabase =
  /** Path of an SQLite file, made where it does not exist; `:memory:` keeps nothing. */
  | { readonly sqlite: string }
  /** Address of a PostgreSQL database, `postgres://user:password@host/database`. Needs the package `pg`. */
  | { readonly postgres: string }
  /** A kysely dialect of one's own for SQLite (with FTS5) or PostgreSQL. The desk ends it when it is closed. */
  | { readonly dialect: Dialect };

/** Opens the database. */
export async function connect(database: DeskDatabase): Promise<{ readonly db: Kysely<Tables>; readonly kind: SqlKind }> {
  const dialect = await dialectOf(database);
  return { db: new Kysely<Tables>({ dialect }), kind: dialect.createAdapter() instanceof SqliteAdapter ? 'sqlite' : 'postgres' };
}

async function dialectOf(database: DeskDatabase): Promise<Dialect> {
  if ('dialect' in database) return database.dialect;
  if ('sqlite' in database) return nodeSqliteDialect({ path: database.sqlite });
  return postgresDialect({ connectionString: database.postgres, connectionTimeoutMillis: 10_000 });
}
