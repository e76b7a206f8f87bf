import { nearestLanguage, PortalError, type ConsentDocument } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import { digestOf } from './digest.ts';
import type { Terms } from '../../contract/index.ts';
import type { AccessSettings } from './settings.ts';

/** The owner's terms for pages of a site, and the name under which agreements to them are kept; null where there are none. */
export function termsFor({ consent }: AccessSettings, site: string): { readonly terms: Terms; readonly key: string } | null {
  if (consent === null) return null;
  const own = Object.hasOwn(consent.sites, site) ? consent.sites[site] : undefined;
  return own === undefined ? { terms: consent, key: '' } : { terms: own, key: site };
}

/** The terms in a language, or the nearest that there is. */
export function documentIn({ version, texts }: Terms, language = ''): ConsentDocument {
  const { text, label } = texts[tagIn(texts, language)] ?? { text: '', label: '' };
  return { version, text, label };
}

/** The tag of the language that somebody gets who wants another: the nearest one, or the first one where nothing is near. */
function tagIn(texts: Terms['texts'], wanted: string): string {
  const tags = Object.keys(texts);
  return nearestLanguage(wanted, tags) ?? tags[0] ?? '';
}

/** Whether somebody still has to agree to the present version of the terms. */
export async function consentIsDue(db: Database, access: AccessSettings, user: string, site: string): Promise<boolean> {
  const found = termsFor(access, site);
  if (found === null) return false;
  const given = await db.selectFrom('portico_consent').select('version').where('user', '=', user).where('site', '=', found.key)
    .where('version', '=', found.terms.version).where('withdrawn', 'is', null).limit(1).executeTakeFirst();
  return given === undefined;
}

/** What somebody has agreed to last, in any version, and not taken back; null where they have not, and where there are no terms. */
export async function consentOf(db: Database, access: AccessSettings, user: string, site: string): Promise<{ readonly version: string; readonly given: Date } | null> {
  const found = termsFor(access, site);
  if (found === null) return null;
  const last = await db.selectFrom('portico_consent').select(['version', 'given']).where('user', '=', user).where('site', '=', found.key)
    .where('withdrawn', 'is', null).orderBy('given', 'desc').limit(1).executeTakeFirst();
  return last === undefined ? null : { version: last.version, given: new Date(Number(last.given)) };
}

/**
 * Keeps that somebody agreed, with the version, the language, a digest of the text that was shown, and the time.
 * @throws PortalError `conflict` where the terms have changed since they were read
 */
export async function giveConsent(db: Database, access: AccessSettings, { user, site, version, language, now }: {
  readonly user: string; readonly site: string; readonly version: string | undefined; readonly language: string | undefined; readonly now: number;
}): Promise<void> {
  const found = termsFor(access, site);
  if (found === null) return;
  checkVersion(access, site, version);
  if (!await consentIsDue(db, access, user, site)) return;
  const { text, label } = documentIn(found.terms, language);
  await db.insertInto('portico_consent').values({
    id: crypto.randomUUID(), user, site: found.key, version: found.terms.version, language: tagIn(found.terms.texts, language ?? ''),
    digest: await digestOf(JSON.stringify([text, label])), given: now, withdrawn: null,
  }).execute();
}

/** Keeps that somebody has taken back what they agreed to, in whatever version. */
export async function withdrawConsent(db: Database, access: AccessSettings, { user, site, now }: { readonly user: string; readonly site: string; readonly now: number }): Promise<void> {
  const found = termsFor(access, site);
  if (found === null) return;
  await db.updateTable('portico_consent').set({ withdrawn: now }).where('user', '=', user).where('site', '=', found.key).where('withdrawn', 'is', null).execute();
}

/** @throws PortalError `invalid-input` where nothing was agreed to, `conflict` where it was another version */
export function checkVersion(access: AccessSettings, site: string, version: string | undefined): void {
  const found = termsFor(access, site);
  if (found === null || version === found.terms.version) return;
  if (version === undefined) throw new PortalError('invalid-input', 'The terms have to be agreed to.', { issues: [{ path: 'consent', code: 'required' }] });
  throw new PortalError('conflict', 'The terms have changed since they were shown; they have to be read again.');
}
