import type { PortalSettings, SettingsProblem } from '../../contract/index.ts';
import type { AccessSettings } from '../access/settings.ts';

/** What the ways in depend on besides themselves. */
export interface AccessCircumstances {
  /** Can the gateway send mails? */
  readonly mail: boolean;
  /** Does the host sign its users in by itself? Nothing of the ways in is the owner's then. */
  readonly hostSignsIn: boolean;
  readonly owners: ReadonlySet<string>;
}

/** The ways in that hold, and what of those that the owner has chosen cannot work. */
export interface EffectiveAccess {
  readonly access: AccessSettings;
  readonly problems: readonly SettingsProblem[];
}

/**
 * Lays the owner's choices over the gateway's configuration. What cannot work is left closed, never open; where no way in would be left, those of the
 * configuration stay, so that owners can come in and set it right.
 */
export function effectiveAccess(configured: AccessSettings, { access: section, enabled, editors }: PortalSettings, { mail, hostSignsIn, owners }: AccessCircumstances): EffectiveAccess {
  if (hostSignsIn) {
    const useless: SettingsProblem = { path: 'access', code: 'not-supported', severity: 'broken', message: 'means nothing: the host of this portal signs its customers in by itself.' };
    return { access: configured, problems: Object.keys(section).length > 0 ? [useless] : [] };
  }
  const chosen: AccessSettings = { ...configured, ...Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined)) };
  const { admit, portalURL } = chosen;
  const hasWay = hasWayIn(chosen);
  const { password, passkeys, signInMail } = hasWay ? chosen : configured;
  return {
    access: {
      ...chosen, password, passkeys, signInMail: mail && portalURL !== undefined ? signInMail : null,
      registration: chosen.registration && enabled && password && mail && portalURL !== undefined,
      admit: admit === 'everyone' ? admit : { ...admit, addresses: [...admit.addresses, ...owners, ...editors] },
    },
    problems: problemsOf(chosen, mail),
  };
}

/** Passkeys alone are none: whoever has no passkey yet could never come in to add one. */
const hasWayIn = ({ password, signInMail, providers, host }: AccessSettings): boolean => password || signInMail !== null || providers.length > 0 || host !== null;

function problemsOf(chosen: AccessSettings, mail: boolean): SettingsProblem[] {
  const { password, registration, signInMail, consent, portalURL } = chosen;
  const required = (path: string, code: SettingsProblem['code'], message: string): SettingsProblem => ({ path, code, message, severity: 'required' });
  const proving = [registration ? 'access.registration' : '', signInMail === null ? '' : 'access.signInMail'].filter(Boolean);
  return [
    ...hasWayIn(chosen) ? [] : [required('access', 'no-way-in', 'has no way in: switch on passwords or sign-in by mail, or configure a provider.')],
    ...mail ? [] : proving.map((path) => required(path, 'mail-missing', 'needs `mail` in the gateway\'s configuration: an address is proved by one.')),
    ...portalURL !== undefined ? [] : proving.map((path) => required(path, 'portal-url-missing', 'needs `access.portalURL` in the gateway\'s configuration: the page where mails lead.')),
    ...registration && !password ? [required('access.registration', 'invalid', 'needs `access.password`.')] : [],
    ...registration && consent === null ? [required('access.consent', 'consent-missing', 'is missing: whoever registers has to be told the terms.')] : [],
  ];
}
