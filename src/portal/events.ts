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

/** The gateway said when the session ends: `session.expires` without activity, `session.ends` whatever happens. */
export class SessionTimeEvent extends Event {
  static readonly type = 'session-time';
  readonly session: Session;

  constructor(session: Session) {
    super(SessionTimeEvent.type);
    this.session = session;
  }
}

/** The session is about to end. */
export interface SessionWarning {
  /** Whole minutes that are left. */
  readonly minutes: number;
  /** Nothing can make it last longer. */
  readonly final: boolean;
}

/** The session ends soon, or has been prolonged or has ended since. */
export class SessionWarningEvent extends Event {
  static readonly type = 'session-warning';
  readonly warning: SessionWarning | undefined;

  constructor(warning: SessionWarning | undefined) {
    super(SessionWarningEvent.type);
    this.warning = warning;
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

/** What the owner has decided about the portal is known, or has changed: see {@link import('./portal.ts').Portal.settings}. */
export class SettingsChangeEvent extends Event {
  static readonly type = 'settings-change';

  constructor() {
    super(SettingsChangeEvent.type);
  }
}
