import {
  fetchPart, isPortalError, type AccessAdapter, type Profile, type TicketingAdapter, type TicketingClient, type TicketingOperation, type WriteContext,
} from '../contract/index.ts';
import { TicketsChangeEvent, type SessionChangeEvent } from './events.ts';
import { SessionSource } from './session-source.ts';

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
 * @fires session-time - The gateway said when the session ends.
 * @fires session-warning - The session ends soon, or does not any more.
 * @fires tickets-change - A ticket was created or changed through this portal.
 */
export class Portal extends SessionSource {
  readonly key: string;
  /** Every operation of the ticketing contract. */
  readonly ticketing: TicketingClient;
  readonly #adapter: PortalOptions['ticketing'];
  #client: TicketingClient | undefined;
  /** The profile, and since when it is the one of who is signed in. */
  #profile: { readonly since: SessionChangeEvent | undefined; readonly answer: Promise<Profile> } | undefined;

  constructor({ key, ticketing: adapter, access }: PortalOptions) {
    super(access);
    this.key = key;
    this.#adapter = adapter;
    this.ticketing = Object.fromEntries(OPERATIONS.map((name): [string, Call] =>
      [name, (input, context) => this.#call(name, input, context)])) as unknown as TicketingClient;
  }

  /** Who the customer is to the ticketing system and what it can do; asked once per session. */
  getProfile(): Promise<Profile> {
    if (this.#profile === undefined || this.#profile.since !== this.lastSessionChange) {
      const answer = this.ticketing.getProfile({}, {});
      this.#profile = { since: this.lastSessionChange, answer };
      // A failure is not kept: the next one who asks tries again.
      answer.catch(() => { if (this.#profile?.answer === answer) this.#profile = undefined; });
    }
    return this.#profile.answer;
  }

  /** Every call passes here: an ended session and a written ticket concern all elements that share the portal. */
  async #call(name: TicketingOperation, input: unknown, context: WriteContext): Promise<unknown> {
    const call = async (): Promise<unknown> => {
      const client = this.#client ??= await this.#load();
      return (client[name] as Call)(input, context);
    };
    // The page's application knows the user, and its gateway does not yet.
    if (this.tokenProvider !== undefined) await this.loadSession();
    const { session } = this;
    try {
      return await call();
    } catch (error) {
      if (!isPortalError(error, 'unauthenticated') || !await this.refused(session)) throw error;
      return call();
    }
  }

  async #load(): Promise<TicketingClient> {
    const [{ ticketingClient }, adapter] = await fetchPart(() => Promise.all([
      import('./ticketing-client.ts'),
      typeof this.#adapter === 'function' ? this.#adapter() : this.#adapter,
    ]));
    return ticketingClient(adapter, (ticketId) => this.dispatchEvent(new TicketsChangeEvent(ticketId)));
  }
}
