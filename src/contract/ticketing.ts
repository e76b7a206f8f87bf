import * as z from 'zod/mini';
import { address } from './access/inputs.ts';
import { capabilities, sortKey, view, type OperationCapability } from './capabilities.ts';
import { form, formSummary, formValues } from './form.ts';
import type { CallerInput, Context, Operation, Output, ParsedInput } from './operation.ts';
import { fileSource, id, timestamp } from './schemas.ts';
import { message, organization, page, party, person, rating, statusCategory, ticket, ticketSummary } from './ticket.ts';

const cursor = z.optional(z.string().check(z.maxLength(2000)));
const limit = z._default(z.int().check(z.gte(1), z.lte(100)), 25);

/** Who the customer is to the backend, and what the backend can do for them. */
export const profile = z.object({ name: z.string(), email: z.string(), organizations: z.array(organization), capabilities });
export type Profile = z.infer<typeof profile>;

/** The query of a ticket list. All conditions hold together. */
export const ticketQuery = z.object({
  view: z._default(view, 'mine'),
  /** Words of the subject or of a public message, found without regard to case. */
  search: z.optional(z.string().check(z.maxLength(200))),
  status: z.optional(statusCategory),
  /** A stage's id. */
  stage: z.optional(z.string().check(z.maxLength(200))),
  waitingOn: z.optional(party),
  /** Created at or after. */
  createdFrom: z.optional(timestamp),
  /** Created before. */
  createdBefore: z.optional(timestamp),
  /** Last activity at or after. */
  activeFrom: z.optional(timestamp),
  /** Last activity before. */
  activeBefore: z.optional(timestamp),
  sort: z._default(sortKey, 'lastActivity'),
  direction: z._default(z.enum(['ascending', 'descending']), 'descending'),
  cursor,
  limit,
});
/** A list query as callers write it: every property may be left out. */
export type TicketQueryInput = z.input<typeof ticketQuery>;
/** A list query as adapters receive it: view, sort, direction and limit are filled in. */
export type TicketQuery = z.infer<typeof ticketQuery>;

const replyText = z.string().check(z.maxLength(100_000));

/** The ticketing contract: one customer's view of a ticketing system. */
export const ticketing = {
  getProfile: {
    method: 'GET', path: '/profile', input: z.object({}), output: profile,
    summary: 'Who the customer is to the ticketing system, and what it can do for them.',
  },
  listTickets: {
    method: 'GET', path: '/tickets', input: ticketQuery, output: page(ticketSummary), numeric: ['limit'],
    summary: 'A page of the tickets that the customer may see and that match the query.',
  },
  getTicket: {
    method: 'GET', path: '/tickets/:ticketId', input: z.object({ ticketId: id }), output: ticket,
    summary: 'A ticket. The answer may carry another id where tickets were merged.',
  },
  listMessages: {
    method: 'GET', path: '/tickets/:ticketId/messages', input: z.object({ ticketId: id, cursor, limit }), output: page(message), numeric: ['limit'],
    summary: 'Public messages of a ticket, newest first; the cursor leads to older ones.',
  },
  downloadAttachment: {
    method: 'GET', path: '/tickets/:ticketId/messages/:messageId/attachments/:attachmentId',
    input: z.object({ ticketId: id, messageId: id, attachmentId: id }), output: 'file',
    summary: 'A file of a public message of this ticket.',
  },
  reply: {
    method: 'POST', path: '/tickets/:ticketId/messages', capability: 'reply', files: 'files',
    input: z.object({ ticketId: id, text: z._default(replyText, ''), files: z._default(z.array(fileSource), []) })
      .check(z.refine(({ text, files }) => text.trim() !== '' || files.length > 0, { error: 'required', path: ['text'] })),
    output: message,
    summary: 'Adds a message of the customer with text, files or both; answers the message as the backend keeps it.',
  },
  closeTicket: {
    method: 'POST', path: '/tickets/:ticketId/close', capability: 'closeTicket', input: z.object({ ticketId: id }), output: ticket,
    summary: 'Closes a ticket; one that is closed already stays as it is.',
  },
  reopenTicket: {
    method: 'POST', path: '/tickets/:ticketId/reopen', capability: 'reopenTicket', input: z.object({ ticketId: id }), output: ticket,
    summary: 'Opens a closed ticket again; one that is open already stays as it is.',
  },
  listColleagues: {
    method: 'GET', path: '/colleagues', capability: 'cc', input: z.object({ search: z._default(z.string().check(z.maxLength(200)), '') }), output: z.object({ items: z.array(person) }),
    summary: 'Other members of the customer\'s organizations whose name or address holds a text, at most 20.',
  },
  addCc: {
    method: 'POST', path: '/tickets/:ticketId/cc', capability: 'cc', input: z.object({ ticketId: id, email: address }), output: ticket,
    summary: 'Puts somebody in copy; who is already stays so.',
  },
  removeCc: {
    method: 'DELETE', path: '/tickets/:ticketId/cc', capability: 'cc', input: z.object({ ticketId: id, email: address }), output: ticket,
    summary: 'Takes somebody out of copy; who is not in it stays so.',
  },
  rateTicket: {
    method: 'POST', path: '/tickets/:ticketId/rating', capability: 'rate',
    input: z.object({ ticketId: id, score: rating.shape.score, comment: z._default(z.string().check(z.maxLength(5000)), '') }), output: ticket,
    summary: 'Says how well the customer was helped; again, it replaces what was said before.',
  },
  listForms: {
    method: 'GET', path: '/forms', input: z.object({}), output: z.object({ items: z.array(formSummary) }),
    summary: 'The support forms that the customer may fill in; none where the backend cannot create tickets.',
  },
  getForm: {
    method: 'GET', path: '/forms/:formId', capability: 'createTicket', input: z.object({ formId: id }), output: form,
    summary: 'A support form with its fields.',
  },
  createTicket: {
    method: 'POST', path: '/tickets', capability: 'createTicket', files: 'files',
    input: z.object({
      formId: id, values: formValues, files: z._default(z.record(z.string(), z.array(fileSource)), {}),
      /** A closed ticket that the new one goes on with. */
      followUpOf: z.optional(id),
    }),
    output: ticket,
    summary: 'Opens a ticket with the values and files of a form.',
  },
} as const satisfies Record<string, Operation>;

export type Ticketing = typeof ticketing;
export type TicketingOperation = keyof Ticketing;

/** An operation's implementation as authors write it: the input is parsed, defaults are filled in. */
export type Implementation<Name extends TicketingOperation> =
  (input: ParsedInput<Ticketing[Name]>, context: Context<Ticketing[Name]>) => Promise<Output<Ticketing[Name]>>;

type Optional = { [Name in TicketingOperation]: Ticketing[Name] extends { capability: OperationCapability } ? Name : never }[TicketingOperation];

/**
 * What the author of an adapter writes: one customer's view of a backend, bound to that customer and scope when it is made.
 * Operations that stand for a capability may be left out by a backend that has not got it.
 */
export type TicketingAdapter =
  & { [Name in Exclude<TicketingOperation, Optional>]: Implementation<Name> }
  & { [Name in Optional]?: Implementation<Name> };

/** What callers see of an adapter ({@link import('./validated-ticketing.ts').validated}): every operation, input with defaults left out. */
export type TicketingClient = {
  [Name in TicketingOperation]: (input: CallerInput<Ticketing[Name]>, context: Context<Ticketing[Name]>) => Promise<Output<Ticketing[Name]>>;
};
