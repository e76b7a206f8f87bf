import { PortalError } from '../../../contract/index.ts';
import { termsFor } from './rules.ts';
import { describe, endAll, endSession, isAlive, NOBODY, ownVisitorOf } from './sessions.ts';
import type { MemoryPart, World } from './world.ts';

/** One's own account and sessions. */
export function accountPart(world: World): MemoryPart<'getAccount' | 'endSession' | 'endAllSessions'> {
  const iso = (time: number): string => new Date(time).toISOString();
  return {
    getAccount(_input, browser) {
      const own = ownVisitorOf(world, browser);
      const { email, name, password, passkeys, consents } = own.account;
      const terms = termsFor(world.rules, browser.site);
      const given = terms === null ? undefined : consents.findLast(({ key }) => key === terms.key);
      return {
        email, name, hasPassword: world.rules.password && password !== undefined, consent: given === undefined ? null : { version: given.version, given: iso(given.given) },
        sessions: [...world.sessions].filter((session) => session.account === own.account && session.agent === null && isAlive(world, session)).sort((a, b) => b.used - a.used)
          .map((session) => ({ id: session.id, current: session === own, created: iso(session.created), lastActive: iso(session.used), device: session.device, method: session.method })),
        passkeys: world.rules.passkeys ? passkeys.map(({ credential: _, ...passkey }) => passkey) : [],
      };
    },
    endSession({ sessionId }, browser) {
      const own = ownVisitorOf(world, browser);
      const found = [...world.sessions].find(({ id, account }) => id === sessionId && account === own.account);
      if (found === undefined) throw new PortalError('not-found', 'There is no such session.');
      world.sessions.delete(found);
      if (found !== own) return describe(world, browser, own);
      browser.session = null;
      return NOBODY;
    },
    endAllSessions(_input, browser) {
      endAll(world, ownVisitorOf(world, browser).account);
      endSession(world, browser);
      return NOBODY;
    },
  };
}
