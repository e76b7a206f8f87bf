import type { Party } from '../../contract/index.ts';
import type { Row } from './answers.ts';
import type { People, Role } from './people.ts';
import { PUBLIC, type Paging, type Rt } from './rt.ts';
import { and, is, isOneOf, or, type Sql } from './ticket-sql.ts';

/** The end of a ticket's public conversation. */
export interface Activity {
  /** When the last public message was written; milliseconds since 1970. */
  readonly time: number;
  /** Who wrote it; null where there is none. */
  readonly lastMessageBy: Party | null;
  /** The party that spoke last, the system's own messages aside. */
  readonly spokeLast: Party | null;
}

const NEWEST_FIRST: Paging = { order: [['Created', 'DESC'], ['id', 'DESC']], perPage: 100 };

/** A merge. From before it, the messages of the merged ticket stay with that ticket's id, which TransactionSQL cannot follow. */
const MERGE: Sql = and([is('ObjectType', '=', 'RT::Ticket'), is('Type', '=', 'AddLink'), is('Field', '=', 'MergedInto')]);

/**
 * The last public message of each ticket. RT's own `LastUpdated` will not do: internal comments move it, which would tell customers of
 * them. One call answers for most pages, as the newest hundred messages of all tickets together; the tickets of which none is among
 * them are asked for again.
 */
export async function activityOf(rt: Rt, people: People, rows: readonly Row[], signal?: AbortSignal): Promise<Map<number, Activity>> {
  const found = new Map<number, Activity>();
  let open = new Map(rows.map((row) => [row.id, row]));
  while (open.size > 0) {
    const newest = await rt.transactions(and([or([PUBLIC, MERGE]), isOneOf('ObjectId', [...open.keys()])]), NEWEST_FIRST, signal);
    for (const { ObjectId, Type, Created, Creator } of newest) {
      const row = ObjectId === undefined ? undefined : open.get(ObjectId);
      if (row === undefined) continue;
      open.delete(row.id);
      const role = Type === 'AddLink' ? 'system' : (await people.author(Creator.id, row, signal)).role;
      found.set(row.id, role === 'system' ? await fromHistory(rt, people, row, signal) : { time: Created, ...spoken(role, role) });
    }
    if (newest.length < NEWEST_FIRST.perPage) {
      for (const row of open.values()) found.set(row.id, { time: row.Created, ...spoken(undefined, undefined) });
      open = new Map();
    }
  }
  return found;
}

/** From the ticket's own history, which knows what was merged into it. For the few tickets that need it. */
async function fromHistory(rt: Rt, people: People, row: Row, signal?: AbortSignal): Promise<Activity> {
  const messages = await rt.messages('reader', row.id, [], 20, signal);
  const roles = await Promise.all(messages.map(async ({ Creator }) => (await people.author(Creator.id, row, signal)).role));
  return { time: messages[0]?.Created ?? row.Created, ...spoken(roles[0], roles.find((role) => role !== 'system')) };
}

const spoken = (last: Role | undefined, lastPerson: Role | undefined): Omit<Activity, 'time'> => ({ lastMessageBy: partyOf(last), spokeLast: partyOf(lastPerson) });
const partyOf = (role: Role | undefined): Party | null => (role === undefined ? null : role === 'customer' ? 'customer' : 'support');
