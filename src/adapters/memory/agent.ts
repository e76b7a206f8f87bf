import type { MemoryFile, MemoryTicket } from './data.ts';
import type { Store, StoredTicket } from './store.ts';

/** What an agent writes. */
export interface AgentMessage {
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly MemoryFile[];
  /** The agent's e-mail address; default the first agent there is. */
  readonly author?: string;
  /** The conversation that it is part of; default the ticket's original one. */
  readonly thread?: string;
}

/** The support team's side: what happens in the ticketing system while a customer looks at the portal. */
export interface AgentSide {
  /** A public reply. @returns the message's id. @throws Error for an unknown ticket, as all of these. */
  agentReply(ticketId: string, message: AgentMessage): string;
  /** An internal note; customers never see it. @returns the note's id. */
  internalNote(ticketId: string, message: AgentMessage): string;
  /** Sets a ticket's stage. */
  setStatus(ticketId: string, stage: string): void;
  /**
   * Opens a ticket on behalf of a customer, with a first message where there is a text. `created` and the message's date default to now;
   * `followUpOf` is an id. @returns the ticket's id.
   */
  createTicketFor(requester: string, ticket: Pick<MemoryTicket, 'subject'> & Partial<Omit<MemoryTicket, 'key' | 'requester' | 'messages'>> & { readonly text?: string }): string;
}

/** The support team's side of what a store holds. */
export function agentSide(store: Store): AgentSide {
  const find = (id: string): StoredTicket => {
    const ticket = store.ticket(id);
    if (ticket === undefined) throw new Error(`There is no ticket ${id}.`);
    return ticket;
  };
  return {
    agentReply: (ticketId, { author = store.agent, ...message }) => store.addMessage(find(ticketId), { visibility: 'public', author, ...message }).id,
    internalNote: (ticketId, { author = store.agent, ...message }) => store.addMessage(find(ticketId), { visibility: 'internal', author, ...message }).id,
    setStatus(ticketId, stage) {
      store.setStage(find(ticketId), stage);
    },
    createTicketFor(requester, { text, ...given }) {
      const created = given.created ?? store.moment();
      const ticket = store.addTicket({ stage: store.stages[0]?.id ?? 'open', ...given, requester, created });
      if (text !== undefined) store.addMessage(ticket, { visibility: 'public', author: requester, text, channel: 'phone' }, created);
      return ticket.id;
    },
  };
}
