import {
  fetchPart, isPortalError, PortalError,
  type AccessAdapter, type Profile, type PublicSettings, type SettingsClient, type SettingsOperation, type TicketingAdapter, type TicketingClient, type TicketingOperation,
  type WriteContext,
} from '../contract/index.ts';
import { keptHint } from './drafts/kept-hint.ts';
import { watchDrafts } from './drafts/watch-drafts.ts';
import { SettingsChangeEvent, TicketsChangeEvent, type SessionChangeEvent } from './events.ts';
import { SessionSource } from './session-source.ts';
import { viewerOf } from './viewer-of.ts';

/** Who is told when something happens in the ticketing system. */
export interface Watcher {
  /** From now on everything is told. What has happened before has to be looked for. */
  readonly opened: () => void;
  /** Something has happened that the customer may see. */
  readonly changed: () => void;
  /** Nothing is told any more; `final` where it will not come back by itself. */
  readonly lost: (final: boolean) => void;
}

/** Begins to tell somebody. @returns what ends it */
export type Watch = (watcher: Watcher) => Promise<() => void>;

/** What a portal is made of. */
export interface PortalOptions {
  /** Tells this portal from others in what is kept on the device; the gateway's address does. */
  readonly key: string;
  /** The adapter, or what fetches it once it is needed: signing in does without. */
  readonly ticketing: TicketingAdapter | (() => Promise<TicketingAdapter>);
  readonly access: AccessAdapter;
  /** Asks for what the owner has decided about the portal, as far as everybody may know it. Without it elements look and speak as they do by themselves. */
  readonly settings?: (() => Promise<PublicSettings>) | undefined;
  /** Lets the portal be told when something happens in the ticketing system; without it pages ask now and then. @returns what ends it */
  readonly watch?: Watch | undefined;
  /** Fetches the owner's way to the settings. */
  readonly owner?: (() => Promise<SettingsClient>) | undefined;
}

type Call = (input: unknown, context: WriteContext) => Promise<unknown>;

// Written down instead of read from the contract's table, whose schemas are fetched with the first call.
const OPERATIONS = Object.keys({
  getProfile: 0, listTickets: 0, getTicket: 0, listMessages: 0, downloadAttachment: 0, reply: 0,
  closeTicket: 0, reopenTicket: 0, listColleagues: 0, addCc: 0, removeCc: 0, rateTicket: 0, listForms: 0, getForm: 0, createTicket: 0,
} satisfies Record<TicketingOperation, 0>) as TicketingOperation[];
const OWNER_OPERATIONS = Object.keys({
  getSettings: 0, checkSettings: 0, saveSettings: 0, listSettingsVersions: 0, getSettingsVersion: 0, countTickets: 0, findCustomers: 0, previewTickets: 0,
} satisfies Record<SettingsOperation, 0>) as SettingsOperation[];

/** Milliseconds that a page waits for the owner's settings before it does without them. */
const PATIENCE = 3000;

/**
 * One customer's way to one ticketing system, as elements see it: the validated adapter, the session, the profile. Elements
 * that share a portal learn from its events what the others did.
 *
 * @fires session-change - Somebody signed in or out, or the session turned out to have ended.
 * @fires session-time - The gateway said when the session ends.
 * @fires session-warning - The session ends soon, or does not any more.
 * @fires tickets-change - A ticket was created or changed through this portal.
 * @fires settings-change - The owner's settings are known, or others hold from now on.
 */
export class Portal extends SessionSource {
  readonly key: string;
  /** Every operation of the ticketing contract. */
  readonly ticketing: TicketingClient;
  /** What owners do with their settings; undefined where there are none. Everybody else is refused. */
  readonly owner: SettingsClient | undefined;
  /** How the portal is told when something happens; undefined where it has to ask. */
  readonly watch: Watch | undefined;
  readonly #askSettings: PortalOptions['settings'];
  #settings: PublicSettings | null | undefined;
  #settingsAnswer: Promise<PublicSettings | null> | undefined;
  readonly #adapter: PortalOptions['ticketing'];
  #client: TicketingClient | undefined;
  /** The profile, and since when it is the one of who is signed in. */
  #profile: { readonly since: SessionChangeEvent | undefined; readonly answer: Promise<Profile> } | undefined;

