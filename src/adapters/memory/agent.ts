import type { MemoryFile, MemoryTicket } from './data.ts';
import type { Store, StoredTicket } from './store.ts';

/** What an agent writes. */
export interface AgentMessage {
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly MemoryFile[];
  /** The agent's e-mail address; default the first agent there is. */
  readonly author?: string;
}

/** The support team's side: what happens in the ticketing system while a customer looks at the portal. */
export interface AgentSide {
  /** A public reply. @returns the message's id. @throws Error for an unknown ticket, as all of these. */
  agentReply(ticketId: string, message: AgentMessage): string;
  /** An internal note; customers never see it. @returns the note's id. */
  internalNote(ticketId: string, message: AgentMessage): string;
  /** Sets a ticket's stage. */
  setStatus(ticketId: string, stage: string): void;
  /** Opens a ticket on behalf of a customer. `created` and the messages' dates default to now. @returns the ticket's id. */
  createTicketFor(requester: string, ticket: Pick<MemoryTicket, 'subject'> & Partial<Omit<MemoryTicket, 'key' | 'requester' | 'messages'>> & { readonly text: string }): string;
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
      find(ticketId).stage = stage;
    },
    createTicketFor(requester, { text, ...given }) {
      const created = given.created ?? store.moment();
      const ticket = store.addTicket({
        cc: [], organization: store.organizationsOf(requester)[0]?.id ?? null, queue: 'support', fields: {}, locked: false,
        stage: store.stages[0]?.id ?? 'open', ...given, requester, created,
      });
      store.addMessage(ticket, { visibility: 'public', author: requester, text, channel: 'phone' }, created);
      return ticket.id;
    },
  };
}
