import * as z from 'zod/mini';
import {
  fold, formField, PortalError,
  type FieldValue, type Form, type FormField, type Organization,
} from '../../contract/index.ts';
import type { Db } from './schema.ts';
import { DEFAULT_STAGES, key, saveStages } from './stages.ts';
import { plain } from './text.ts';

/** An inbox: where tickets of one kind arrive. */
export interface Queue { readonly id: string; readonly name: string }

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
  /** Asked only while another field of the form, which is before customers too, has one of these values; instead of the field's own condition. */
  readonly when?: FormField['when'];
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

const fieldSchema = z.object({ ...z.omit(formField, { required: true, default: true }).shape, id: key, agentsOnly: z.optional(z.boolean()) });

const invalid = (message: string): PortalError => new PortalError('invalid-input', message);

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
  const known = new Map([...BUILT_IN, ...await fieldsOf(db)].map((field) => [field.id, field]));
  const unknown = form.fields.find(({ id }) => !known.has(id));
  if (!key.safeParse(form.id).success || unknown !== undefined) throw invalid(`The form "${form.id}" is not well-formed, or has a field that is not there.`);
  const asked = new Set(form.fields.map(({ id }) => id).filter((id) => known.get(id)?.agentsOnly !== true));
  const never = form.fields.find(({ id, when = known.get(id)?.when }) => asked.has(id) && when !== undefined && (when.field === id || !asked.has(when.field)));
  if (never !== undefined) throw invalid(`The field "${never.id}" of the form "${form.id}" would never be asked: the form does not ask for what it depends on.`);
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
