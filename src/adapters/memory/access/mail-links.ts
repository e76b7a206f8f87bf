import { PortalError } from '../../../contract/index.ts';
import { checkVersion, giveConsent } from './consent.ts';
import { admits, sendsMail } from './rules.ts';
import { begin, notOffered, wrong } from './sessions.ts';
import { randomCode, randomToken } from './tokens.ts';
import { checkedAddress, checkedName, findAccount, makeAccount, type MemoryAccount, type MemoryPart, type World } from './world.ts';

/** Tries at a code. */
const TRIES = 5;

/** Sign-in by mail, invitations, previews, and what a link is for. */
export function mailLinkPart(world: World): MemoryPart<'requestSignInMail' | 'signInByLink' | 'signInByCode' | 'readMailLink' | 'acceptInvitation' | 'openPreview'> {
  const { tokens, mails } = world;
  const tries = new Map<string, number>();
  const check = (...modes: readonly string[]): void => {
    if (!sendsMail(world.rules) || !modes.includes(world.rules.signInMail ?? '')) throw notOffered();
  };
  const accountOf = (email: string): MemoryAccount => {
    const account = findAccount(world, email);
    if (account === undefined) throw wrong();
    return account;
  };

  return {
    requestSignInMail({ email: typed }) {
      check('link', 'code', 'both');
      const email = checkedAddress(typed);
      const { signInMail } = world.rules;
      const account = findAccount(world, email);
      const code = randomCode();
      const [token, challenge] = tokens.issue(['sign-in', 'sign-in-code'] as const, { email, name: account?.name ?? '', code }, signInMail === 'link' ? 15 : 10);
      if (account?.disabled === false) mails.push({ kind: 'sign-in', to: email, ...signInMail === 'code' ? {} : { token }, ...signInMail === 'link' ? {} : { code } });
      return { delayed: false, challenge: signInMail === 'link' ? randomToken() : challenge };
    },
    signInByLink({ token }, browser) {
      check('link', 'both');
      return begin(world, browser, accountOf(tokens.take('sign-in', token).email), { method: 'link' });
    },
    signInByCode({ challenge, code }, browser) {
      check('code', 'both');
      const tried = (tries.get(challenge) ?? 0) + 1;
      tries.set(challenge, tried);
      if (tried > TRIES) throw new PortalError('not-found', 'This code has been tried too often.');
      const known = tokens.read('sign-in-code', challenge);
      if (known.code !== code.replace(/[\s-]/g, '')) throw wrong('This is not the code of the mail.');
      tokens.take('sign-in-code', challenge);
      return begin(world, browser, accountOf(known.email), { method: 'code' });
    },
    readMailLink({ token }) {
      const { purpose, data: { email, name } } = tokens.find(token);
      if (purpose === 'sign-in-code') throw new PortalError('not-found', 'This is no link.');
      return { purpose, email, name };
    },
    acceptInvitation({ token, name: typed, password, consent }, browser) {
      if (!world.rules.password) throw notOffered();
      const name = checkedName(typed);
      checkVersion(world, browser.site, consent);
      const account = makeAccount(world, { email: tokens.take('invitation', token).email, name, password });
      if (account === undefined) throw new PortalError('not-found', 'There is an account with this address already; sign in to it.');
      giveConsent(world, account, browser.site, consent);
      return begin(world, browser, account, { method: 'invitation' });
    },
    openPreview({ token }, browser) {
      const { email, agent = '' } = tokens.take('preview', token);
      return begin(world, browser, seen(world, email), { method: 'preview', agent, ends: world.now() + 30 * 60_000 });
    },
  };
}

/** The customer whose portal a preview shows. @throws PortalError `not-found` for an address without an account, `conflict` where it is not let in */
export function seen(world: World, customer: string): MemoryAccount {
  const account = findAccount(world, customer);
  if (account === undefined) throw new PortalError('not-found', `There is no account with the address ${customer}.`);
  if (account.disabled || !admits(world.rules, account.email)) throw new PortalError('conflict', `${account.email} is not let in, so there is nothing to see.`);
  return account;
}
