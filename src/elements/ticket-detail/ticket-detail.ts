import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { Message, Ticket } from '../../contract/index.ts';
import { files } from '../../i18n/en/files.ts';
import { ticket } from '../../i18n/en/ticket.ts';
import { tickets } from '../../i18n/en/tickets.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { DownloadsController } from '../../portal/controllers/downloads-controller.ts';
import { LiveController } from '../../portal/controllers/live-controller.ts';
import { TicketController, type StatusChange } from '../../portal/controllers/ticket-controller.ts';
import { TicketWrites } from '../../portal/controllers/ticket-writes.ts';
import type { Portal, SessionChangeEvent } from '../../portal/index.ts';
import { newKey } from '../../portal/new-key.ts';
import { viewerOf } from '../../portal/viewer-of.ts';
import { filePickerStyles } from '../parts/file-picker.styles.ts';
import { heading } from '../parts/heading.ts';
import { isForBrowser } from '../parts/links.ts';
import { messageArticle, timeAgo } from '../parts/message.ts';
import { MessageBodies } from '../parts/message-bodies.ts';
import { messageStyles } from '../parts/message.styles.ts';
import { keepScroll } from '../parts/keep-scroll.ts';
import { PartController } from '../parts/part-controller.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { errorState } from '../parts/states.ts';
import { statusLabel, type StatusMode } from '../parts/status-label.ts';
import { TicketSelectEvent } from '../parts/ticket-select-event.ts';
import { conversation } from './conversation.ts';
import { BackEvent, BeforeCloseEvent, BeforeReopenEvent, FollowUpEvent, TicketLoadedEvent, type BeforeReplyEvent, type ReplySentEvent } from './events.ts';
import { facts } from './facts.ts';
import { insteadOfTicket } from './instead-of-ticket.ts';
import type { TicketPartContext } from './part-context.ts';
import { ticketHead } from './ticket-head.ts';
import type { UndoClose } from './undo-close.ts';
import { styles } from './ticket-detail.styles.ts';

export * from './events.ts';

const COMPOSER = () => import('./composer.ts');
const CLOSING = () => import('./undo-close.ts');
const COPIES = () => import('./copies.ts');
const RATING = () => import('./rating.ts');
const FOLLOW_UPS = () => import('./follow-up-forms.ts');

/**
 * A ticket: its details, its conversation, and a field to reply. Offers what the ticketing system allows for this ticket and
 * nothing else. What is being written is kept on the device for each ticket, whatever goes wrong, and what was sent can be undone for a few seconds.
 *
 * @tag ticket-detail
 * @slot signed-out - Shown while nobody is signed in, below the request to do so.
 * @slot not-found - Shown below "There is no such ticket".
 * @slot footer - Shown below everything else.
 * @event {TicketLoadedEvent} ticket-loaded - A ticket is on the page.
 * @event {BackEvent} back - The customer wants back to the list; cancelable.
 * @event {BeforeReplyEvent} before-reply - A reply is about to be sent; cancelable.
 * @event {ReplySentEvent} reply-sent - A reply has been sent.
 * @event {BeforeCloseEvent} before-close - The ticket is about to be closed; cancelable.
 * @event {BeforeReopenEvent} before-reopen - The ticket is about to be opened again; cancelable.
 * @event {FollowUpEvent} follow-up - The customer wants to go on with a closed ticket in a new one; cancelable: the form does not appear here then.
 * @event {TicketSelectEvent} ticket-select - The customer opens a ticket that this one has to do with; cancelable: it is not shown here, and the link is not followed.
 * @csspart details - What is known of the ticket.
 * @csspart conversation - The conversation.
 * @csspart message - A message.
 * @csspart attachments - The files of a message.
 * @csspart copies - The people in copy, where they can be changed.
 * @csspart rating - How well the customer was helped.
 * @csspart follow-up - The way to a follow-up of a closed ticket, or the form for it.
 * @csspart composer - The form for a reply.
 * @csspart send - The button that sends.
 * @csspart undo - The button that takes back what was sent.
 * @csspart discard - The button that discards what is written, or brings it back.
 * @csspart other-draft - What was written in another tab meanwhile.
 * @csspart off - What is shown while the owner has closed the portal.
 */
export class TicketDetail extends PortalElement {
  static override styles = [PortalElement.styles, filePickerStyles, messageStyles, styles];
  static override texts = [...PortalElement.texts, files, ticket, tickets];

