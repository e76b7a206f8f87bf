import type { Customer, FileLimits, Party, StatusCategory } from '../../contract/index.ts';
import type { TokenFor } from './tokens.ts';

/** What a status of a lifecycle means to customers. */
export interface StatusRule {
  readonly category: StatusCategory;
  /** What customers read; default the status as RT names it. */
  readonly label?: string;
  /** Whose turn it is while a ticket stands here, whoever wrote last: `customer` for a "waiting on customer". */
  readonly waitingOn?: Party;
}

/** A support form: a queue in which customers open tickets. */
export interface FormRule {
  /** The queue's name; it is the form's id as well. */
  readonly queue: string;
  /** The form's title; default the queue's name. */
  readonly name?: string;
  /** Default the queue's description. */
  readonly description?: string;
}

/** How the portal reaches Request Tracker. See {@link import('./request-tracker.ts').requestTracker}. */
export interface RequestTrackerOptions {
  /** Where RT is, with its web path: `https://rt.example.com`. REST2 is expected below it. */
  readonly url: string;
  /** The queues whose tickets the portal shows. Nothing outside of them is ever read. */
  readonly queues: readonly string[];
  /**
   * The token of the account that reads lists and everything that a customer's own account cannot see. Give it SeeQueue and ShowTicket on
   * the queues, SeeCustomField only on fields meant for customers, and *not* ShowTicketComments: then RT itself keeps notes back, and
   * this adapter's own rules are the second lock. Its time zone must be UTC, because RT reads dates of queries in the asker's zone. Owners are told that
   * no ticket can be created in a queue where the reader could create none: grant CreateTicket to everyone, or to the reader as well. Where
   * `$UserSummaryExtraInfo` of RT's configuration names Organization, colleagues are found among any number of users, otherwise among the first thousand that fit a search.
   */
  readonly reader: string;
  /** Answers a customer's own token, with which the portal writes as the customer; see `mintTokens` and `tokensFrom`. */
  readonly tokenFor: TokenFor;
  /** The statuses in their usual order; default those of RT's own default lifecycle. RT's API does not list them. */
  readonly statuses?: Readonly<Record<string, StatusRule>>;
  /** The status that closing leads to; default the first closed one that RT offers for the ticket. */
  readonly closeTo?: string;
  /** The status that reopening leads to; default `open`, or the first open one that RT offers for the ticket. */
  readonly reopenTo?: string;
  /**
   * The support forms; default one for each queue. An empty list takes away the creation of tickets. RT does not hold its API to patterns of fields, so a
   * mandatory field that an owner's condition hides is simply left empty; RT's own pages will ask an agent for it.
   */
  readonly forms?: readonly FormRule[];
  /** Custom fields that forms offer and tickets show; default all that the reader sees. */
  readonly fields?: readonly string[];
  /** Names of custom fields that customers do not see but the owner's filter may speak of. */
  readonly filterFields?: readonly string[];
  /**
   * A transaction custom field (Applies to: Tickets' transactions) of the queues in which the portal keeps what it has sent, so that nothing
   * is sent twice, not even by another instance. Customers need SeeCustomField and ModifyCustomField on it. Without it, the
   * portal remembers what it sent only as long as its process lives.
   */
  readonly idempotencyField?: string;
  /**
   * Whether customers have RT's right ModifyTicket on what they have requested (grant it to the role Requestor of each queue); default false. RT asks for
   * it when somebody is put in copy, and when a ticket without any conversation moves to the owner's inbox with the customer's first reply, and does not tell
   * who has it. Without it nobody is put in copy, and tickets stay where they are; new ones arrive in the inbox all the same.
   */
  readonly modifyTicket?: boolean;
  /**
   * Whether a new ticket can lead to an old one, by RT's link RefersTo; default false. RT lets customers' accounts make that link where `$StrictLinkACL` is 0
   * in its configuration, and otherwise only where they have ModifyTicket on the old ticket. Such links that agents make are shown as well, between tickets that the customer sees.
   */
  readonly followUps?: boolean;
  /**
   * The custom fields of tickets where ratings are kept: the score as one of 1 to 5, the comment as a text. The reader needs SeeCustomField on them, customers
   * SeeCustomField and ModifyCustomField. Tickets of queues that do not have them are not rated. No form asks for them. Default none.
   */
  readonly rating?: { readonly score: string; readonly comment: string };
  /** Limits on files; default 10 files of 20 MB of any type. Null for no files. RT's own limit does not refuse what is too large. */
  readonly files?: FileLimits | null;
  /** How far search looks. By default RT is asked once whether it searches in messages (`%FullTextSearch`), which is off unless its owner has switched it on. */
  readonly search?: 'subject' | 'messages';
  /** The customer's organization as RT keeps it; default the user's Organization. Customers must not have the right ModifySelf, which lets them change that. */
  readonly organizationOf?: (customer: Customer, signal?: AbortSignal) => Promise<string | null>;
  /** What an organization is called; default its name in RT. */
  readonly organizationName?: (organization: string) => string;
  /** Milliseconds that RT has for an answer; default 10,000 to read and 30,000 to write. A message whose sending has failed is looked for during a quarter of the latter. */
  readonly timeouts?: { readonly read?: number; readonly write?: number };
  /** How long fields, people and organizations are remembered, in milliseconds; default five minutes. */
  readonly remember?: number;
  /** For tests and proxies; default the platform's. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The statuses of RT's default lifecycle (`%Lifecycles` in RT_Config.pm). `deleted` is left out: RT lists no deleted tickets. */
export const DEFAULT_STATUSES: Readonly<Record<string, StatusRule>> = {
  new: { category: 'open' },
  open: { category: 'open' },
  stalled: { category: 'open' },
  resolved: { category: 'closed' },
  rejected: { category: 'closed' },
};

export const DEFAULT_FILES: FileLimits = { maxFiles: 10, maxBytes: 20_000_000, accept: null };
