import type { Filter } from './filter.ts';
import type { View } from './capabilities.ts';
import type { BackendDescription } from './settings/backend-description.ts';
import type { Person, TicketSummary } from './ticket.ts';
import type { TicketingAdapter } from './ticketing.ts';

/** A customer whose identity has been verified. Backends know them by their e-mail address. */
export interface Customer {
  /** The account's id in the access system; never shown. */
  readonly id: string;
  /** Verified and in lower case. */
  readonly email: string;
  readonly name: string;
}

/**
 * What of the backend a customer may reach. It is bound when an adapter is made and becomes part of every query that the
 * adapter sends, in the backend's own query language; a page is never thinned afterwards, because cursors would break and
 * counts would leak. A ticket outside of it reads exactly like an absent one, in every operation.
 */
export interface Scope {
  /** The views granted. `mine` covers tickets requested by the customer, `organization` those of the customer's organizations, `cc` those with the customer in CC. */
  readonly views: readonly View[];
  /** The owner's rule that tickets must satisfy besides; null for none. */
  readonly filter: Filter | null;
  /** Of which organizations `organization` covers tickets, where a customer has several: all (default), or the first one only. The profile names those alone. */
  readonly organizations?: 'primary' | 'all';
  /** Which conversations of a ticket are reached: all (default), or the oldest one only. Messages of the others are absent in every operation. */
  readonly threads?: 'original' | 'all';
  /** The queue where new tickets arrive, whatever the form says, and to which a ticket without any conversation moves with the customer's first reply; null (default): none. */
  readonly inbox?: string | null;
  /** Ids of the fields that rows of a list carry in `fields`; default none. */
  readonly columns?: readonly string[];
}

/** The scope of a customer where no owner has set a rule. */
export const OWN_TICKETS: Scope = { views: ['mine', 'cc'], filter: null };

/** A ticketing system. Holds its secrets; makes an adapter for each customer. */
export interface TicketingBackend {
  /** For logs and health: `desk`, `request-tracker`. */
  readonly name: string;
  /** One customer's view, bound for good: no operation takes an identity. Cheap to call; the gateway does for every request. */
  adapterFor(customer: Customer, scope: Scope): TicketingAdapter;
  /**
   * What the system has for the owner's settings to speak of. A backend without it can be used, but its owner has to know its names by
   * heart. @throws PortalError `unavailable` …
   */
  describe?(signal?: AbortSignal): Promise<BackendDescription>;
  /** How many tickets satisfy a filter, whoever's they are, and the latest `limit` of them. For owners only. @throws PortalError `invalid-input` for a rule that cannot be kept */
  countTickets?(filter: Filter | null, limit: number, signal?: AbortSignal): Promise<{ readonly count: number; readonly sample: TicketSummary[] }>;
  /** Customers whose name or address holds a text, at most 20. For owners only. */
  findCustomers?(search: string, signal?: AbortSignal): Promise<Person[]>;
  /**
   * Calls back with the id of every ticket that has changed in what customers see of it (a public message, status, copies, a new one), as far as it may concern
   * this customer; never for what is internal. Nothing is decided by that: whoever is told asks with the customer's adapter what of it the customer may see. Changes that
   * were made elsewhere may come some seconds late, and one may come twice. Belongs to the capability `live`. @returns what ends it
   */
  watch?(customer: Customer, changed: (ticketId: string) => void): () => void;
  /** Resolves when the backend can be reached, rejects with what is wrong; the health endpoint asks. */
  check?(signal: AbortSignal): Promise<void>;
  /** Ends connections. */
  close?(): Promise<void>;
}