  readonly #ticket: TicketController = new TicketController(this, (ticket) => { this.#onLoaded(ticket); }, (messages) => this.#bodies.prepare(messages));
  readonly #announce = new AnnounceController(this);
  readonly #downloads = new DownloadsController(this, ({ name }, { state: result }) => {
    this.#announce.say(this.localize.t(result === 'done' ? 'attachment.downloaded' : 'attachment.failed', { name }));
  });
  readonly #bodies: MessageBodies = new MessageBodies(this, this.localize, (...file) => this.#ticket.openAttachment(...file));

  readonly #writes = new TicketWrites(this, this.#ticket, () => { void this.#leadToSignIn(); });
  readonly #context: TicketPartContext = {
    host: this, localize: this.localize, ticket: this.#ticket, writes: this.#writes, portal: () => this.connection.value, viewer: () => this.#viewer,
    say: (text) => { this.#announce.say(text); }, signIn: () => this.#leadToSignIn(),
  };
  readonly #composer = new PartController(this, COMPOSER, ({ Composer }) => new Composer(this.#context));
  readonly #closing = new PartController(this, CLOSING, ({ UndoClose }) => new UndoClose(this.#context));
  readonly #copies = new PartController(this, COPIES, ({ Copies }) => new Copies(this.#context));
  readonly #rating = new PartController(this, RATING, ({ RatingForm }) => new RatingForm(this.#context));
  readonly #followUps = new PartController(this, FOLLOW_UPS, ({ FollowUpForms }) => new FollowUpForms());

  @query('#reply-text') private readonly textField!: HTMLTextAreaElement | null;
  @query('.conversation ol') private readonly list!: HTMLElement | null;

  @state() private showDetails = false;
  /** The session ended by itself while a ticket was shown. */
  @state() private expired = false;

  /** The id of the ticket to show; nothing is shown without one. */
  @property({ attribute: 'ticket-id' }) ticketId = '';

  /** Address of the list, for a link back to it; no link without one. */
  @property({ attribute: 'list-url' }) listUrl = '';

  /** Address of a ticket's page; `{id}` stands for the ticket's id. Without it a ticket that this one has to do with is shown in its place. */
  @property({ attribute: 'ticket-url' }) ticketUrl = '';

  /** How the status is written where no owner's settings say it: `category` as Open or Closed, `stage` by the ticketing system's own name. */
  @property({ attribute: 'status-mode' }) statusMode: StatusMode = 'category';

  /** Whose ticket it is. */
  #viewer: string | undefined;
  #opened = '';
  /** Tickets whose follow-up is being written here. */
  readonly #following = new Set<string>();

  constructor() {
    super();
    new LiveController(this, () => (this.#ticket.ticket === undefined ? undefined : this.connection.value), () => this.#look());
  }

  override portalChanged(portal: Portal | undefined): void {
    this.#forget();
    this.#viewer = portal?.session && viewerOf(portal.session);
    // Whose ticket it is has to be known when somebody signs in after an end of the session.
    portal?.loadSession().catch(() => undefined);
  }

  override sessionChanged({ session, expired }: SessionChangeEvent): void {
    const viewer = viewerOf(session);
    if (viewer === undefined) {
      // Who was signed in may come back: the ticket and what is being written about it stay for now.
      if (expired) this.expired = this.#ticket.ticket !== undefined;
      else this.#forget();
      if (this.expired) this.#announce.say(this.localize.t('portal.sessionEnded'));
      return;
    }
    // After an end of the session only who is known to be the same finds anything of before.
    if (this.#viewer === undefined ? this.expired : this.#viewer !== viewer) this.#forget();
    this.#viewer = viewer;
    // To learn who is signed in is no reason to ask again for what is there, or on its way.
    if (this.expired) void this.#ticket.refresh();
    else if (this.#ticket.ticket === undefined && !this.#ticket.pending) this.#opened = '';
    this.expired = false;
    this.#resume();
  }

  /** Goes on with what was pressed before the session had ended. */
  #resume(): void {
    const { value: portal } = this.connection;
    if (portal === undefined) return;
    this.#composer.value?.resume();
    this.#writes.resume();
    const { interruptedChange } = this.#ticket;
    if (interruptedChange !== undefined) void this.#changeStatus(interruptedChange);
  }

  override ticketsChanged(ticketId: string): void {
    if (ticketId === this.#ticket.ticket?.id) void this.#ticket.refresh();
  }

  protected override update(changed: PropertyValues): void {
    this.#open();
    this.#closing.value?.show(this.#ticket.ticket?.id ?? '');
    if (this.#ticket.ticket !== undefined) this.#needParts(this.#ticket.ticket);
    const composer = this.#composer.value;
    if (this.#ticket.ticket !== undefined) composer?.reply.open(this.#ticket.ticket.id);
    if (composer !== undefined) composer.files.limits = this.#ticket.profile?.capabilities.files ?? null;
    super.update(changed);
  }

  #needParts(ticket: Ticket): void {
    const { reply, cc } = ticket.capabilities;
    if (reply) this.#composer.need();
    if (cc === true) this.#copies.need();
    if (isRated(ticket)) this.#rating.need();
    if (this.#wantsFollowUp(ticket)) this.#followUps.need();
  }

  readonly #onBack = (event: MouseEvent): void => {
    if (isForBrowser(event)) return;
    if (!this.dispatchEvent(new BackEvent(this.listUrl))) event.preventDefault();
  };

  readonly #onChangeStatus = async (operation: StatusChange['operation']): Promise<void> => {
    const ticket = this.#ticket.ticket;
    if (ticket === undefined || this.#ticket.changingStatus) return;
    if (!this.dispatchEvent(operation === 'closeTicket' ? new BeforeCloseEvent(ticket.id) : new BeforeReopenEvent(ticket.id))) return;
    const closing = operation === 'closeTicket' && this.#undoSeconds > 0 ? await this.#closing.get() : undefined;
    if (closing !== undefined) {
      await this.#close(closing, ticket);
      return;
    }
    await this.#changeStatus({ operation, idempotencyKey: newKey() });
    await this.updateComplete;
    if (this.#ticket.interruptedChange !== undefined) await this.focusSignIn();
    if (this.#ticket.statusError !== undefined) return;
    // The button that was pressed is gone; where there is one for the way back, it is at the same place.
    (this.renderRoot.querySelector<HTMLElement>('.status-action button') ?? this.renderRoot.querySelector<HTMLElement>('[data-main-heading]'))?.focus();
  };

  /** Seconds in which what was pressed can be undone; as long as no owner has decided, some. */
  get #undoSeconds(): number { return this.settings?.actions.undoSeconds ?? 5; }

  async #close(closing: UndoClose, ticket: Ticket): Promise<void> {
    const { t, format } = this.localize;
    const seconds = this.#undoSeconds;
    await closing.press(ticket, seconds);
    this.#announce.say(t('ticket.closesIn', { time: format.seconds(seconds) }));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.status-action button')?.focus();
  }

  async #undoClose(ticketId: string): Promise<void> {
    if (await this.#closing.value?.undo(ticketId) !== true) return;
    this.#announce.say(this.localize.t('ticket.closeUndone'));
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.status-action button')?.focus();
  }

  async #changeStatus(change: StatusChange): Promise<void> {
    const changed = await this.#ticket.changeStatus(change);
    if (changed !== undefined) this.#announce.say(this.localize.t(change.operation === 'closeTicket' ? 'ticket.closed' : 'ticket.reopened'));
  }

  async #onEarlier(all: boolean): Promise<void> {
    const count = await this.#ticket.loadEarlier(async (put) => {
      const restore = keepScroll(this.list?.firstElementChild ?? null);
      put();
      await this.updateComplete;
      restore();
    }, all);
    if (count === undefined) return;
    this.#announce.say(this.localize.t('ticket.earlierLoaded', { count }));
    await this.updateComplete;
    // The buttons are gone, and the focus with them.
    if (!this.#ticket.hasEarlier && (this.renderRoot as ShadowRoot).activeElement === null && document.activeElement === document.body) this.list?.focus({ preventScroll: true });
  }

  /** Shows what has happened meanwhile, where nobody is disturbed by it. */
  async #look(): Promise<boolean> {
    const { ticket: before, messages } = this.#ticket;
    const fresh = await this.#ticket.look();
    if (fresh == null || before === undefined) return fresh !== undefined;
    const [{ putInPlace }, { ticketNews }] = await Promise.all([import('../parts/put-in-place.ts'), import('./ticket-news.ts')]);
    await putInPlace(this, '.message', () => { this.#ticket.take(fresh, before); });
    const { ticket: now } = this.#ticket;
    const news = now === fresh.ticket ? ticketNews(this.localize, messages, this.#ticket.messages, this.#statusOf(before) === this.#statusOf(now) ? '' : this.#statusOf(now)) : '';
    if (news !== '') this.#announce.say(news);
    return true;
  }

  /** Shows the ticket again as it is now. What is being written stays. */
  async refresh(): Promise<void> {
    await this.#ticket.refresh();
  }

  override signedInHere(): void {
    if (this.textField === null) super.signedInHere();
    else this.textField.focus({ preventScroll: true });
  }

  /** Opens the ticket that is wanted, unless it is open. */
  #open(): void {
    const { value: portal } = this.connection;
    if (portal === undefined || this.ticketId === this.#opened) return;
    this.#opened = this.ticketId;
    this.#bodies.reset();
    this.#downloads.reset();
    this.showDetails = false;
    // Whoever has signed out would only be told so.
    if (this.ticketId === '' || portal.session?.customer === null) this.#ticket.close();
    else void this.#ticket.open(portal, this.ticketId);
  }

  /** Leaves nothing of a customer behind. */
  #forget(): void {
    this.#ticket.close();
    this.#composer.value?.reply.forget();
    this.#writes.forget();
    this.#closing.value?.forget();
    this.#copies.value?.forget();
    this.#rating.value?.forget();
    this.#followUps.value?.forget();
    this.#following.clear();
    this.#bodies.reset();
    this.#downloads.reset();
    this.expired = false;
    this.#opened = '';
    this.requestUpdate();
  }

  #onLoaded(ticket: Ticket): void {
    this.dispatchEvent(new TicketLoadedEvent(ticket));
  }

  async #leadToSignIn(): Promise<boolean> {
    await this.updateComplete;
    if (this.expired) await this.focusSignIn();
    return this.expired;
  }

  readonly #onFollowUp = (): void => {
    const ticket = this.#ticket.ticket;
    if (ticket === undefined || !this.dispatchEvent(new FollowUpEvent(ticket.id))) return;
    this.#following.add(ticket.id);
    this.requestUpdate();
  };

  readonly #onRelated = (event: MouseEvent, ticketId: string): void => {
    if (isForBrowser(event)) return;
    if (!this.dispatchEvent(new TicketSelectEvent(ticketId))) event.preventDefault();
    else if (this.ticketUrl === '') this.ticketId = ticketId;
  };

  /** The follow-up's form leads to the new ticket. Whoever listens further up comes first. */
  readonly #onCreatedSelect = (event: TicketSelectEvent): void => {
    queueMicrotask(() => { if (!event.defaultPrevented && this.ticketUrl === '') this.ticketId = event.ticketId; });
  };

  protected override render(): TemplateResult {
    const { t } = this.localize;
    const { ticket } = this.#ticket;
    return this.renderInstead() ?? html`
      ${this.#announce.render()}
      ${this.listUrl === '' ? nothing : html`<a class="back" href=${this.listUrl} @click=${this.#onBack}><span aria-hidden="true">←</span>${t('ticket.back')}</a>`}
      ${ticket === undefined ? this.#instead() : this.#view(ticket)}
      <slot name="footer"></slot>`;
  }

  #instead(): TemplateResult | typeof nothing {
    const { error, slow } = this.#ticket;
    const { value: portal } = this.connection;
    if (this.ticketId === '' || portal === undefined) return nothing;
    return insteadOfTicket(this.localize, { portal, error, slow, level: this.headingLevel, retry: () => { void this.#ticket.retry(); }, signIn: (reason) => this.renderSignIn(reason) });
  }

  #view(ticket: Ticket): TemplateResult {
    const { t } = this.localize;
    const level = this.headingLevel;
    const { changingStatus } = this.#ticket;
    const closing = this.#closing.value;
    const statusError = this.#ticket.statusError ?? closing?.errorOf(ticket.id);
    const status = this.#statusOf(ticket);
    return html`
      ${ticketHead(this.localize, ticket, { level, status, changingStatus, statusError, changeStatus: (operation) => { void this.#onChangeStatus(operation); }, closing: closing?.render(ticket.id, () => { void this.#undoClose(ticket.id); }), detailsShown: this.showDetails, toggleDetails: () => { this.showDetails = !this.showDetails; } })}
      <div class="columns">
        <section id="details" class="details ${this.showDetails ? 'open' : ''}" part="details" aria-labelledby="details-heading">
          ${heading(level + 1, t('ticket.details'), { id: 'details-heading' })}
          ${facts(this.localize, ticket, {
            copies: ticket.capabilities.cc === true ? this.#renderPart(this.#copies, (copies) => copies.render(ticket)) : nothing,
            related: { url: this.ticketUrl, select: this.#onRelated },
          })}
        </section>
        <section class="conversation" part="conversation" aria-labelledby="conversation-heading">
          ${heading(level + 1, t('ticket.conversation'), { id: 'conversation-heading' })}
          ${conversation(this.localize, {
            ticket: this.#ticket, pending: this.#composer.value?.pending.messages ?? [], loadEarlier: (all) => { void this.#onEarlier(all); }, status,
            article: (message) => this.#article(message),
          })}
          ${isRated(ticket) ? this.#renderPart(this.#rating, (rating) => rating.render(ticket, level + 1)) : nothing}
          ${this.#renderEnd(ticket)}
          ${this.expired ? this.renderSignIn(t('portal.sessionEnded')) : nothing}
        </section>
      </div>`;
  }

  #statusOf({ status }: Ticket): string { return statusLabel(this.localize, this.settings, status, this.statusMode); }

  /** A message; it is built again only where something about it has changed. */
  #article(message: Message): unknown {
    const { localize } = this;
    const pending = this.#composer.value?.pending.view(message);
    const body = this.#bodies.get(message);
    const level = this.headingLevel + 2;
    const shown = [message, body, level, timeAgo(localize, message), ...localize.sources, ...message.attachments.map(({ id }) => this.#downloads.get(id))];
    const article = (): TemplateResult => messageArticle(localize, message, {
      level, body, pending,
      stateOf: ({ id }) => this.#downloads.get(id),
      download: pending !== undefined ? undefined : (attachment) => { void this.#downloads.start(attachment, (signal) => this.#ticket.openAttachment(message, attachment, signal)); },
      showImages: () => { this.#bodies.showImages(message); },
    });
    return pending === undefined ? guard(shown, article) : article();
  }

  /** What one can do after the last message. */
  #renderEnd(ticket: Ticket): unknown {
    const { t } = this.localize;
    const { id, status, capabilities: { reply, attach, followUp } } = ticket;
    const closed = status.category === 'closed';
    if (reply) {
      return this.#renderPart(this.#composer, (composer) => composer.render({ attach, level: this.headingLevel + 1, hint: closed ? t('ticket.replyReopens') : undefined }));
    }
    if (this.#wantsFollowUp(ticket)) {
      return html`
        <div part="follow-up" class="follow-up" @ticket-select=${this.#onCreatedSelect}>${this.#renderPart(this.#followUps, (forms) => forms.show(id, {
          portal: this.connection.value, headingLevel: this.headingLevel + 1, ticketUrl: this.ticketUrl,
        }))}</div>`;
    }
    if (followUp !== true) return html`<p class="notice">${t(closed ? 'ticket.closedNoReply' : 'ticket.noReply')}</p>`;
    return html`
      <div part="follow-up" class="notice stack">
        <p>${t('ticket.followUpHint')}</p>
        <div><button type="button" class="primary" @click=${this.#onFollowUp}>${t('ticket.followUp')}</button></div>
      </div>`;
  }

  /** Whether the form for a follow-up stands in place of the reply. */
  #wantsFollowUp({ id, capabilities: { reply } }: Ticket): boolean { return !reply && this.#following.has(id); }

  /** A part whose code is fetched when it is needed. */
  #renderPart<Made>({ value, error, retry }: Pick<PartController<unknown, Made>, 'value' | 'error' | 'retry'>, render: (part: Made) => unknown): unknown {
    if (value !== undefined) return render(value);
    return error === undefined ? nothing : errorState(this.localize.t, error, retry);
  }
}

/** Whether there is a rating to show, or to be given. */
const isRated = ({ capabilities, rating }: Ticket): boolean => capabilities.rate === true || rating != null;

declare global {
  interface HTMLElementTagNameMap { 'ticket-detail': TicketDetail }
  interface GlobalEventHandlersEventMap {
    'ticket-loaded': TicketLoadedEvent; 'back': BackEvent; 'before-reply': BeforeReplyEvent; 'reply-sent': ReplySentEvent;
    'before-close': BeforeCloseEvent; 'before-reopen': BeforeReopenEvent; 'follow-up': FollowUpEvent;
  }
}
