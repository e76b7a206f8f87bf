import { ContextProvider } from '@lit/context';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Session } from '../../contract/index.ts';
import { portal } from '../../i18n/en/portal.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { RouteController, type Routing } from '../../portal/controllers/route-controller.ts';
import { TitleController } from '../../portal/controllers/title-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import { portalContext, type Portal, type SessionChangeEvent } from '../../portal/index.ts';
import type { Route } from '../../portal/route.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { emptyState, errorState, loadingState } from '../parts/states.ts';
import type { TicketSelectEvent } from '../parts/ticket-select-event.ts';
import type { QueryChangeEvent } from '../ticket-list/ticket-list.ts';
import type { TicketLoadedEvent } from '../ticket-detail/ticket-detail.ts';
import { styles } from './customer-portal.styles.ts';
import { exportedParts } from './exported-parts.ts';

type View = Route['view'] | 'login';

/**
 * The whole portal: sign-in, navigation, list, ticket and form, with the place in the page's address.
 * Views that were opened stay as they are in the background, so that nothing typed is lost by going elsewhere or by
 * a session that ends; they are thrown away when another customer signs in.
 *
 * The elements' own parts can be reached too, with the element's name before theirs: `ticket-list-row`, `portal-login-submit`.
 *
 * @tag customer-portal
 * @slot logo - The owner's logo, at the start of the header.
 * @slot nav - More links for the navigation.
 * @slot login - Text above the sign-in fields.
 * @slot login-footer - Text below the sign-in button.
 * @slot footer - Text below every view.
 * @csspart header - The header with navigation and account.
 * @csspart nav - The navigation.
 * @csspart sign-out - The button that signs out.
 * @csspart view - The view below the header.
 */
