import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPortalError, type Attachment, type FileSource, type Message, type Page, type PortalError, type Profile, type Ticket } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';
import { SeenTickets } from '../seen.ts';
import { RequestController } from './request-controller.ts';

/** Messages of the first page, which are the newest ones. */
const FIRST = 30;
/** Messages of every further page: more of them at a time would hold up the page while they are built. */
const SLICE = 20;

interface Loaded { readonly ticket: Ticket; readonly page: Page<Message>; readonly profile: Profile }

/** A change of status, under the key of one press of the button. */
export interface StatusChange { readonly operation: 'closeTicket' | 'reopenTicket'; readonly idempotencyKey: string }

/** Something that is done to a ticket under the key of one press. */
export type TicketWrite = (portal: Portal, ticketId: string, idempotencyKey: string) => Promise<Ticket>;

/** A ticket with its conversation: the newest messages first, earlier ones on demand, changes merged in. */
export class TicketController implements ReactiveController {
  ticket: Ticket | undefined;
  /** What is loaded of the conversation, the oldest first. */
  messages: readonly Message[] = [];
  /** Who the customer is, and what the backend can do; undefined before the first ticket. */
  profile: Profile | undefined;
  /** Messages after this moment are new to the customer, in milliseconds since 1970; the same for as long as the ticket is shown. */
  newSince = Number.POSITIVE_INFINITY;
  readonly #host: ReactiveControllerHost;
  readonly #main: RequestController<void>;
  readonly #refresh: RequestController<Loaded>;
  readonly #earlier: RequestController<Page<Message>>;
  readonly #status: RequestController<Ticket>;
  #portal: Portal | undefined;
  #ticketId = '';
  #cursor: string | null = null;
  /** The change of status that was asked for last. */
  #change: StatusChange | undefined;
  /** How many writes have begun, and which of them answered what is shown. */
  #begun = 0;
  #answered = 0;

  readonly #loaded: (ticket: Ticket) => void;

  /** @param loaded Called when a ticket has been opened. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, loaded: (ticket: Ticket) => void) {
    this.#host = host;
    this.#loaded = loaded;
    this.#main = new RequestController(host);
    this.#refresh = new RequestController(host);
    this.#earlier = new RequestController(host);
    this.#status = new RequestController(host);
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('online', this.#onOnline);
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  hostUpdated(): void {
    // What is on the page has been seen, but not what is in a tab that nobody looks at.
    if (this.ticket !== undefined && document.visibilityState === 'visible') this.#seen()?.markSeen(this.ticket.id, this.ticket.lastActivity);
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.#onOnline);
    document.removeEventListener('visibilitychange', this.#onVisible);
  }

  /** Why there is nothing to show. */
  get error(): PortalError | undefined {
    return this.#main.error;
  }

  /** The first load is on its way. */
  get pending(): boolean {
    return this.#main.pending;
  }

  /** The first load takes long. */
  get slow(): boolean {
    return this.#main.slow;
  }

  /** Whether there are messages before the first one loaded. */
  get hasEarlier(): boolean {
    return this.#cursor !== null;
  }

  get loadingEarlier(): boolean {
    return this.#earlier.pending;
  }

  get earlierError(): PortalError | undefined {
    return this.#earlier.error;
  }

  /** Closing or reopening is on its way. */
  get changingStatus(): boolean {
    return this.#status.pending;
  }

  get statusError(): PortalError | undefined {
    return this.#status.error;
  }

  /** The change of status that was refused because the session had ended. */
  get interruptedChange(): StatusChange | undefined {
    return this.statusError?.code === 'unauthenticated' ? this.#change : undefined;
  }

