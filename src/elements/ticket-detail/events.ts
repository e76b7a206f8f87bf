import type { Message, Ticket } from '../../contract/index.ts';

/** A ticket is on the page. Bubbles. */
export class TicketLoadedEvent extends Event {
  static readonly type = 'ticket-loaded';
  readonly ticket: Ticket;

  constructor(ticket: Ticket) {
    super(TicketLoadedEvent.type, { bubbles: true, composed: true });
    this.ticket = ticket;
  }
}

/** The customer wants back to the list. Cancel it to go there in your own way instead of following the link. Bubbles. */
export class BackEvent extends Event {
  static readonly type = 'back';
  /** The address of the list. */
  readonly url: string;

  constructor(url: string) {
    super(BackEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.url = url;
  }
}

/** A reply is about to be sent. Cancel it to keep it; what was written stays. Bubbles. */
export class BeforeReplyEvent extends Event {
  static readonly type = 'before-reply';
  readonly ticketId: string;
  readonly text: string;
  readonly files: readonly File[];

  constructor(ticketId: string, text: string, files: readonly File[]) {
    super(BeforeReplyEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.ticketId = ticketId;
    this.text = text;
    this.files = files;
  }
}

/** A reply has been sent; the message is as the ticketing system keeps it. Bubbles. */
export class ReplySentEvent extends Event {
  static readonly type = 'reply-sent';
  readonly ticketId: string;
  readonly message: Message;

  constructor(ticketId: string, message: Message) {
    super(ReplySentEvent.type, { bubbles: true, composed: true });
    this.ticketId = ticketId;
    this.message = message;
  }
}

/** A ticket is about to be closed. Cancel it to keep it open, for a question of your own, say. Bubbles. */
export class BeforeCloseEvent extends Event {
  static readonly type = 'before-close';
  readonly ticketId: string;

  constructor(ticketId: string) {
    super(BeforeCloseEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.ticketId = ticketId;
  }
}

/** A ticket is about to be opened again. Cancel it to keep it closed. Bubbles. */
export class BeforeReopenEvent extends Event {
  static readonly type = 'before-reopen';
  readonly ticketId: string;

  constructor(ticketId: string) {
    super(BeforeReopenEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.ticketId = ticketId;
  }
}

/**
 * The customer wants to go on with a closed ticket in a new one. Cancel it to show the form yourself, with `follow-up-of`; else it appears in the
 * ticket's page. Bubbles.
 */
export class FollowUpEvent extends Event {
  static readonly type = 'follow-up';
  readonly ticketId: string;

  constructor(ticketId: string) {
    super(FollowUpEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.ticketId = ticketId;
  }
}
