import { ContextProvider } from '@lit/context';
import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Session } from '../../contract/index.ts';
import { portal } from '../../i18n/en/portal.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { FaviconController } from '../../portal/controllers/favicon-controller.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { RouteController, type Routing } from '../../portal/controllers/route-controller.ts';
import { TitleController } from '../../portal/controllers/title-controller.ts';
import { portalContext, type Portal, type SessionChangeEvent } from '../../portal/index.ts';
import type { Route } from '../../portal/route.ts';
import { forgetSystemPage } from '../../portal/system-page.ts';
import { viewerOf } from '../../portal/viewer-of.ts';
import { isForBrowser } from '../parts/links.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { emptyState, errorState, loadingState } from '../parts/states.ts';
import { unsentQuestion } from '../parts/unsent-question.ts';
import type { StatusMode } from '../parts/status-label.ts';
import type { TicketSelectEvent } from '../parts/ticket-select-event.ts';
import type { ViewChangeEvent } from '../portal-login/events.ts';
import { viewFor, viewNamed } from '../portal-login/login-view.ts';
import { navigation } from '../portal-login/navigation.ts';
import type { QueryChangeEvent } from '../ticket-list/ticket-list.ts';
import type { TicketLoadedEvent } from '../ticket-detail/ticket-detail.ts';
import { styles } from './customer-portal.styles.ts';
import { exportedParts } from './exported-parts.ts';
import { FocusController, type FocusHost } from './focus-controller.ts';
import { logoPicture, menuLinks } from './owner-parts.ts';
import { ViewsController, type View, type ViewLoaders } from './views-controller.ts';

/** Views of the sign-in that have a slot for the owner's words: `login-register` is its `register`. */
const LOGIN_SLOTS = ['register', 'verify', 'reset', 'new-password', 'invitation', 'consent', 'denied', 'sign-out', 'account'];

/**
 * The whole portal: sign-in, navigation, list, ticket, form and account, with the place in the page's address.
 * Views that were opened stay as they are in the background, so that nothing typed is lost by going elsewhere or by
 * a session that ends; they are thrown away when another customer signs in.
 *
 * The elements' own parts can be reached too, with the element's name before theirs: `ticket-list-row`, `portal-login-submit`.
 *
 * @tag customer-portal
 * @slot logo - The owner's logo, at the start of the header.
 * @slot nav - More links for the navigation.
 * @slot login - Text above the sign-in fields.
 * @slot login-footer - Text below every view of the sign-in.
 * @slot login-register - Text above the registration.
 * @slot login-verify - Text above the fields that confirm an address.
 * @slot login-reset - Text above the request for a new password.
 * @slot login-new-password - Text above the choice of a new password.
 * @slot login-invitation - Text above the fields of somebody who was invited.
 * @slot login-consent - Text above the terms that somebody has to agree to.
 * @slot login-denied - Whom to ask, where somebody has no access.
 * @slot login-sign-out - Text of the sign-out, before and after.
 * @slot login-account - Text above one's own account.
 * @slot footer - Text below every view.
 * @event {SignInEvent} sign-in - The customer has signed in.
 * @event {ViewChangeEvent} view-change - Another view of the sign-in is shown.
 * @event {QueryChangeEvent} query-change - The customer asks for other tickets or another order.
 * @event {TicketSelectEvent} ticket-select - The customer opens a ticket, which the portal then shows.
 * @event {TicketLoadedEvent} ticket-loaded - A ticket is shown.
 * @event {BackEvent} back - The customer goes back to the list.
 * @event {BeforeReplyEvent} before-reply - A reply is about to be sent; cancelable.
 * @event {ReplySentEvent} reply-sent - A reply has been sent.
 * @event {BeforeCloseEvent} before-close - A ticket is about to be closed; cancelable.
 * @event {BeforeReopenEvent} before-reopen - A ticket is about to be opened again; cancelable.
 * @event {FollowUpEvent} follow-up - The customer wants to go on with a closed ticket in a new one; cancelable.
 * @event {BeforeSubmitEvent} before-submit - The form is about to be sent; cancelable.
 * @event {TicketCreatedEvent} ticket-created - The ticket is there.
 * @csspart header - The header with navigation and account.
 * @csspart logo - The owner's logo, or the portal's name in its place.
 * @csspart nav - The navigation.
 * @csspart account - The link to one's own account, with the customer's name.
 * @csspart sign-out - The button that signs out.
 * @csspart unsent - The question before a sign-out that would lose what has not been sent.
 * @csspart view - The view below the header.
 * @csspart off - What is shown while the owner has closed the portal.
 */
