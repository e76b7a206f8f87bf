import * as z from 'zod/mini';
import { PortalError } from '../../contract/index.ts';

// What RT answers, as far as this adapter reads it. REST2 writes ids and numbers as strings in lists and as numbers in single records.

const text = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const whole = z.pipe(text, z.transform((value, context) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) context.issues.push({ code: 'custom', message: 'no whole number', input: value });
  return number;
}));
/** Text that may be missing: null, absent and '' are the same in RT. */
const optional = z.pipe(z.nullish(z.union([z.string(), z.number()])), z.transform((value) => String(value ?? '')));

/** Somebody. `id` is the Name, not the number. Groups can stand in CC, too. */
const user = z.object({ id: text, type: optional, RealName: optional, EmailAddress: optional, Organization: optional });
export type User = z.infer<typeof user>;

const members = z.pipe(z.nullish(z.array(user)), z.transform((users) => users ?? []));
const isGroup = ({ type }: User): boolean => type === 'group';
const role = z.pipe(members, z.transform((all) => all.filter((member) => !isGroup(member))));

/** A time; the first second of 1970 stands for "never". */
const time = z.pipe(text, z.transform((value, context) => {
  const milliseconds = Date.parse(value);
  if (Number.isNaN(milliseconds)) context.issues.push({ code: 'custom', message: 'no time', input: value });
  return milliseconds;
}));

/** Values that are texts; those that are files are none. */
const values = z.pipe(z.nullish(z.array(z.unknown())), z.transform((all) => (all ?? []).filter((one) => typeof one === 'string' || typeof one === 'number').map(String)));
/** RT writes '' for none. */
const customFields = z.pipe(z.nullish(z.union([z.literal(''), z.array(z.object({ name: text, values }))])), z.transform((fields) => fields || []));

/** A ticket of a list, with {@link ROW_FIELDS}, and with `CustomFields` where they have been asked for. */
export const row = z.pipe(z.object({
  id: whole, Subject: optional, Status: text, Created: time, LastUpdated: time, Requestor: role, Cc: members,
  Queue: z.object({ Name: text }), CustomFields: customFields,
}), z.transform(({ Cc, ...rest }) => ({ ...rest, Cc: Cc.filter((member) => !isGroup(member)), groupsInCc: Cc.filter(isGroup).map(({ id }) => id) })));
export type Row = z.infer<typeof row>;
export const ROW_FIELDS = {
  fields: 'Subject,Status,Created,LastUpdated,Requestor,Cc,Queue',
  'fields[Requestor]': 'RealName,EmailAddress,Organization', 'fields[Cc]': 'RealName,EmailAddress,Organization', 'fields[Queue]': 'Name',
};

const reference = z.object({ id: text });
const link = z.object({ ref: text, to: optional, type: optional, id: optional });

/** A ticket by itself. */
export const record = z.object({ id: whole, CustomFields: customFields, Resolved: z.optional(time), _hyperlinks: z.array(link) });
export type TicketRecord = z.infer<typeof record>;

/** A transaction of a list. */
export const transaction = z.object({ id: whole, Type: text, Created: time, Creator: reference, ObjectId: z.optional(whole) });
export type Transaction = z.infer<typeof transaction>;
export const TRANSACTION_FIELDS = 'Type,Created,Creator,ObjectId';

/** A part of a message. */
export const part = z.object({ id: whole, TransactionId: whole, ContentType: optional, Filename: optional, ContentLength: whole, Headers: optional });
export type Part = z.infer<typeof part>;
export const PART_FIELDS = 'TransactionId,ContentType,Filename,ContentLength,Headers';
export const partText = z.object({ id: whole, TransactionId: whole, ContentType: optional, Content: optional });

export const queue = z.object({
  id: whole, Name: text, Description: optional, Disabled: optional, _hyperlinks: z.array(link),
  TicketCustomFields: z.pipe(z.nullish(z.array(z.object({ id: whole, name: text }))), z.transform((fields) => fields ?? [])),
  TicketTransactionCustomFields: z.pipe(z.nullish(z.array(z.object({ id: whole, name: text }))), z.transform((fields) => fields ?? [])),
});
export type Queue = z.infer<typeof queue>;

export const customField = z.object({
  id: whole, Name: text, Type: text, MaxValues: whole, Pattern: optional, EntryHint: optional, LookupType: text,
  BasedOn: z.pipe(z.nullish(z.union([z.string(), reference])), z.transform((value) => (typeof value === 'object' && value !== null ? Number(value.id) : null))),
});
export type CustomField = z.infer<typeof customField>;
export const CUSTOM_FIELD_FIELDS = 'Name,Type,MaxValues,Pattern,EntryHint,LookupType,BasedOn';
export const fieldValues = z.object({ Values: z.array(text) });

/** Somebody of a list of users. */
export const account = z.object({ id: text, RealName: optional, EmailAddress: optional, Organization: optional });
export type Account = z.infer<typeof account>;
export const person = z.object({ id: text, Privileged: whole });
export const created = z.object({ id: whole });
export const attachmentContent = z.object({ Content: z.string() });

/** A page of a collection. `total` is null where RT cannot tell it. */
export const collection = <Item extends z.core.$ZodType>(item: Item) => z.object({
  items: z.array(item), count: whole, total: z.pipe(z.nullish(whole), z.transform((value) => value ?? null)),
});

/** @throws PortalError `bad-response` for an answer of another shape; names the property but not its value. */
export function read<Schema extends z.ZodMiniType>(schema: Schema, data: unknown, what: string): z.output<Schema> {
  const result = z.safeParse(schema, data);
  if (result.success) return result.data;
  const where = result.error.issues.map(({ path }) => path.join('.') || 'answer').slice(0, 5).join(', ');
  throw new PortalError('bad-response', `Request Tracker answered ${what} with something unexpected at: ${where}.`);
}
