import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { SortKey, TicketSummary } from '../../contract/index.ts';
import { list } from '../../i18n/en/list.ts';
import { tickets } from '../../i18n/en/tickets.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { LiveController } from '../../portal/controllers/live-controller.ts';
import { TicketListController, type Listing } from '../../portal/controllers/ticket-list-controller.ts';
import { WidthController } from '../../portal/controllers/width-controller.ts';
import { firstDirection, fitQuery, isFiltered, isSameQuery, normalize, type Direction, type FullQuery, type ListQuery } from '../../portal/list-query.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import type { SessionChangeEvent } from '../../portal/index.ts';
import { SeenTickets } from '../../portal/seen.ts';
import { viewerOf } from '../../portal/viewer-of.ts';
import { heading } from '../parts/heading.ts';
import { isForBrowser, ticketHref } from '../parts/links.ts';
import { PortalElement } from '../parts/portal-element.ts';
import type { WindowController } from '../parts/window-controller.ts';
import { emptyState, errorState } from '../parts/states.ts';
import { stageLabel, statusLabel, type StatusMode } from '../parts/status-label.ts';
import { TicketSelectEvent } from '../parts/ticket-select-event.ts';
import { chosenColumns, columnViews } from './ticket-columns.ts';
import { TicketFilters, type Offer, type QueryChange } from './ticket-filters.ts';
import { styles } from './ticket-list.styles.ts';
import { queryFromSearchParams, queryToSearchParams } from './ticket-query-params.ts';
import { ticketCards, ticketTable, type RowsContext } from './ticket-rows.ts';

export { TicketSelectEvent } from '../parts/ticket-select-event.ts';
export { queryFromSearchParams, queryToSearchParams } from './ticket-query-params.ts';
export type { ListQuery } from '../../portal/list-query.ts';

/** The customer asks for other tickets or another order. Bubbles. Keep the query in the address to make it shareable. */
export class QueryChangeEvent extends Event {
  static readonly type = 'query-change';
  readonly query: ListQuery;

  constructor(query: ListQuery) {
    super(QueryChangeEvent.type, { bubbles: true, composed: true });
    this.query = query;
  }

  /** The query as parameters of an address; `query-string` takes them again. */
  get searchParams(): URLSearchParams {
    return queryToSearchParams(this.query);
  }
}

/** Below this width, in `em`, the list is shown as cards; each column more than the usual ones asks for more room. */
const TABLE_WIDTH = 44;
const USUAL_COLUMNS = 5;
const COLUMN_WIDTH = 9;

/** Up to so many rows are all on the page, where the browser's own search finds them; of more, those that can be seen. */
const WHOLE = 100;

/**
 * All open and closed tickets of a customer, to sort, search and filter. A table where there is room, else a list of cards.
 *
 * @tag ticket-list
 * @slot actions - At the top, at the end of the heading's line, such as a link to the support form.
 * @slot empty - What to do while there is no ticket at all, such as a link to the support form.
 * @event {TicketSelectEvent} ticket-select - The customer opens a ticket. Cancelable: the link is then not followed.
 * @event {QueryChangeEvent} query-change - The customer asks for other tickets or another order.
 * @csspart filters - Search and filters.
 * @csspart table - The table.
 * @csspart cards - The list of cards.
 * @csspart row - A ticket's row or card.
 * @csspart title - A ticket's title, a link or a button.
 * @csspart status - A ticket's status.
 * @csspart new - The mark of a ticket with something new.
 * @csspart more - The button that loads more.
 * @csspart empty - What is shown where there is no ticket.
 * @csspart error - What went wrong.
 * @csspart off - What is shown while the owner has closed the portal.
 */
