import type { Capabilities, Customer, Message, Person, RelatedTicket, Scope, Ticket, TicketCapabilities, TicketField, TicketSummary } from '../../contract/index.ts';
import { lastActivityOf, publicMessages, statusOf, waitingOn } from './conversation.ts';
import type { MemoryField } from './data.ts';
import { reaches, type Reader } from './reach.ts';
import { sameEmail, type Store, type StoredMessage, type StoredTicket } from './store.ts';

/** How the backend treats tickets. */
export interface Rules {
  readonly capabilities: Capabilities;
  readonly fields: readonly MemoryField[];
  /** What a customer's reply to a closed ticket does. */
  readonly replyToClosed: 'reopen' | 'keep' | 'refuse';
}

/** What of a ticket a row shows. */
export interface RowParts { readonly threads?: Scope['threads']; readonly columns?: Scope['columns'] }

/** The fields that customers may be shown. */
export const customerFields = ({ fields }: Rules): MemoryField[] => fields.filter(({ agentsOnly, type }) => agentsOnly !== true && type !== 'file');

/** A row of the list. */
export function summaryOf(store: Store, ticket: StoredTicket, rules: Rules, { threads, columns = [] }: RowParts): TicketSummary {
  const last = publicMessages(ticket, threads).at(-1);
  const fields = fieldsOf(ticket, rules);
  return {
    id: ticket.id, displayId: displayId(ticket), subject: ticket.subject, status: statusOf(store, ticket),
    requester: personOf(store, ticket.requester), organization: copy(store.organization(ticket.organization)),
    created: ticket.created, lastActivity: lastActivityOf(ticket, threads),
    lastMessageBy: last === undefined ? null : store.person(last.author).role === 'customer' ? 'customer' : 'support',
    waitingOn: waitingOn(store, ticket, threads), cc: ticket.cc.map((email) => personOf(store, email)),
    ...(columns.length === 0 ? {} : { fields: columns.flatMap((id) => fields.find((field) => field.id === id) ?? []) }),
  };
}

/** A ticket's page. */
export function ticketOf(store: Store, ticket: StoredTicket, rules: Rules, reader: Reader): Ticket {
  const { threads } = reader.scope;
  const related = store.tickets().filter((other) => (other.id === ticket.followUpOf || other.followUpOf === ticket.id) && reaches(store, other, reader));
  return {
    ...summaryOf(store, ticket, rules, { threads }),
    fields: fieldsOf(ticket, rules), capabilities: capabilitiesOf(store, ticket, rules, reader), closed: ticket.closed,
    rating: isRequester(ticket, reader) ? copy(ticket.rating) : null,
    followUpOf: related.filter(({ id }) => id === ticket.followUpOf).map(relatedTo)[0] ?? null,
    followUps: related.filter(({ followUpOf }) => followUpOf === ticket.id).map(relatedTo).sort((a, b) => Number(a.id) - Number(b.id)),
  };
}

/** What a customer may do with a ticket. */
function capabilitiesOf(store: Store, ticket: StoredTicket, { capabilities, replyToClosed }: Rules, reader: Reader): TicketCapabilities {
  const isOpen = statusOf(store, ticket).category === 'open';
  const reply = capabilities.reply && !ticket.locked && (isOpen || replyToClosed !== 'refuse');
  return {
    reply, attach: reply && capabilities.files !== null,
    close: capabilities.closeTicket && !ticket.locked && isOpen, reopen: capabilities.reopenTicket && !ticket.locked && !isOpen,
    cc: capabilities.cc === true && !ticket.locked, rate: capabilities.rate === true && !ticket.locked && !isOpen && isRequester(ticket, reader),
    // A new ticket does nothing to the old one, so that a lock does not forbid it.
    followUp: capabilities.followUp === true && capabilities.createTicket && !isOpen,
  };
}

/** A message as this customer sees it. */
export function messageOf(store: Store, message: StoredMessage, customer: Customer): Message {
  const { name, role } = store.person(message.author);
  return {
    id: message.id, author: { name, role, isMe: sameEmail(message.author, customer.email) },
    created: message.created, text: message.text, html: message.html, channel: message.channel,
    attachments: message.files.map(({ id, name: fileName, type, bytes, contentId }) => ({ id, name: fileName, type, size: bytes.length, contentId })),
  };
}

const fieldsOf = (ticket: StoredTicket, rules: Rules): TicketField[] => customerFields(rules).flatMap((field) => fieldOf(field, ticket) ?? []);

function fieldOf(field: MemoryField, ticket: StoredTicket): TicketField | null {
  const value = ticket.fields[field.id];
  if (value === undefined || value === null || value === '') return null;
  const label = (chosen: string): string => field.options?.find((option) => option.value === chosen)?.label ?? chosen;
  const shown = Array.isArray(value) ? value.map(label) : typeof value === 'string' ? label(value) : value;
  return { id: field.id, label: field.label, type: field.type, value: shown };
}

function personOf(store: Store, email: string): Person {
  const { name, email: address } = store.person(email);
  return { name, email: address };
}

const isRequester = ({ requester }: StoredTicket, { customer }: Reader): boolean => sameEmail(requester, customer.email);
const displayId = ({ id }: StoredTicket): string => `#${id}`;
const relatedTo = (ticket: StoredTicket): RelatedTicket => ({ id: ticket.id, displayId: displayId(ticket), subject: ticket.subject });
const copy = <Value extends object>(value: Value | null): Value | null => (value === null ? null : { ...value });
