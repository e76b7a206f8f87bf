import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresDialect, type DatabaseConnection, type Dialect, type Driver } from 'kysely';
import pg from 'pg';
import { startPostgres } from '../../../demo/backends/postgresql/start.mjs';
import { nodeSqliteDialect } from '../../sql/node-sqlite-dialect.ts';

/** Databases for the desk's tests: each kind makes as many empty ones as are wanted. */
export interface Databases {
  readonly name: string;
  /** Why these cannot be had here. */
  readonly missing?: string;
  /** A new empty database, and how to open it any number of times. */
  create(): Promise<() => Dialect>;
  /** Address or path of the database made last, for another process. */
  address(): { readonly sqlite: string } | { readonly postgres: string };
  remove(): Promise<void>;
}

/** SQLite in files of a temporary folder. */
export async function sqliteFiles(): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-desk-'));
  let path = '';
  return {
    name: 'SQLite in a file',
    async create() {
      path = join(folder, `${randomBytes(4).toString('hex')}.db`);
      const mine = path;
      return () => nodeSqliteDialect({ path: mine });
    },
    address: () => ({ sqlite: path }),
    remove: () => rm(folder, { recursive: true }),
  };
}

const inMemory: Databases = {
  name: 'SQLite in memory',
  create: async () => () => nodeSqliteDialect({ path: ':memory:' }),
  address: () => ({ sqlite: ':memory:' }),
  remove: async () => undefined,
};

/** PostgreSQL, one server with a database each. */
async function postgresServer(): Promise<Databases> {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  try {
    server = await startPostgres();
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    console.log(`PostgreSQL is left out: ${missing}`);
    return { ...inMemory, name: 'PostgreSQL', missing };
  }
  let url = '';
  return {
    name: 'PostgreSQL',
    async create() {
      const name = `desk_${randomBytes(4).toString('hex')}`;
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      url = Object.assign(new URL(server.url), { pathname: name }).href;
      const mine = url;
      return () => {
        const pool = new pg.Pool({ connectionString: mine });
        // The server may stop before the last idle connection has been closed.
        pool.on('error', () => undefined);
        pool.on('connect', (client) => client.on('error', () => undefined));
        return new PostgresDialect({ pool });
      };
    },
    address: () => ({ postgres: url }),
    remove: () => server.stop(),
  };
}

/** All of them; PostgreSQL says in `missing` why it cannot be had. */
export const allDatabases = async (): Promise<Databases[]> => [inMemory, await sqliteFiles(), await postgresServer()];
/** Those that outlive a connection. */
export const lastingDatabases = async (): Promise<Databases[]> => [await sqliteFiles(), await postgresServer()];

/** A dialect whose database can be made to fail: every query then finds that it cannot be reached. */
export function failing(dialect: Dialect): { readonly dialect: Dialect; down: boolean } {
  const state = { down: false };
  const wrapped = new WeakSet<DatabaseConnection>();
  const createDriver = (): Driver => {
    const driver = dialect.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async (options) => {
      const connection = await acquire(options);
      if (!wrapped.has(connection)) {
        wrapped.add(connection);
        const execute = connection.executeQuery.bind(connection);
        connection.executeQuery = async (query, given) => {
          if (state.down && query.sql !== 'rollback') throw Object.assign(new Error('connect ECONNREFUSED database.internal.example:5432'), { code: 'ECONNREFUSED' });
          return execute(query, given);
        };
      }
      return connection;
    };
    return driver;
  };
  return Object.assign(state, {
    dialect: {
      createDriver, createAdapter: () => dialect.createAdapter(), createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db: Parameters<Dialect['createIntrospector']>[0]) => dialect.createIntrospector(db),
    } satisfies Dialect,
  });
}
