import { consentOf } from './consent.ts';
import { listPasskeys } from './passkey-store.ts';
import type { AccessServices } from './services.ts';
import type { AccessPart } from './visit.ts';

/**
 * One's own account. Open to those who have not agreed to the terms, too: it holds nothing but what is known of oneself, and nobody has to agree to
 * anything to sign out elsewhere. Closed in previews: where a customer signs in from is no business of the support team's.
 */
export function accountPart({ settings: { access }, db, auth, sessions }: AccessServices): AccessPart<'getAccount' | 'endSession' | 'endAllSessions'> {
  return {
    async getAccount(_input, visit) {
      const { customer: { id, email, name }, sessionId } = await sessions.ownVisitor(visit);
      const own = await (await auth.$context).internalAdapter.findCredentialAccount(id);
      const consent = await consentOf(db, access, id, visit.site);
      return {
        email, name, hasPassword: access.password && own?.password != null,
        consent: consent === null ? null : { version: consent.version, given: consent.given.toISOString() },
        sessions: (await sessions.list(id)).map(({ created, lastActive, ...session }) =>
          ({ ...session, current: session.id === sessionId, created: created.toISOString(), lastActive: lastActive.toISOString() })),
        passkeys: access.passkeys ? await listPasskeys(db, id) : [],
      };
    },

    async endSession({ sessionId }, visit) {
      const visitor = await sessions.ownVisitor(visit);
      if (sessionId !== visitor.sessionId) {
        await sessions.end(visitor.customer.id, sessionId);
        return sessions.describe(visit, visitor);
      }
      await sessions.signOut(visit);
      return sessions.describe(visit, null);
    },

    async endAllSessions(_input, visit) {
      const { customer } = await sessions.ownVisitor(visit);
      await sessions.endAll(customer.id);
      // Takes the cookie away.
      await sessions.signOut(visit);
      return sessions.describe(visit, null);
    },
  };
}
