import type { BackendFault } from './failing-backend.ts';
import type { Account, GatewaySetting } from './gateway-process.ts';

/** A message as the ticketing system itself keeps it. */
export interface KeptMessage {
  readonly text: string;
  readonly files: readonly KeptFile[];
}
export interface KeptFile { readonly name: string; readonly bytes: Uint8Array }

/** Where something goes wrong on the way to the ticketing system and back, and what. */
export interface SystemFault extends Omit<BackendFault, 'point'> {
  /** Besides those of {@link BackendFault}: when it has got everything and says nothing yet, and in the middle of its answer. */
  readonly point: BackendFault['point'] | 'sent' | 'answer';
  readonly then: 'fail' | 'hang' | (() => Promise<unknown>);
}

/** A ticketing system under test, and how it is looked into without the portal. */
export interface System {
  readonly name: string;
  /** Customers who have an account there. */
  readonly customers: readonly Account[];
  /** How gateways reach it. */
  readonly backend: GatewaySetting['backend'];
  /** Opens a ticket of a customer with a first message, and answers its id. */
  openTicket(customer: Account, subject: string): Promise<string>;
  /** Public messages of a ticket, oldest first. */
  conversation(ticketId: string): Promise<readonly KeptMessage[]>;
  /** Ids of the tickets of a subject. */
  ticketsOf(subject: string): Promise<readonly string[]>;
  end(): Promise<void>;
}