  /** Shows another ticket; the last one asked for wins. */
  async open(portal: Portal, ticketId: string): Promise<void> {
    this.close();
    this.#portal = portal;
    this.#ticketId = ticketId;
    await this.#main.run(async (signal) => {
      const loaded = await this.#load(portal, ticketId, signal);
      signal.throwIfAborted();
      this.#show(loaded, false);
      this.newSince = this.#seen()?.seenUntil(loaded.ticket.id) ?? Number.POSITIVE_INFINITY;
      this.#loaded(loaded.ticket);
    });
  }

  /** Forgets the ticket, and why there may be none. */
  close(): void {
    for (const request of [this.#main, this.#refresh, this.#earlier, this.#status]) request.reset();
    this.ticket = undefined;
    this.messages = [];
    this.#cursor = null;
    this.#ticketId = '';
  }

  /** Asks again after a failure. */
  async retry(): Promise<void> {
    if (this.#portal !== undefined && this.#ticketId !== '') await this.open(this.#portal, this.#ticketId);
  }

  /** Fetches what has changed. What is shown stays until the answer is there, and also where there is none. */
  async refresh(): Promise<void> {
    const { ticket } = this;
    const portal = this.#portal;
    if (portal === undefined || ticket === undefined) return;
    const loaded = await this.#refresh.run((signal) => this.#load(portal, ticket.id, signal));
    if (loaded !== undefined) this.#show(loaded, true);
    else if (this.#refresh.error?.code === 'not-found') {
      // It is gone, or not the customer's any more: nothing of it stays on the page.
      const error = this.#refresh.error;
      this.close();
      await this.#main.run(() => Promise.reject(error));
    }
  }

  /** Loads earlier messages. Resolves with how many there were, or with undefined when that failed. */
  async loadEarlier(): Promise<number | undefined> {
    const { ticket } = this;
    const portal = this.#portal;
    const cursor = this.#cursor;
    if (portal === undefined || ticket === undefined || cursor === null || this.#earlier.pending) return undefined;
    const page = await this.#earlier.run((signal) => portal.ticketing.listMessages({ ticketId: ticket.id, cursor, limit: SLICE }, { signal }));
    if (page === undefined) return undefined;
    const known = new Set(this.messages.map(({ id }) => id));
    const earlier = page.items.filter(({ id }) => !known.has(id)).reverse();
    this.messages = [...earlier, ...this.messages];
    this.#cursor = page.nextCursor;
    this.#host.requestUpdate();
    return earlier.length;
  }

  /** Closes the ticket or opens it again. Resolves with its new state, or with undefined when that failed. */
  async changeStatus(change: StatusChange): Promise<Ticket | undefined> {
    const { ticket } = this;
    const portal = this.#portal;
    if (portal === undefined || ticket === undefined || this.#status.pending) return undefined;
    const { operation, idempotencyKey } = this.#change = change;
    return this.#status.run((signal) => this.write(ticket.id, () => portal.ticketing[operation]({ ticketId: ticket.id }, { idempotencyKey, signal })));
  }

  /** Writes something to the ticket that is shown. Its answer is shown, unless that of a later write is already. */
  async write(ticketId: string, write: (portal: Portal) => Promise<Ticket>): Promise<Ticket> {
    const portal = this.#portal;
    if (portal === undefined) throw new DOMException('There is no portal any more.', 'AbortError');
    const nth = this.#begun += 1;
    try {
      const answer = await write(portal);
      if (this.ticket?.id === ticketId && nth > this.#answered) {
        this.#answered = nth;
        this.ticket = answer;
        this.#host.requestUpdate();
      }
      return answer;
    } catch (error) {
      // Whoever takes themselves out of copy may have lost sight of it by that.
      if (isPortalError(error, 'not-found')) void this.refresh();
      throw error;
    }
  }

  /** Puts a message that has just been sent at the end. */
  add(message: Message): void {
    this.messages = merge(this.messages, [message]);
    this.#host.requestUpdate();
  }

  /**
   * Looks whether a reply has arrived although no answer to it did: a new message of the customer's own with its text.
   * @param known Ids of the messages that were there before.
   */
  async findArrived(text: string, known: ReadonlySet<string>): Promise<Message | undefined> {
    await this.refresh();
    return this.messages.findLast(({ id, author, text: stored }) => author.isMe && !known.has(id) && stored?.trim() === text.trim());
  }

  /** Opens a file of one of the messages. */
  async openAttachment(message: Message, attachment: Attachment, signal: AbortSignal): Promise<FileSource> {
    const portal = this.#portal;
    if (portal === undefined || this.ticket === undefined) throw new DOMException('The ticket is not shown any more.', 'AbortError');
    return portal.ticketing.downloadAttachment({ ticketId: this.ticket.id, messageId: message.id, attachmentId: attachment.id }, { signal });
  }

  #seen(): SeenTickets | undefined {
    return this.#portal === undefined || this.profile === undefined ? undefined : new SeenTickets(this.#portal.key, this.profile.email);
  }

  async #load(portal: Portal, ticketId: string, signal: AbortSignal): Promise<Loaded> {
    const messagesOf = (id: string): Promise<Page<Message>> => portal.ticketing.listMessages({ ticketId: id, limit: FIRST }, { signal });
    const first = messagesOf(ticketId);
    // Its failure counts only if the ticket itself can be had.
    first.catch(() => undefined);
    // The owner's names of statuses are there from the first sight on.
    const [ticket, profile] = await Promise.all([portal.ticketing.getTicket({ ticketId }, { signal }), portal.getProfile(), portal.getSettings()]);
    const page = await (ticket.id === ticketId ? first : first.catch(() => messagesOf(ticket.id)));
    return { ticket, page, profile };
  }

  #show({ ticket, page, profile }: Loaded, refreshed: boolean): void {
    const newest = [...page.items].reverse();
    const known = new Set(this.messages.map(({ id }) => id));
    // More new messages than a page holds would leave a gap: then it is as if the ticket had just been opened.
    const connects = refreshed && (newest.some(({ id }) => known.has(id)) || page.nextCursor === null);
    this.ticket = ticket;
    this.profile = profile;
    this.messages = connects ? merge(this.messages, newest) : newest;
    if (!connects || known.size === 0) this.#cursor = page.nextCursor;
    this.#host.requestUpdate();
  }

  readonly #onVisible = (): void => { this.#host.requestUpdate(); };

  readonly #onOnline = (): void => {
    if (this.error?.code === 'network') void this.retry();
  };
}

/** Puts fresh messages among those shown, in order of time. One that has not changed stays the same object, so that it is not built again. */
function merge(shown: readonly Message[], fresh: readonly Message[]): Message[] {
  const byId = new Map(shown.map((message) => [message.id, message]));
  for (const message of fresh) {
    const before = byId.get(message.id);
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(message)) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
}
