import {
  access, fetchPart, isPortalError, validatedTable,
  type AccessAdapter, type AccessClient, type Profile, type Session, type TicketingAdapter, type TicketingClient, type TicketingOperation, type WriteContext,
} from '../contract/index.ts';
import { SessionChangeEvent, TicketsChangeEvent } from './events.ts';

/** What a portal is made of. */
export interface PortalOptions {
  /** Tells this portal from others in what is kept on the device; the gateway's address does. */
  readonly key: string;
  /** The adapter, or what fetches it once it is needed: signing in does without. */
  readonly ticketing: TicketingAdapter | (() => Promise<TicketingAdapter>);
  readonly access: AccessAdapter;
}

type Call = (input: unknown, context: WriteContext) => Promise<unknown>;

// Written down instead of read from the contract's table, whose schemas are fetched with the first call.
const OPERATIONS = Object.keys({
  getProfile: 0, listTickets: 0, getTicket: 0, listMessages: 0, downloadAttachment: 0, reply: 0,
  closeTicket: 0, reopenTicket: 0, listForms: 0, getForm: 0, createTicket: 0,
} satisfies Record<TicketingOperation, 0>) as TicketingOperation[];

/**
 * One customer's way to one ticketing system, as elements see it: the validated adapter, the session, the profile. Elements
 * that share a portal learn from its events what the others did.
 *
 * @fires session-change - Somebody signed in or out, or the session turned out to have ended.
 * @fires tickets-change - A ticket was created or changed through this portal.
 */
export class Portal extends EventTarget {
  readonly key: string;
  /** Every operation of the ticketing contract. */
  readonly ticketing: TicketingClient;
  readonly #access: AccessClient;
  #session: Session | undefined;
  #lastChange: SessionChangeEvent | undefined;
  #sessionRequest: Promise<Session> | undefined;
  #profile: Promise<Profile> | undefined;
  readonly #adapter: PortalOptions['ticketing'];
  #client: TicketingClient | undefined;

  constructor({ key, ticketing: adapter, access: accessAdapter }: PortalOptions) {
    super();
    this.key = key;
    this.#access = validatedTable(access, accessAdapter) as unknown as AccessClient;
    this.#adapter = adapter;
    this.ticketing = Object.fromEntries(OPERATIONS.map((name): [string, Call] =>
      [name, (input, context) => this.#call(name, input, context)])) as unknown as TicketingClient;
  }

  /** Who is signed in; undefined until it is known. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** The last that happened to the session, for those who were not listening. */
  get lastSessionChange(): SessionChangeEvent | undefined {
    return this.#lastChange;
  }

  /** Asks who is signed in; asks once, however many elements want to know. */
  loadSession(): Promise<Session> {
    if (this.#session !== undefined) return Promise.resolve(this.#session);
    this.#sessionRequest ??= this.#access.getSession({}, {}).then((session) => {
      this.#setSession(session);
      return session;
    }).finally(() => { this.#sessionRequest = undefined; });
    return this.#sessionRequest;
  }

  /** Asks again who is signed in, if that was known. Nobody any more counts as an ended session; no answer changes nothing. */
  async refreshSession(): Promise<void> {
    const before = this.#session;
    if (before === undefined) return;
    const session = await this.#access.getSession({}, {}).catch(() => before);
    // Whoever signed in or out here meanwhile is newer.
    if (this.#session === before) this.#setSession(session, session.customer === null);
  }

  /** Signs in. @throws PortalError `wrong-credentials`, `rate-limited` … */
  async signIn(credentials: { readonly email: string; readonly password: string }, signal?: AbortSignal): Promise<Session> {
    const session = await this.#access.signIn(credentials, { idempotencyKey: newKey(), signal });
    this.#setSession(session);
    return session;
  }

  /** Signs out. */
  async signOut(signal?: AbortSignal): Promise<Session> {
    const session = await this.#access.signOut({}, { idempotencyKey: newKey(), signal });
    this.#setSession(session);
    return session;
  }

  /** Who the customer is to the ticketing system and what it can do; asked once per session. */
  getProfile(): Promise<Profile> {
    if (this.#profile === undefined) {
      const request = this.ticketing.getProfile({}, {});
      this.#profile = request;
      // A failure is not kept: the next one who asks tries again.
      request.catch(() => { if (this.#profile === request) this.#profile = undefined; });
    }
    return this.#profile;
  }

  /** Every call passes here: an ended session and a written ticket concern all elements that share the portal. */
  async #call(name: TicketingOperation, input: unknown, context: WriteContext): Promise<unknown> {
    try {
      const client = this.#client ??= await this.#load();
      return await (client[name] as Call)(input, context);
    } catch (error) {
      if (isPortalError(error, 'unauthenticated')) this.#setSession({ customer: null, expires: null }, true);
      throw error;
    }
  }

  async #load(): Promise<TicketingClient> {
    const [{ ticketingClient }, adapter] = await fetchPart(() => Promise.all([
      import('./ticketing-client.ts'),
      typeof this.#adapter === 'function' ? this.#adapter() : this.#adapter,
    ]));
    return ticketingClient(adapter, (ticketId) => this.dispatchEvent(new TicketsChangeEvent(ticketId)));
  }

  #setSession(session: Session, expired = false): void {
    const before = this.#session;
    this.#session = session;
    if (before !== undefined && before.customer?.id === session.customer?.id) return;
    this.#profile = undefined;
    this.#lastChange = new SessionChangeEvent(session, expired);
    this.dispatchEvent(this.#lastChange);
  }
}

/** A key for one press of send: every repetition of it carries the same one. */
export const newKey = (): string => (
  // randomUUID exists in secure contexts only, and a test site on plain http is none.
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
);
