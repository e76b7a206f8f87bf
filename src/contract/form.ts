import * as z from 'zod/mini';
import { id, type FileSource } from './schemas.ts';
import { fieldType, fieldValue } from './ticket.ts';

/** A choice of a select or multi-select. */
export const formOption = z.object({
  value: z.string(),
  label: z.string(),
  /** Offered only while the field named by `dependsOn` has one of these values; always where absent. */
  when: z.optional(z.array(z.string())),
});
export type FormOption = z.infer<typeof formOption>;

/** A field of a support form. The ids `subject` (text) and `message` (textarea) are the new ticket's subject and first message; `attachments` its files. */
export const formField = z.object({
  id,
  type: fieldType,
  /** Shown literally; only "Subject", "Message" and "Attachments" of the fields that are every ticket's are said in the reader's language. */
  label: z.string(),
  /** Help text, shown literally under the label. */
  help: z.optional(z.string()),
  required: z.boolean(),
  default: z.optional(fieldValue),
  options: z.optional(z.array(formOption)),
  /** The id of the field whose value decides which options are offered. */
  dependsOn: z.optional(id),
  /** Asked only while the field named here has one of these values; an unchecked checkbox is `false`, a checked one `true`. What a field that is not asked holds is not sent. */
  when: z.optional(z.object({ field: id, is: z.array(z.string()) })),
  /** Characters, for text and textarea. */
  minLength: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  /** A pattern that the whole value must match, as in HTML's `pattern` (a regular expression with the `v` flag, anchored). */
  pattern: z.optional(z.string()),
  /** Bounds of a number, or of a date (`2026-11-01`). */
  min: z.optional(z.union([z.number(), z.string()])),
  max: z.optional(z.union([z.number(), z.string()])),
  /** Whole numbers only. */
  integer: z.optional(z.boolean()),
});
export type FormField = z.infer<typeof formField>;

const formSummaryShape = { id, name: z.string(), description: z.optional(z.string()) };

/** A support form as it is offered, without its fields. */
export const formSummary = z.object(formSummaryShape);

/** A support form as the ticketing system defines it. */
export const form = z.object({ ...formSummaryShape, fields: z.array(formField) });
export type Form = z.infer<typeof form>;

/** The values of a form by field id. */
export const formValues = z.record(z.string(), fieldValue);
export type FormValues = z.infer<typeof formValues>;

/** The picked files of a form by field id. */
export type FormFiles = Readonly<Record<string, readonly FileSource[]>>;
