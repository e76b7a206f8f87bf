import type { ConnectedForm, Customer, LocalizedText, Organization, Scope } from '../contract/index.ts';

/** What a customer may reach and do, and how it is told them. */
export interface Policy {
  /** Becomes part of every query. */
  readonly scope: Scope;
  /** How states of tickets are told: as open or closed, by the backend's own stages, or by the owner's labels (stages without one as open or closed). */
  readonly status: 'category' | 'stage' | Readonly<Record<string, LocalizedText>>;
  /** Ids of the fields that a ticket's page shows, in their order. */
  readonly fields: readonly string[] | 'all';
  /** The forms that may be filled in, in their order. */
  readonly forms: readonly ConnectedForm[] | 'all';
  readonly actions: {
    readonly reply: boolean;
    readonly close: boolean;
    /** Null: never. `days` after the ticket was closed; null for always. */
    readonly reopen: { readonly days: number | null } | null;
    readonly cc: 'nobody' | 'colleagues' | 'anybody';
    readonly rate: boolean;
  };
}

/** What a rule about customers may ask of the backend. */
export interface Contact {
  readonly customer: Customer;
  /** All organizations of the customer, the primary one first. */
  organizations(): Promise<readonly Organization[]>;
}

/**
 * Decides what a customer may reach; null admits the customer to nothing. Asked for every request, so that a change holds from
 * the next one on.
 */
export type PolicyOf = (contact: Contact) => Policy | null | Promise<Policy | null>;

/** All that a scope covers, told as the backend tells it: the policy of a portal whose owner forbids nothing. */
export const everythingIn = (scope: Scope): Policy => ({
  scope, status: 'stage', fields: 'all', forms: 'all',
  actions: { reply: true, close: true, reopen: { days: null }, cc: 'anybody', rate: true },
});
