import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Message, Ticket } from '../../contract/index.ts';
import { files } from '../../i18n/en/files.ts';
import { ticket } from '../../i18n/en/ticket.ts';
import { tickets } from '../../i18n/en/tickets.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { DownloadsController } from '../../portal/controllers/downloads-controller.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import type { SentReply } from '../../portal/controllers/reply-controller.ts';
import { TicketController, type StatusChange } from '../../portal/controllers/ticket-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import type { Portal, SessionChangeEvent } from '../../portal/index.ts';
import { newKey } from '../../portal/new-key.ts';
import { viewerOf } from '../../portal/viewer-of.ts';
import { filePickerStyles } from '../parts/file-picker.styles.ts';
import { heading } from '../parts/heading.ts';
import { messageArticle } from '../parts/message.ts';
import { MessageBodies } from '../parts/message-bodies.ts';
import { messageStyles } from '../parts/message.styles.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { keepScroll } from '../parts/keep-scroll.ts';
import { errorState } from '../parts/states.ts';
import type { Writing } from './composer.ts';
import { conversation } from './conversation.ts';
import { BackEvent, BeforeCloseEvent, BeforeReopenEvent, BeforeReplyEvent, ReplySentEvent, TicketLoadedEvent } from './events.ts';
import { facts } from './facts.ts';
import { insteadOfTicket } from './instead-of-ticket.ts';
import { ticketHead } from './ticket-head.ts';
import { styles } from './ticket-detail.styles.ts';

export * from './events.ts';

type Composer = typeof import('./composer.ts');

// Fetched when the conversation is on the screen: whoever reads does not wait for it. One for all elements.
let composer: Composer | undefined;

/**
 * A ticket: its details, its conversation, and a field to reply. Offers what the ticketing system allows for this ticket and
 * nothing else. What is being written is kept for each ticket as long as the element lives, whatever goes wrong.
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
 * @csspart details - What is known of the ticket.
 * @csspart conversation - The conversation.
 * @csspart message - A message.
 * @csspart attachments - The files of a message.
 * @csspart composer - The form for a reply.
 * @csspart send - The button that sends.
 */
export class TicketDetail extends PortalElement {
  static override styles = [PortalElement.styles, filePickerStyles, messageStyles, styles];
  static override texts = [...PortalElement.texts, files, ticket, tickets];

