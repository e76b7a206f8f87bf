import * as z from 'zod/mini';
import {
  formField, PortalError, party, statusCategory,
  fold, type FieldValue, type Form, type FormField, type Organization, type Party, type StatusCategory,
} from '../../contract/index.ts';
import { CLOSED_RANK } from './query.ts';
import type { Db, StageRow } from './schema.ts';
import { plain } from './files.ts';
import { waitingOnOf } from './tickets.ts';

/** An inbox: where tickets of one kind arrive. */
export interface Queue { readonly id: string; readonly name: string }

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

/** A field of tickets, for forms to ask and tickets to show. `agentsOnly` ones are in no form that customers see and on no ticket of theirs. */
export type DeskField = Omit<FormField, 'required' | 'default'> & { readonly agentsOnly?: boolean };

/**
 * A field in a form. Three ids need no {@link DeskField}: `subject`, `message` and `attachments`; `label` and `help` replace their
 * texts, and those of any other field, in this form.
 */
export interface DeskFormField {
  readonly id: string;
  readonly required?: boolean;
  readonly default?: FieldValue;
  readonly label?: string;
  readonly help?: string;
}

/** A support form. */
export interface DeskForm {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** The queue where its tickets arrive. */
  readonly queue: string;
  readonly fields: readonly DeskFormField[];
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

const BUILT_IN: readonly DeskField[] = [
  { id: 'subject', type: 'text', label: 'Subject', maxLength: 250 },
  { id: 'message', type: 'textarea', label: 'Message', maxLength: 100_000 },
  { id: 'attachments', type: 'file', label: 'Attachments' },
];

/** The form of a desk that has not been given others. */
export const DEFAULT_FORM: DeskForm = {
  id: 'contact-support', name: 'Contact support', queue: 'support',
  fields: [{ id: 'subject', required: true }, { id: 'message', required: true }, { id: 'attachments' }],
};

const key = z.string().check(z.regex(/^[\w.:-]{1,100}$/));
const stageSchema = z.object({
  id: key, label: z.string().check(z.minLength(1)), category: statusCategory, waitingOn: z._default(z.nullable(party), null), acceptsReply: z._default(z.boolean(), true),
  onReply: z._default(z.nullable(key), null), onClose: z._default(z.nullable(key), null), onReopen: z._default(z.nullable(key), null),
});
const fieldSchema = z.object({ ...z.omit(formField, { required: true, default: true }).shape, id: key, agentsOnly: z.optional(z.boolean()) });

const invalid = (message: string): PortalError => new PortalError('invalid-input', message);

/** Stages in their usual order. */
export const stagesOf = (db: Db): Promise<StageRow[]> => db.selectFrom('desk_stage').selectAll().orderBy('position').execute();

/** The rank by which tickets of a stage sort. */
export const rankOf = ({ category, position }: Pick<StageRow, 'category' | 'position'>): number => (category === 'closed' ? CLOSED_RANK : 0) + position;

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
  for (const turn of ['customer', 'support'] as const) {
    await db.updateTable('desk_ticket').set({ stage_rank: rankOf(stage), waiting_on: waitingOnOf(stage, turn) })
      .where('stage_id', '=', stage.id).where('turn', '=', turn).execute();
  }
}

/** Queues in their order. */
export const queuesOf = (db: Db): Promise<Queue[]> => db.selectFrom('desk_queue').select(['id', 'name']).orderBy('position').execute();

export async function saveQueue(db: Db, { id, name }: Queue): Promise<void> {
  if (!key.safeParse(id).success) throw invalid('A queue needs an id of letters, digits, - and _.');
  await db.insertInto('desk_queue').values({ id, name: plain(name), position: await nextPosition(db, 'desk_queue') })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: plain(name) })).execute();
}

/** All fields of tickets, in the order in which they were first saved. */
export async function fieldsOf(db: Db): Promise<DeskField[]> {
  const rows = await db.selectFrom('desk_field').selectAll().orderBy('position').execute();
  return rows.map(({ id, definition, agents_only }) => ({ ...JSON.parse(definition) as DeskField, id, ...(agents_only === 1 ? { agentsOnly: true } : {}) }));
}

