import type { FileSource, FormValues, Ticket } from '../../contract/index.ts';

/** The customer has filled in the form and pressed submit. Bubbles; cancel it to keep the form from being sent, and say why. */
export class BeforeSubmitEvent extends Event {
  static readonly type = 'before-submit';
  readonly formId: string;
  /** By field id; null where nothing is filled in. */
  readonly values: FormValues;
  /** By field id. */
  readonly files: Readonly<Record<string, readonly FileSource[]>>;
  /** The id of the closed ticket that the new one goes on with; `''` for none. */
  readonly followUpOf: string;

  constructor(formId: string, values: FormValues, files: Readonly<Record<string, readonly FileSource[]>>, followUpOf = '') {
    super(BeforeSubmitEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.formId = formId;
    this.values = values;
    this.files = files;
    this.followUpOf = followUpOf;
  }
}

/** A ticket was created from the form. Bubbles. */
export class TicketCreatedEvent extends Event {
  static readonly type = 'ticket-created';
  readonly ticket: Ticket;

  constructor(ticket: Ticket) {
    super(TicketCreatedEvent.type, { bubbles: true, composed: true });
    this.ticket = ticket;
  }
}

declare global {
  interface GlobalEventHandlersEventMap { 'before-submit': BeforeSubmitEvent; 'ticket-created': TicketCreatedEvent }
}
