import * as z from 'zod/mini';
import { filterOperator } from '../filter.ts';
import { id } from '../schemas.ts';
import { fieldType, stage } from '../ticket.ts';

/** A property that filters may speak of, with the operators that the backend keeps for it. */
export const filterProperty = z.object({
  /** As in a condition: `subject`, `queue`, `field:product`. */
  id: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'date', 'choice', 'boolean']),
  operators: z.array(filterOperator),
  /** What a choice can be. */
  options: z.optional(z.array(z.object({ value: z.string(), label: z.string() }))),
});
export type FilterProperty = z.infer<typeof filterProperty>;

/** What a ticketing system has, for the owner to choose from. */
export const backendDescription = z.object({
  name: z.string(),
  /** What the filter of tickets may speak of. */
  properties: z.array(filterProperty),
  /** Its inboxes, queues or pipelines. */
  queues: z.array(z.object({
    id, name: z.string(),
    /** Why no ticket can be created in it; absent where one can. */
    problem: z.optional(z.enum(['no-rights', 'disabled'])),
  })),
  stages: z.array(stage),
  /** Fields that may be shown to customers. */
  fields: z.array(z.object({ id, label: z.string(), type: fieldType })),
  /** Its support forms. One that asks for no property of tickets, or whose tickets arrive nowhere, cannot be connected. */
  forms: z.array(z.object({
    id, name: z.string(),
    /** The queue where its tickets arrive; null for none. */
    queue: z.nullable(id),
    fields: z.array(z.object({ id, label: z.string(), type: fieldType, options: z.optional(z.array(z.object({ value: z.string(), label: z.string() }))) })),
  })),
  /** What of the owner's rules it can keep; what it cannot is not offered. */
  can: z.object({ threads: z.boolean(), inbox: z.boolean(), cc: z.boolean(), rate: z.boolean(), followUp: z.boolean(), close: z.boolean(), reopen: z.boolean() }),
});
export type BackendDescription = z.infer<typeof backendDescription>;
