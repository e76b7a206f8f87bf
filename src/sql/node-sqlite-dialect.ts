import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CompiledQuery, SqliteDialect, SqliteDriver,
  type DatabaseConnection, type Dialect, type Driver, type QueryResult, type SqliteDatabase, type TransactionSettings,
} from 'kysely';

/** How to open a database. */
export interface NodeSqliteOptions {
  /** Path of the file, made where it does not exist; `:memory:` is a database of its own that ends with the process. */
  readonly path: string;
  /** How long a write waits, in milliseconds, while another process writes. Default 10 s. */
  readonly busyTimeout?: number;
}

/**
 * A kysely dialect for the SQLite inside Node (`node:sqlite`, 22.13 and later). Kysely's own dialect expects better-sqlite3.
 * Parameters are null, number, bigint, string or Uint8Array: SQLite has neither booleans nor dates. Foreign keys are checked.
 *
 * Several processes may use one file: readers never wait (write-ahead log), writers wait for each other without
 * blocking Node's event loop, so that two connections of one process cannot stop each other either.
 */
export function nodeSqliteDialect({ path, busyTimeout = 10_000 }: NodeSqliteOptions): Dialect {
  const config = { database: () => Promise.resolve(open(path)) };
  return new class extends SqliteDialect {
    override createDriver(): Driver {
      return new NodeSqliteDriver(config, busyTimeout);
    }
  }(config);
}

/** So many statements are kept prepared. To prepare one takes longer than to run it: SQLite weighs every index of every table in it. */
const PREPARED = 200;

/** A database in the shape of better-sqlite3, as far as kysely needs it. */
function open(path: string): SqliteDatabase {
  const database = new DatabaseSync(path);
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  const prepare = (sql: string): ReturnType<SqliteDatabase['prepare']> => {
    const statement = database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...parameters as SQLInputValue[]),
      run: (parameters) => statement.run(...parameters as SQLInputValue[]),
      // Of its own: it is under way while others run.
      iterate: (parameters) => database.prepare(sql).iterate(...parameters as SQLInputValue[]),
    };
  };
  return {
    close() {
      prepared.clear();
      database.close();
    },
    prepare(sql) {
      const statement = prepared.get(sql) ?? prepare(sql);
      // The one that was used last comes last, so that the first can go.
      prepared.delete(sql);
      prepared.set(sql, statement);
      if (prepared.size > PREPARED) prepared.delete(prepared.keys().next().value ?? '');
      return statement;
    },
  };
}

class NodeSqliteDriver extends SqliteDriver {
  constructor(config: ConstructorParameters<typeof SqliteDriver>[0], busyTimeout: number) {
    super({
      ...config,
      async onCreateConnection(connection) {
        patient(connection, busyTimeout);
        // A statement runs to its end before anything else can: there is never one to stop.
        connection.cancelQuery = () => Promise.resolve();
        // NORMAL loses no committed write by a crash of the process, and keeps the file whole when the machine's power fails.
        // A negative size of the cache is in KiB; with the usual 2 MB a large database is read again and again.
        for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'cache_size = -32000']) await connection.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
      },
    });
  }

  /** A deferred transaction that reads first cannot wait for a writer later: SQLite refuses it at once. So every transaction that may write claims the lock first. */
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'));
  }
}

const SQLITE_BUSY = 5;

/** Makes a connection repeat what another connection's write has kept out. Inside of a transaction this cannot happen, it holds the lock. */
function patient(connection: DatabaseConnection, timeout: number): void {
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
    const deadline = Date.now() + timeout;
    for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
      try {
        return await execute<Row>(query);
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw error;
        // Spread at random, so that waiting writers do not come back all at once.
        await delay(wait * (0.5 + Math.random()));
      }
    }
  };
}

/** The low byte of an extended result code is the primary one (https://www.sqlite.org/rescode.html). */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && ((error as { errcode?: number }).errcode ?? 0) % 256 === SQLITE_BUSY;
