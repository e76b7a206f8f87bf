import * as z from 'zod/mini';
import { stage } from './ticket.ts';

/** Whose tickets a list shows: own, all of the customer's organizations (own ones included), or those with the customer in CC. */
export const view = z.enum(['mine', 'organization', 'cc']);
export type View = z.infer<typeof view>;

/** What a list can be sorted by. */
export const sortKey = z.enum(['id', 'subject', 'created', 'lastActivity', 'status']);
export type SortKey = z.infer<typeof sortKey>;

/** Limits on the files of one reply or one new ticket. */
export const fileLimits = z.object({
  maxFiles: z.number(),
  /** Bytes of one file. */
  maxBytes: z.number(),
  /** Accepted types as in HTML's `accept`: `image/*`, `application/pdf`, `.log`; null accepts all. */
  accept: z.nullable(z.array(z.string())),
});
export type FileLimits = z.infer<typeof fileLimits>;

/** What a backend can do for this customer, as data. What is false here rejects with `unsupported` and is never offered. */
export const capabilities = z.object({
  views: z.array(view),
  /** How far search looks: not at all, in subjects, or in subjects and public messages. */
  search: z.enum(['none', 'subject', 'messages']),
  sort: z.array(sortKey),
  /** May a list be narrowed to tickets that wait on one party? */
  waitingOn: z.boolean(),
  /** The backend's stages in their usual order, for filters and labels. */
  stages: z.array(stage),
  createTicket: z.boolean(),
  reply: z.boolean(),
  closeTicket: z.boolean(),
  reopenTicket: z.boolean(),
  /** People may be put in copy of a ticket. */
  cc: z.optional(z.boolean()),
  /** Tickets may be rated. */
  rate: z.optional(z.boolean()),
  /** A new ticket may lead to an old one. */
  followUp: z.optional(z.boolean()),
  /** The backend tells when something happens ({@link import('./backend.ts').TicketingBackend.watch}); where it does not, pages ask now and then. */
  live: z.optional(z.boolean()),
  /** Null where messages cannot carry files. */
  files: z.nullable(fileLimits),
});
export type Capabilities = z.infer<typeof capabilities>;

/** The capabilities that allow or forbid a whole operation. */
export type OperationCapability = 'createTicket' | 'reply' | 'closeTicket' | 'reopenTicket' | 'cc' | 'rate';
