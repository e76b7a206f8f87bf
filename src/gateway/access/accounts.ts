import * as z from 'zod/mini';
import { PortalError } from '../../contract/index.ts';
import type { Auth } from './auth.ts';
import type { AccessServices } from './services.ts';

/** A customer's account. */
export interface Account { readonly id: string; readonly email: string; readonly name: string }

/** Management of accounts by the site's owner, on the server only. */
export interface Accounts {
  /** Makes an account whose address counts as verified. @throws PortalError `conflict` if it exists, `invalid-input` for a bad address or a password under 8 characters. */
  create(account: { email: string; name: string; password: string }): Promise<Account>;
  /** The account of an address, if there is one. */
  find(email: string): Promise<Account | null>;
  /** Changes the password, ends all sessions of the account and makes sign-in mails under way worthless. @throws PortalError `not-found` */
  setPassword(email: string, password: string): Promise<void>;
  /** Ends all sessions and admits nobody any more; what the customer wrote stays. @throws PortalError `not-found` */
  disable(email: string): Promise<void>;
  /** Takes {@link disable} back. @throws PortalError `not-found` */
  enable(email: string): Promise<void>;
}

/** What sign-in takes for an address, here and in better-auth: an account under any other could be made and never be used. */
const ADDRESS = z.email().check(z.maxLength(254));

/** An address as it is kept. @throws PortalError `invalid-input`, for all addresses alike that are none */
export function checkedAddress(typed: string): string {
  const email = normal(typed);
  if (ADDRESS.safeParse(email).success) return email;
  throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
}

/** A name on one line. @throws PortalError `invalid-input` where nothing is left of it */
export function checkedName(typed: string): string {
  const name = typed.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (name !== '') return name;
  throw new PortalError('invalid-input', 'A name is missing.', { issues: [{ path: 'name', code: 'required' }] });
}

/** The account of an address, if there is one. */
export async function findAccount(auth: Auth, email: string): Promise<Account & { readonly disabled: boolean } | null> {
  const found = await (await auth.$context).internalAdapter.findUserByEmail(normal(email));
  if (found === null) return null;
  const { id, name, disabled } = found.user as typeof found.user & { disabled?: unknown };
  return { id, email: found.user.email, name, disabled: Boolean(disabled) };
}

/** Makes an account for somebody whose address is proved. @param passwordHash by better-auth. @returns null where the address has one already, which stays as it is */
export async function makeAccount(auth: Auth, { email, name, passwordHash }: { email: string; name: string; passwordHash: string }): Promise<Account | null> {
  const { internalAdapter } = await auth.$context;
  if (await findAccount(auth, email) !== null) return null;
  const user = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'email' }).catch(async (error: unknown) => {
    if (await findAccount(auth, email) !== null) return null; // somebody was quicker
    throw error;
  });
  if (user === null) return null;
  await internalAdapter.linkAccount({ userId: user.id, accountId: user.id, providerId: 'credential', password: passwordHash });
  return { id: user.id, email: user.email, name: user.name };
}

/** Gives an account a password, in place of the one that it has if it has one. All sessions end, and what is under way to get in by mail is worth nothing. */
export async function replacePassword({ auth, tokens, sessions }: AccessServices, { id, email }: Pick<Account, 'id' | 'email'>, passwordHash: string): Promise<void> {
  const { internalAdapter } = await auth.$context;
  if (await internalAdapter.findCredentialAccount(id) !== null) await internalAdapter.updatePassword(id, passwordHash);
  else await internalAdapter.linkAccount({ userId: id, accountId: id, providerId: 'credential', password: passwordHash });
  for (const purpose of ['reset', 'sign-in'] as const) await tokens.revoke(purpose, email);
  await sessions.endAll(id);
}

/** @param open Resolves when the database is ready. */
export function createAccounts(open: () => Promise<AccessServices>): Accounts {
  const existing = async (services: AccessServices, email: string): Promise<Account> => {
    const account = await findAccount(services.auth, email);
    if (account === null) throw new PortalError('not-found', 'There is no account with this address.');
    return account;
  };
  const hashOf = async ({ auth }: AccessServices, password: string): Promise<string> => {
    if (password.length >= 8 && password.length <= 1000) return (await auth.$context).password.hash(password);
    throw new PortalError('invalid-input', 'A password has 8 to 1000 characters.', { issues: [{ path: 'password', code: password.length < 8 ? 'too-short' : 'too-long', limit: password.length < 8 ? 8 : 1000 }] });
  };
  const setDisabled = async (email: string, disabled: boolean): Promise<void> => {
    const services = await open();
    const { id } = await existing(services, email);
    await (await services.auth.$context).internalAdapter.updateUser(id, { disabled });
    if (disabled) await services.sessions.endAll(id);
  };

  return {
    async find(email) {
      const found = await findAccount((await open()).auth, email);
      return found === null ? null : { id: found.id, email: found.email, name: found.name };
    },
    async create({ email: typed, name, password }) {
      const services = await open();
      const email = checkedAddress(typed);
      const account = await makeAccount(services.auth, { email, name, passwordHash: await hashOf(services, password) });
      if (account === null) throw new PortalError('conflict', 'There is an account with this address already.');
      return account;
    },
    async setPassword(email, password) {
      const services = await open();
      const account = await existing(services, email);
      await replacePassword(services, account, await hashOf(services, password));
    },
    disable: (email) => setDisabled(email, true),
    enable: (email) => setDisabled(email, false),
  };
}

const normal = (email: string): string => email.trim().toLowerCase();
