import * as z from 'zod/mini';

/** Columns of the list that are no fields. `subject` and `status` cannot be left out: without them a list is none. */
export const standardColumn = z.enum(['id', 'subject', 'status', 'requester', 'organization', 'created', 'lastActivity']);
export type StandardColumn = z.infer<typeof standardColumn>;

type FieldColumn = `field:${string}`;
// A template literal of the library says the same and is a kilobyte more in every page.
const fieldColumn = z.string().check(z.regex(/^field:.{1,200}$/s)) as unknown as z.ZodMiniType<FieldColumn, FieldColumn>;

/** A column of the list: a standard one, or a field of tickets. */
export const column = z.union([standardColumn, fieldColumn]);
export type Column = z.infer<typeof column>;

/** What customers may narrow a list by. */
export const listFilter = z.enum(['status', 'stage', 'waitingOn', 'created', 'lastActivity']);
export type ListFilter = z.infer<typeof listFilter>;
