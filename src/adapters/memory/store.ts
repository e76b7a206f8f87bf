import type { Channel, FieldValue, Organization, Person, Rating, Stage, StatusCategory } from '../../contract/index.ts';
import { publicMessages } from './conversation.ts';
import type { MemoryData, MemoryFile, MemoryMessage, MemoryQueue, MemoryTicket } from './data.ts';

/** A file that is held. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentId: string | null;
}

/** A message or an internal note that is held. */
export interface StoredMessage {
  readonly id: string;
  readonly visibility: 'public' | 'internal';
  readonly author: string;
  readonly created: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly StoredFile[];
  readonly channel: Channel;
  readonly thread: string;
}

/** A ticket that is held. */
export interface StoredTicket {
  readonly id: string;
  readonly subject: string;
  readonly requester: string;
  cc: readonly string[];
  readonly organization: string | null;
  queue: string;
  stage: string;
  readonly created: string;
  closed: string | null;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly locked: boolean;
  /** The requester's. */
  rating: Rating | null;
  /** The id of the ticket that this one follows up. */
  readonly followUpOf: string | null;
  readonly messages: StoredMessage[];
}

/** What a new ticket needs; the store fills in the rest. `followUpOf` is an id. */
export type NewTicket = Omit<MemoryTicket, 'key' | 'messages' | 'followUpOf'> & { readonly followUpOf?: string | null };

interface KnownPerson { readonly email: string; readonly name: string; readonly role: 'customer' | 'agent'; readonly organizations: readonly string[] }

/** Addresses are compared without regard to case. */
export const sameEmail = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Everything the backend holds, without any rule about who may see what. */
export class Store {
  readonly stages: readonly Stage[];
  readonly queues: readonly MemoryQueue[];
  /** Called with every ticket of which customers see something else. */
  readonly watchers = new Set<(ticket: StoredTicket) => void>();
  /** The address of the agent who acts where none is named. */
  readonly agent: string;
  readonly #organizations = new Map<string, Organization>();
  readonly #people = new Map<string, KnownPerson>();
  readonly #tickets = new Map<string, StoredTicket>();
  readonly #ids = new Map<string, string>();
  readonly #now: () => number;
  #lastId = 0;
  #lastMoment = 0;

  /** @param firstTicketId Where ticket ids start to count. @param now Milliseconds since 1970. */
  constructor(data: MemoryData, firstTicketId: number, now: () => number) {
    this.#now = now;
    this.stages = data.stages;
    this.queues = data.queues ?? [...new Set(['support', ...[...data.forms, ...data.tickets].flatMap(({ queue }) => queue ?? [])])].map((id) => ({ id, name: id }));
    this.#lastId = firstTicketId - 1;
    for (const organization of data.organizations) this.#organizations.set(organization.id, organization);
    for (const customer of data.customers) this.#people.set(customer.email.toLowerCase(), { ...customer, role: 'customer' });
    const agents = data.agents.length > 0 ? data.agents : [{ email: 'support@desk.example', name: 'Support' }];
    this.agent = agents[0]?.email ?? '';
    for (const agent of agents) this.#people.set(agent.email.toLowerCase(), { ...agent, role: 'agent', organizations: [] });
    for (const { key, messages, followUpOf, ...ticket } of data.tickets) {
      const closed = ticket.closed ?? messages.at(-1)?.created ?? ticket.created;
      const added = this.addTicket({ ...ticket, closed, ...(followUpOf === undefined ? {} : { followUpOf: this.idOf(followUpOf) }) });
      this.#ids.set(key, added.id);
      for (const message of messages) this.addMessage(added, { ...message, thread: message.thread ?? '' }, message.created);
    }
  }

  /** The id that the ticket of the data set got. */
  idOf(key: string): string {
    const id = this.#ids.get(key);
    if (id === undefined) throw new Error(`The data has no ticket "${key}".`);
    return id;
  }

  ticket(id: string): StoredTicket | undefined {
    return this.#tickets.get(id);
  }

