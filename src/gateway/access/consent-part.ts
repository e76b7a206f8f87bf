import { giveConsent, withdrawConsent } from './consent.ts';
import type { AccessServices } from './services.ts';
import type { AccessPart } from './visit.ts';

/** The owner's terms: agreed to by whoever is held because of them, and taken back. */
export function consentPart({ settings: { access, clock }, db, sessions }: AccessServices): AccessPart<'giveConsent' | 'withdrawConsent'> {
  return {
    async giveConsent({ version, language }, visit) {
      const visitor = await sessions.ownVisitor(visit);
      await giveConsent(db, access, { user: visitor.customer.id, site: visit.site, version, language, now: clock() });
      return sessions.describe(visit, visitor);
    },
    async withdrawConsent(_input, visit) {
      const visitor = await sessions.ownVisitor(visit);
      await withdrawConsent(db, access, { user: visitor.customer.id, site: visit.site, now: clock() });
      return sessions.describe(visit, visitor);
    },
  };
}
