import { Kysely, PostgresAdapter, type ColumnType } from 'kysely';
import { d1Dialect, type D1Binding } from './d1-dialect.ts';
import { openPostgres, openSqlite } from './node.ts';
import type { DatabaseOption } from './options.ts';

/** PostgreSQL's driver answers 64-bit integers as text. */
type Big = ColumnType<number | string, number, number>;

/** The gateway's own tables; better-auth's stand beside them (`portico_user`, `portico_account`, `portico_session`, `portico_verification`). Times are milliseconds since 1970. */
export interface Tables {
  /** The first answer to each write. */
  portico_idempotency: {
    customer: string; operation: string; key: string;
    /** A digest of the input: the same key with another input is a conflict. */
    input: string;
    /** `open`: nobody knows yet, or nobody will, whether it happened. `done`: `answer` is the answer. */
    state: 'open' | 'done';
    /** Who is at it, and a number that grows as long as they are; 0 where nobody is. */
    owner: string; lease: Big;
    answer: string | null;
    created: Big;
  };
  portico_upload: {
    id: string; customer: string; ticket: string | null;
    /** The idempotency key under which it was announced. */
    key: string;
    name: string; type: string; size: Big; received: Big;
    /** The write that uses it. */
    used_by: string | null;
    /** 1 once that write has happened; the bytes are gone then. */
    consumed: number;
    expires: Big;
  };
  portico_upload_chunk: { upload: string; position: Big; bytes: Uint8Array };
  portico_throttle: { key: string; count: number; resets: Big };
  portico_user: { id: string; email: string; name: string; disabled: number | boolean | null };
  portico_session: { id: string; userId: string; expiresAt: unknown };
  portico_verification: { expiresAt: unknown };
  /** How people prove who they are; see `access/identities.ts`. */
  portico_account: { id: string; userId: string; providerId: string; updatedAt: unknown; groups: string | null };
  /** What people have agreed to. Rows stay; a withdrawal is noted in its row. */
  portico_consent: {
    id: string; user: string;
    /** Origin of the pages with terms of their own; `''` for the portal's. */
    site: string;
    version: string; language: string;
    /** Of the text that was shown. */
    digest: string;
    given: Big; withdrawn: Big | null;
  };
  /** Members of the owner's groups: an address, or `@` and a domain. */
  portico_group_member: { group: string; member: string };
  portico_invitation: {
    email: string; name: string; language: string;
    sent: Big; expires: Big;
    /** When an account came of it, or it was taken back. */
    accepted: Big | null; withdrawn: Big | null;
  };
  portico_passkey: {
    /** The credential's id, Base64url. */
    id: string;
    user: string;
    /** Base64url. */
    key: string;
    counter: Big;
    /** Transports, as JSON. */
    transports: string;
    name: string; created: Big; lastUsed: Big | null;
  };
  /** Who looked at the portal as whom. */
  portico_preview: { id: string; agent: string; customer: string; opened: Big };
  /** The owner's settings, one row a saving; none is ever changed. */
  portico_settings_version: {
    number: number;
    /** As it was saved, JSON. */
    document: string;
    saved: Big;
    /** The address of who saved it; null on the command line. */
    by: string | null;
    comment: string;
  };
  /** Mails on their way; what is in them is sealed, since it holds links that are as good as a password. */
  portico_mail: {
    id: string; sealed: string;
    /** How often it was tried, when it is tried next, and when nobody wants it any more. */
    attempts: number; due: Big; expires: Big;
    /** 1 where it waits because the mail server itself failed, not this mail. */
    stalled: number;
    /** Who is at it, until when; 0 where nobody is. */
    owner: string; lease: Big;
  };
}

export type Database = Kysely<Tables>;
export type DatabaseType = 'sqlite' | 'postgres';

/** An open database, and how it ends. */
export interface OpenDatabase {
  readonly db: Database;
  readonly type: DatabaseType;
  /** The same for better-auth. */
  readonly forAuth: { readonly db: Database; readonly type: DatabaseType } | D1Binding;
  close(): Promise<void>;
}

export async function openDatabase(option: DatabaseOption): Promise<OpenDatabase> {
  if ('kysely' in option) {
    const db = option.kysely as unknown as Database;
    return { db, type: typeOf(db), forAuth: { db, type: typeOf(db) }, close: () => Promise.resolve() };
  }
  if ('d1' in option) {
    // better-auth looks at the tables with ways of its own here: D1 forbids the usual ones.
    return { db: new Kysely<Tables>({ dialect: d1Dialect(option.d1) }), type: 'sqlite', forAuth: option.d1, close: () => Promise.resolve() };
  }
  const dialect = 'dialect' in option ? option.dialect : 'sqlite' in option ? await openSqlite(option.sqlite) : await openPostgres(option.postgres);
  const db: Database = new Kysely<Tables>({ dialect });
  return { db, type: typeOf(db), forAuth: { db, type: typeOf(db) }, close: () => db.destroy() };
}

const typeOf = (db: Database): DatabaseType => db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
