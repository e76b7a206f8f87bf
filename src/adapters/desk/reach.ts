import { createHash } from 'node:crypto';
import { sql, type Expression } from 'kysely';
import type { View } from '../../contract/index.ts';
import type { Identity } from './query.ts';
import type { TicketRow } from './schema.ts';

/** Whose tickets a search looks through: one requester's, or those of organizations. */
export type Reach = { readonly requester: number } | { readonly organizations: readonly string[] };

/** Whose tickets a view covers, where an index knows them: it does not know who is in copy. */
export function reachOf(view: View, { personId, organizations }: Identity): Reach | null {
  if (personId !== null && view === 'mine') return { requester: personId };
  return view === 'organization' && organizations.length > 0 ? { organizations: organizations.map(({ id }) => id) } : null;
}

export type Owner = Pick<TicketRow, 'requester_id' | 'organization_id'>;

/** PostgreSQL keeps the names of a ticket's owners in the same index as its words, as an array. */
export const ownerNames = ({ requester_id: requester, organization_id: organization }: Owner): string[] =>
  [`r${String(requester)}`, ...organization === null ? [] : [`o${organization}`]];

/** The names of any of whom a ticket has to have one. */
export const reachNames = (reach: Reach): Expression<unknown> =>
  sql`array[${sql.join('requester' in reach ? [`r${String(reach.requester)}`] : reach.organizations.map((id) => `o${id}`))}]::text[]`;

/** The same array of a ticket in SQL, as its index has it. */
export const OWNER_NAMES = sql`array['r' || requester_id::text, 'o' || organization_id]`;

const [LETTERS, FIRST_LETTER] = [2 ** 15, 0xf0000];

/**
 * The name of an owner in SQLite's index, which has columns for them. That index is made of groups of three letters, so a name is three letters of no language; two
 * owners may share one, which only makes the index find what the view does not cover.
 */
const wordOf = (owner: string): string => {
  const digest = createHash('sha256').update(owner).digest();
  return String.fromCodePoint(...[0, 2, 4].map((place) => FIRST_LETTER + (digest.readUInt16BE(place) % LETTERS)));
};

/** What a ticket's rows hold in the index's columns `requester` and `organization`. */
export const ownerWords = ({ requester_id: requester, organization_id: organization }: Owner): [requester: string, organization: string] =>
  [wordOf(`r${String(requester)}`), organization === null ? '' : wordOf(`o${organization}`)];

/** The part of an FTS5 query that leads to the tickets of these owners (https://www.sqlite.org/fts5.html#full_text_query_syntax). */
export const reachQuery = (reach: Reach): string => ('requester' in reach
  ? `requester : "${wordOf(`r${String(reach.requester)}`)}"`
  : `organization : (${reach.organizations.map((id) => `"${wordOf(`o${id}`)}"`).join(' OR ')})`);
