import type { Session } from '../contract/index.ts';

/** Somebody signed in or out, or the session turned out to have ended. */
export class SessionChangeEvent extends Event {
  static readonly type = 'session-change';
  readonly session: Session;
  /** The session ended by itself, without a sign-out: who was signed in may come back, and what they typed should be there then. */
  readonly expired: boolean;

  constructor(session: Session, expired = false) {
    super(SessionChangeEvent.type);
    this.session = session;
    this.expired = expired;
  }
}

/** A ticket was created or changed through this portal. */
export class TicketsChangeEvent extends Event {
  static readonly type = 'tickets-change';
  readonly ticketId: string;

  constructor(ticketId: string) {
    super(TicketsChangeEvent.type);
    this.ticketId = ticketId;
  }
}
