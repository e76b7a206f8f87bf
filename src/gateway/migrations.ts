import { sql } from 'kysely';
import type { Database, DatabaseType } from './database.ts';

/** Brings our tables up to date. Runs at every start; every statement may be repeated, and two instances may start at once. */
export async function migrate(db: Database, type: DatabaseType): Promise<void> {
  const bytes = type === 'postgres' ? sql`bytea` : sql`blob`;
  const { schema } = db;
  await schema.createTable('portico_idempotency').ifNotExists()
    .addColumn('customer', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('input', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease', 'bigint', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('created', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('portico_idempotency_pk', ['customer', 'operation', 'key'])
    .execute();
  await schema.createIndex('portico_idempotency_created').ifNotExists().on('portico_idempotency').column('created').execute();
  await schema.createTable('portico_upload').ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('customer', 'text', (column) => column.notNull())
    .addColumn('ticket', 'text')
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('received', 'bigint', (column) => column.notNull())
    .addColumn('used_by', 'text')
    .addColumn('consumed', 'integer', (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('portico_upload_customer_key', ['customer', 'key'])
    .execute();
  await schema.createIndex('portico_upload_expires').ifNotExists().on('portico_upload').column('expires').execute();
  await schema.createTable('portico_upload_chunk').ifNotExists()
    .addColumn('upload', 'text', (column) => column.notNull().references('portico_upload.id').onDelete('cascade'))
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('bytes', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('portico_upload_chunk_pk', ['upload', 'position'])
    .execute();
  await schema.createTable('portico_throttle').ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('resets', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('portico_throttle_resets').ifNotExists().on('portico_throttle').column('resets').execute();
  await migrateAccess(db);
}

async function migrateAccess({ schema }: Database): Promise<void> {
  await schema.createTable('portico_consent').ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('site', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('given', 'bigint', (column) => column.notNull())
    .addColumn('withdrawn', 'bigint')
    .execute();
  await schema.createIndex('portico_consent_user').ifNotExists().on('portico_consent').columns(['user', 'site', 'version']).execute();
  await schema.createTable('portico_group_member').ifNotExists()
    .addColumn('group', 'text', (column) => column.notNull())
    .addColumn('member', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('portico_group_member_pk', ['group', 'member'])
    .execute();
  await schema.createTable('portico_invitation').ifNotExists()
    .addColumn('email', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('sent', 'bigint', (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .addColumn('accepted', 'bigint')
    .addColumn('withdrawn', 'bigint')
    .execute();
  await schema.createTable('portico_passkey').ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created', 'bigint', (column) => column.notNull())
    .addColumn('lastUsed', 'bigint')
    .execute();
  await schema.createIndex('portico_passkey_user').ifNotExists().on('portico_passkey').column('user').execute();
  await schema.createTable('portico_preview').ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('agent', 'text', (column) => column.notNull())
    .addColumn('customer', 'text', (column) => column.notNull())
    .addColumn('opened', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createTable('portico_settings_version').ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('saved', 'bigint', (column) => column.notNull())
    .addColumn('by', 'text')
    .addColumn('comment', 'text', (column) => column.notNull())
    .execute();
  await schema.createTable('portico_mail').ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due', 'bigint', (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .addColumn('stalled', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('portico_mail_due').ifNotExists().on('portico_mail').column('due').execute();
}

/**
 * Repeats a migration that lost a race: where two instances create a table at once, one of them fails (PostgreSQL does not lock
 * for `if not exists`), and finds it made the next time.
 */
export async function persistently(run: () => Promise<void>, tries = 5): Promise<void> {
  for (let left = tries - 1; ; left--) {
    try {
      await run();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 20 + Math.random() * 200); });
    }
  }
}

/** Deletes what has expired. */
export async function clean(db: Database, now: number, idempotencyLifetime: number): Promise<void> {
  // Chunks go first: a host's own SQLite connection may not enforce foreign keys.
  await db.deleteFrom('portico_upload_chunk').where('upload', 'in', db.selectFrom('portico_upload').select('id').where('expires', '<=', now)).execute();
  await db.deleteFrom('portico_upload').where('expires', '<=', now).execute();
  await db.deleteFrom('portico_idempotency').where('created', '<=', now - idempotencyLifetime).execute();
  await db.deleteFrom('portico_throttle').where('resets', '<=', now).execute();
  await db.deleteFrom('portico_mail').where('expires', '<=', now).execute();
  // better-auth writes ISO 8601 on SQLite, which sorts as text, and `timestamptz` on PostgreSQL, which reads it.
  const date = new Date(now).toISOString();
  for (const table of ['portico_session', 'portico_verification'] as const) await db.deleteFrom(table).where('expiresAt', '<=', date).execute();
}
