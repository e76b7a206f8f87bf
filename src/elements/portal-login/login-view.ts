import type { nothing, ReactiveControllerHost, TemplateResult } from 'lit';
import type { Session } from '../../contract/index.ts';

/** The views of the sign-in. `mail-sent` and `signed-in` are only come to: after a mail was asked for, and once somebody is signed in. */
export type LoginViewName =
  | 'sign-in' | 'register' | 'reset' | 'sign-in-mail' | 'mail-sent' | 'verify' | 'new-password' | 'sign-in-link' | 'invitation' | 'preview'
  | 'consent' | 'denied' | 'sign-out' | 'account' | 'signed-in';

/** Those that are part of the element's own code; the code of the others is fetched. */
export const isOwn = (view: LoginViewName): view is 'sign-in' | 'signed-in' => view === 'sign-in' || view === 'signed-in';
/** A view whose code is fetched. */
export type FetchedView = Exclude<LoginViewName, 'sign-in' | 'signed-in'>;

/** Those for whoever has the link of a mail, whoever else is signed in. */
const BY_MAIL: readonly string[] = ['verify', 'new-password', 'sign-in-link', 'invitation', 'preview'] satisfies LoginViewName[];
/** Those that a link or an attribute may lead to. */
const LINKED: readonly string[] = [
  ...BY_MAIL, 'sign-in', 'register', 'reset', 'sign-in-mail', 'consent', 'denied', 'sign-out', 'account',
];

/** A view whose code is fetched when it is needed. Made once; opened and closed as often as it is shown. */
export interface LoginView {
  /** It has a place of its own for the owner's text; otherwise that stands above it. */
  readonly placesText?: boolean;
  heading(): string;
  render(): TemplateResult | typeof nothing;
  opened?(): void;
  /** Gives up what it is waiting for, and forgets what was typed. */
  closed?(): void;
}

/** What the controller needs of its element. */
export interface LoginHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** The view that is wanted. */
  view: string;
  readonly headingLevel: number;
  focusHeading(): Promise<void>;
}

/** A mail that was asked for. */
export interface SentMail {
  readonly kind: 'verification' | 'reset' | 'sign-in';
  readonly email: string;
  readonly delayed: boolean;
  /** The browser's half of a sign-in by code. */
  readonly challenge?: string;
  /** Asks for the same mail once more. */
  readonly again: (signal: AbortSignal) => Promise<SentMail>;
}

/** The view that a word in an address or an attribute means; the sign-in where it means none. */
export const viewNamed = (name: string): LoginViewName => (LINKED.includes(name) ? name as LoginViewName : 'sign-in');

/**
 * The view that is shown where one is wanted: who is signed in, or kept out, has the say.
 * @returns undefined as long as it takes to know who is there
 */
export function viewFor(wanted: LoginViewName, session: Session | undefined): LoginViewName | undefined {
  if (BY_MAIL.includes(wanted)) return wanted;
  if (session === undefined) return wanted === 'account' || wanted === 'consent' || wanted === 'sign-out' ? undefined : wanted;
  if (wanted === 'sign-out') return wanted;
  if (session.held !== undefined) return session.held.reason;
  if (session.customer !== null) return wanted === 'account' && session.preview === undefined ? wanted : 'signed-in';
  return wanted === 'account' || wanted === 'consent' || wanted === 'signed-in' ? 'sign-in' : wanted;
}
