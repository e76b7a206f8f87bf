import type { Customer, Scope, TicketingAdapter, TicketingBackend } from '../contract/index.ts';
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
  /** Customers who are members of more than one organization. */
  | 'several-organizations'
  /** More than one queue, inbox or pipeline. */
  | 'queues'
  /** An inbox of the owner's choice, and tickets without any conversation. */
  | 'inbox'
  /** More than one conversation of a ticket. */
  | 'threads'
  /** Fields of tickets, and a form that asks for them. */
  | 'fields'
  /** Tickets with which a customer may do nothing. */
  | 'locked'
  /** A ticket in a stage that the adapter's configuration does not know. */
  | 'unknown-stage'
  /** Changing who is in copy: the capability `cc`. */
  | 'cc-changes'
  /** Rating closed tickets: the capability `rate`. */
  | 'rating'
  /** New tickets that lead to closed ones: the capability `followUp`. */
  | 'follow-up'
  /** What the owner's settings ask of the backend ({@link Harness.backend}). */
  | 'owner'
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
  /** The owner's side of the backend: what it has, how many tickets satisfy a filter, whose portal can be looked at. */
  readonly backend?: Pick<TicketingBackend, 'describe' | 'countTickets' | 'findCustomers'> | undefined;
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