  /** All tickets in an order of no use to anybody, so that whoever forgets to sort is found out. */
  tickets(): StoredTicket[] {
    const all = [...this.#tickets.values()];
    return [...all.filter((_, index) => index % 3 === 1), ...all.filter((_, index) => index % 3 === 0).reverse(), ...all.filter((_, index) => index % 3 === 2)];
  }

  /** What a stage counts as. One that nobody configured is an open one. */
  categoryOf(stage: string): StatusCategory {
    return this.stages.find(({ id }) => id === stage)?.category ?? 'open';
  }

  /** Moves a ticket to another stage; what is closed by that has been closed now. */
  setStage(ticket: StoredTicket, stage: string): void {
    const isClosed = this.categoryOf(stage) === 'closed';
    ticket.closed = isClosed ? ticket.closed ?? this.moment() : null;
    ticket.stage = stage;
    this.noteActivity(ticket);
  }

  /** Tells whoever watches that customers see something else of a ticket now. */
  noteActivity(ticket: StoredTicket): void {
    for (const told of this.watchers) told(ticket);
  }

  organization(id: string | null): Organization | null {
    return id === null ? null : this.#organizations.get(id) ?? null;
  }

  organizationsOf(email: string): Organization[] {
    return (this.#people.get(email.toLowerCase())?.organizations ?? []).flatMap((id) => this.organization(id) ?? []);
  }

  /** Who has this address; somebody nobody knows is called by the address. */
  person(email: string): { name: string; email: string; role: 'customer' | 'agent' | 'system' } {
    const known = this.#people.get(email.toLowerCase());
    return known === undefined ? { name: email, email, role: 'system' } : { name: known.name, email: known.email, role: known.role };
  }

  /** All customers, by name. */
  customers(): Person[] {
    return [...this.#people.values()].filter(({ role }) => role === 'customer').map(({ name, email }) => ({ name, email }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.email < b.email ? -1 : 1));
  }

  organizations(): Organization[] {
    return [...this.#organizations.values()];
  }

  /** Makes a customer known who is not yet. */
  meet(customer: Person): void {
    const key = customer.email.toLowerCase();
    if (!this.#people.has(key)) this.#people.set(key, { email: customer.email, name: customer.name, role: 'customer', organizations: [] });
  }

  addTicket({ closed, ...ticket }: NewTicket): StoredTicket {
    this.#lastId += 1;
    const added: StoredTicket = {
      organization: this.organizationsOf(ticket.requester)[0]?.id ?? null, queue: this.queues[0]?.id ?? '', fields: {}, locked: false, rating: null, followUpOf: null, ...ticket,
      id: String(this.#lastId), cc: [...ticket.cc ?? []], messages: [],
      closed: this.categoryOf(ticket.stage) === 'closed' ? closed ?? ticket.created : null,
    };
    this.#tickets.set(added.id, added);
    this.noteActivity(added);
    return added;
  }

  addMessage(ticket: StoredTicket, message: Omit<MemoryMessage, 'created'>, created = this.moment()): StoredMessage {
    this.#lastMoment = Math.max(this.#lastMoment, Date.parse(created));
    const added: StoredMessage = {
      id: this.#nextId('m'), visibility: message.visibility, author: message.author, created,
      text: message.text ?? null, html: message.html ?? null, channel: message.channel ?? 'email',
      files: (message.files ?? []).map((file) => this.#store(file)),
      // Where the customer is sure to find it: the original conversation is always among those that are shown.
      thread: message.thread ?? publicMessages(ticket)[0]?.thread ?? '',
    };
    // In front, as the newest; readers sort.
    ticket.messages.unshift(added);
    if (added.visibility === 'public') this.noteActivity(ticket);
    return added;
  }

  /** Now, but never the same moment twice and never before anything that is held: nothing that happens here happens at once. */
  moment(): string {
    this.#lastMoment = Math.max(this.#now(), this.#lastMoment + 1);
    return new Date(this.#lastMoment).toISOString();
  }

  #store({ name, type, content, contentId }: MemoryFile): StoredFile {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
    return { id: this.#nextId('f'), name, type, bytes, contentId: contentId ?? null };
  }

  #parts = 0;
  #nextId(prefix: string): string {
    this.#parts += 1;
    return `${prefix}${String(this.#parts)}`;
  }
}
