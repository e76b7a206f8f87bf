import type { Channel, FieldValue, Message, Party, SortKey, StatusCategory, TicketField, TicketSummary } from '../../contract/index.ts';
import type { DeskFile } from './files.ts';

/** Which tickets of the whole desk an agent wants to see. All conditions hold together. */
export interface AgentTicketQuery {
  readonly queue?: string;
  readonly status?: StatusCategory;
  readonly stage?: string;
  readonly waitingOn?: Party;
  /** An agent's e-mail address; null: nobody's. */
  readonly assignee?: string | null;
  /** Words of the subject or of a public message. Internal notes are not searched. */
  readonly search?: string;
  /** Default `lastActivity`. */
  readonly sort?: SortKey;
  /** Default `descending`. */
  readonly direction?: 'ascending' | 'descending';
  readonly cursor?: string;
  /** Default 25. */
  readonly limit?: number;
}

/** A ticket in an agent's list. */
export interface AgentTicket extends TicketSummary {
  readonly queue: string;
  readonly assignee: DeskAgentPerson | null;
  readonly locked: boolean;
}

/** A public message or an internal note. */
export interface AgentMessage extends Message {
  readonly visibility: 'public' | 'internal';
}

/** A ticket with everything in it. */
export interface AgentTicketPage extends AgentTicket {
  /** Those for agents only, too. */
  readonly fields: TicketField[];
  /** Oldest first, internal notes among them. */
  readonly conversation: AgentMessage[];
}

/** A member of the support team. */
export interface DeskAgentPerson { readonly email: string; readonly name: string }

/** A customer. */
export interface DeskPerson {
  readonly email: string;
  readonly name: string;
  /** Ids; the first one is the organization of the person's new tickets. */
  readonly organizations: readonly string[];
}

/** A write that may be repeated without happening twice. */
interface Repeatable {
  /** The same for every repetition of one write. */
  readonly idempotencyKey?: string;
}

interface Content {
  readonly text?: string;
  /** Untrusted, kept as it is; whoever shows it sanitises it. */
  readonly html?: string;
  readonly files?: readonly DeskFile[];
  /** When it was written, for imports; default now. */
  readonly created?: Date;
}

/** An agent's answer, which the customer sees. */
export interface AgentReply extends Content, Repeatable {
  readonly ticketId: string;
  /** The agent's e-mail address. */
  readonly agent: string;
  /** A stage's id, to which the ticket moves with the reply. */
  readonly stage?: string;
  /** Default `email`. */
  readonly channel?: Channel;
}

/** What agents tell each other. No customer ever sees it. */
export interface InternalNote extends Content, Repeatable {
  readonly ticketId: string;
  readonly agent: string;
}

/** What a customer wrote elsewhere (a mail, a call), as an import adds it. The stage's rule for customers' replies applies. */
export interface CustomerMessage extends Content, Repeatable {
  readonly ticketId: string;
  /** The customer's e-mail address and name. */
  readonly customer: { readonly email: string; readonly name?: string };
  readonly channel?: Channel;
}

/** A ticket that the support team or an import makes. It holds no message yet: add some. */
export interface NewTicket extends Repeatable {
  readonly subject: string;
  readonly requester: { readonly email: string; readonly name?: string };
  readonly cc?: readonly { readonly email: string; readonly name?: string }[];
  /** An organization's id, or null for none; default the requester's first. */
  readonly organization?: string | null;
  /** Default the first queue. */
  readonly queue?: string;
  /** Default the first open stage. */
  readonly stage?: string;
  /** An agent's e-mail address. */
  readonly assignee?: string;
  /** Values by field id, those for agents only, too. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** A locked ticket can only be read by customers. */
  readonly locked?: boolean;
  readonly created?: Date;
}
