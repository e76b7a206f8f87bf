import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import pg from 'pg';

/** A value of a row. */
export type Cell = string | number | null;
/** Rows of a table to be written at once; a `text[]` is given as its texts with spaces between. */
export interface Rows { readonly table: string; readonly columns: Readonly<Record<string, 'integer' | 'double precision' | 'text' | 'text[]'>>; readonly rows: readonly (readonly Cell[])[] }

/** A database that takes many rows fast: its indexes are made when all rows are there. */
export interface Bulk {
  readonly kind: 'sqlite' | 'postgres';
  insert(rows: Rows): Promise<void>;
  run(statement: string): Promise<void>;
  /** Makes the indexes, has the database look at what it holds as it does by itself now and then, and closes it. */
  finish(): Promise<void>;
}

/** A file of SQLite whose tables are there already. */
export function bulkSqlite(path: string): Bulk {
  const database = new DatabaseSync(path);
  for (const pragma of ['journal_mode = delete', 'journal_mode = off', 'synchronous = off', 'cache_size = -400000', 'foreign_keys = off', 'temp_store = memory']) database.exec(`pragma ${pragma}`);
  const indexes = database.prepare('select name, sql from sqlite_master where type = \'index\' and sql is not null').all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`drop index "${name}"`);
  database.exec('begin');
  return {
    kind: 'sqlite',
    insert({ table, columns, rows }) {
      const names = Object.keys(columns);
      const statement = database.prepare(`insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`);
      for (const row of rows) statement.run(...row as SQLInputValue[]);
      return Promise.resolve();
    },
    run(statement) {
      database.exec(statement);
      return Promise.resolve();
    },
    finish() {
      for (const { sql } of indexes) database.exec(sql);
      database.exec('commit');
      database.close();
      return Promise.resolve();
    },
  };
}

/** A database of PostgreSQL whose tables are there already. */
export async function bulkPostgres(url: string): Promise<Bulk> {
  const client = new pg.Client(url);
  await client.connect();
  const run = async (statement: string): Promise<void> => { await client.query(statement); };
  for (const setting of ['maintenance_work_mem = \'1GB\'', 'session_replication_role = replica']) await run(`set ${setting}`);
  const indexes = await client.query<{ indexname: string; indexdef: string }>(`select indexname, indexdef from pg_indexes
    where schemaname = 'public' and indexname not in (select conname from pg_constraint)`);
  for (const { indexname } of indexes.rows) await run(`drop index "${indexname}"`);
  return {
    kind: 'postgres', run,
    async insert({ table, columns, rows }) {
      const names = Object.keys(columns);
      const types = Object.values(columns);
      const arrays = types.map((type, index) => `$${String(index + 1)}::${type === 'text[]' ? 'text' : type}[]`);
      const values = names.map((name, index) => (types[index] === 'text[]' ? `string_to_array(${name}, ' ')` : name));
      await client.query(`insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from unnest(${arrays.join(', ')}) as rows (${names.join(', ')})`, names.map((_, index) => rows.map((row) => row[index])));
    },
    async finish() {
      for (const { indexdef } of indexes.rows) await run(indexdef);
      await run('vacuum analyze');
      await client.end();
    },
  };
}
