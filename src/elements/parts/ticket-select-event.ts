/**
 * The customer wants to open a ticket. Fired by whatever links to one, before the browser follows the link. Bubbles; cancel it
 * to show the ticket yourself, and the link is not followed.
 */
export class TicketSelectEvent extends Event {
  static readonly type = 'ticket-select';
  /** The ticket's id, as the contract knows it. */
  readonly ticketId: string;

  constructor(ticketId: string) {
    super(TicketSelectEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.ticketId = ticketId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap { 'ticket-select': TicketSelectEvent }
}
