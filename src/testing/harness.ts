import type { Customer, Scope, TicketingAdapter } from '../contract/index.ts';
import type { SuiteData } from './data.ts';

/**
 * What a backend may be unable to hold or a harness unable to do. Each one that applies is declared with a reason; the tests
 * that need it are then skipped, and where the suite can see that the declaration is not true, it fails.
 */
export type Limit =
  /** Messages in HTML. */
  | 'html'
  /** Files that a message's HTML shows. */
  | 'inline-images'
  /** Messages and tickets with dates of the past. */
  | 'dates'
  /** Customers in copy. */
  | 'cc'
  /** Organizations and their members. */
  | 'organizations'
  /** More than one queue, inbox or pipeline. */
  | 'queues'
  /** Fields of tickets, and a form that asks for them. */
  | 'fields'
  /** Tickets with which a customer may do nothing. */
  | 'locked'
  /** A ticket in a stage that the adapter's configuration does not know. */
  | 'unknown-stage'
  /** Acting as an agent while the suite runs ({@link Harness.agentReply}, {@link Harness.agentNote}). */
  | 'agent'
  /** Making the backend fail ({@link Harness.outage}). */
  | 'outage';

/** What ids a harness may have to translate. */
export type IdKind = 'ticket' | 'stage' | 'field' | 'form' | 'organization' | 'queue';

/** A backend that holds the suite's data, and the ways to reach it. */
export interface Harness {
  /** One customer's adapter; the suite puts `validated()` around it. May be slow, the suite asks once per customer and scope. */
  adapterFor(customer: Customer, scope: Scope): TicketingAdapter | Promise<TicketingAdapter>;
  /** The backend's own id of something of the data set. */
  idOf(kind: IdKind, key: string): string;
  /** An agent's public reply to a ticket. */
  agentReply?: ((ticketId: string, text: string) => Promise<void>) | undefined;
  /** An agent's internal note with a text file. */
  agentNote?: ((ticketId: string, text: string, file: { readonly name: string; readonly content: string }) => Promise<void>) | undefined;
  /** Runs something while the backend fails: is down, answers 500, whatever can be had. */
  outage?: ((during: () => Promise<void>) => Promise<void>) | undefined;
  /** Ends connections and removes what was made. */
  close?(): Promise<void>;
}

/** Fills a backend with the suite's data. Called once per run. */
export type MakeBackend = (data: SuiteData) => Harness | Promise<Harness>;

/** What the suite needs of a test runner: `node:test`, mocha and vitest have it. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it: {
    (name: string, body: () => Promise<void>): unknown;
    skip(name: string, body: () => Promise<void>): unknown;
  };
  before(body: () => Promise<void>): unknown;
  after(body: () => Promise<void>): unknown;
}
