import { sql, type Expression, type SqlBool } from 'kysely';
import type { Scope } from '../../contract/index.ts';

/** Which conversations of a ticket are in reach. */
export type Threads = NonNullable<Scope['threads']>;

/** The conversation that a ticket's first public message begins; those that begin later count on from it. */
export const ORIGINAL = 1;

/**
 * The columns of a ticket that its public messages move. There are two sets of them, because a list must find in one index what is in reach of
 * a customer: by all conversations, or by the original one.
 */
export const MOVED = {
  all: { activity: 'last_activity', by: 'last_message_by', waitingOn: 'waiting_on', turn: 'turn' },
  original: { activity: 'original_activity', by: 'original_message_by', waitingOn: 'original_waiting_on', turn: 'original_turn' },
} as const;

/** The condition that a message `m` may be seen by customers. */
export const isShown = (threads: Threads): Expression<SqlBool> =>
  (threads === 'all' ? sql<SqlBool>`m.is_public = 1` : sql<SqlBool>`m.is_public = 1 and m.thread = ${sql.lit(ORIGINAL)}`);
