import { SqliteDialect, type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult, type SqliteDatabase } from 'kysely';

/** What we use of Cloudflare's D1: https://developers.cloudflare.com/d1/worker-api/d1-database/ */
export interface D1Binding {
  prepare(sql: string): { bind(...values: unknown[]): { all(): Promise<{ results: unknown[]; meta: { changes?: number } }> } };
  batch(statements: never[]): Promise<unknown>;
  exec(sql: string): Promise<unknown>;
}

/**
 * A kysely dialect for D1. D1 has no interactive transactions, so every statement stands for itself: a worker that is stopped
 * between two leaves a slice of a file marked as arrived that has not; reading that file then fails, nothing wrong is sent.
 */
export function d1Dialect(binding: D1Binding): Dialect {
  const nothing = (): Promise<void> => Promise.resolve();
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { results, meta } = await binding.prepare(sql).bind(...parameters).all();
      return { rows: results as Row[], numAffectedRows: BigInt(meta.changes ?? 0) };
    },
    streamQuery() {
      throw new Error('D1 does not stream.');
    },
  };
  const driver: Driver = {
    init: nothing, acquireConnection: () => Promise.resolve(connection), releaseConnection: nothing, destroy: nothing,
    beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing,
  };
  return new class extends SqliteDialect {
    override createDriver(): Driver {
      return driver;
    }
  }({ database: binding as unknown as SqliteDatabase });
}
