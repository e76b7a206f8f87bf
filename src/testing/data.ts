import type { BackendDescription, Channel, Customer, FieldType, FieldValue, Form, FormOption, Organization, Stage } from '../contract/index.ts';
import { TICKETS } from './data-tickets.ts';
import { FIELDS, FORMS, QUEUES, STAGES } from './data-forms.ts';

/** Is in everything that customers must never see: the text and the files of internal notes, their names, agents' fields, agents' addresses. */
export const CANARY = 'INTERNAL-ONLY';

/** A file of a message. */
export interface SuiteFile { readonly name: string; readonly type: string; readonly content: Uint8Array<ArrayBuffer>; readonly contentId?: string }

/** A public message or an internal note. It has text or HTML, never both. */
export interface SuiteMessage {
  readonly visibility: 'public' | 'internal';
  /** The e-mail address of a customer or an agent. */
  readonly author: string;
  readonly created: string;
  readonly text?: string;
  readonly html?: string;
  readonly files?: readonly SuiteFile[];
  readonly channel?: Channel;
  /** A conversation of the ticket besides its original one; absent in that one. */
  readonly thread?: string;
}

/** A ticket to fill the backend with. */
export interface SuiteTicket {
  readonly key: string;
  readonly subject: string;
  /** E-mail address of a customer. */
  readonly requester: string;
  /** E-mail addresses. */
  readonly cc: readonly string[];
  /** An organization's id or null. */
  readonly organization: string | null;
  /** `support` or `billing`. */
  readonly queue: string;
  /** A stage's id; `with-carrier` is one that the backend's configuration does not know. */
  readonly stage: string;
  readonly created: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** The customer can read it and nothing else. */
  readonly locked: boolean;
  /** A ticket of which somebody only called has an internal note and no public message. */
  readonly messages: readonly SuiteMessage[];
}

/** A field of tickets. */
export interface SuiteField { readonly id: string; readonly label: string; readonly type: FieldType; readonly options?: readonly FormOption[]; readonly agentsOnly?: boolean }

/** The names of the suite's customers. */
export type CustomerKey = 'alice' | 'bob' | 'carol' | 'dave' | 'erin' | 'frank' | 'malice' | 'henry' | 'ivy' | 'wendy' | 'walt';

/** A customer to fill the backend with. */
export interface SuiteCustomer extends Customer {
  readonly key: CustomerKey;
  /** Ids, the primary one first. */
  readonly organizations: readonly string[];
}

/** All that the suite wants to find in the backend. */
export interface SuiteData {
  readonly organizations: readonly Organization[];
  readonly customers: readonly SuiteCustomer[];
  readonly agents: readonly { readonly email: string; readonly name: string }[];
  readonly stages: readonly Stage[];
  readonly queues: BackendDescription['queues'];
  readonly fields: readonly SuiteField[];
  readonly forms: readonly Form[];
  readonly tickets: readonly SuiteTicket[];
}

/**
 * The suite's data set. `alice` to `ivy` are only read; `wendy` and `walt` are for everything that writes, so that no test depends on another.
 *
 * @param run Letters and digits that become part of e-mail addresses, so that one real backend can be filled more than once; default none.
 */
export function suiteData(run = ''): SuiteData {
  const domain = (name: string): string => (run === '' ? `${name}.example` : `${name}-${run}.example`);
  const email = (address: string): string => {
    const [name = '', host = ''] = address.split('@');
    return `${name}@${domain(host)}`;
  };
  const people: readonly (readonly [CustomerKey, string, string, readonly string[]])[] = [
    ['alice', 'alice@acme', 'Alice Arnold', ['acme']], ['bob', 'bob@acme', 'Bob Becker', ['acme']],
    ['carol', 'carol@globex', 'Carol Conte', ['globex']], ['dave', 'dave@acme', 'Dave Dupont', ['acme']],
    ['erin', 'erin@pages', 'Erin Egede', ['pages']],
    // Nobody's colleagues: that neither has an organization does not make them one.
    ['frank', 'frank@home', 'Frank Ferri', []], ['malice', 'malice@acme', 'Malice Arnold', []],
    // An organization whose id begins like another's.
    ['henry', 'henry@acme-labs', 'Henry Hahn', ['acme-labs']],
    // Of two organizations.
    ['ivy', 'ivy@acme-labs', 'Ivy Ito', ['acme-labs', 'globex']],
    ['wendy', 'wendy@writers', 'Wendy Wolf', ['writers']], ['walt', 'walt@writers', 'Walt Weber', ['writers']],
  ];
  return {
    organizations: [
      { id: 'acme', name: 'Acme' }, { id: 'acme-labs', name: 'Acme Labs' }, { id: 'globex', name: 'Globex' },
      { id: 'pages', name: 'Pages' }, { id: 'writers', name: 'Writers' },
    ],
    customers: people.map(([key, address, name, organizations], index) => ({ key, id: `customer-${String(index + 1)}`, email: email(address), name, organizations })),
    agents: [{ email: email(`agnes.${CANARY.toLowerCase()}@desk`), name: 'Agnes' }, { email: email(`max.${CANARY.toLowerCase()}@desk`), name: 'Max' }],
    stages: STAGES, queues: QUEUES, fields: FIELDS, forms: FORMS,
    tickets: TICKETS.map((ticket) => ({
      ...ticket, requester: email(ticket.requester), cc: ticket.cc.map(email),
      messages: ticket.messages.map((message) => ({ ...message, author: email(message.author === 'agnes' || message.author === 'max' ? `${message.author}.${CANARY.toLowerCase()}@desk` : message.author) })),
    })),
  };
}
