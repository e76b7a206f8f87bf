import * as z from 'zod/mini';
import { PortalError, type Access, type AccessOperation, type Output, type ParsedInput, type SignInMethod } from '../../../contract/index.ts';
import { DEFAULT_RULES, type MemoryAccessOptions, type MemoryAccessRules } from './rules.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** A mail that was sent. */
export interface MemoryMail {
  readonly kind: 'verification' | 'known-address' | 'reset' | 'sign-in' | 'invitation' | 'password-changed';
  readonly to: string;
  /** What its link holds: `#portal=<view>&token=<token>`. */
  readonly token?: string;
  readonly code?: string;
}

/** A passkey; `credential` is what the browser calls it. */
export interface MemoryPasskey { readonly id: string; readonly credential: string; readonly name: string; readonly created: string; lastUsed: string | null }

export interface MemoryAccount {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  password: string | undefined;
  disabled: boolean;
  readonly passkeys: MemoryPasskey[];
  /** What they agreed to, by the site's key; the newest last. */
  consents: { readonly key: string; readonly version: string; readonly given: number }[];
}

/** Times are milliseconds since 1970. */
export interface MemorySession {
  readonly id: string;
  readonly account: MemoryAccount;
  readonly method: SignInMethod;
  readonly provider: string | null;
  readonly agent: string | null;
  readonly device: string;
  readonly created: number;
  used: number;
  /** The end whatever happens. */
  readonly ends: number;
}

/** A browser: what its cookie and its page say. */
export interface MemoryBrowser {
  session: MemorySession | null;
  /** Origin of the page. */
  readonly site: string;
  /** As the list of sessions shows it. */
  readonly device: string;
}

/** What all browsers share: the server's side. */
export interface World {
  rules: MemoryAccessRules;
  readonly now: () => number;
  readonly accounts: MemoryAccount[];
  readonly sessions: Set<MemorySession>;
  readonly tokens: Tokens;
  readonly mails: MemoryMail[];
}

/** Implementations of some operations. */
export type MemoryPart<Names extends AccessOperation> = {
  readonly [Name in Names]: (input: ParsedInput<Access[Name]>, browser: MemoryBrowser) => Output<Access[Name]>;
};

export function createWorld({ customers, now = Date.now, signedIn: _, ...rules }: MemoryAccessOptions): World {
  const world: World = { rules: { ...DEFAULT_RULES, ...rules }, now, accounts: [], sessions: new Set(), tokens: createTokens(now), mails: [] };
  for (const { email, name, password } of customers) makeAccount(world, { email: email.toLowerCase(), name, password });
  return world;
}

export const findAccount = ({ accounts }: World, email: string): MemoryAccount | undefined => accounts.find((account) => account.email === normal(email));

/** @returns undefined where the address has an account already */
export function makeAccount(world: World, { email, name, password }: Pick<MemoryAccount, 'email' | 'name' | 'password'>): MemoryAccount | undefined {
  if (findAccount(world, email) !== undefined) return undefined;
  const account: MemoryAccount = { id: String(world.accounts.length + 1), email, name, password, disabled: false, passkeys: [], consents: [] };
  world.accounts.push(account);
  return account;
}

/** An address as it is kept. @throws PortalError `invalid-input` */
export function checkedAddress(typed: string): string {
  const email = normal(typed);
  if (z.email().safeParse(email).success) return email;
  throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
}

/** A name on one line. @throws PortalError `invalid-input` */
export function checkedName(typed: string): string {
  const name = oneLine(typed);
  if (name !== '') return name;
  throw new PortalError('invalid-input', 'A name is missing.', { issues: [{ path: 'name', code: 'required' }] });
}

export const oneLine = (typed: string): string => typed.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const normal = (email: string): string => email.trim().toLowerCase();
