import { sql, type Expression, type SqlBool } from 'kysely';
import * as z from 'zod/mini';
import { party, PortalError, statusCategory, type Party, type StatusCategory } from '../../contract/index.ts';
import { unindexed, type Db, type SqlKind, type StageRow } from './schema.ts';
import { plain } from './text.ts';
import { MOVED } from './threads.ts';

/** A state of tickets, with what customers may do in it. */
export interface DeskStage {
  readonly id: string;
  readonly label: string;
  readonly category: StatusCategory;
  /** Whose turn it is in this stage; null: whoever did not write last. */
  readonly waitingOn?: Party | null;
  /** May customers reply? Default true. */
  readonly acceptsReply?: boolean;
  /** The stage to which a customer's reply moves a ticket; null (default): it stays. */
  readonly onReply?: string | null;
  /** The stage to which a customer's closing moves a ticket; null (default): customers cannot close it. */
  readonly onClose?: string | null;
  /** The stage to which a customer's reopening moves a ticket; null (default): customers cannot reopen it. */
  readonly onReopen?: string | null;
}

/** Stages of a desk that has not been given others. */
export const DEFAULT_STAGES: readonly DeskStage[] = [
  { id: 'new', label: 'New', category: 'open', onClose: 'resolved' },
  { id: 'open', label: 'Open', category: 'open', onClose: 'resolved' },
  { id: 'waiting', label: 'Waiting on customer', category: 'open', waitingOn: 'customer', onReply: 'open', onClose: 'resolved' },
  { id: 'on-hold', label: 'On hold', category: 'open', waitingOn: 'support', onReply: 'open', onClose: 'resolved' },
  { id: 'resolved', label: 'Resolved', category: 'closed', onReply: 'open', onReopen: 'open' },
  { id: 'closed', label: 'Closed', category: 'closed', onReply: 'open', onReopen: 'open' },
];

/** What ids that the support team chooses look like. */
export const key = z.string().check(z.regex(/^[\w.:-]{1,100}$/));
const stageSchema = z.object({
  id: key, label: z.string().check(z.minLength(1)), category: statusCategory, waitingOn: z._default(z.nullable(party), null), acceptsReply: z._default(z.boolean(), true),
  onReply: z._default(z.nullable(key), null), onClose: z._default(z.nullable(key), null), onReopen: z._default(z.nullable(key), null),
});

const invalid = (message: string): PortalError => new PortalError('invalid-input', message);

/** Closed stages rank from here on, so that one number holds category and order. */
export const CLOSED_RANK = 1_000_000;

/** Stages in their usual order. */
export const stagesOf = (db: Db): Promise<StageRow[]> => db.selectFrom('desk_stage').selectAll().orderBy('position').execute();

/** Whose turn it is on a ticket: nobody's when closed, the stage's where it says, else that of whom the last public message waits for. */
export const waitingOnOf = (stage: { readonly category: StatusCategory; readonly waiting_on: Party | null }, turn: Party): Party | null =>
  (stage.category === 'closed' ? null : stage.waiting_on ?? turn);

/** The rank by which tickets of a stage sort. */
export const rankOf = ({ category, position }: Pick<StageRow, 'category' | 'position'>): number => (category === 'closed' ? CLOSED_RANK : 0) + position;

/**
 * The condition that a ticket is open. Always written the same way: SQLite uses an index of open tickets only for a condition that reads like the index's own
 * (https://www.sqlite.org/partialindex.html#queries_using_partial_indexes).
 */
export const openCondition = (kind: SqlKind, rank: string): Expression<SqlBool> => sql<SqlBool>`${unindexed(kind, rank)} < ${sql.lit(CLOSED_RANK)}`;

/**
 * Replaces all stages. Tickets in a stage that stays take its new rules and place.
 * @throws PortalError `conflict` when a stage that tickets are in would go, `invalid-input` when one leads to a stage that is not there.
 */
export async function saveStages(db: Db, stages: readonly DeskStage[]): Promise<void> {
  const parsed = z.array(stageSchema).safeParse(stages);
  if (!parsed.success) throw invalid('A stage is not well-formed.');
  const categories = new Map(parsed.data.map(({ id, category }) => [id, category]));
  if (categories.size !== parsed.data.length || ![...categories.values()].includes('open')) throw invalid('Stages need different ids, and at least one must be open.');
  const leads = (target: string | null, category?: StatusCategory): boolean =>
    target === null || (categories.has(target) && (category === undefined || categories.get(target) === category));
  const broken = parsed.data.find(({ onReply, onClose, onReopen }) => !leads(onReply) || !leads(onClose, 'closed') || !leads(onReopen, 'open'));
  if (broken !== undefined) throw invalid(`The stage "${broken.id}" leads to a stage that is not there or of the wrong category.`);
  const gone = db.selectFrom('desk_stage').select('id').where('id', 'not in', [...categories.keys()]);
  const used = await db.selectFrom('desk_ticket').select('stage_id').where('stage_id', 'in', gone).executeTakeFirst();
  if (used !== undefined) throw new PortalError('conflict', `Tickets are in the stage "${used.stage_id}".`);
  await db.deleteFrom('desk_stage').where('id', 'not in', [...categories.keys()]).execute();
  for (const [position, stage] of parsed.data.entries()) await saveStage(db, {
    id: stage.id, label: plain(stage.label), category: stage.category, position, waiting_on: stage.waitingOn, accepts_reply: Number(stage.acceptsReply),
    on_reply: stage.onReply, on_close: stage.onClose, on_reopen: stage.onReopen,
  });
}

async function saveStage(db: Db, stage: StageRow): Promise<void> {
  await db.insertInto('desk_stage').values(stage).onConflict((conflict) => conflict.column('id').doUpdateSet(stage)).execute();
  const closed = stage.category === 'open' ? null : sql<number>`coalesce(closed, last_activity)`;
  await db.updateTable('desk_ticket').set({ stage_rank: rankOf(stage), closed }).where('stage_id', '=', stage.id).execute();
  for (const columns of Object.values(MOVED)) for (const turn of ['customer', 'support'] as const) {
    await db.updateTable('desk_ticket').set({ [columns.waitingOn]: waitingOnOf(stage, turn) })
      .where('stage_id', '=', stage.id).where(columns.turn, '=', turn).execute();
  }
}
