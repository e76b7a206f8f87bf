import { isPortalError, PortalError } from '../../../contract/index.ts';
import { checkVersion, giveConsent } from './consent.ts';
import { admits, sendsMail } from './rules.ts';
import { begin, endAll, notOffered, ownVisitorOf, wrong } from './sessions.ts';
import { checkedAddress, checkedName, findAccount, makeAccount, type MemoryAccount, type MemoryPart, type World } from './world.ts';

/** Registration, and passwords that are forgotten or changed. */
export function passwordPart(world: World): MemoryPart<'register' | 'verifyAddress' | 'requestPasswordReset' | 'resetPassword' | 'changePassword'> {
  const { tokens, mails } = world;
  const check = (isOn: boolean): void => { if (!isOn) throw notOffered(); };
  const replacePassword = (account: MemoryAccount, password: string): void => {
    account.password = password;
    for (const purpose of ['reset', 'sign-in'] as const) tokens.revoke(purpose, account.email);
    endAll(world, account);
    if (sendsMail(world.rules)) mails.push({ kind: 'password-changed', to: account.email });
  };

  return {
    register({ name: typedName, email: typed, password, consent }, { site }) {
      check(world.rules.registration && sendsMail(world.rules));
      const email = checkedAddress(typed);
      const name = checkedName(typedName);
      checkVersion(world, site, consent);
      const [token] = tokens.issue(['verification'] as const, { email, name, password, consent, site }, 24 * 60);
      if (admits(world.rules, email)) mails.push(findAccount(world, email) === undefined ? { kind: 'verification', to: email, token } : { kind: 'known-address', to: email });
      return { delayed: false };
    },
    verifyAddress({ token, password }, browser) {
      check(world.rules.registration && sendsMail(world.rules));
      const registration = tokens.read('verification', token);
      if (registration.password !== password) throw wrong('This is not the password that was chosen at the registration.');
      tokens.take('verification', token);
      const account = makeAccount(world, { email: registration.email, name: registration.name, password });
      if (account === undefined) throw new PortalError('not-found', 'There is an account with this address already; sign in to it.');
      try {
        giveConsent(world, account, registration.site ?? '', registration.consent);
      } catch (error) {
        // Terms that have changed since are asked for again by the session.
        if (!isPortalError(error, 'conflict') && !isPortalError(error, 'invalid-input')) throw error;
      }
      return begin(world, browser, account, { method: 'password' });
    },
    requestPasswordReset({ email: typed }) {
      check(world.rules.password && sendsMail(world.rules));
      const email = checkedAddress(typed);
      const account = findAccount(world, email);
      const [token] = tokens.issue(['reset'] as const, { email, name: account?.name ?? '' }, 30);
      if (account?.disabled === false) mails.push({ kind: 'reset', to: email, token });
      return { delayed: false };
    },
    resetPassword({ token, password }) {
      check(world.rules.password && sendsMail(world.rules));
      const { email } = tokens.take('reset', token);
      const account = findAccount(world, email);
      if (account === undefined) throw new PortalError('not-found', 'There is no such account.');
      replacePassword(account, password);
      return { email };
    },
    changePassword({ current, password }, browser) {
      check(world.rules.password);
      const { account, method, provider, ends } = ownVisitorOf(world, browser);
      if (account.password === undefined) throw new PortalError('conflict', 'This account has no password that could be changed; a reset sets one.');
      if (account.password !== current) throw wrong('This is not the present password.');
      replacePassword(account, password);
      return begin(world, browser, account, { method, provider, ends });
    },
  };
}
