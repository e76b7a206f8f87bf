import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPortalError, type Attachment, type FileSource, type Message, type Page, type PortalError, type Profile, type Ticket } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';
import { SeenTickets } from '../seen.ts';
import { RequestController } from './request-controller.ts';

/** Messages of the first page, which are the newest ones. */
const FIRST = 30;
/** Messages that are put on the page at a time: more of them would hold it up while they are built. */
const SLICE = 20;
/** Messages of a page where all of them are wanted. */
const MOST = 100;

/** Makes ready what it takes to show messages. */
export type Prepare = (messages: readonly Message[]) => Promise<void>;

/** Puts messages on the page; whoever shows them may see to it that nothing else moves. */
export type PutSlice = (put: () => void) => Promise<void>;

/** A ticket with its latest messages. */
export interface Loaded { readonly ticket: Ticket; readonly page: Page<Message>; readonly profile: Profile }

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
  /** The id of the stage in which the customer saw the ticket before it was opened; undefined where that is not known. */
  formerStage: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #main: RequestController<void>;
  readonly #refresh: RequestController<Loaded>;
  readonly #look: RequestController<Loaded>;
  readonly #earlier: RequestController<number>;
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
  readonly #prepare: Prepare;

  /** @param loaded Called when a ticket has been opened. @param prepare Called with messages before they are shown. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, loaded: (ticket: Ticket) => void, prepare: Prepare) {
    this.#host = host;
    this.#loaded = loaded;
    this.#prepare = prepare;
    this.#main = new RequestController(host);
    this.#refresh = new RequestController(host);
    this.#look = new RequestController(host);
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
    if (this.ticket !== undefined && document.visibilityState === 'visible') this.#seen()?.markSeen(this.ticket.id, this.ticket.lastActivity, this.ticket.status.stage);
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

  /** Whether some of those before the first page are loaded. */
  get hasLoadedEarlier(): boolean {
    return this.messages.length > FIRST;
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
      const seen = this.#seen();
      this.newSince = seen?.seenUntil(loaded.ticket.id) ?? Number.POSITIVE_INFINITY;
      this.formerStage = seen?.seenStage(loaded.ticket.id);
      this.#loaded(loaded.ticket);
    });
  }

  /** Forgets the ticket, and why there may be none. */
  close(): void {
    for (const request of [this.#main, this.#refresh, this.#look, this.#earlier, this.#status]) request.reset();
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
    else if (this.#refresh.error?.code === 'not-found') await this.#lose(this.#refresh.error);
  }

  /**
   * Looks whether something has happened meanwhile; nothing that is shown changes by that, see {@link take}, unless the ticket is gone. Resolves with the ticket as it is now, with
   * null where it is as it was or something else is on its way, and with undefined where it could not be seen.
   */
  async look(): Promise<Loaded | null | undefined> {
    const { ticket } = this;
    const portal = this.#portal;
    if (portal === undefined || ticket === undefined || this.#refresh.pending) return null;
    const loaded = await this.#look.run((signal) => this.#load(portal, ticket.id, signal, true));
    this.#look.value = undefined;
    if (loaded !== undefined) return this.#isNews(loaded) ? loaded : null;
    const { error } = this.#look;
    if (error?.code === 'not-found') await this.#lose(error);
    return error === undefined || error.code === 'not-found' ? null : undefined;
  }

  /** Shows what a look has found. @param before The ticket as it was shown then: whatever has come since is newer. */
  take(loaded: Loaded, before: Ticket): void {
    if (this.ticket === before && !this.#refresh.pending) this.#show(loaded, true);
  }

  #isNews({ ticket, page }: Loaded): boolean {
    const shown = new Map(this.messages.map((message) => [message.id, message]));
    return JSON.stringify(ticket) !== JSON.stringify(this.ticket) || page.items.some((message) => JSON.stringify(message) !== JSON.stringify(shown.get(message.id)));
  }

  /** It is gone, or not the customer's any more: nothing of it stays on the page. */
  async #lose(error: PortalError): Promise<void> {
    this.close();
    await this.#main.run(() => Promise.reject(error));
  }

  /**
   * Loads earlier messages: some, or all of them, slice by slice, with time in between for whoever reads or writes meanwhile. Resolves with how many there
   * were, or with undefined when that failed.
   */
  async loadEarlier(put: PutSlice, all = false): Promise<number | undefined> {
    const { ticket } = this;
    const portal = this.#portal;
    if (portal === undefined || ticket === undefined || this.#cursor === null || this.#earlier.pending) return undefined;
    return this.#earlier.run(async (signal) => {
      let count = 0;
      do {
        const { items, nextCursor } = await portal.ticketing.listMessages({ ticketId: ticket.id, cursor: this.#cursor ?? undefined, limit: all ? MOST : SLICE }, { signal });
        for (let start = 0; start < items.length; start += SLICE) {
          const slice = items.slice(start, start + SLICE);
          await this.#prepare(slice);
          signal.throwIfAborted();
          await put(() => {
            count += this.#addEarlier(slice);
            if (start + SLICE >= items.length) this.#cursor = nextCursor;
          });
          if (all) await new Promise((resolve) => { setTimeout(resolve); });
        }
        // Nothing more may come than a cursor.
        if (items.length === 0) this.#cursor = null;
        signal.throwIfAborted();
      } while (all && this.hasEarlier);
      return count;
    });
  }

  #addEarlier(items: readonly Message[]): number {
    const known = new Set(this.messages.map(({ id }) => id));
    const earlier = items.filter(({ id }) => !known.has(id)).reverse();
    this.messages = [...earlier, ...this.messages];
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
   * @throws PortalError where that cannot be seen.
   */
  async findArrived(text: string, known: ReadonlySet<string>): Promise<Message | undefined> {
    await this.refresh();
    if (this.#refresh.error !== undefined) throw this.#refresh.error;
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

  async #load(portal: Portal, ticketId: string, signal: AbortSignal, passive = false): Promise<Loaded> {
    const context = { signal, passive };
    const messagesOf = (id: string): Promise<Page<Message>> => portal.ticketing.listMessages({ ticketId: id, limit: FIRST }, context);
    const first = messagesOf(ticketId);
    // Its failure counts only if the ticket itself can be had.
    first.catch(() => undefined);
    // The owner's names of statuses are there from the first sight on.
    const [ticket, profile] = await Promise.all([portal.ticketing.getTicket({ ticketId }, context), portal.getProfile(), portal.getSettings()]);
    const page = await (ticket.id === ticketId ? first : first.catch(() => messagesOf(ticket.id)));
    await this.#prepare(page.items);
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
    if (!connects || known.size === 0) {
      // Earlier messages on their way belong to what is no longer shown.
      this.#earlier.reset();
      this.#cursor = page.nextCursor;
    }
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