  constructor({ key, ticketing: adapter, access, settings, owner, watch }: PortalOptions) {
    super(access);
    this.key = key;
    this.#adapter = adapter;
    this.ticketing = this.#callers(OPERATIONS, async () => this.#client ??= await this.#load(), (error) => this.#closed(error)) as unknown as TicketingClient;
    this.owner = owner && this.#callers(OWNER_OPERATIONS, () => fetchPart(owner)) as unknown as SettingsClient;
    this.#askSettings = settings;
    this.watch = watch;
    if (settings === undefined) this.#settings = null;
    watchDrafts(this);
  }

  /**
   * Signs out. What was pressed and can be sent is sent before, and drafts go from this device.
   * @param options `discard` gives up what cannot be sent now.
   * @throws PortalError `conflict` where something that was pressed could not be sent yet: ask the customer, then discard it.
   */
  override async signOut(signal?: AbortSignal, { discard = false }: { readonly discard?: boolean } = {}): ReturnType<SessionSource['signOut']> {
    const viewer = this.session && viewerOf(this.session);
    if (!discard && viewer !== undefined && keptHint(this.key) === 'pressed') {
      const { outboxOf } = await fetchPart(() => import('./drafts/outbox.ts'));
      if (await outboxOf(this).finish(viewer) > 0) throw new PortalError('conflict', 'A reply or a ticket has not been sent yet. Sign out with { discard: true } to give it up.');
    }
    return super.signOut(signal);
  }

  /** The owner's settings; undefined until they are known, null where there are none. Set by a preview, which shows others. */
  get settings(): PublicSettings | null | undefined {
    return this.#settings;
  }

  set settings(settings: PublicSettings | null | undefined) {
    if (settings === this.#settings) return;
    this.#settings = settings;
    this.dispatchEvent(new SettingsChangeEvent());
  }

  /**
   * Asks for the owner's settings; asks once, however many elements want to know. Never rejects: null where the gateway has none, and where they
   * cannot be had, or not soon. Those that come late still hold from then on, and a failure that may pass is followed by another try.
   */
  getSettings(): Promise<PublicSettings | null> {
    if (this.#settings != null || this.#askSettings === undefined) return Promise.resolve(this.#settings ?? null);
    this.#settingsAnswer ??= new Promise((resolve) => {
      const settle = (settings = this.#settings ?? null): void => {
        this.settings = settings;
        resolve(settings);
      };
      setTimeout(settle, PATIENCE);
      this.#askSettings?.().then(settle, (error: unknown) => {
        if (!isPortalError(error, 'not-found')) this.#settingsAnswer = undefined;
        settle();
      });
    });
    return this.#settingsAnswer;
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

  #callers(names: readonly string[], load: () => Promise<object>, failed?: (error: unknown) => Promise<never>): Record<string, Call> {
    return Object.fromEntries(names.map((name): [string, Call] => {
      const call: Call = (input, context) => this.#call(async () => (await load() as Record<string, Call | undefined>)[name]?.(input, context));
      return [name, failed === undefined ? call : (input, context) => call(input, context).catch(failed)];
    }));
  }

  /** Whoever is in the portal while the owner closes it is denied nothing: it is closed, for everybody, and may open again. */
  async #closed(error: unknown): Promise<never> {
    if (isPortalError(error, 'forbidden')) {
      const settings = this.#settings?.enabled === false ? this.#settings : await this.#askSettings?.().catch(() => undefined);
      if (settings?.enabled === false) throw new PortalError('unavailable', 'The owner has closed the portal.', { cause: error });
    }
    throw error;
  }

  /** Every call passes here: an ended session and a written ticket concern all elements that share the portal. */
  async #call(call: () => Promise<unknown>): Promise<unknown> {
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
    return ticketingClient(adapter, (ticketId) => this.dispatchEvent(new TicketsChangeEvent(ticketId)), () => this.settings?.actions.imageLocation === true);
  }
}
