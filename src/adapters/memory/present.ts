import type { Capabilities, Customer, Message, Party, Person, Ticket, TicketField, TicketStatus, TicketSummary } from '../../contract/index.ts';
import type { MemoryField } from './data.ts';
import { sameEmail, type Store, type StoredMessage, type StoredTicket } from './store.ts';

/** Public messages only, oldest first. By allow-list: what is not said to be public is internal. */
export function publicMessages(ticket: StoredTicket): StoredMessage[] {
  return ticket.messages
    .filter(({ visibility }) => visibility === 'public')
    .sort((a, b) => Date.parse(a.created) - Date.parse(b.created) || Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

/** A ticket's state. A stage nobody configured is an open one with its own name. */
export function statusOf(store: Store, ticket: StoredTicket): TicketStatus {
  const stage = store.stages.find(({ id }) => id === ticket.stage);
  return { category: stage?.category ?? 'open', stage: ticket.stage, label: stage?.label ?? ticket.stage };
}

/** When the last public message was written. */
export const lastActivityOf = (ticket: StoredTicket): string => publicMessages(ticket).at(-1)?.created ?? ticket.created;

/** Whose turn it is: the party's who did not write last. What the system says by itself leaves the turn as it was. */
export function waitingOn(store: Store, ticket: StoredTicket): Party | null {
  if (statusOf(store, ticket).category === 'closed') return null;
  const last = publicMessages(ticket).findLast(({ author }) => store.person(author).role !== 'system');
  return last !== undefined && store.person(last.author).role === 'agent' ? 'customer' : 'support';
}

/** A row of the list. */
export function summaryOf(store: Store, ticket: StoredTicket): TicketSummary {
  const last = publicMessages(ticket).at(-1);
  return {
    id: ticket.id, displayId: `#${ticket.id}`, subject: ticket.subject, status: statusOf(store, ticket),
    requester: personOf(store, ticket.requester), organization: copy(store.organization(ticket.organization)),
    created: ticket.created, lastActivity: last?.created ?? ticket.created,
    lastMessageBy: last === undefined ? null : store.person(last.author).role === 'customer' ? 'customer' : 'support',
    waitingOn: waitingOn(store, ticket), cc: ticket.cc.map((email) => personOf(store, email)),
  };
}

/** How the backend treats tickets. */
export interface Rules {
  readonly capabilities: Capabilities;
  readonly fields: readonly MemoryField[];
  /** What a customer's reply to a closed ticket does. */
  readonly replyToClosed: 'reopen' | 'keep' | 'refuse';
}

/** A ticket's page. */
export function ticketOf(store: Store, ticket: StoredTicket, { capabilities, fields, replyToClosed }: Rules): Ticket {
  const summary = summaryOf(store, ticket);
  const isOpen = summary.status.category === 'open';
  const reply = capabilities.reply && !ticket.locked && (isOpen || replyToClosed !== 'refuse');
  return {
    ...summary,
    fields: fields.filter((field) => field.agentsOnly !== true && field.type !== 'file').flatMap((field) => fieldOf(field, ticket) ?? []),
    capabilities: {
      reply, attach: reply && capabilities.files !== null,
      close: capabilities.closeTicket && !ticket.locked && isOpen, reopen: capabilities.reopenTicket && !ticket.locked && !isOpen,
    },
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

const copy = <Value extends object>(value: Value | null): Value | null => (value === null ? null : { ...value });
