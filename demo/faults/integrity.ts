import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/**
 * What is wrong with an SQLite database whose program was killed; null for nothing. Looks at a copy of its files, because whoever opens them first repairs them.
 * @param path Of the database's file.
 */
export async function sqliteProblem(path: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-integrity-'));
  const copy = join(folder, 'copy.sqlite');
  try {
    // The log first: a checkpoint moves pages from it into the file.
    for (const end of ['-wal', '']) if (existsSync(path + end)) await copyFile(path + end, copy + end);
    const database = new DatabaseSync(copy);
    try {
      const found = database.prepare('pragma integrity_check').all().map(({ integrity_check: text }) => String(text)).filter((text) => text !== 'ok');
      const orphans = database.prepare('pragma foreign_key_check').all();
      return found.length + orphans.length === 0 ? null : [...found, ...orphans.map((row) => JSON.stringify(row))].join('\n');
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What is wrong with the tables and indexes of a PostgreSQL database, by its own `amcheck`; null for nothing. */
export async function postgresProblem(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('create extension if not exists amcheck');
    const { rows: tables } = await client.query<{ relation: string; what: string }>(`
      select c.relname as relation, v.msg as what from pg_class c join pg_namespace n on n.oid = c.relnamespace, lateral verify_heapam(c.oid) v
      where c.relkind = 'r' and n.nspname = 'public'`);
    // Throws at the first index that is wrong: every row of a table has to be in it.
    await client.query(`
      select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam join pg_namespace n on n.oid = c.relnamespace
      where a.amname = 'btree' and n.nspname = 'public' and i.indisvalid`);
    return tables.length === 0 ? null : tables.map(({ relation, what }) => `${relation}: ${what}`).join('\n');
  } catch (error) {
    return String(error);
  } finally {
    await client.end();
  }
}