export class CustomerPortal extends PortalElement implements FocusHost {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, portal];

  /** Fetches the element of a view when it is first needed; a view that is not named here must be registered by the page. */
  static viewLoaders: ViewLoaders = {};

  readonly #announce = new AnnounceController(this);
  readonly #session = new RequestController<Session>(this);
  readonly #signOut = new RequestController<Awaited<ReturnType<Portal['signOut']>>>(this);
  readonly #capabilities = new RequestController<{ createTicket: boolean }>(this);
  readonly #views = new ViewsController(this, () => CustomerPortal.viewLoaders);
  readonly #routes = new RouteController(this, (back) => { this.#onRoute(back); });
  readonly #focus = new FocusController(this);
  readonly #title = new TitleController(this);
  readonly #favicon = new FaviconController(this);
  readonly #context = new ContextProvider(this, { context: portalContext, initialValue: undefined });

  /** @ignore */
  @query('.views') readonly place!: HTMLElement | null;
  @query('portal-login') private readonly login!: HTMLElementTagNameMap['portal-login'] | null;

  /** Whose views these are; they outlive the end of the session. */
  @state() private viewsOf = '';
  /** Why nobody is signed in: never was, went, or the session ended. */
  @state() private absence: 'new' | 'signed-out' | 'expired' = 'new';
  @state() private ticketTitle = '';
  /** The logo that could not be loaded. */
  @state() private missingLogo = '';

  /** Where the portal keeps its place: `hash` (default), `path`, or `none`. A second portal on a page keeps its place in memory. */
  @property() routing: Routing = 'hash';

  /** For path routing: the path at which the portal lives, such as `/support`; the default is the owner's setting. */
  @property() base = '';

  /** The portal's name: the browser tab's title while a customer is signed in. The default is the owner's setting; without one the host's title is left alone. */
  @property({ attribute: 'page-title' }) pageTitle = '';

  /** Text of the link to the support form; the default is the owner's setting, else translated. */
  @property({ attribute: 'form-label' }) formLabel = '';

  /** Id of the support form to offer; without it the customer chooses among all. */
  @property({ attribute: 'form-id' }) formId = '';

  /** Where the owner has no settings: `category` writes a status as Open or Closed, `stage` by the ticketing system's own name. */
  @property({ attribute: 'status-mode' }) statusMode: StatusMode = 'category';

  /** Tickets per page of the list. */
  @property({ attribute: 'page-size', type: Number }) pageSize = 25;

  override portalChanged(portal: Portal | undefined): void {
    this.#context.setValue(portal);
    this.#session.reset();
    this.#forgetViews();
    if (portal !== undefined) this.#loadSession(portal);
  }

  override sessionChanged(event?: SessionChangeEvent): void {
    const session = this.connection.value?.session;
    const viewer = session && viewerOf(session);
    if (viewer === undefined) {
      this.#title.set('');
      // Whoever has yet to agree to new terms goes on afterwards.
      if (session?.held === undefined && this.viewsOf !== '') this.#onLeft(event?.expired === true);
      return;
    }
    if (viewer !== this.viewsOf) {
      // What has the focus goes with the views of the one before.
      if (this.viewsOf !== '' && this.matches(':focus-within')) this.#focus.move({ preventScroll: true });
      this.#forgetViews();
      this.viewsOf = viewer;
    }
    this.#onSignedIn();
  }

  override settingsChanged(): void {
    super.settingsChanged();
    this.#favicon.set(this.settings?.brand.favicon ?? null);
    this.#routes.rebase();
  }

  /** @ignore */
  get ownerPath(): string {
    return this.settings?.path ?? '';
  }

  override async focusHeading(options: FocusOptions = {}): Promise<void> {
    this.#focus.move(options);
    await this.updateComplete;
  }

  /** @ignore */
  get shown(): Partial<PortalElement> | null {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.views [data-view] > *')].find((element) => element.closest('[hidden]') === null) ?? null;
  }

  /** Nobody is signed in any more: the session ended, or another element of the page, or another tab, has signed out. */
  #onLeft(expired: boolean): void {
    // A sign-out elsewhere may have been taken for the end of the session before it was told.
    if (this.absence === 'signed-out' || (this.absence === 'expired' && expired)) return;
    if (!expired) {
      this.#forgetViews();
      this.#routes.go({ view: 'list', query: '' }, { replace: true });
    }
    this.absence = expired ? 'expired' : 'signed-out';
    this.#announce.say(this.localize.t(expired ? 'portal.sessionEnded' : 'login.signedOut'));
    // What had the focus is about to be hidden; a focus elsewhere on the page stays there.
    if (this.matches(':focus-within')) this.#focus.move();
  }

  protected override willUpdate(): void {
    const { route } = this.#routes;
    this.#closeIdlePage();
    if (this.connection.value?.session !== undefined) this.#views.open(this.#wanted);
    if (route.view === 'ticket' && route.ticketId !== this.#lastTicketId) {
      this.#lastTicketId = route.ticketId;
      this.ticketTitle = '';
    }
    const name = this.#name;
    if (this.#signedIn) this.#title.set(name === '' || this.settings?.enabled === false ? '' : [this.#viewTitle(), name].filter(Boolean).join(' – '));
  }

  /** What the portal is called. */
  get #name(): string {
    return this.pageTitle || this.inWords(this.settings?.name);
  }

  get #formText(): string {
    return this.formLabel || this.inWords(this.settings?.form.label);
  }

  /** A view of the sign-in that has nothing to say to somebody who is signed in. */
  #closeIdlePage(): void {
    const session = this.connection.value?.session;
    const { page } = this.#routes;
    if (page === undefined || !this.#signedIn) return;
    const view = viewFor(viewNamed(page.view), session);
    if (view !== 'signed-in' && view !== 'account') return;
    forgetSystemPage();
    this.#routes.closePage();
    if (view === 'account') this.#routes.go({ view }, { replace: true });
  }

  get #signedIn(): boolean {
    return Boolean(this.connection.value?.session?.customer);
  }

  /** What is to be shown. */
  get #wanted(): View {
    const { page, route } = this.#routes;
    return !this.#signedIn || page !== undefined || route.view === 'account' ? 'login' : route.view;
  }

  #loadSession(portal: Portal): void {
    void this.#session.run(() => portal.loadSession()).then(() => { if (this.#signedIn) this.sessionChanged(); });
  }

  #onSignedIn(): void {
    const { value: portal } = this.connection;
    if (this.absence !== 'new') this.#announce.say(this.localize.t('login.signedIn'));
    this.absence = 'new';
    if (portal !== undefined) void this.#capabilities.run(async () => (await portal.getProfile()).capabilities);
  }

  #forgetViews(): void {
    this.#views.forget();
    this.viewsOf = '';
    this.absence = 'new';
    this.ticketTitle = '';
    this.#capabilities.reset();
  }

  #onRoute(back: boolean): void {
    // Back to a list scrolls to where the browser remembers to have been; forward goes to the top of the portal.
    this.#focus.move({ preventScroll: back });
    if (!back && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' });
  }

  readonly #onSignOut = (): void => { void this.#leave(); };

  async #leave(discard = false): Promise<void> {
    const portal = this.connection.value;
    if (portal === undefined || this.#signOut.pending) return;
    this.absence = 'signed-out';
    const session = await this.#signOut.run((signal) => portal.signOut(signal, { discard }));
    if (session === undefined) {
      this.absence = 'new';
      return;
    }
    this.#forgetViews();
    this.absence = 'signed-out';
    this.#routes.go({ view: 'list', query: '' }, { replace: true });
    this.#announce.say(this.localize.t('login.signedOut'));
    this.#focus.move();
    if (session.signOutUrl !== undefined) navigation.go(session.signOutUrl);
  }

  readonly #onSignIn = (): void => { this.#focus.move(); };

  readonly #onLoginView = ({ view }: ViewChangeEvent): void => {
    if (view !== 'signed-in' || !this.#signedIn) return;
    // What the address asked for is done.
    if (this.#routes.route.view === 'account' && this.login !== null) this.login.view = 'account';
    if (this.#routes.page === undefined) return;
    this.#routes.closePage();
    if (this.matches(':focus-within')) this.#focus.move({ preventScroll: true });
  };

  readonly #onLink = (event: MouseEvent): void => {
    const link = event.currentTarget as HTMLAnchorElement;
    if (isForBrowser(event)) return;
    event.preventDefault();
    this.#routes.go(this.#routeOf(link.dataset['view']));
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
  #lastTicketId = '';

  #routeOf(view: string | undefined): Route {
    switch (view) {
      case 'account': return { view };
      case 'new': return this.formId === '' ? { view } : { view, formId: this.formId };
      default: return { view: 'list', query: '' };
    }
  }

  #viewTitle(): string {
    const { view } = this.#routes.route;
    switch (view) {
      case 'new': return this.#formText || this.localize.t('portal.newTicket');
      case 'account': return this.localize.t('portal.account');
      default: return view === 'ticket' ? this.ticketTitle : '';
    }
  }

  protected override render(): TemplateResult {
    return html`${this.#announce.render()}${this.#renderPortal()}`;
  }

  #renderPortal(): TemplateResult | undefined {
    const { t } = this.localize;
    const portal = this.connection.value;
    const instead = this.renderInstead();
    if (instead !== undefined || portal === undefined) return instead;
    if (portal.session === undefined) {
      return this.#session.error === undefined
        ? loadingState(t, t('portal.loading'), this.#session.slow)
        : errorState(t, this.#session.error, () => { this.#loadSession(portal); });
    }
    const wanted = this.#wanted;
    // The first view asks for its data meanwhile.
    const isWaiting = portal.settings === undefined;
    return html`
      ${isWaiting ? loadingState(t, t('portal.loading'), false) : this.#signedIn ? this.#renderHeader(portal.session) : html`<header part="header">${this.#renderLogo()}</header>`}
      <div class="views ${isWaiting ? 'waiting' : ''}" part="view" tabindex="-1">
        ${this.#views.has(wanted) ? nothing : this.#renderWaiting()}
        ${wanted === 'login' && this.#views.has('login') ? this.#renderLogin(portal.session) : nothing}
        <div ?hidden=${wanted === 'login'}>${keyed(this.viewsOf, this.#renderViews(wanted))}</div>
      </div>
      <slot name="footer"></slot>`;
  }

  #renderLogo(): TemplateResult {
    const logo = this.settings?.brand.logo;
    return html`<slot name="logo">${logo == null ? nothing : logoPicture({
      src: logo.src, alt: this.inWords(logo.alt) || this.#name, name: this.#name,
      hasFailed: this.missingLogo === logo.src, failed: () => { this.missingLogo = logo.src; },
    })}</slot>`;
  }

  #renderLogin({ held }: Session): TemplateResult {
    const { t } = this.localize;
    const reason = held === undefined ? { new: '', 'signed-out': t('login.signedOut'), expired: t('portal.sessionEnded') }[this.absence] : '';
    return html`
      <div data-view="login">
        <portal-login exportparts=${exportedParts('portal-login')} heading-level=${this.headingLevel} reason=${reason}
          view=${this.#signedIn && this.#routes.route.view === 'account' ? 'account' : 'sign-in'} @sign-in=${this.#onSignIn} @view-change=${this.#onLoginView}>
          <slot name="login"></slot><slot name="login-footer" slot="footer"></slot>
          ${LOGIN_SLOTS.map((name) => html`<slot name=${`login-${name}`} slot=${name}></slot>`)}
        </portal-login>
      </div>`;
  }

  #renderHeader({ customer, preview }: Session): TemplateResult {
    const { t } = this.localize;
    const { settings } = this;
    const wanted = this.#wanted;
    const link = (name: 'list' | 'new', label: string): TemplateResult => html`
      <a href=${this.#routes.href(this.#routeOf(name))} data-view=${name} aria-current=${wanted === name ? 'page' : nothing} @click=${this.#onLink}>${label}</a>`;
    const name = html`<bdi>${customer?.name || customer?.email}</bdi>`;
    return html`
      <header part="header">
        ${this.#renderLogo()}
        <nav part="nav" aria-label=${this.#name || t('portal.navigation')}>
          ${link('list', t('portal.tickets'))}
          ${this.#capabilities.value?.createTicket === true && settings?.form.enabled !== false ? link('new', this.#formText || t('portal.newTicket')) : nothing}
          ${menuLinks(settings?.navigation ?? [], ({ label }) => this.inWords(label))}
          <slot name="nav"></slot>
        </nav>
        <div class="account">
          ${preview === undefined ? html`<a part="account" href=${this.#routes.href({ view: 'account' })} data-view="account" @click=${this.#onLink}
            aria-current=${wanted === 'login' && this.#routes.page === undefined ? 'page' : nothing}><span class="visually-hidden">${t('portal.account')}: </span>${name}</a>`
            : html`<span class="muted">${name}</span>`}
          <button part="sign-out" type="button" aria-disabled=${this.#signOut.pending} @click=${this.#onSignOut}>${t('login.signOut')}</button>
        </div>
      </header>
      ${this.#renderSignOutProblem()}`;
  }

  #renderSignOutProblem(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const { error } = this.#signOut;
    if (error?.code === 'conflict') return unsentQuestion(t, { discard: () => { void this.#leave(true); }, stay: () => { this.#signOut.reset(); } });
    return error === undefined ? nothing : errorState(t, error, this.#onSignOut);
  }

  #renderViews(wanted: View): TemplateResult {
    const { route } = this.#routes;
    const { t } = this.localize;
    if (route.view === 'list') this.#lastQuery = route.query;
    const ticketUrl = this.#routes.href({ view: 'ticket', ticketId: '{id}' }).replace('%7Bid%7D', '{id}');
    const shell = (view: View, content: () => TemplateResult): TemplateResult | typeof nothing =>
      this.#views.has(view) ? html`<div data-view=${view} ?hidden=${wanted !== view}>${content()}</div>` : nothing;
    return html`
      ${shell('list', () => html`
        <ticket-list exportparts=${exportedParts('ticket-list')} heading-level=${this.headingLevel} status-mode=${this.statusMode} page-size=${this.pageSize} ticket-url=${ticketUrl}
          .queryString=${this.#lastQuery} @ticket-select=${this.#onSelect} @query-change=${this.#onQuery}></ticket-list>`)}
      ${shell('ticket', () => html`
        <ticket-detail exportparts=${exportedParts('ticket-detail')} heading-level=${this.headingLevel} status-mode=${this.statusMode} ticket-id=${this.#lastTicketId}
          ticket-url=${ticketUrl} @ticket-select=${this.#onSelect} list-url=${this.#routes.href({ view: 'list', query: this.#lastQuery })} @back=${this.#onBack} @ticket-loaded=${this.#onTicketLoaded}></ticket-detail>`)}
      ${shell('new', () => html`
        <support-form exportparts=${exportedParts('support-form')} heading-level=${this.headingLevel} form-id=${route.view === 'new' ? route.formId ?? '' : this.formId}
          form-label=${this.#formText} ticket-url=${ticketUrl} @ticket-select=${this.#onSelect}></support-form>`)}
      ${shell('unknown', () => emptyState(t('portal.pageNotFound'), '', html`
        <a href=${this.#routes.href({ view: 'list', query: '' })} data-view="list" @click=${this.#onLink}>${t('portal.backToTickets')}</a>`))}`;
  }

  /** While the code of a view is on its way, or could not be fetched. */
  #renderWaiting(): TemplateResult {
    const { t } = this.localize;
    const { error, slow } = this.#views;
    return error === undefined ? loadingState(t, t('portal.loading'), slow) : errorState(t, error, this.#views.retry);
  }
}

declare global {
  interface HTMLElementTagNameMap { 'customer-portal': CustomerPortal }
}
