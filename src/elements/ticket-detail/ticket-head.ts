import { html, nothing, type TemplateResult } from 'lit';
import type { PortalError, Ticket } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { heading } from '../parts/heading.ts';
import { errorText } from '../parts/states.ts';

/** What the head of a ticket needs besides the ticket. */
export interface TicketHeadOptions {
  /** Level of the heading. */
  readonly level: number;
  /** What the status is called. */
  readonly status: string;
  readonly changingStatus: boolean;
  readonly statusError: PortalError | undefined;
  /** Where there is little room, details are shown on demand; the section's id is `details`. */
  readonly detailsShown: boolean;
  readonly toggleDetails: () => void;
  readonly changeStatus: (operation: 'closeTicket' | 'reopenTicket') => void;
  /** What stands in place of the button while the ticket is about to be closed; undefined where it is not. */
  readonly closing: TemplateResult | undefined;
}

/** A ticket's subject, status and whose turn it is, with the button that closes it or opens it again where that is allowed. */
export function ticketHead(localize: LocalizeController, ticket: Ticket, options: TicketHeadOptions): TemplateResult {
  const { t } = localize;
  const { subject } = ticket;
  const { closing } = options;
  // It looks as it will.
  const { status: { category }, waitingOn } = closing === undefined ? ticket : { status: { category: 'closed' }, waitingOn: null };
  return html`
    <div class="ticket-head">
      <div class="ticket-title">
        ${heading(options.level, html`<span dir="auto">${subject}</span>`, { main: true })}
        <div class="row">
          <span class="badge ${category}"><bdi>${closing === undefined ? options.status : t('status.closed')}</bdi></span>
          ${waitingOn === null ? nothing : html`<span class="badge ${waitingOn === 'customer' ? 'accent' : ''}">${t(waitingOn === 'customer' ? 'list.waitingOnYou' : 'list.waitingOnUs')}</span>`}
        </div>
      </div>
      <div class="row">
        <button type="button" class="toggle" aria-expanded=${options.detailsShown} aria-controls="details" @click=${options.toggleDetails}>${t('ticket.details')}</button>
        ${closing ?? statusAction(localize, ticket, options)}
      </div>
    </div>`;
}

function statusAction({ t }: LocalizeController, { capabilities: { close, reopen } }: Ticket, { changingStatus, statusError, changeStatus }: TicketHeadOptions): TemplateResult | typeof nothing {
  if (!close && !reopen) return nothing;
  const [operation, label, busy] = close
    ? ['closeTicket', t('ticket.close'), t('ticket.closing')] as const
    : ['reopenTicket', t('ticket.reopen'), t('ticket.reopening')] as const;
  return html`
    <div class="status-action">
      <button type="button" aria-disabled=${changingStatus} @click=${() => { changeStatus(operation); }}>${changingStatus ? busy : label}</button>
      <div role="alert">${statusError === undefined ? nothing : html`<p class="error-text">${errorText(t, statusError)}</p>`}</div>
    </div>`;
}
