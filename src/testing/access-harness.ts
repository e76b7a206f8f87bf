import type { AccessAdapter, TicketingAdapter } from '../contract/index.ts';

/** What a harness of an access implementation may be unable to do, each declared with a reason. */
export type AccessLimit =
  /** Tickets behind the session: {@link AccessBrowser.ticketing}. */
  | 'ticketing'
  /** Passkeys: {@link AccessHarness.authenticator}. */
  | 'passkeys';

/** The owner's rules, as the suite changes them. */
export interface AccessRules {
  readonly password: boolean;
  readonly registration: boolean;
  readonly signInMail: 'link' | 'code' | 'both' | null;
  readonly passkeys: boolean;
  readonly admit: 'everyone' | { readonly addresses?: string[]; readonly domains?: string[]; readonly groups?: string[] };
  /** Terms, by language tag; `sites` are other terms for pages of an origin. */
  readonly consent: (AccessTerms & { readonly sites?: Record<string, AccessTerms> }) | null;
}
export interface AccessTerms { readonly version: string; readonly texts: Record<string, { readonly text: string; readonly label: string }> }

/** One browser, with cookies of its own. */
export interface AccessBrowser {
  readonly access: AccessAdapter;
  /** The tickets of whom this browser's session is for. The suite reads lists, nothing else. */
  readonly ticketing?: TicketingAdapter;
}

/** A mail that was sent. */
export interface SentMail {
  readonly kind: 'verification' | 'known-address' | 'reset' | 'sign-in' | 'invitation' | 'password-changed';
  readonly to: string;
  /** What stands in its link. */
  readonly token?: string;
  /** What it tells to type. */
  readonly code?: string;
}

/** A device for passkeys: what a browser's `navigator.credentials` answers, as JSON. */
export interface AccessAuthenticator {
  create(options: Record<string, unknown>): Record<string, unknown>;
  get(options: Record<string, unknown>): Record<string, unknown>;
}

/** An implementation of the access contract, and the ways to reach it. Mails can always be sent; sessions live for 30 minutes without a request and 12 hours at most. */
export interface AccessHarness {
  /** Origins of two pages that hold the portal. */
  readonly sites: readonly [string, string];
  /** A browser that was never here, at a page of this origin. */
  browser(site: string): AccessBrowser | Promise<AccessBrowser>;
  /** The owner's rules from now on, whole. They hold from the next request on. */
  setRules(rules: AccessRules): void | Promise<void>;
  /** What the owner does with accounts. */
  createAccount(account: { readonly email: string; readonly name: string; readonly password: string }): void | Promise<void>;
  disableAccount(email: string): void | Promise<void>;
  /** Puts an address, or `@` and a domain, into one of the owner's groups, or takes it out. */
  setMember(group: string, member: string, isIn: boolean): void | Promise<void>;
  invite(guest: { readonly email: string; readonly name: string }): void | Promise<void>;
  withdrawInvitation(email: string): void | Promise<void>;
  /** The token of a link by which the support team sees what a customer sees. */
  preview(people: { readonly agent: string; readonly customer: string }): string | Promise<string>;
  /** All mails that were sent, the oldest first; none is on its way any more. */
  mails(): readonly SentMail[] | Promise<readonly SentMail[]>;
  /** Time goes by. */
  wait(minutes: number): void | Promise<void>;
  /** A new device at a page of this origin. */
  authenticator?: ((site: string) => AccessAuthenticator) | undefined;
  /** Ends connections and removes what was made. */
  close?(): void | Promise<void>;
}

/** Starts an implementation without any account. Called once per run. */
export type MakeAccess = () => AccessHarness | Promise<AccessHarness>;
