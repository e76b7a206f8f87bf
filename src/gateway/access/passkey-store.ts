import { PortalError, type PasskeyEntry } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import { digestOf } from './digest.ts';

/** A passkey as it is kept. */
export interface Passkey {
  /** The credential's id, Base64url. */
  readonly id: string;
  readonly user: string;
  /** The public key as COSE, Base64url. */
  readonly key: string;
  /** How often it was used, where the device counts; 0 where it does not. */
  readonly counter: number;
  readonly transports: readonly string[];
}

/** What everybody else calls a passkey: some devices make ids of several hundred letters. */
const publicId = (id: string): Promise<string> => digestOf(id);

/** A person's passkeys, the oldest first. */
export async function listPasskeys(db: Database, user: string): Promise<PasskeyEntry[]> {
  const rows = await db.selectFrom('portico_passkey').select(['id', 'name', 'created', 'lastUsed']).where('user', '=', user).orderBy('created').orderBy('id').execute();
  return Promise.all(rows.map(async ({ id, name, created, lastUsed }) =>
    ({ id: await publicId(id), name, created: iso(created), lastUsed: lastUsed === null ? null : iso(lastUsed) })));
}

/** A person's passkeys, as their devices know them. */
export async function ownPasskeys(db: Database, user: string): Promise<Pick<Passkey, 'id' | 'transports'>[]> {
  const rows = await db.selectFrom('portico_passkey').select(['id', 'transports']).where('user', '=', user).execute();
  return rows.map(({ id, transports }) => ({ id, transports: JSON.parse(transports) as string[] }));
}

/** The passkey of a credential's id. */
export async function findPasskey(db: Database, id: string): Promise<Passkey | null> {
  const row = await db.selectFrom('portico_passkey').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { id, user: row.user, key: row.key, counter: Number(row.counter), transports: JSON.parse(row.transports) as string[] };
}

/** Keeps a new passkey. @throws PortalError `conflict` where there is one of this id, whoever's it is */
export async function keepPasskey(db: Database, { id, user, key, counter, transports }: Passkey, name: string, now: number): Promise<PasskeyEntry> {
  const kept = await db.insertInto('portico_passkey').values({ id, user, key, counter, transports: JSON.stringify(transports), name, created: now, lastUsed: null })
    .onConflict((conflict) => conflict.column('id').doNothing()).returning('id').executeTakeFirst();
  if (kept === undefined) throw new PortalError('conflict', 'This passkey is known already.');
  return { id: await publicId(id), name, created: iso(now), lastUsed: null };
}

/** Notes that a passkey was used. Of two uses with the same count one is a copy's. @returns whether the count was still what it was when the passkey was read */
export async function notePasskeyUse(db: Database, { id, counter: before }: Passkey, counter: number, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('portico_passkey').set({ counter, lastUsed: now }).where('id', '=', id).where('counter', '=', before).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** @param id As {@link listPasskeys} has it. @throws PortalError `not-found` for somebody else's like for one that never was */
export async function dropPasskey(db: Database, user: string, id: string): Promise<void> {
  for (const passkey of await ownPasskeys(db, user)) {
    if (await publicId(passkey.id) !== id) continue;
    await db.deleteFrom('portico_passkey').where('id', '=', passkey.id).where('user', '=', user).execute();
    return;
  }
  throw new PortalError('not-found', 'There is no such passkey.');
}

const iso = (milliseconds: number | string): string => new Date(Number(milliseconds)).toISOString();
