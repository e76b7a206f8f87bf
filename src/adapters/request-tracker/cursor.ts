import * as z from 'zod/mini';
import { PortalError } from '../../contract/index.ts';
import { sha256 } from './digest.ts';

/** The end of the year 9999, beyond which dates are written in another way. */
const END_OF_TIME = 253_402_300_799_999;

/** Where a page ended. Every order uses the part that it needs. */
const place = z.object({
  /** Of the list that the cursor belongs to. */
  of: z.string(),
  /** The last ticket's or message's id. */
  id: z.int().check(z.gte(0)),
  /** Its time, where the order is one of time; milliseconds since 1970. */
  time: z.optional(z.int().check(z.gte(0), z.lte(END_OF_TIME))),
  /** The stage it stood in, as a number; for the order by status. */
  segment: z.optional(z.int().check(z.gte(0), z.lte(1000))),
  /** How many of RT's rows need not be looked at again. */
  skip: z.optional(z.int().check(z.gte(0))),
  /** How many there are in all. */
  total: z.optional(z.int().check(z.gte(0))),
});
export type Place = Omit<z.infer<typeof place>, 'of'>;

/** Cursors of one list. They hold no more than places, so a forged one moves within the forger's own list. */
export class Cursors {
  readonly #of: Promise<string>;

  /** @param list Whatever tells this list from all others: customer, scope, query. */
  constructor(list: unknown) {
    this.#of = sha256(JSON.stringify(list)).then((digest) => digest.slice(0, 16));
  }

  async write(at: Place): Promise<string> {
    return btoa(JSON.stringify({ ...at, of: await this.#of })).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  /** @throws PortalError `invalid-input` for what is no cursor of this list. */
  async read(cursor: string | undefined): Promise<Place | null> {
    if (cursor === undefined) return null;
    const result = z.safeParse(place, decoded(cursor));
    if (result.success && result.data.of === await this.#of) return result.data;
    throw new PortalError('invalid-input', 'This cursor does not belong to this list.', { issues: [{ path: 'cursor', code: 'invalid' }] });
  }
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/'))) as unknown;
  } catch {
    return null;
  }
}