export class TicketList extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, list, tickets];

  readonly #announce = new AnnounceController(this);
  readonly #tickets = new TicketListController(this);
  readonly #width = new WidthController(this, TABLE_WIDTH);
  readonly #filters = new TicketFilters(this, this.localize, (change) => { this.#ask(change); });
  /** The query that has been asked for last, to tell a new one from a repetition. */
  #last: ListQuery | undefined;
  /** Whose tickets these are, null for nobody's; undefined while that is not known. */
  #viewer: string | null | undefined;
  #unwatchSeen: (() => void) | undefined;
  #window: WindowController | undefined;
  #fetchesWindow = false;

  /** What to show: view, search, filters, order. Kept up to date as the customer changes it; see `query-change`. */
  @property({ attribute: false }) query: ListQuery = {};

  /** The query as parameters of an address, such as `status=open&sort=created`. A change of it changes `query`. */
  @property({ attribute: 'query-string' }) queryString: string | undefined;

  /** Tickets per page, 1 to 100. */
  @property({ attribute: 'page-size', type: Number }) pageSize = 25;

  /** Address of a ticket's page with `{id}` for its id, such as `/support/tickets/{id}`. Without it titles are buttons. */
  @property({ attribute: 'ticket-url' }) ticketUrl = '';

  /** Where the owner has no settings: `category` writes a status as Open or Closed, `stage` by the ticketing system's own name. */
  @property({ attribute: 'status-mode' }) statusMode: StatusMode = 'category';

  constructor() {
    super();
    new LiveController(this, () => (this.#tickets.listing === undefined ? undefined : this.connection.value), () => this.#look());
  }

  /** The query that is shown or about to be shown: the one asked for, as far as the backend can answer it. */
  get asked(): FullQuery {
    const { listing } = this.#tickets;
    return listing === undefined ? normalize(this.query) : fitQuery(this.query, listing.profile.capabilities);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatchSeen = SeenTickets.onChange(() => { this.requestUpdate(); });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatchSeen?.();
  }

  override portalChanged(): void {
    this.#tickets.reset();
    const session = this.connection.value?.session;
    this.#viewer = session === undefined ? undefined : viewerOf(session) ?? null;
    // Whose tickets they are decides about what is shown around them, not about whether they are asked for.
    this.connection.value?.loadSession().catch(() => undefined);
    this.#load();
  }

  override sessionChanged({ session }: SessionChangeEvent): void {
    const viewer = viewerOf(session) ?? null;
    const isSame = this.#viewer === undefined && viewer !== null;
    this.#viewer = viewer;
    // Another element has found out who is signed in: whose tickets are being loaded anyway.
    if (isSame && this.#tickets.error?.code !== 'unauthenticated') return;
    // The rows go, and the focus would go with them.
    if (viewer === null && this.matches(':focus-within')) void this.focusHeading({ preventScroll: true });
    this.#tickets.reset();
    this.#load();
  }

  override ticketsChanged(ticketId: string): void {
    void this.#tickets.refresh(ticketId);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('queryString') && this.queryString !== undefined) this.query = queryFromSearchParams(new URLSearchParams(this.queryString));
    // Whoever keeps the query in an address hands the same one in again and again.
    const isNew = this.#last === undefined || !isSameQuery(this.query, this.#last);
    if (isNew) {
      this.#last = this.query;
      this.#filters.take(this.query);
    }
    this.#width.least = TABLE_WIDTH + COLUMN_WIDTH * Math.max(this.#columns.length - USUAL_COLUMNS, 0);
    if ((isNew || changed.has('pageSize')) && this.hasUpdated) this.#load();
  }

  get #columns(): ReturnType<typeof chosenColumns> {
    return chosenColumns(this.settings?.columns);
  }

  #load(): void {
    const { value: portal } = this.connection;
    if (portal === undefined || this.#viewer === null) return;
    const isFirst = this.#tickets.listing === undefined;
    void this.#tickets.load({ portal, query: this.query, pageSize: this.pageSize }).then((listing) => {
      if (listing !== undefined && !isFirst) this.#announce.say(listing.rows.length === 0 ? this.localize.t('list.noMatch') : this.#count(listing));
    });
  }

  /** Shows what has happened meanwhile, where nobody is disturbed by it. */
  async #look(): Promise<boolean> {
    const before = this.#tickets.listing;
    const fresh = await this.#tickets.look();
    if (fresh == null || before === undefined) return fresh !== undefined;
    const [{ putInPlace }, { listNews }] = await Promise.all([import('../parts/put-in-place.ts'), import('./list-news.ts')]);
    await putInPlace(this, '[part~="row"]', () => { this.#tickets.take(fresh, before); });
    const news = this.#tickets.listing === fresh ? listNews(this.localize, before.rows, fresh.rows) : '';
    if (news !== '') this.#announce.say(news);
    return true;
  }

  /** The customer wants something else. */
  #ask(change: QueryChange): void {
    const query = Object.fromEntries(Object.entries({ ...this.asked, ...change }).filter(([, value]) => value !== undefined)) as ListQuery;
    this.#last = query;
    this.query = query;
    this.#load();
    this.dispatchEvent(new QueryChangeEvent(query));
  }

  readonly #onView = (event: Event): void => { this.#ask({ view: (event.target as HTMLSelectElement).value as ListQuery['view'] }); };

  #onSort(sort: SortKey, direction?: Direction): void {
    const { asked } = this;
    const turned = asked.direction === 'ascending' ? 'descending' : 'ascending';
    this.#ask({ sort, direction: direction ?? (sort === asked.sort ? turned : firstDirection(sort)) });
  }

  #onSelect(event: MouseEvent, row: TicketSummary): void {
    if (isForBrowser(event)) return;
    if (!this.dispatchEvent(new TicketSelectEvent(row.id))) event.preventDefault();
  }

  readonly #onMore = async (): Promise<void> => {
    const rows = await this.#tickets.more((first) => { void this.#goTo(first); });
    if (rows !== undefined) this.#announce.say(this.localize.t('list.moreLoaded', { count: rows }));
  };

  /** Whoever waited at the button goes on reading where the new rows begin; whoever went elsewhere stays there. */
  async #goTo(first: TicketSummary): Promise<void> {
    // The last page takes the button away, and a focus on it goes to the body.
    const hadFocus = this.shadowRoot?.activeElement?.id === 'more' || (this.#tickets.listing?.nextCursor === null && document.activeElement === document.body);
    await this.updateComplete;
    if (!hadFocus) return;
    const row = this.#window === undefined ? this.renderRoot.querySelector(`[data-id="${CSS.escape(first.id)}"]`) : await this.#window.reveal(first.id);
    row?.querySelector<HTMLElement>('.title')?.focus({ preventScroll: true });
  }

  /** What shows a part of a long list. Until its code is here, and where it cannot be had, all rows are there. */
  #windowOn({ length }: Listing['rows']): WindowController | undefined {
    if (length <= WHOLE) return undefined;
    if (!this.#fetchesWindow) {
      this.#fetchesWindow = true;
      void fetchPart(() => import('../parts/window-controller.ts')).then(({ WindowController: Window }) => {
        this.#window = new Window(this, 'tbody, .cards');
        this.requestUpdate();
      }, () => { this.#fetchesWindow = false; });
    }
    return this.#window;
  }

  readonly #onRetry = (): void => {
    void this.#tickets.retry();
    // The button goes away with the error.
    void this.focusHeading({ preventScroll: true });
  };

  protected override render(): TemplateResult {
    const { t } = this.localize;
    const instead = this.renderInstead();
    if (instead !== undefined) return instead;
    return html`
      <section aria-labelledby="heading">
        <div class="head">
          ${heading(this.headingLevel, t('list.heading'), { main: true })}
          <div class="row"><slot name="actions"></slot>${this.#renderView()}</div>
        </div>
        ${this.#renderContent()}
      </section>
      <p class="slow muted" role="status">${this.#tickets.slow ? t('state.slow') : nothing}</p>
      ${this.#announce.render()}`;
  }

  #renderView(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const views = this.#tickets.listing?.profile.capabilities.views ?? [];
    if (views.length < 2) return nothing;
    return html`
      <div class="view">
        <label for="view">${t('list.view')}</label>
        <select id="view" @change=${this.#onView}>
          ${views.map((view) => html`<option value=${view} ?selected=${view === this.asked.view}>${t(`list.view.${view}`)}</option>`)}
        </select>
      </div>`;
  }

  #renderContent(): TemplateResult {
    const { t } = this.localize;
    const { listing, error } = this.#tickets;
    if (this.#viewer === null || error?.code === 'unauthenticated') return this.renderSignIn(t('login.required'));
    const problem = error === undefined ? nothing : errorState(t, error, this.#onRetry);
    if (listing === undefined) return error === undefined ? this.#renderSkeleton() : html`${problem}`;
    const isReplacing = this.#tickets.pending && this.#tickets.replacing;
    const isPristine = listing.rows.length === 0 && !isFiltered(listing.query) && !isFiltered(this.asked);
    return html`
      ${isPristine ? nothing : this.#filters.render(this.#offer(listing), this.#width.isWide)}
      ${problem}
      <div class="results" aria-busy=${this.#tickets.pending}>
        <div class="progress" ?hidden=${!isReplacing}></div>
        ${listing.rows.length === 0 ? this.#renderEmpty(listing) : this.#renderRows(listing, isReplacing)}
      </div>`;
  }

  #offer({ profile }: Listing): Offer {
    return {
      capabilities: profile.capabilities, offered: this.settings?.filters, tellsEveryStage: Object.keys(this.settings?.stageLabels ?? {}).length > 0,
      stageLabel: (stage) => stageLabel(this.localize, this.settings, stage),
    };
  }

  #renderRows(listing: Listing, isReplacing: boolean): TemplateResult {
    const { t } = this.localize;
    const seen = this.#seen(listing);
    const context: RowsContext = {
      localize: this.localize, listing, order: this.asked, headingLevel: this.headingLevel + 1, columns: columnViews(this.localize, this.#columns, listing.rows),
      statusText: (status) => statusLabel(this.localize, this.settings, status, this.statusMode),
      isNew: (row) => seen?.isNew(row) === true,
      href: ({ id }) => (this.ticketUrl === '' ? undefined : ticketHref(this.ticketUrl, id)),
      onSelect: (event, row) => { this.#onSelect(event, row); },
      onSort: (sort, direction) => { this.#onSort(sort, direction); },
      window: this.#windowOn(listing.rows),
    };
    return html`
      <div class=${isReplacing ? 'old' : ''}>
        <p class="count muted"><bdi>${this.#count(listing)}</bdi></p>
        ${this.#width.isWide ? ticketTable(context) : ticketCards(context)}
      </div>
      ${listing.nextCursor === null ? nothing : html`
        <div class="foot">
          <button id="more" part="more" type="button" aria-disabled=${this.#tickets.loadingMore} @click=${this.#onMore}>
            ${t(this.#tickets.loadingMore ? 'list.loadingMore' : 'list.more')}
          </button>
        </div>`}`;
  }

  #renderEmpty({ query }: Listing): TemplateResult {
    const { t } = this.localize;
    if (!isFiltered(query)) return emptyState(t('list.empty'), t('list.emptyHint'), html`<slot name="empty"></slot>`);
    return emptyState(t('list.noMatch'), t('list.noMatchHint'), html`<button type="button" @click=${this.#filters.clear}>${t('list.clearFilters')}</button>`);
  }

  /** What will be where, while nothing is there yet; for the eye only, besides one sentence. */
  #renderSkeleton(): TemplateResult {
    return html`
      <div aria-busy="true">
        <p class="muted">${this.localize.t('list.loading')}</p>
        <div class="skeleton" aria-hidden="true">${Array.from({ length: 6 }, () => html`<div><span></span><span></span><span></span></div>`)}</div>
      </div>`;
  }

  #count({ rows, total }: Listing): string {
    const { t } = this.localize;
    const shown = rows.length;
    return total === undefined || total <= shown ? t('list.shown', { count: shown }) : t('list.shownOf', { shown, count: total });
  }

  #seen({ profile }: Listing): SeenTickets | undefined {
    const { value: portal } = this.connection;
    return portal === undefined ? undefined : new SeenTickets(portal.key, profile.email);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'ticket-list': TicketList }
  interface GlobalEventHandlersEventMap { 'query-change': QueryChangeEvent }
}
