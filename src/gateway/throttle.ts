import { sql } from 'kysely';
import { PortalError } from '../contract/index.ts';
import type { Database } from './database.ts';

/** One bound: so many hits of a thing in so many seconds. */
export interface Bound {
  /** What is counted, such as an account. Stored as a keyed digest. */
  readonly key: string;
  readonly limit: number;
  /** Seconds. */
  readonly window: number;
}

/** Counts in the database, so that all instances count together. Every window ends, so nobody is locked out for good. */
export interface Throttle {
  /** Counts a hit for each bound. @throws PortalError `rate-limited` where one is reached. */
  hit(bounds: readonly Bound[]): Promise<void>;
  /** Forgets the hits of keys. */
  forget(keys: readonly string[]): Promise<void>;
  /** Takes one hit back. */
  giveBack(key: string): Promise<void>;
}

export function createThrottle(db: Database, secret: string, clock: () => number): Throttle {
  const encoder = new TextEncoder();
  const hmac = crypto.subtle.importKey('raw', encoder.encode(`throttle ${secret}`), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const digest = async (key: string): Promise<string> =>
    [...new Uint8Array(await crypto.subtle.sign('HMAC', await hmac, encoder.encode(key)))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  const count = async ({ key, window }: Bound): Promise<{ count: number; resets: number }> => {
    const now = clock();
    const over = sql<boolean>`portico_throttle.resets <= ${now}`;
    const row = await db.insertInto('portico_throttle').values({ key: await digest(key), count: 1, resets: now + window * 1000 })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({
        count: sql<number>`case when ${over} then 1 else portico_throttle.count + 1 end`,
        resets: sql<number>`case when ${over} then excluded.resets else portico_throttle.resets end`,
      }))
      .returning(['count', 'resets']).executeTakeFirstOrThrow();
    return { count: row.count, resets: Number(row.resets) };
  };

  return {
    async hit(bounds) {
      for (const bound of bounds) {
        const { count: hits, resets } = await count(bound);
        if (hits > bound.limit) throw new PortalError('rate-limited', 'Too many requests.', { retryAfter: Math.max(1, Math.ceil((resets - clock()) / 1000)) });
      }
    },
    async forget(keys) {
      for (const key of keys) await db.deleteFrom('portico_throttle').where('key', '=', await digest(key)).execute();
    },
    async giveBack(key) {
      await db.updateTable('portico_throttle').set({ count: sql<number>`count - 1` }).where('key', '=', await digest(key)).where('count', '>', 0).execute();
    },
  };
}

/**
 * The client's address for counting: of an IPv6 address its /64, which is what one customer of a provider gets; of an IPv6 form of an IPv4
 * address that one. Undefined where it is no address.
 */
export function addressBlock(address: string): string | undefined {
  const bare = address.trim().replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/%.*$/, '').toLowerCase();
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/.exec(bare)?.[1];
  if (v4 !== undefined) return v4;
  if (!/^[0-9a-f:.]{2,45}$/.test(bare) || !bare.includes(':')) return undefined;
  const [head = '', tail] = bare.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
