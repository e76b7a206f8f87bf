import { PortalError, type Session } from '../../../contract/index.ts';
import { admits, documentIn, sendsMail, termsFor } from './rules.ts';
import { randomToken } from './tokens.ts';
import { findAccount, type MemoryAccount, type MemoryBrowser, type MemoryPart, type MemorySession, type World } from './world.ts';

export const NOBODY: Session = { customer: null, expires: null };

/** When a session ends if nothing happens. */
const expiresOf = ({ rules }: World, { used, ends }: MemorySession): number => Math.min(used + rules.idleMinutes * 60_000, ends);

/** Whether the owner's present rules let a session go on. */
export function isAlive(world: World, session: MemorySession): boolean {
  const { rules, sessions, now } = world;
  return sessions.has(session) && expiresOf(world, session) > now() && isOffered(world, session) && admits(rules, session.account.email);
}

function isOffered({ rules: { password, signInMail, passkeys, providers, host } }: World, { method, provider }: MemorySession): boolean {
  switch (method) {
    case 'password': case 'invitation': return password;
    case 'link': case 'code': return signInMail === method || signInMail === 'both';
    case 'passkey': return passkeys;
    case 'provider': return providers.some(({ id }) => id === provider);
    case 'host': return host !== null;
    case 'preview': return true;
  }
}

/** The browser's session, if it may go on. @param passive The question is no activity. */
export function visitorOf(world: World, browser: MemoryBrowser, { passive = false } = {}): MemorySession | null {
  const { session } = browser;
  if (session === null) return null;
  if (!isAlive(world, session)) {
    endSession(world, browser);
    return null;
  }
  if (!passive) session.used = world.now();
  return session;
}

/** The session of an operation that needs one; consent may be missing. @throws PortalError `unauthenticated`; `forbidden` for a preview */
export function ownVisitorOf(world: World, browser: MemoryBrowser): MemorySession {
  const session = visitorOf(world, browser);
  if (session === null) throw new PortalError('unauthenticated', 'Nobody is signed in.');
  if (session.agent !== null) throw new PortalError('forbidden', 'This is a preview; nothing can be changed in it.');
  return session;
}

/** Whether somebody still has to agree to the present version of the terms. */
export function consentIsDue({ rules }: World, { consents }: MemoryAccount, site: string): boolean {
  const found = termsFor(rules, site);
  return found !== null && !consents.some(({ key, version }) => key === found.key && version === found.terms.version);
}

/** What the contract says of who is there. */
export function describe(world: World, { site }: MemoryBrowser, session: MemorySession | null): Session {
  if (session === null) return NOBODY;
  const { account, agent, ends } = session;
  const { id, email, name } = account;
  const times = { expires: new Date(expiresOf(world, session)).toISOString(), ends: new Date(ends).toISOString() };
  if (agent === null && consentIsDue(world, account, site)) return { customer: null, held: { email, name, reason: 'consent' }, ...times };
  return { customer: { id, email, name }, ...times, ...agent === null ? {} : { preview: { agent } } };
}

/** Begins a session in place of the one that the browser had, or says that the owner does not admit its person. @throws PortalError `wrong-credentials` for a disabled account */
export function begin(world: World, browser: MemoryBrowser, account: MemoryAccount, how: Pick<MemorySession, 'method'> & Partial<Pick<MemorySession, 'provider' | 'agent' | 'ends'>>): Session {
  if (account.disabled) throw wrong();
  const { email, name } = account;
  if (!admits(world.rules, email)) return { ...NOBODY, held: { email, name, reason: 'denied' } };
  const now = world.now();
  const ends = now + world.rules.absoluteMinutes * 60_000;
  endSession(world, browser);
  browser.session = {
    id: randomToken().slice(0, 16), account, provider: null, agent: null, device: browser.device, created: now, used: now, ...how, ends: Math.min(ends, how.ends ?? ends),
  };
  world.sessions.add(browser.session);
  return describe(world, browser, browser.session);
}

export function endSession({ sessions }: World, browser: MemoryBrowser): void {
  if (browser.session !== null) sessions.delete(browser.session);
  browser.session = null;
}

/** Ends all sessions of a person. */
export function endAll({ sessions }: World, account: MemoryAccount): void {
  for (const session of sessions) if (session.account === account) sessions.delete(session);
}

export const wrong = (message = 'E-mail and password do not belong together.'): PortalError => new PortalError('wrong-credentials', message);
export const notOffered = (): PortalError => new PortalError('unsupported', 'The owner has not switched this on.');

/** Who is there, which ways in there are, in by a password, by a provider or by the host's word, and out. */
export function sessionPart(world: World): MemoryPart<'getSession' | 'peekSession' | 'getSignInOptions' | 'signIn' | 'signInAsHostUser' | 'startProviderSignIn' | 'signOut'> {
  return {
    getSession: (_input, browser) => describe(world, browser, visitorOf(world, browser)),
    peekSession: (_input, browser) => describe(world, browser, visitorOf(world, browser, { passive: true })),
    getSignInOptions({ language }, { site }) {
      const { rules } = world;
      const mails = sendsMail(rules);
      const terms = termsFor(rules, site);
      return {
        password: rules.password, registration: rules.password && rules.registration && mails, passwordReset: rules.password && mails, mail: mails ? rules.signInMail : null,
        passkeys: rules.passkeys, providers: rules.providers.map(({ id, name }) => ({ id, name })), host: rules.host !== null, consent: terms === null ? null : documentIn(terms.terms, language),
      };
    },
    signIn({ email, password }, browser) {
      if (!world.rules.password) throw notOffered();
      const account = findAccount(world, email);
      if (account?.password === undefined || account.password !== password) throw wrong();
      return begin(world, browser, account, { method: 'password' });
    },
    signInAsHostUser({ token }, browser) {
      if (world.rules.host === null) throw notOffered();
      const account = findAccount(world, world.rules.host(token) ?? '');
      if (account === undefined) throw wrong('The token of the host\'s application is not accepted.');
      return begin(world, browser, account, { method: 'host', ends: world.now() + 15 * 60_000 });
    },
    startProviderSignIn({ providerId }) {
      const provider = world.rules.providers.find(({ id }) => id === providerId);
      if (provider === undefined) throw new PortalError('not-found', 'There is no such identity provider.');
      if (provider.url === undefined) throw new PortalError('unavailable', 'The identity provider cannot be reached just now.');
      return { url: provider.url };
    },
    signOut(_input, browser) {
      endSession(world, browser);
      return NOBODY;
    },
  };
}
