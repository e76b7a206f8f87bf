import { PortalError } from '../../../contract/index.ts';
import { termsFor } from './rules.ts';
import { consentIsDue, describe, ownVisitorOf } from './sessions.ts';
import type { MemoryAccount, MemoryPart, World } from './world.ts';

/** @throws PortalError `invalid-input` where nothing was agreed to, `conflict` where it was another version */
export function checkVersion({ rules }: World, site: string, version: string | undefined): void {
  const found = termsFor(rules, site);
  if (found === null || version === found.terms.version) return;
  if (version === undefined) throw new PortalError('invalid-input', 'The terms have to be agreed to.', { issues: [{ path: 'consent', code: 'required' }] });
  throw new PortalError('conflict', 'The terms have changed since they were shown; they have to be read again.');
}

/** Keeps that somebody agreed. @throws PortalError as {@link checkVersion} */
export function giveConsent(world: World, account: MemoryAccount, site: string, version: string | undefined): void {
  const found = termsFor(world.rules, site);
  checkVersion(world, site, version);
  if (found !== null && consentIsDue(world, account, site)) account.consents.push({ key: found.key, version: found.terms.version, given: world.now() });
}

/** The owner's terms. */
export function consentPart(world: World): MemoryPart<'giveConsent' | 'withdrawConsent'> {
  return {
    giveConsent({ version }, browser) {
      const session = ownVisitorOf(world, browser);
      giveConsent(world, session.account, browser.site, version);
      return describe(world, browser, session);
    },
    withdrawConsent(_input, browser) {
      const session = ownVisitorOf(world, browser);
      const found = termsFor(world.rules, browser.site);
      if (found !== null) session.account.consents = session.account.consents.filter(({ key }) => key !== found.key);
      return describe(world, browser, session);
    },
  };
}
