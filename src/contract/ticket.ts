import * as z from 'zod/mini';
import { id, timestamp } from './schemas.ts';

/** A company or other group whose members may be allowed to see each other's tickets. */
export const organization = z.object({ id, name: z.string() });
export type Organization = z.infer<typeof organization>;

/** A customer who takes part in a ticket. */
export const person = z.object({ name: z.string(), email: z.string() });
export type Person = z.infer<typeof person>;

/** Open or closed: the one thing every ticketing system knows of a ticket. */
export const statusCategory = z.enum(['open', 'closed']);
export type StatusCategory = z.infer<typeof statusCategory>;

/** One of the backend's own states of a ticket. */
export const stage = z.object({ id, label: z.string(), category: statusCategory });
export type Stage = z.infer<typeof stage>;

/** A ticket's state: its category, and the backend's own stage with the backend's own label. */
export const ticketStatus = z.object({ category: statusCategory, stage: z.string(), label: z.string() });
export type TicketStatus = z.infer<typeof ticketStatus>;

/** Who has to act next on an open ticket. */
export const party = z.enum(['customer', 'support']);
export type Party = z.infer<typeof party>;

/** The value of a form field or of a ticket's field; dates are `2026-11-01`. */
export const fieldValue = z.nullable(z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
export type FieldValue = z.infer<typeof fieldValue>;

/** A kind of field, as forms offer and tickets show it. */
export const fieldType = z.enum(['text', 'textarea', 'select', 'multiselect', 'checkbox', 'number', 'date', 'file']);
export type FieldType = z.infer<typeof fieldType>;

/** A property of a ticket that the customer may see. Select values are already the labels. */
export const ticketField = z.object({ id, label: z.string(), type: fieldType, value: fieldValue });
export type TicketField = z.infer<typeof ticketField>;

const ticketSummaryShape = {
  id,
  /** The id as people say it: `#1042`, `ACME-17`. */
  displayId: z.string(),
  subject: z.string(),
  status: ticketStatus,
  requester: person,
  organization: z.nullable(organization),
  created: timestamp,
  /** When the last public message was written; never moved by internal notes. */
  lastActivity: timestamp,
  /** Who wrote the last public message; null where there is none. */
  lastMessageBy: z.nullable(party),
  /** Whose turn it is; null on closed tickets. */
  waitingOn: z.nullable(party),
  cc: z.array(person),
  /** The fields that the owner shows in lists ({@link import('./backend.ts').Scope.columns}); those without a value are left out. */
  fields: z.optional(z.array(ticketField)),
};

/** One row of the ticket list. */
export const ticketSummary = z.object(ticketSummaryShape);
export type TicketSummary = z.infer<typeof ticketSummary>;

/** What this customer may do with this ticket now. A control for anything else is never shown. */
export const ticketCapabilities = z.object({
  reply: z.boolean(), attach: z.boolean(), close: z.boolean(), reopen: z.boolean(),
  /** Put people in copy, and take them out. */
  cc: z.optional(z.boolean()),
  /** Say how well it went. */
  rate: z.optional(z.boolean()),
  /** Open a new ticket that leads to this one, because this one takes no reply any more. */
  followUp: z.optional(z.boolean()),
});
export type TicketCapabilities = z.infer<typeof ticketCapabilities>;

/** How well a customer was helped: 1 (very badly) to 5 (very well), and why. */
export const rating = z.object({ score: z.int().check(z.gte(1), z.lte(5)), comment: z.string() });
export type Rating = z.infer<typeof rating>;

/** A ticket that another one leads to. */
export const relatedTicket = z.object({ id, displayId: z.string(), subject: z.string() });
export type RelatedTicket = z.infer<typeof relatedTicket>;

/** A ticket with all that its page shows, but for the conversation. */
export const ticket = z.object({
  ...ticketSummaryShape,
  fields: z.array(ticketField),
  capabilities: ticketCapabilities,
  /** When it was closed last; null while it is open, absent where the backend does not know. */
  closed: z.optional(z.nullable(timestamp)),
  /** The customer's own rating; null where there is none yet. */
  rating: z.optional(z.nullable(rating)),
  /** The ticket that this one follows up; null where that is none, or one that the customer may not see. */
  followUpOf: z.optional(z.nullable(relatedTicket)),
  /** Tickets that follow this one up, of those that the customer may see. */
  followUps: z.optional(z.array(relatedTicket)),
});
export type Ticket = z.infer<typeof ticket>;

/** A file of a message. */
export const attachment = z.object({
  id,
  name: z.string(),
  type: z.string(),
  /** Bytes. */
  size: z.number(),
  /** The `Content-ID` by which the message's HTML shows it (`cid:…`), without angle brackets; null for a file of its own. */
  contentId: z.nullable(z.string()),
});
export type Attachment = z.infer<typeof attachment>;

/** How a message reached the ticketing system. */
export const channel = z.enum(['portal', 'email', 'chat', 'phone', 'form', 'other']);
export type Channel = z.infer<typeof channel>;

/** A public message of a ticket's conversation. Internal notes are none: adapters never return them. */
export const message = z.object({
  id,
  author: z.object({ name: z.string(), role: z.enum(['customer', 'agent', 'system']), isMe: z.boolean() }),
  created: timestamp,
  /** Plain text; null where the message has HTML only. */
  text: z.nullable(z.string()),
  /** HTML exactly as the backend keeps it, untrusted; null where the message has plain text only. */
  html: z.nullable(z.string()),
  attachments: z.array(attachment),
  channel,
});
export type Message = z.infer<typeof message>;

/** A page of a list. `nextCursor` asks for the next one; null at the end. `total` where the backend tells it without extra cost. */
export const page = <Item extends z.core.$ZodType>(item: Item) => z.object({
  items: z.array(item), nextCursor: z.nullable(z.string()), total: z.optional(z.number()),
});
/** A page of a list; see {@link page}. */
export interface Page<Item> { items: Item[]; nextCursor: string | null; total?: number | undefined }
