import type { BackendDescription, Channel, FieldType, FieldValue, Form, FormOption, Organization, Rating, Stage } from '../../contract/index.ts';

/** A file of a message; a string as content is stored as UTF-8. */
export interface MemoryFile {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** The `Content-ID` by which the message's HTML shows it, without angle brackets. */
  readonly contentId?: string;
}

/** A message as it is put in. Give `text`, `html` or both. */
export interface MemoryMessage {
  /** Internal notes are held as any desk holds them; customers never get one. */
  readonly visibility: 'public' | 'internal';
  /** E-mail address of a customer or an agent; any other author counts as the system. */
  readonly author: string;
  /** ISO 8601, in UTC. */
  readonly created: string;
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly MemoryFile[];
  /** Default `email`. */
  readonly channel?: Channel;
  /** Which of the ticket's conversations it is part of; default `''`. The conversation of the oldest public message is the original one. */
  readonly thread?: string;
}

/** A ticket as it is put in. */
export interface MemoryTicket {
  /** By which {@link MemoryBackend.idOf} finds the ticket's id. */
  readonly key: string;
  readonly subject: string;
  /** E-mail address. */
  readonly requester: string;
  /** E-mail addresses of the customers in copy. */
  readonly cc?: readonly string[];
  /** An organization's id; default the first of the requester's. */
  readonly organization?: string | null;
  /** A queue's id; default the first queue. */
  readonly queue?: string;
  /** A stage's id. One that is not among the stages counts as open, with its id as label. */
  readonly stage: string;
  readonly created: string;
  /** When it was closed; default its last message, where its stage is a closed one. */
  readonly closed?: string;
  /** Values by field id; selects hold the value, not the label. */
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Nothing can be done with a locked ticket but reading it. */
  readonly locked?: boolean;
  /** The requester's. */
  readonly rating?: Rating;
  /** The key of the ticket that this one follows up; it stands before this one. */
  readonly followUpOf?: string;
  /** None for a ticket without any conversation, such as a phone call. */
  readonly messages: readonly MemoryMessage[];
}

/** A field that tickets may have. */
export interface MemoryField {
  readonly id: string;
  readonly label: string;
  readonly type: FieldType;
  readonly options?: readonly FormOption[];
  /** Never shown to customers. */
  readonly agentsOnly?: boolean;
}

/** A support form. */
export interface MemoryForm extends Form {
  /** The id of the queue where its tickets arrive; null for nowhere; default the first queue. */
  readonly queue?: string | null;
}

/** A queue, as {@link BackendDescription} has it. No ticket arrives in one with a problem. */
export type MemoryQueue = BackendDescription['queues'][number];

/** A customer. `password` is for {@link memoryAccess}; tickets need none. */
export interface MemoryCustomer {
  readonly email: string;
  readonly name: string;
  /** Ids of organizations, the primary one first. */
  readonly organizations: readonly string[];
  readonly password?: string;
}

/** All that the backend holds at the start. */
export interface MemoryData {
  readonly organizations: readonly Organization[];
  readonly customers: readonly MemoryCustomer[];
  readonly agents: readonly { readonly email: string; readonly name: string }[];
  /** In their usual order. The first open and the first closed one are what reopening and closing lead to. */
  readonly stages: readonly Stage[];
  readonly fields: readonly MemoryField[];
  readonly forms: readonly MemoryForm[];
  /** Default `support`, and whatever forms and tickets name. */
  readonly queues?: readonly MemoryQueue[];
  readonly tickets: readonly MemoryTicket[];
}
