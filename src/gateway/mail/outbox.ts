import type { MailKind } from '../../contract/index.ts';

/** A mail that is to be written: what it is about, for whom, and what to fill in. */
export interface MailOrder {
  readonly kind: MailKind;
  readonly to: string;
  readonly name: string;
  /** Tag of the language that the person reads; the nearest one that there is. */
  readonly language: string | undefined;
  readonly link?: string;
  readonly code?: string;
  /** Minutes until link or code are void, and the mail with them; without, it is given up after three days. */
  readonly minutes?: number;
}

/**
 * Mails on their way. They are kept in the database, sealed, until the mail server has taken them, whichever instance sends them. Each is sent once; only where
 * an instance dies, or loses its database, between the mail server's yes and the deletion, it is sent again, with the same `Message-ID`.
 */
export interface Outbox {
  /** Whether mails can be sent at all. */
  readonly enabled: boolean;
  /**
   * Keeps a mail, and begins to send it. Does not wait for the mail server, so it takes the same time whatever becomes of the mail.
   * @throws PortalError `unsupported` where mails cannot be sent, `invalid-input` where the receiver is no address
   */
  send(order: MailOrder): Promise<void>;
  /** Whether the mail server could not be reached, or took nothing from us, at the last try, for whoever it was and by whichever instance. */
  delayed(): Promise<boolean>;
  /**
   * Sends what is due, and from then on looks by itself for what others have left behind. Called at the start, and now and then where
   * timers do not live between requests. Never rejects: faults are logged.
   */
  deliver(): Promise<void>;
  /** Sends nothing more. What is being sent may end; after five seconds it is cut off and left to the next start or another instance. */
  close(): Promise<void>;
}