export class CustomerPortal extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, portal];

  /** Fetches the element of a view when it is first needed; a view that is not named here must be registered by the page. */
  static viewLoaders: Partial<Record<View, () => Promise<unknown>>> = {};

  readonly #announce = new AnnounceController(this);
  readonly #session = new RequestController<Session>(this);
  readonly #signOut = new RequestController<Session>(this);
  readonly #capabilities = new RequestController<{ createTicket: boolean }>(this);
  readonly #loader = new RequestController<View>(this);
  readonly #routes = new RouteController(this, (back) => { this.#onRoute(back); });
  readonly #title = new TitleController(this);
  readonly #context = new ContextProvider(this, { context: portalContext, initialValue: undefined });

  @query('.views') private readonly views!: HTMLElement | null;
  @query('[data-view]:not([hidden]) > *') private readonly view!: Partial<PortalElement> | null;

  /** Views that have been opened for this customer, and the sign-in. */
  @state() private opened: ReadonlySet<View> = new Set();
  /** Whose views these are; they outlive the end of the session. */
  @state() private viewsOf = '';
  /** Why nobody is signed in: never was, went, or the session ended. */
  @state() private absence: 'new' | 'signed-out' | 'expired' = 'new';
  @state() private ticketTitle = '';

  /** Where the portal keeps its place: `hash` (default), `path`, or `none`. A second portal on a page keeps its place in memory. */
  @property() routing: Routing = 'hash';

  /** For path routing: the path at which the portal lives, such as `/support`. */
  @property() base = '';

  /** The portal's name: the browser tab's title while a customer is signed in. Without it the host's title is left alone. */
  @property({ attribute: 'page-title' }) pageTitle = '';

  /** Text of the link to the support form; the default is translated. */
  @property({ attribute: 'form-label' }) formLabel = '';

  /** Id of the support form to offer; without it the customer chooses among all. */
  @property({ attribute: 'form-id' }) formId = '';

  /** How a status is written: `category` as Open or Closed, `stage` by the ticketing system's own name. */
  @property({ attribute: 'status-mode' }) statusMode: 'category' | 'stage' = 'category';

  /** Tickets per page of the list. */
  @property({ attribute: 'page-size', type: Number }) pageSize = 25;

  override portalChanged(portal: Portal | undefined): void {
    this.#context.setValue(portal);
    this.#session.reset();
    this.#forgetViews();
    if (portal !== undefined) this.#loadSession(portal);
  }

  override sessionChanged(event?: SessionChangeEvent): void {
    const portal = this.connection.value;
    const customer = portal?.session?.customer;
    if (customer && customer.id !== this.viewsOf) {
      // What has the focus goes with the views of the one before.
      if (this.viewsOf !== '' && this.matches(':focus-within')) this.#moveFocus({ preventScroll: true });
      this.#forgetViews();
      this.viewsOf = customer.id;
    }
    if (customer) {
      this.#onSignedIn(portal);
    } else {
      if (this.viewsOf !== '' && this.absence === 'new') this.#onLeft(event?.expired === true);
      this.#title.set('');
    }
  }

  /** Nobody is signed in any more: the session ended, or another element of the page has signed out. */
  #onLeft(expired: boolean): void {
    if (!expired) this.#forgetViews();
    this.absence = expired ? 'expired' : 'signed-out';
    this.#announce.say(this.localize.t(expired ? 'portal.sessionEnded' : 'login.signedOut'));
    // What had the focus is about to be hidden; a focus elsewhere on the page stays there.
    if (this.matches(':focus-within')) void this.updateComplete.then(() => this.#focusLogin());
  }

  protected override willUpdate(): void {
    const { route } = this.#routes;
    if (this.#signedIn) this.#open(route.view);
    else if (this.connection.value?.session !== undefined) this.#open('login');
    if (route.view === 'ticket' && route.ticketId !== this.#lastTicketId) {
      this.#lastTicketId = route.ticketId;
      this.ticketTitle = '';
    }
    if (this.#signedIn) this.#title.set(this.pageTitle === '' ? '' : [this.#viewTitle(), this.pageTitle].filter(Boolean).join(' – '));
  }

  protected override updated(): void {
    if (this.#focusView === undefined || this.views === null || !this.#signedIn) return;
    // What had the focus is hidden by now, and the heading, even the view's element, may still be on its way.
    if (!this.#focusRests || document.activeElement === document.body) this.views.focus({ preventScroll: true });
    else if (!this.views.contains(this.shadowRoot?.activeElement ?? null)) this.#focusView = undefined;
    this.#focusRests = true;
    if (this.view === null || this.#focusView === undefined) return;
    void this.view.focusHeading?.(this.#focusView);
    this.#focusView = undefined;
  }

  /** Set while the focus has to go to the heading of the view, as soon as that is there. */
  #focusView: FocusOptions | undefined;
  /** The focus waits at the place of the views. */
  #focusRests = false;

  #moveFocus(options: FocusOptions): void {
    this.#focusView = options;
    this.#focusRests = false;
    this.requestUpdate();
  }

  async #focusLogin(): Promise<void> {
    await this.#opening;
    await this.updateComplete;
    await this.renderRoot.querySelector<PortalElement>('portal-login')?.focusHeading();
  }

  get #signedIn(): boolean {
    return Boolean(this.connection.value?.session?.customer);
  }

  /** Opens a view; fetches its element first, once. */
  #open(view: View): void {
    if (this.opened.has(view) || this.#loading === view) return;
    this.#loading = view;
    this.#opening = this.#loader.run(async () => {
      const load = CustomerPortal.viewLoaders[view];
      if (load !== undefined) await fetchPart(load);
      return view;
    }).then((loaded) => {
      if (loaded === undefined) return;
      this.#loading = undefined;
      this.opened = new Set([...this.opened, loaded]);
    });
  }

  #loading: View | undefined;
  /** Settles when the view that was opened last is there, or has failed. */
  #opening: Promise<void> | undefined;

  #loadSession(portal: Portal): void {
    void this.#session.run(() => portal.loadSession()).then(() => { if (this.#signedIn) this.sessionChanged(); });
  }

  #onSignedIn(portal: Portal | undefined): void {
    const returning = this.absence !== 'new';
    this.absence = 'new';
    if (portal !== undefined) void this.#capabilities.run(async () => (await portal.getProfile()).capabilities);
    if (returning) this.#announce.say(this.localize.t('login.signedIn'));
  }

  #forgetViews(): void {
    this.opened = new Set(this.opened.has('login') ? ['login'] : []);
    this.viewsOf = '';
    this.absence = 'new';
    this.ticketTitle = '';
    this.#capabilities.reset();
  }

  #onRoute(back: boolean): void {
    // Back to a list scrolls to where the browser remembers to have been; forward goes to the top of the portal.
    this.#moveFocus({ preventScroll: back });
    if (!back && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' });
  }

  readonly #onSignOut = async (): Promise<void> => {
    const portal = this.connection.value;
    if (portal === undefined || this.#signOut.pending) return;
    this.absence = 'signed-out';
    const session = await this.#signOut.run((signal) => portal.signOut(signal));
    if (session === undefined) {
      this.absence = 'new';
      return;
    }
    this.#forgetViews();
    this.absence = 'signed-out';
    this.#routes.go({ view: 'list', query: '' }, { replace: true });
    this.#announce.say(this.localize.t('login.signedOut'));
    await this.updateComplete;
    await this.#focusLogin();
  };

  readonly #onSignIn = (): void => { this.#moveFocus({}); };

  readonly #onLink = (event: MouseEvent): void => {
    const link = event.currentTarget as HTMLAnchorElement;
    // With a modifier the browser opens the link elsewhere.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#routes.go(link.dataset['view'] === 'new' ? this.#formRoute() : { view: 'list', query: '' });
  };

  readonly #onSelect = (event: TicketSelectEvent): void => {
    event.preventDefault();
    this.#routes.go({ view: 'ticket', ticketId: event.ticketId });
  };

  readonly #onQuery = (event: QueryChangeEvent): void => {
    this.#routes.go({ view: 'list', query: event.searchParams.toString() }, { replace: true });
  };

  readonly #onBack = (event: Event): void => {
    event.preventDefault();
    this.#routes.go({ view: 'list', query: this.#lastQuery });
  };

  readonly #onTicketLoaded = ({ ticket }: TicketLoadedEvent): void => { this.ticketTitle = ticket.subject; };

  #lastQuery = '';

  #formRoute(): Route {
    return this.formId === '' ? { view: 'new' } : { view: 'new', formId: this.formId };
  }

  #viewTitle(): string {
    const { view } = this.#routes.route;
    if (view === 'new') return this.formLabel || this.localize.t('portal.newTicket');
    return view === 'ticket' ? this.ticketTitle : '';
  }

  protected override render(): TemplateResult {
    return html`${this.#announce.render()}${this.#renderPortal()}`;
  }

  #renderPortal(): TemplateResult {
    const { t } = this.localize;
    const portal = this.connection.value;
    if (portal === undefined) return html`<p class="notice danger" role="alert">${t('portal.noGateway')}</p>`;
    if (portal.session === undefined) {
      return this.#session.error === undefined
        ? loadingState(t, t('portal.loading'), this.#session.slow)
        : errorState(t, this.#session.error, () => { this.#loadSession(portal); });
    }
    return html`
      ${this.#signedIn ? this.#renderHeader() : this.#renderLogin()}
      <div class="views" part="view" tabindex="-1" ?hidden=${!this.#signedIn}>${keyed(this.viewsOf, this.#renderViews())}</div>
      <slot name="footer"></slot>`;
  }

  #renderLogin(): TemplateResult {
    const { t } = this.localize;
    const reason = { new: '', 'signed-out': t('login.signedOut'), expired: t('portal.sessionEnded') }[this.absence];
    return html`
      <header part="header"><slot name="logo"></slot></header>
      ${this.opened.has('login') ? html`<portal-login exportparts=${exportedParts('portal-login')} heading-level=${this.headingLevel} reason=${reason} @sign-in=${this.#onSignIn}>
        <slot name="login"></slot><slot name="login-footer" slot="footer"></slot>
      </portal-login>` : this.#renderWaiting()}`;
  }

  #renderHeader(): TemplateResult {
    const { t } = this.localize;
    const { view } = this.#routes.route;
    const link = (name: 'list' | 'new', route: Route, label: string): TemplateResult => html`
      <a href=${this.#routes.href(route)} data-view=${name} aria-current=${view === name ? 'page' : nothing} @click=${this.#onLink}>${label}</a>`;
    const customer = this.connection.value?.session?.customer;
    return html`
      <header part="header">
        <slot name="logo"></slot>
        <nav part="nav" aria-label=${this.pageTitle || t('portal.navigation')}>
          ${link('list', { view: 'list', query: '' }, t('portal.tickets'))}
          ${this.#capabilities.value?.createTicket === true ? link('new', this.#formRoute(), this.formLabel || t('portal.newTicket')) : nothing}
          <slot name="nav"></slot>
        </nav>
        <div class="account">
          <span class="muted"><bdi>${customer?.name || customer?.email}</bdi></span>
          <button part="sign-out" type="button" aria-disabled=${this.#signOut.pending} @click=${this.#onSignOut}>${t('login.signOut')}</button>
        </div>
      </header>
      ${this.#signOut.error === undefined ? nothing : errorState(t, this.#signOut.error, () => { void this.#onSignOut(); })}`;
  }

  #renderViews(): TemplateResult {
    const { route } = this.#routes;
    const { t } = this.localize;
    if (route.view === 'list') this.#lastQuery = route.query;
    const shell = (view: View, content: () => TemplateResult): TemplateResult | typeof nothing =>
      this.opened.has(view) ? html`<div data-view=${view} ?hidden=${route.view !== view}>${content()}</div>` : nothing;
    return html`
      ${this.opened.has(route.view) ? nothing : this.#renderWaiting()}
      ${shell('list', () => html`
        <ticket-list exportparts=${exportedParts('ticket-list')} heading-level=${this.headingLevel} status-mode=${this.statusMode} page-size=${this.pageSize} ticket-url=${this.#routes.href({ view: 'ticket', ticketId: '{id}' }).replace('%7Bid%7D', '{id}')}
          .queryString=${this.#lastQuery} @ticket-select=${this.#onSelect} @query-change=${this.#onQuery}></ticket-list>`)}
      ${shell('ticket', () => this.#renderTicket())}
      ${shell('new', () => html`
        <support-form exportparts=${exportedParts('support-form')} heading-level=${this.headingLevel} form-id=${route.view === 'new' ? route.formId ?? '' : this.formId}
          ticket-url=${this.#routes.href({ view: 'ticket', ticketId: '{id}' }).replace('%7Bid%7D', '{id}')} @ticket-select=${this.#onSelect}></support-form>`)}
      ${shell('unknown', () => emptyState(t('portal.pageNotFound'), '', html`
        <a href=${this.#routes.href({ view: 'list', query: '' })} data-view="list" @click=${this.#onLink}>${t('portal.backToTickets')}</a>`))}`;
  }

  /** While the code of a view is on its way, or could not be fetched. */
  #renderWaiting(): TemplateResult {
    const { t } = this.localize;
    const { error, slow } = this.#loader;
    return error === undefined ? loadingState(t, t('portal.loading'), slow) : errorState(t, error, () => {
      this.#loading = undefined;
      this.requestUpdate();
    });
  }

  #lastTicketId = '';

  #renderTicket(): TemplateResult {
    return html`
      <ticket-detail exportparts=${exportedParts('ticket-detail')} heading-level=${this.headingLevel} status-mode=${this.statusMode} ticket-id=${this.#lastTicketId}
        list-url=${this.#routes.href({ view: 'list', query: this.#lastQuery })} @back=${this.#onBack} @ticket-loaded=${this.#onTicketLoaded}></ticket-detail>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'customer-portal': CustomerPortal }
}
