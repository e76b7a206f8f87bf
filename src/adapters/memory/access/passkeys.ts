import { PortalError } from '../../../contract/index.ts';
import { begin, describe, notOffered, ownVisitorOf, wrong } from './sessions.ts';
import { randomToken } from './tokens.ts';
import { oneLine, type MemoryAccount, type MemoryBrowser, type MemoryPart, type World } from './world.ts';

const MINUTES = 5;
const MOST = 20;

/** Passkeys without a proof: what a browser calls one is believed. */
export function passkeyPart(world: World): MemoryPart<'startPasskey' | 'addPasskey' | 'deletePasskey' | 'startPasskeySignIn' | 'signInWithPasskey'> {
  /** Whose answer a challenge waits for, null for anybody's, and until when. */
  const challenges = new Map<string, { readonly account: MemoryAccount | null; readonly ends: number }>();
  const issue = (account: MemoryAccount | null): string => {
    const challenge = randomToken();
    challenges.set(challenge, { account, ends: world.now() + MINUTES * 60_000 });
    return challenge;
  };
  const take = (challenge: string, account: MemoryAccount | null): void => {
    const found = challenges.get(challenge);
    challenges.delete(challenge);
    if (found === undefined || found.account !== account || found.ends <= world.now()) throw refused();
  };
  const check = (): void => { if (!world.rules.passkeys) throw notOffered(); };
  const owner = (browser: MemoryBrowser): MemoryAccount => {
    const session = ownVisitorOf(world, browser);
    if (describe(world, browser, session).customer === null) throw new PortalError('unauthenticated', 'The terms have to be agreed to first.');
    if (session.account.passkeys.length >= MOST) throw new PortalError('conflict', `There are ${String(MOST)} passkeys already; delete one first.`);
    return session.account;
  };

  return {
    startPasskey(_input, browser) {
      check();
      const account = owner(browser);
      const challenge = issue(account);
      return {
        challenge,
        options: {
          challenge, rp: { name: 'Support' }, user: { id: base64Url(account.id), name: account.email, displayName: account.name }, timeout: MINUTES * 60_000, attestation: 'none',
          pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })), excludeCredentials: account.passkeys.map(({ credential }) => ({ type: 'public-key', id: credential })),
          authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' },
        },
      };
    },
    addPasskey({ challenge, credential: { id: credential }, name }, browser) {
      check();
      const account = owner(browser);
      take(challenge, account);
      if (typeof credential !== 'string' || credential === '') throw refused();
      if (world.accounts.some(({ passkeys }) => passkeys.some((known) => known.credential === credential))) throw new PortalError('conflict', 'This passkey is known already.');
      const passkey = { id: randomToken().slice(0, 16), name: oneLine(name) || browser.device, created: new Date(world.now()).toISOString(), lastUsed: null };
      account.passkeys.push({ ...passkey, credential });
      return passkey;
    },
    deletePasskey({ passkeyId }, browser) {
      check();
      const { passkeys } = ownVisitorOf(world, browser).account;
      const index = passkeys.findIndex(({ id }) => id === passkeyId);
      if (index < 0) throw new PortalError('not-found', 'There is no such passkey.');
      passkeys.splice(index, 1);
      return {};
    },
    startPasskeySignIn() {
      check();
      const challenge = issue(null);
      return { challenge, options: { challenge, timeout: MINUTES * 60_000, userVerification: 'preferred' } };
    },
    signInWithPasskey({ challenge, credential: { id } }, browser) {
      check();
      take(challenge, null);
      for (const account of world.accounts) {
        const passkey = account.passkeys.find(({ credential }) => credential === id);
        if (passkey === undefined) continue;
        passkey.lastUsed = new Date(world.now()).toISOString();
        return begin(world, browser, account, { method: 'passkey' });
      }
      throw refused();
    },
  };
}

const refused = (): PortalError => wrong('This passkey does not prove who you are.');

const base64Url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
