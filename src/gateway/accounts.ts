import * as z from 'zod/mini';
import { PortalError } from '../contract/index.ts';
import type { Sessions } from './session.ts';

/** A customer's account. */
export interface Account { readonly id: string; readonly email: string; readonly name: string }

/** What sign-in takes for an address, here and in better-auth: an account under any other could be made and never be used. */
const ADDRESS = z.email().check(z.maxLength(254));

/** Management of accounts by the site's owner, on the server only. */
export interface Accounts {
  /** Makes an account whose address counts as verified. @throws PortalError `conflict` if it exists, `invalid-input` for a bad address or a password under 8 characters. */
  create(account: { email: string; name: string; password: string }): Promise<Account>;
  /** The account of an address, if there is one. */
  find(email: string): Promise<Account | null>;
  /** Changes the password and ends all sessions of the account. @throws PortalError `not-found` */
  setPassword(email: string, password: string): Promise<void>;
  /** Ends all sessions and admits nobody any more; what the customer wrote stays. @throws PortalError `not-found` */
  disable(email: string): Promise<void>;
  /** Takes {@link disable} back. @throws PortalError `not-found` */
  enable(email: string): Promise<void>;
}

/** @param open Resolves when the database is ready. */
export function createAccounts(open: () => Promise<Sessions>): Accounts {
  const context = async (): Promise<Awaited<Sessions['auth']['$context']>> => (await open()).auth.$context;
  const normal = (email: string): string => email.trim().toLowerCase();
  const lookUp = async (email: string): Promise<Account | null> => {
    const found = await (await context()).internalAdapter.findUserByEmail(normal(email));
    return found === null ? null : { id: found.user.id, email: found.user.email, name: found.user.name };
  };
  const existing = async (email: string): Promise<Account> => {
    const account = await lookUp(email);
    if (account === null) throw new PortalError('not-found', 'There is no account with this address.');
    return account;
  };
  const checked = (password: string): string => {
    if (password.length >= 8 && password.length <= 1000) return password;
    throw new PortalError('invalid-input', 'A password has 8 to 1000 characters.', { issues: [{ path: 'password', code: password.length < 8 ? 'too-short' : 'too-long', limit: password.length < 8 ? 8 : 1000 }] });
  };
  const setDisabled = async (email: string, disabled: boolean): Promise<void> => {
    const { id } = await existing(email);
    const { internalAdapter } = await context();
    await internalAdapter.updateUser(id, { disabled });
    if (disabled) await internalAdapter.deleteUserSessions(id);
  };

  return {
    find: lookUp,
    async create({ email, name, password }) {
      if (!ADDRESS.safeParse(normal(email)).success) throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
      checked(password);
      const { internalAdapter, password: { hash } } = await context();
      if (await lookUp(email) !== null) throw new PortalError('conflict', 'There is an account with this address already.');
      const user = await internalAdapter.createUser({ email: normal(email), name, emailVerified: true }, { method: 'email' });
      await internalAdapter.linkAccount({ userId: user.id, accountId: user.id, providerId: 'credential', password: await hash(password) });
      return { id: user.id, email: user.email, name: user.name };
    },
    async setPassword(email, password) {
      const { id } = await existing(email);
      const { internalAdapter, password: { hash } } = await context();
      const hashed = await hash(checked(password));
      if (await internalAdapter.findCredentialAccount(id) !== null) await internalAdapter.updatePassword(id, hashed);
      else await internalAdapter.linkAccount({ userId: id, accountId: id, providerId: 'credential', password: hashed });
      await internalAdapter.deleteUserSessions(id);
    },
    disable: (email) => setDisabled(email, true),
    enable: (email) => setDisabled(email, false),
  };
}
