import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isPortalError, type PortalError, type Profile, type TicketQueryInput, type TicketSummary } from '../../contract/index.ts';
import { fitQuery, isSameQuery, normalize, type FullQuery, type ListQuery } from '../list-query.ts';
import type { Portal } from '../portal.ts';
import { RequestController } from './request-controller.ts';

/** What has been loaded of a list. */
export interface Listing {
  readonly profile: Profile;
  /** The query that the rows answer: the one asked for, as far as the backend can answer it. */
  readonly query: FullQuery;
  readonly rows: readonly TicketSummary[];
  /** Where it goes on; null at the end. */
  readonly nextCursor: string | null;
  /** How many there are altogether, where the backend tells. */
  readonly total: number | undefined;
}

/** Which list to load. */
interface Request { readonly portal: Portal; readonly query: ListQuery; readonly pageSize: number; readonly passive?: boolean | undefined }

interface Host extends ReactiveControllerHost { readonly isConnected: boolean }

const MAX_LIMIT = 100;

/** So many rows of a longer list are loaded afresh at a time, in pages of the greatest size: changes are at its beginning as a rule, and nobody waits for all of it. */
const FRESH = 200;

/** At one wish for more come as many rows as there are, up to so many: a long list takes few presses, and each can be waited for. */
const MOST = 1000;

/**
 * The rows of a ticket list: the first page, more pages, the same rows afresh. The latest query wins; old rows stay until the new
 * ones are there. What failed for want of a network is tried again when the network is back.
 */
export class TicketListController implements ReactiveController {
  /** Old rows are being replaced by those of another query, rather than refreshed. */
  replacing = false;
  readonly #host: Host;
  readonly #list: RequestController<Listing>;
  readonly #more: RequestController<void>;
  readonly #look: RequestController<Listing>;
  #request: Request | undefined;
  /** Goes on with what waits for the rows that are on their way. */
  #goOn: (() => void) | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.#list = new RequestController(host);
    this.#more = new RequestController(host);
    this.#look = new RequestController(host);
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('online', this.#onOnline);
  }

