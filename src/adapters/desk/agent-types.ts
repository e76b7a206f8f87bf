import type { Channel, FieldValue, Message, Party, Rating, RelatedTicket, SortKey, StatusCategory, TicketField, TicketSummary } from '../../contract/index.ts';
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
  /** The conversation that a public message belongs to: 1 is the original one, 2 the next that began. Null for notes, which are about the whole ticket. */
  readonly thread: number | null;
}

/** A ticket with everything in it. */
export interface AgentTicketPage extends AgentTicket {
  /** Those for agents only, too. */
  readonly fields: TicketField[];
  /** Oldest first, internal notes among them. */
  readonly conversation: AgentMessage[];
  /** When it was closed last; null while it is open. */
  readonly closed: string | null;
  /** What the requester says about how it was answered; null where nothing. */
  readonly rating: Rating | null;
  /** The ticket that this one goes on with. */
  readonly followUpOf: RelatedTicket | null;
  /** Tickets that go on with this one. */
  readonly followUps: readonly RelatedTicket[];
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

interface Threaded {
  /**
   * Which of the ticket's conversations it belongs to; default 1, the original one, which the first public message begins. `new` begins
   * another. Owners may show customers the original one only.
   */
  readonly thread?: number | 'new';
}

/** An agent's answer, which the customer sees. */
export interface AgentReply extends Content, Repeatable, Threaded {
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
export interface CustomerMessage extends Content, Repeatable, Threaded {
  readonly ticketId: string;
  /** The customer's e-mail address and name. */
  readonly customer: { readonly email: string; readonly name?: string };
  readonly channel?: Channel;
}

/** A ticket that the support team or an import makes. It holds no message yet: add some, or none where the customer has called. */
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
  /** The id of a ticket that this one goes on with. */
  readonly followUpOf?: string;
}
