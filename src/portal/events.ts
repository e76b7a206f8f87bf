import type { Session } from '../contract/index.ts';

/** Somebody signed in or out, or the session turned out to have ended. */
export class SessionChangeEvent extends Event {
  static readonly type = 'session-change';
  readonly session: Session;

  constructor(session: Session) {
    super(SessionChangeEvent.type);
    this.session = session;
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
