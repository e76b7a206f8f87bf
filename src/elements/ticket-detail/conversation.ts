import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { TicketController } from '../../portal/controllers/ticket-controller.ts';
import { emptyState, errorText } from '../parts/states.ts';

/** What a conversation is made of. */
export interface ConversationOptions {
  readonly ticket: TicketController;
  /** Replies on their way. */
  readonly pending: readonly Message[];
  /** Shows some earlier messages, or all of them. */
  readonly loadEarlier: (all: boolean) => void;
  /** What the status is called. */
  readonly status: string;
  readonly article: (message: Message) => unknown;
}

/** Whether a message is somebody else's, and new to the customer. */
const isNew = ({ newSince }: TicketController, { author, created }: Message): boolean => !author.isMe && Date.parse(created) > newSince;

/** What has changed since the last visit, in a line; nothing where nothing has. */
function changes({ t, format }: LocalizeController, ticket: TicketController, status: string): TemplateResult | typeof nothing {
  const fresh = ticket.messages.filter((message) => isNew(ticket, message));
  const files = fresh.reduce((count, { attachments }) => count + attachments.length, 0);
  const isMoved = ticket.formerStage !== undefined && ticket.formerStage !== ticket.ticket?.status.stage;
  const parts = [
    fresh.length === 0 ? '' : t('ticket.newMessages', { count: fresh.length }), files === 0 ? '' : t('ticket.newFiles', { count: files }),
    isMoved ? t('ticket.newStatus', { status }) : '',
  ].filter(Boolean);
  return parts.length === 0 ? nothing : html`<p class="since muted">${t('ticket.sinceLast', { changes: format.list(parts) })}</p>`;
}

/** The way to earlier messages. All of them are offered to whoever has seen that there are many. */
function earlierButtons({ t }: LocalizeController, { loadingEarlier, hasLoadedEarlier }: TicketController, load: (all: boolean) => void): TemplateResult {
  return html`
    <div class="earlier row">
      <button type="button" aria-disabled=${loadingEarlier} @click=${() => { load(false); }}>${t(loadingEarlier ? 'ticket.loadingEarlier' : 'ticket.earlier')}</button>
      ${hasLoadedEarlier ? html`<button type="button" class="quiet" aria-disabled=${loadingEarlier} @click=${() => { load(true); }}>${t('ticket.allEarlier')}</button>` : nothing}
    </div>`;
}

/** The messages in order, the oldest at the top, with a way to earlier ones. */
export function conversation(localize: LocalizeController, { ticket, pending, loadEarlier, status, article }: ConversationOptions): TemplateResult {
  const { t } = localize;
  const { messages, hasEarlier, earlierError } = ticket;
  const shown = [...messages, ...pending];
  if (shown.length === 0) return emptyState(t('ticket.noMessages'), ticket.ticket?.capabilities.reply === true ? t('ticket.noMessagesHint') : '');
  const firstNew = messages.find((message) => isNew(ticket, message));
  return html`
    ${changes(localize, ticket, status)}
    ${hasEarlier ? earlierButtons(localize, ticket, loadEarlier) : nothing}
    <div role="alert">${earlierError === undefined ? nothing : html`<p class="error-text">${errorText(t, earlierError)}</p>`}</div>
    <ol tabindex="-1" aria-labelledby="conversation-heading">
      ${repeat(shown, ({ id }) => id, (message) => html`
        <li>${message === firstNew ? html`<div class="new-marker">${t('ticket.newSince')}</div>` : nothing}${article(message)}</li>`)}
    </ol>`;
}
