import { sql, type Expression, type Generated, type Insertable, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Channel, Party, StatusCategory } from '../../contract/index.ts';

/**
 * The tables, the same on SQLite and PostgreSQL. Moments are milliseconds since 1970 (UTC); truths are 0 and 1; texts to be
 * compared or searched have a second column that is folded (NFKC and lower case), because no two databases agree on what lower case is.
 */
export interface Tables {
  /** `folded` is the folded id, for filters. */
  desk_organization: { id: string; folded: string; name: string };
  /** Customers. `email` is in lower case; `folded` is name and address, folded, for agents' search. */
  desk_person: { id: Generated<number>; email: string; name: string; folded: string };
  /** Who belongs to which organization; the one with the lowest position is the person's first. */
  desk_membership: { person_id: number; organization_id: string; position: number };
  desk_agent: { id: Generated<number>; email: string; name: string };
  desk_queue: { id: string; name: string; position: number };
  desk_stage: {
    id: string; label: string; category: StatusCategory; position: number; waiting_on: Party | null;
    accepts_reply: number; on_reply: string | null; on_close: string | null; on_reopen: string | null;
  };
  /** `definition` is the JSON of a {@link import('./settings.ts').DeskField} without its id. */
  desk_field: { id: string; definition: string; agents_only: number; position: number };
  /** `fields` is the JSON of the form's list of fields. */
  desk_form: { id: string; name: string; description: string | null; queue_id: string; position: number; fields: string };
  desk_ticket: {
    id: Generated<number>; subject: string; subject_folded: string;
    /** The beginning of the folded subject: what is sorted by has to fit into an index and into a cursor. */
    subject_sort: string;
    requester_id: number; organization_id: string | null; queue_id: string; stage_id: string;
    /** The stage's position, closed stages after all open ones; kept here to be in an index. */
    stage_rank: number;
    assignee_id: number | null; locked: number; created: number;
    /** These three change with public messages only (`waiting_on` with the stage, too). */
    last_activity: number; last_message_by: Party | null; waiting_on: Party | null;
    /** Whose turn it is by the last public message alone, for stages that do not say themselves. */
    turn: Party;
    /** The same four, by the messages of the original conversation alone ({@link import('./threads.ts').MOVED}). */
    original_activity: number; original_message_by: Party | null; original_waiting_on: Party | null; original_turn: Party;
    /** When it was closed last; null while it is open. */
    closed: number | null;
    rating_score: number | null; rating_comment: string | null;
    /** The ticket that this one goes on with. */
    follow_up_of: number | null;
    /** The folded subject with its blank space as it is, for filters; null where `subject_folded` is no different. */
    subject_spaced: string | null;
  };
  desk_ticket_cc: { ticket_id: number; person_id: number };
  /** A row per value; `value` is its JSON, `number` its number if it can be read as one, `moment` the same for dates. */
  desk_ticket_field: { ticket_id: number; field_id: string; position: number; value: string; folded: string; number: number | null; moment: number | null };
  /** Public messages and internal notes. Who reads for customers selects `is_public = 1`. */
  desk_message: {
    id: Generated<number>; ticket_id: number; is_public: number; person_id: number | null; agent_id: number | null; created: number;
    text: string | null; html: string | null; channel: Channel;
    /** Which conversation it belongs to; see `threads.ts`. Without meaning for internal notes. */
    thread: Generated<number>;
    /** What can be searched, folded; null in internal notes, so that no search can ever find one. */
    search: string | null;
    /** On PostgreSQL: the owners of the ticket, by {@link import('./reach.ts').ownerNames}, to be in an index with the text. */
    reach?: string[];
  };
  desk_attachment: { id: Generated<number>; message_id: number; name: string; type: string; size: number; content_id: string | null; file_id: number };
  /** A file's bytes arrive before its message does; until then it is not attached. */
  desk_file: { id: Generated<number>; created: number; attached: number };
  desk_file_chunk: { file_id: number; position: number; bytes: Uint8Array };
  /** What a write answered, kept to answer a repetition. */
  desk_idempotency: { author: string; key: string; target: string; answer: string; created: number };
  /** A row for every change that customers can see, in order; see `activity.ts`. */
  desk_activity: { id: Generated<number>; ticket_id: number };
  desk_migration: { name: string; applied: number };
}

/** The database itself or a transaction. */
export type Db = Kysely<Tables>;
export type DbTransaction = Transaction<Tables>;

/** Which SQL it is. */
export type SqlKind = 'sqlite' | 'postgres';

export type StageRow = Selectable<Tables['desk_stage']>;
export type TicketRow = Selectable<Tables['desk_ticket']>;
export type NewTicketRow = Insertable<Tables['desk_ticket']>;

/** An open database and how the desk uses it. */
export interface Store {
  readonly db: Db;
  readonly kind: SqlKind;
  readonly now: () => number;
  /** Called when a write has been committed. */
  readonly wrote?: () => void;
}

/**
 * A column that the database shall not look up by: one stage has more tickets than one customer. SQLite, which keeps no statistics
 * unless asked, would take either index (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_);
 * PostgreSQL knows better.
 */
export const unindexed = (kind: SqlKind, column: string): Expression<string> =>
  (kind === 'sqlite' ? sql<string>`+${sql.ref(column)}` : sql.ref<string>(column));