  readonly #ticket = new TicketController(this, (ticket) => { this.#onLoaded(ticket); });
  readonly #announce = new AnnounceController(this);
  /** What is being written; undefined until there is somewhere to write. */
  #writing: Writing | undefined;
  readonly #downloads = new DownloadsController(this, ({ name }, { state: result }) => {
    this.#announce.say(this.localize.t(result === 'done' ? 'attachment.downloaded' : 'attachment.failed', { name }));
  });
  readonly #bodies = new MessageBodies(this, this.localize, (...file) => this.#ticket.openAttachment(...file));

  readonly #composing = new RequestController<void>(this);

  @query('#reply-text') private readonly textField!: HTMLTextAreaElement | null;
  @query('.conversation ol') private readonly list!: HTMLElement | null;

  @state() private showDetails = false;
  /** The session ended by itself while a ticket was shown. */
  @state() private expired = false;

  /** The id of the ticket to show; nothing is shown without one. */
  @property({ attribute: 'ticket-id' }) ticketId = '';

  /** Address of the list, for a link back to it; no link without one. */
  @property({ attribute: 'list-url' }) listUrl = '';

  /** How the status is written: `category` as Open or Closed, `stage` by the ticketing system's own name. */
  @property({ attribute: 'status-mode' }) statusMode: 'category' | 'stage' = 'category';

  /** Whose ticket it is. */
  #viewer: string | undefined;
  #opened = '';

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
    for (const sent of this.#writing?.reply.resend(portal) ?? []) {
      this.#announce.say(this.localize.t('reply.sending'));
      void this.#follow(sent, true);
    }
    this.#writing?.reply.clearError();
    const { interruptedChange } = this.#ticket;
    if (interruptedChange !== undefined) void this.#changeStatus(interruptedChange);
  }

  override ticketsChanged(ticketId: string): void {
    if (ticketId === this.#ticket.ticket?.id) void this.#ticket.refresh();
  }

  protected override update(changed: PropertyValues): void {
    this.#open();
    this.#startWriting();
    super.update(changed);
  }

  protected override updated(): void {
    if (this.#ticket.ticket?.capabilities.reply === true && !this.#composing.pending && this.#composing.error === undefined) this.#fetchComposer();
  }

  #fetchComposer(): void {
    if (composer !== undefined) return;
    void this.#composing.run(async () => {
      await new Promise(requestAnimationFrame);
      composer = await fetchPart(() => import('./composer.ts'));
    });
  }

  /** Lets somebody write about the ticket that is shown, as soon as that is possible. */
  #startWriting(): void {
    if (composer === undefined || this.#ticket.ticket?.capabilities.reply !== true) return;
    if (this.#writing === undefined) {
      this.#writing = composer.startWriting(this, this.localize, (text) => { this.#announce.say(text); });
      this.#writing.reply.open(this.#opened);
    }
    this.#writing.files.limits = this.#ticket.profile?.capabilities.files ?? null;
  }

  readonly #onBack = (event: MouseEvent): void => {
    // A new tab or window is the browser's affair.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!this.dispatchEvent(new BackEvent(this.listUrl))) event.preventDefault();
  };

  readonly #onSend = async (): Promise<void> => {
    const { value: portal } = this.connection;
    const ticket = this.#ticket.ticket;
    if (portal === undefined || ticket === undefined || this.#writing === undefined || this.#writing.reply.pending !== undefined) return;
    const { reply, files } = this.#writing;
    if (reply.check() !== undefined) {
      await this.#focusProblem();
      return;
    }
    if (!this.dispatchEvent(new BeforeReplyEvent(ticket.id, reply.text, files.files))) return;
    this.#announce.say(this.localize.t('reply.sending'));
    await this.#follow(reply.send(portal, ticket.id, this.#ticket.profile?.name ?? ''));
  };

  /** Sees to what becomes of a reply. @param again It was not pressed just now: whoever is busy elsewhere stays there. */
  async #follow({ opened, ticketId, text, message }: SentReply, again = false): Promise<void> {
    const reply = this.#writing?.reply;
    const known = new Set(this.#ticket.messages.map(({ id }) => id));
    const sent = await message;
    const leads = !again || this.matches(':focus-within');
    if (sent !== undefined) {
      this.#onSent(ticketId, sent, leads);
      return;
    }
    if (reply === undefined) return;
    if (this.#ticket.ticket?.id !== ticketId) {
      // Whoever went on to another ticket took it for sent; it waits there, with the reason.
      if (reply.errorOf(opened) !== undefined) this.#announce.say(this.localize.t('reply.failed'));
      return;
    }
    if (leads) await this.#focusProblem();
    // No answer does not mean that nothing has arrived.
    const arrived = reply.unsure ? await this.#ticket.findArrived(text, known) : undefined;
    if (arrived === undefined || !reply.unsure || reply.text !== text) return;
    reply.settle();
    this.#onSent(ticketId, arrived, leads);
  }

  readonly #onChangeStatus = async (operation: StatusChange['operation']): Promise<void> => {
    const ticket = this.#ticket.ticket;
    if (ticket === undefined || this.#ticket.changingStatus) return;
    if (!this.dispatchEvent(operation === 'closeTicket' ? new BeforeCloseEvent(ticket.id) : new BeforeReopenEvent(ticket.id))) return;
    await this.#changeStatus({ operation, idempotencyKey: newKey() });
    await this.updateComplete;
    if (this.#ticket.interruptedChange !== undefined) await this.focusSignIn();
    if (this.#ticket.statusError !== undefined) return;
    // The button that was pressed is gone; where there is one for the way back, it is at the same place.
    (this.renderRoot.querySelector<HTMLElement>('.status-action button') ?? this.renderRoot.querySelector<HTMLElement>('[data-main-heading]'))?.focus();
  };

  async #changeStatus(change: StatusChange): Promise<void> {
    const changed = await this.#ticket.changeStatus(change);
    if (changed !== undefined) this.#announce.say(this.localize.t(change.operation === 'closeTicket' ? 'ticket.closed' : 'ticket.reopened'));
  }

  readonly #onEarlier = async (): Promise<void> => {
    const restore = keepScroll(this.list?.firstElementChild ?? null);
    const count = await this.#ticket.loadEarlier();
    if (count === undefined) return;
    await this.updateComplete;
    restore();
    this.#announce.say(this.localize.t('ticket.earlierLoaded', { count }));
    if (!this.#ticket.hasEarlier) this.list?.focus({ preventScroll: true });
  };

  /** Shows the ticket again as it is now. What is being written stays. */
  async refresh(): Promise<void> {
    await this.#ticket.refresh();
  }

  override signedInHere(): void {
    if (this.textField === null) super.signedInHere();
    else this.textField.focus({ preventScroll: true });
  }

  #onSent(ticketId: string, message: Message, leads: boolean): void {
    this.#announce.say(this.localize.t('reply.sent'));
    if (this.#ticket.ticket?.id === ticketId) {
      this.#ticket.add(message);
      if (leads) this.textField?.focus({ preventScroll: true });
    }
    this.dispatchEvent(new ReplySentEvent(ticketId, message));
  }

  /** Opens the ticket that is wanted, unless it is open. */
  #open(): void {
    const { value: portal } = this.connection;
    if (portal === undefined || this.ticketId === this.#opened) return;
    this.#opened = this.ticketId;
    this.#bodies.reset();
    this.#downloads.reset();
    this.showDetails = false;
    this.#writing?.reply.open(this.ticketId);
    // Whoever has signed out would only be told so.
    if (this.ticketId === '' || portal.session?.customer === null) this.#ticket.close();
    else void this.#ticket.open(portal, this.ticketId);
  }

  /** Leaves nothing of a customer behind. */
  #forget(): void {
    this.#ticket.close();
    this.#writing?.reply.forget();
    this.#bodies.reset();
    this.#downloads.reset();
    this.expired = false;
    this.#opened = '';
    this.requestUpdate();
  }

  #onLoaded(ticket: Ticket): void {
    this.dispatchEvent(new TicketLoadedEvent(ticket));
  }

  /** Brings the person to what keeps the reply from being sent. */
  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    if (this.expired) {
      await this.focusSignIn();
      return;
    }
    const wrong = this.renderRoot.querySelector<HTMLElement>('.composer .file-item.bad button, .composer textarea[aria-invalid="true"]');
    // Cancel and the sending state are gone, and the focus with them; the button to try again is there.
    (wrong ?? this.renderRoot.querySelector<HTMLElement>('.composer button.primary'))?.focus();
  }

  protected override render(): TemplateResult {
    const { t } = this.localize;
    const { ticket } = this.#ticket;
    return html`
      ${this.#announce.render()}
      ${this.listUrl === '' ? nothing : html`<a class="back" href=${this.listUrl} @click=${this.#onBack}><span aria-hidden="true">←</span>${t('ticket.back')}</a>`}
      ${ticket === undefined ? this.#instead() : this.#view(ticket)}
      <slot name="footer"></slot>`;
  }

  #instead(): TemplateResult | typeof nothing {
    const { error, slow } = this.#ticket;
    const { value: portal } = this.connection;
    if (this.ticketId === '' && portal !== undefined) return nothing;
    return insteadOfTicket(this.localize, { portal, error, slow, level: this.headingLevel, retry: () => { void this.#ticket.retry(); }, signIn: (reason) => this.renderSignIn(reason) });
  }

  #view(ticket: Ticket): TemplateResult {
    const { t } = this.localize;
    const level = this.headingLevel;
    const { changingStatus, statusError } = this.#ticket;
    return html`
      ${ticketHead(this.localize, ticket, { level, showStage: this.statusMode === 'stage', changingStatus, statusError, changeStatus: (operation) => { void this.#onChangeStatus(operation); }, detailsShown: this.showDetails, toggleDetails: () => { this.showDetails = !this.showDetails; } })}
      <div class="columns">
        <section id="details" class="details ${this.showDetails ? 'open' : ''}" part="details" aria-labelledby="details-heading">
          ${heading(level + 1, t('ticket.details'), { id: 'details-heading' })}
          ${facts(this.localize, ticket)}
        </section>
        <section class="conversation" part="conversation" aria-labelledby="conversation-heading">
          ${heading(level + 1, t('ticket.conversation'), { id: 'conversation-heading' })}
          ${conversation(this.localize, {
            ticket: this.#ticket, pending: this.#writing?.reply.pending, loadEarlier: () => { void this.#onEarlier(); },
            article: (message, pending) => this.#article(message, pending),
          })}
          ${this.#composer(ticket)}
          ${this.expired ? this.renderSignIn(t('portal.sessionEnded')) : nothing}
        </section>
      </div>`;
  }

  #article(message: Message, pending: boolean): TemplateResult {
    return messageArticle(this.localize, message, {
      level: this.headingLevel + 2, body: this.#bodies.get(message), pending,
      stateOf: ({ id }) => this.#downloads.get(id),
      download: pending ? undefined : (attachment) => { void this.#downloads.start(attachment, (signal) => this.#ticket.openAttachment(message, attachment, signal)); },
      showImages: () => { this.#bodies.showImages(message); },
    });
  }

  #composer({ status, capabilities }: Ticket): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const closed = status.category === 'closed';
    if (!capabilities.reply) return html`<p class="notice">${t(closed ? 'ticket.closedNoReply' : 'ticket.noReply')}</p>`;
    const { error } = this.#composing;
    if (composer === undefined || this.#writing === undefined) return error === undefined ? nothing : errorState(t, error, () => { this.#fetchComposer(); });
    return composer.composer(this.localize, {
      ...this.#writing, attach: capabilities.attach, level: this.headingLevel + 1,
      hint: closed ? t('ticket.replyReopens') : undefined, send: () => { void this.#onSend(); },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap { 'ticket-detail': TicketDetail }
  interface GlobalEventHandlersEventMap {
    'ticket-loaded': TicketLoadedEvent; 'back': BackEvent; 'before-reply': BeforeReplyEvent; 'reply-sent': ReplySentEvent;
    'before-close': BeforeCloseEvent; 'before-reopen': BeforeReopenEvent;
  }
}