export async function saveField(db: Db, field: DeskField): Promise<void> {
  const parsed = fieldSchema.safeParse(field);
  if (!parsed.success || BUILT_IN.some(({ id }) => id === field.id)) throw invalid(`The field "${field.id}" is not well-formed.`);
  const { id, agentsOnly, ...definition } = parsed.data;
  const row = { definition: JSON.stringify(definition), agents_only: Number(agentsOnly ?? false) };
  await db.insertInto('desk_field').values({ id, ...row, position: await nextPosition(db, 'desk_field') })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
}

/** Forms in their order, as agents define them. */
export async function formsOf(db: Db): Promise<DeskForm[]> {
  const rows = await db.selectFrom('desk_form').selectAll().orderBy('position').execute();
  return rows.map(({ id, name, description, queue_id, fields }) => (
    { id, name, ...(description === null ? {} : { description }), queue: queue_id, fields: JSON.parse(fields) as DeskFormField[] }));
}

export async function saveForm(db: Db, form: DeskForm): Promise<void> {
  const known = new Set([...BUILT_IN, ...await fieldsOf(db)].map(({ id }) => id));
  const unknown = form.fields.find(({ id }) => !known.has(id));
  if (!key.safeParse(form.id).success || unknown !== undefined) throw invalid(`The form "${form.id}" is not well-formed, or has a field that is not there.`);
  const row = { name: plain(form.name), description: form.description ?? null, queue_id: form.queue, fields: JSON.stringify(form.fields) };
  await db.insertInto('desk_form').values({ id: form.id, ...row, position: await nextPosition(db, 'desk_form') })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
}

export async function deleteForm(db: Db, id: string): Promise<void> {
  await db.deleteFrom('desk_form').where('id', '=', id).execute();
}

/** A form as customers fill it in: without the fields that are for agents only. */
export async function customerForm(db: Db, id: string): Promise<{ readonly form: Form; readonly queue: string } | null> {
  const found = (await formsOf(db)).find((form) => form.id === id);
  if (found === undefined) return null;
  const fields = new Map([...BUILT_IN, ...await fieldsOf(db)].map((field) => [field.id, field]));
  const shown = found.fields.flatMap(({ id: fieldId, required, ...replaced }): FormField[] => {
    const field = fields.get(fieldId);
    if (field === undefined || field.agentsOnly === true) return [];
    const { agentsOnly: _, ...definition } = field;
    return [{ ...definition, ...replaced, required: required ?? false }];
  });
  const { name, description } = found;
  return { form: { id, name, ...(description === undefined ? {} : { description }), fields: shown }, queue: found.queue };
}

export const organizationsOf = (db: Db): Promise<Organization[]> => db.selectFrom('desk_organization').select(['id', 'name']).orderBy('name').orderBy('id').execute();

export async function saveOrganization(db: Db, { id, name }: Organization): Promise<void> {
  if (!key.safeParse(id).success) throw invalid('An organization needs an id of letters, digits, - and _.');
  await db.insertInto('desk_organization').values({ id, folded: fold(id), name: plain(name) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: plain(name) })).execute();
}

async function nextPosition(db: Db, table: 'desk_queue' | 'desk_field' | 'desk_form'): Promise<number> {
  const last = await db.selectFrom(table).select('position').orderBy('position', 'desc').limit(1).executeTakeFirst();
  return (last?.position ?? -1) + 1;
}

/** Gives an empty desk a queue, stages and a form, so that it works as it is. */
export async function ensureDefaults(db: Db): Promise<void> {
  if (await db.selectFrom('desk_stage').select('id').limit(1).executeTakeFirst() !== undefined) return;
  await saveQueue(db, { id: 'support', name: 'Support' });
  await saveStages(db, DEFAULT_STAGES);
  await saveForm(db, DEFAULT_FORM);
}
