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
interface Request { readonly portal: Portal; readonly query: ListQuery; readonly pageSize: number }

interface Host extends ReactiveControllerHost { readonly isConnected: boolean }

const MAX_LIMIT = 100;

/**
 * The rows of a ticket list: the first page, more pages, the same rows afresh. The latest query wins; old rows stay until the new
 * ones are there. What failed for want of a network is tried again when the network is back.
 */
export class TicketListController implements ReactiveController {
  /** Old rows are being replaced by those of another query, rather than refreshed. */
  replacing = false;
  readonly #list: RequestController<Listing>;
  readonly #more: RequestController<Listing>;
  #request: Request | undefined;

  constructor(host: Host) {
    this.#list = new RequestController(host);
    this.#more = new RequestController(host);
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('online', this.#onOnline);
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
    return this.#more.pending;
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

  /** Loads the rows that are shown once more and puts them in place all at once. */
  refresh(): Promise<Listing | undefined> {
    const [request, wanted] = [this.#request, this.listing?.rows.length ?? 1];
    if (request === undefined) return Promise.resolve(undefined);
    // A list that is about to be replaced is not worth refreshing.
    if (this.#list.pending && this.replacing) return this.load(request);
    const andMore = this.#more.pending ? request.pageSize : 0;
    this.#more.reset();
    this.replacing = false;
    return this.#list.run((signal) => firstRows(request, wanted + andMore, signal));
  }

  /** Loads the next page. Resolves with the rows that came, or with undefined where it failed or was overtaken. */
  async more(): Promise<readonly TicketSummary[] | undefined> {
    const { listing } = this;
    const request = this.#request;
    if (request === undefined || listing === undefined || listing.nextCursor === null || this.#more.pending) return undefined;
    const next = await this.#more.run(async (signal) => {
      const longer = await nextRows(request, listing, request.pageSize, signal).catch((error: unknown) => {
        if (!isPortalError(error, 'invalid-input')) throw error;
        // The backend no longer knows where we were: begin again, and go as far as we would be now.
        return firstRows(request, listing.rows.length + request.pageSize, signal);
      });
      signal.throwIfAborted();
      this.#list.value = longer;
      return longer;
    });
    if (next === undefined) return undefined;
    const known = new Set(listing.rows.map(({ id }) => id));
    return next.rows.filter(({ id }) => !known.has(id));
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
  }

  readonly #onOnline = (): void => { if (this.error?.code === 'network') void this.retry(); };
}

/** A list from its start with at least so many rows, if there are so many. */
async function firstRows({ portal, query, pageSize }: Request, wanted: number, signal: AbortSignal): Promise<Listing> {
  const page = (asked: ListQuery): ReturnType<Portal['ticketing']['listTickets']> =>
    portal.ticketing.listTickets({ ...asked, limit: limitOf(Math.max(wanted, pageSize)) } satisfies TicketQueryInput, { signal });
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
    const next = await nextRows({ portal, query, pageSize }, listing, wanted - listing.rows.length, signal);
    if (next.rows.length === listing.rows.length) break;
    listing = next;
  }
  return listing;
}

/** A list with its next page. A ticket that moved between two pages is shown once. */
async function nextRows({ portal }: Request, listing: Listing, limit: number, signal: AbortSignal): Promise<Listing> {
  const { query, nextCursor, rows } = listing;
  const { items, nextCursor: next, total } = await portal.ticketing.listTickets(
    { ...query, limit: limitOf(limit), ...(nextCursor === null ? {} : { cursor: nextCursor }) }, { signal });
  return { ...listing, rows: distinct([...rows, ...items]), nextCursor: next, total: total ?? listing.total };
}

const limitOf = (wanted: number): number => Math.min(Math.max(Math.round(wanted) || 1, 1), MAX_LIMIT);

const distinct = (rows: readonly TicketSummary[]): TicketSummary[] => [...new Map(rows.map((row) => [row.id, row])).values()];
