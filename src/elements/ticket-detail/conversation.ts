import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { TicketController } from '../../portal/controllers/ticket-controller.ts';
import { emptyState, errorText } from '../parts/states.ts';

/** What a conversation is made of. */
export interface ConversationOptions {
  readonly ticket: TicketController;
  /** The reply on its way. */
  readonly pending: Message | undefined;
  readonly loadEarlier: () => void;
  readonly article: (message: Message, pending: boolean) => TemplateResult;
}

/** The messages in order, the oldest at the top, with a way to earlier ones. */
export function conversation({ t }: LocalizeController, { ticket, pending, loadEarlier, article }: ConversationOptions): TemplateResult {
  const { messages, newSince, hasEarlier, loadingEarlier, earlierError } = ticket;
  const shown = pending === undefined ? messages : [...messages, pending];
  if (shown.length === 0) return emptyState(t('ticket.noMessages'), ticket.ticket?.capabilities.reply === true ? t('ticket.noMessagesHint') : '');
  const firstNew = messages.find(({ author, created }) => !author.isMe && Date.parse(created) > newSince);
  return html`
    ${hasEarlier ? html`<button type="button" class="earlier" aria-disabled=${loadingEarlier} @click=${loadEarlier}>${loadingEarlier ? t('ticket.loadingEarlier') : t('ticket.earlier')}</button>` : nothing}
    <div role="alert">${earlierError === undefined ? nothing : html`<p class="error-text">${errorText(t, earlierError)}</p>`}</div>
    <ol tabindex="-1" aria-labelledby="conversation-heading">
      ${repeat(shown, ({ id }) => id, (message) => html`
        <li>${message === firstNew ? html`<div class="new-marker">${t('ticket.newSince')}</div>` : nothing}${article(message, message === pending)}</li>`)}
    </ol>`;
}