  hostUpdated(): void {
    if (!this.#list.pending) this.#goOn?.();
  }

  hostDisconnected(): void {
    window.removeEventListener('online', this.#onOnline);
  }

  /** What there is to show; undefined before the first answer. */
  get listing(): Listing | undefined {
    return this.#list.value;
  }

  /** A first page, or the same rows afresh, are on their way. */
  get pending(): boolean {
    return this.#list.pending;
  }

  get loadingMore(): boolean {
    return this.#goOn !== undefined || this.#more.pending;
  }

  get slow(): boolean {
    return this.#list.slow || this.#more.slow;
  }

  get error(): PortalError | undefined {
    return this.#list.error ?? this.#more.error;
  }

  /** Loads a list from its start. Resolves with it, or with undefined where it failed or was overtaken. */
  load(request: Request): Promise<Listing | undefined> {
    this.#request = request;
    this.#more.reset();
    this.replacing = true;
    return this.#list.run((signal) => firstRows(request, 1, signal));
  }

  /**
   * Loads the rows that are shown once more and puts them in place all at once; of a long list the first ones.
   * @param ticketId The ticket that has changed, which may be further down.
   */
  refresh(ticketId?: string): Promise<Listing | undefined> {
    const [request, wanted] = [this.#request, this.listing?.rows.length ?? 1];
    if (request === undefined) return Promise.resolve(undefined);
    // A list that is about to be replaced is not worth refreshing.
    if (this.#list.pending && this.replacing) return this.load(request);
    this.replacing = false;
    return this.#list.run(async (signal) => {
      const fresh = await firstRows(request, Math.min(wanted, FRESH), signal);
      const isAmongThem = ticketId === undefined || fresh.nextCursor === null || fresh.rows.some(({ id }) => id === ticketId);
      const changed = isAmongThem ? undefined : await request.portal.ticketing.getTicket({ ticketId }, { signal }).catch(() => undefined);
      // With what has come meanwhile.
      return followedBy(fresh, this.listing, changed);
    });
  }

  /**
   * Loads more rows: as many as there are, but at least a page; they are there page by page. What is asked for while other rows are on their
   * way is meant for those.
   * @param began Called with the first row that came. @returns how many came; undefined where that failed or was overtaken
   */
  async more(began: (first: TicketSummary) => void = () => undefined): Promise<number | undefined> {
    if (this.loadingMore) return undefined;
    if (this.#list.pending) {
      await new Promise<void>((resolve) => {
        this.#goOn = resolve;
        this.#host.requestUpdate();
      });
      this.#goOn = undefined;
    }
    const request = this.#request;
    const before = this.listing?.rows.length ?? 0;
    if (request === undefined || this.#list.error !== undefined) return undefined;
    const wanted = before + Math.max(Math.min(before, MOST), request.pageSize);
    let came = 0;
    await this.#more.run(async (signal) => {
      for (let { listing } = this; listing?.nextCursor != null && listing.rows.length < wanted; { listing } = this) {
        const page = await nextPage(request, listing, wanted - listing.rows.length, signal);
        signal.throwIfAborted();
        // What was refreshed meanwhile goes on elsewhere.
        if (this.listing?.nextCursor !== listing.nextCursor) continue;
        const longer = 'rows' in page ? page : extended(this.listing, page);
        const known = new Set(this.listing.rows.map(({ id }) => id));
        const fresh = longer.rows.filter(({ id }) => !known.has(id));
        this.#list.value = longer;
        this.#host.requestUpdate();
        if (fresh[0] === undefined) break;
        if (came === 0) began(fresh[0]);
        came += fresh.length;
      }
    });
    return this.#request === request && came > 0 ? came : undefined;
  }

  /**
   * Looks whether something has happened meanwhile; nothing that is shown changes by that, see {@link take}. Resolves with the rows as they are now, with null
   * where they are as they were or something else is on its way, and with undefined where it could not be seen.
   */
  async look(): Promise<Listing | null | undefined> {
    const { listing } = this;
    const request = this.#request;
    if (request === undefined || listing === undefined || this.#list.pending || this.loadingMore) return null;
    const fresh = await this.#look.run(async (signal) =>
      followedBy(await firstRows({ ...request, passive: true }, Math.min(listing.rows.length, FRESH), signal), listing, undefined));
    if (fresh === undefined) return this.#look.error === undefined ? null : undefined;
    this.#look.value = undefined;
    return this.#isCurrent(request, listing) && JSON.stringify(fresh.rows) !== JSON.stringify(listing.rows) ? fresh : null;
  }

  /** Shows rows that a look has found. @param before What was shown then: whatever has come since is newer. */
  take(fresh: Listing, before: Listing): void {
    if (this.#request === undefined || !this.#isCurrent(this.#request, before)) return;
    this.#list.value = fresh;
    this.#host.requestUpdate();
  }

  #isCurrent(request: Request, listing: Listing): boolean {
    return request === this.#request && listing === this.listing && !this.#list.pending && !this.loadingMore;
  }

  /** Does again what failed. */
  async retry(): Promise<void> {
    if (this.#request !== undefined && this.#list.error !== undefined) await (this.replacing ? this.load(this.#request) : this.refresh());
    else if (this.#more.error !== undefined) await this.more();
  }

  /** Forgets everything: somebody else may sit in front of the screen. */
  reset(): void {
    this.#request = undefined;
    this.#list.reset();
    this.#more.reset();
    this.#look.reset();
  }

  readonly #onOnline = (): void => { if (this.error?.code === 'network') void this.retry(); };
}

/** A list from its start with at least so many rows, if there are so many. */
async function firstRows({ portal, query, pageSize, passive }: Request, wanted: number, signal: AbortSignal): Promise<Listing> {
  const page = (asked: ListQuery): ReturnType<Portal['ticketing']['listTickets']> =>
    portal.ticketing.listTickets({ ...asked, limit: limitOf(Math.max(wanted, pageSize)) } satisfies TicketQueryInput, { signal, passive });
  // Both at once, because nearly always the backend can answer what is asked; where not, this answer does not count.
  const guess = page(normalize(query));
  guess.catch(() => undefined);
  // How rows are shown is the owner's decision: they come together with it.
  const [profile] = await Promise.all([portal.getProfile(), portal.getSettings()]);
  signal.throwIfAborted();
  const fitted = fitQuery(query, profile.capabilities);
  const first = await (isSameQuery(fitted, query) ? guess : page(fitted));
  let listing: Listing = { profile, query: fitted, rows: distinct(first.items), nextCursor: first.nextCursor, total: first.total };
  while (listing.nextCursor !== null && listing.rows.length < wanted) {
    const next = extended(listing, await pageAfter({ portal, query, pageSize, passive }, listing, wanted - listing.rows.length, signal));
    if (next.rows.length === listing.rows.length) break;
    listing = next;
  }
  return listing;
}

type TicketPage = Awaited<ReturnType<Portal['ticketing']['listTickets']>>;

/** The page after those of a list. */
function pageAfter({ portal, passive }: Request, { query, nextCursor }: Listing, limit: number, signal: AbortSignal): Promise<TicketPage> {
  return portal.ticketing.listTickets({ ...query, limit: limitOf(limit), ...(nextCursor === null ? {} : { cursor: nextCursor }) }, { signal, passive });
}

/** The next page; where the backend no longer knows where we were, everything from the beginning as far as we would be then. */
async function nextPage(request: Request, listing: Listing, limit: number, signal: AbortSignal): Promise<TicketPage | Listing> {
  try {
    return await pageAfter(request, listing, limit, signal);
  } catch (error) {
    if (!isPortalError(error, 'invalid-input')) throw error;
    return firstRows(request, listing.rows.length + request.pageSize, signal);
  }
}

/** A list with its next page. A ticket that moved between two pages is shown once. */
const extended = (listing: Listing, { items, nextCursor, total }: TicketPage): Listing =>
  ({ ...listing, rows: distinct([...listing.rows, ...items]), nextCursor, total: total ?? listing.total });

/** Fresh rows, and after them those that were shown further down. @param changed What is known anew of one of those */
function followedBy(fresh: Listing, shown: Listing | undefined, changed: TicketSummary | undefined): Listing {
  if (shown === undefined || fresh.nextCursor === null || fresh.rows.length >= shown.rows.length) return fresh;
  const known = new Set(fresh.rows.map(({ id }) => id));
  const rest = shown.rows.slice(shown.rows.findLastIndex(({ id }) => known.has(id)) + 1);
  return { ...fresh, rows: [...fresh.rows, ...rest.map((row) => (row.id === changed?.id ? changed : row))], nextCursor: shown.nextCursor };
}

const limitOf = (wanted: number): number => Math.min(Math.max(Math.round(wanted) || 1, 1), MAX_LIMIT);

const distinct = (rows: readonly TicketSummary[]): TicketSummary[] => [...new Map(rows.map((row) => [row.id, row])).values()];
