import { isPortalError, PortalError } from '../../contract/index.ts';
import { checkedAddress, checkedName, findAccount, makeAccount } from './accounts.ts';
import { admits } from './admission.ts';
import { checkVersion, giveConsent } from './consent.ts';
import { portalLink } from './links.ts';
import type { TokenData } from './mail-tokens.ts';
import type { AccessServices } from './services.ts';
import { guarded, guessBounds, mailBounds, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** Hours until a registration has to be proved. */
const HOURS = 24;

/**
 * Registration. It becomes an account by two things together: the link of the mail, and the password that was chosen. Whoever has only made the
 * registration lacks the mail; whoever has only the mail, because somebody registered their address in advance, lacks the password, so nobody can be
 * led into an account that a stranger has prepared and still knows the password of.
 */
export function registrationPart(services: AccessServices): AccessPart<'register' | 'verifyAddress'> {
  const { settings, db, auth, sessions, tokens, outbox, throttle } = services;
  const { access, limits, clock } = settings;
  const checkOffered = (): void => {
    if (!access.registration || !outbox.enabled) throw new PortalError('unsupported', 'Nobody can register at this portal.');
  };

  return {
    async register({ name: typedName, email: typed, password, consent, language }, { site, address }) {
      checkOffered();
      const email = checkedAddress(typed);
      const name = checkedName(typedName);
      checkVersion(access, site, consent);
      await throttle.hit(mailBounds('registration', email, address, limits));
      // All of this happens for every address: what is known of it changes neither answer nor time.
      const passwordHash = await (await auth.$context).password.hash(password);
      const known = await findAccount(auth, email);
      const token = await tokens.issue('verification', { email, name, passwordHash, consent, site, language }, HOURS * 60 * 60 * 1000);
      if (await admits(db, access, { customer: { email }, provider: null, groups: [] })) {
        await outbox.send(known !== null
          ? { kind: 'known-address', to: email, name: known.name, language, link: portalLink(settings, 'sign-in') }
          : { kind: 'verification', to: email, name, language, link: portalLink(settings, 'verify', { token }), minutes: HOURS * 60 });
      }
      return { delayed: await outbox.delayed() };
    },

    async verifyAddress({ token, password }, visit) {
      checkOffered();
      const { email, passwordHash } = await guarded(throttle, tokenBounds(visit.address, limits), () => tokens.readFor('verification', token));
      await guarded(throttle, guessBounds(email, visit.address, limits), async () => {
        if (!await (await auth.$context).password.verify({ hash: passwordHash, password })) {
          throw new PortalError('wrong-credentials', 'This is not the password that was chosen at the registration.');
        }
      });
      const registration = await tokens.redeem('verification', token);
      const account = await makeAccount(auth, registration);
      // Made by the owner or by an invitation meanwhile: a registration opens no account but its own.
      if (account === null) throw new PortalError('not-found', 'There is an account with this address already; sign in to it.');
      await keepConsent(account.id, registration);
      return sessions.begin(visit, { userId: account.id, method: 'password' });
    },
  };

  /** Terms that have changed since are asked for again by the session. */
  async function keepConsent(user: string, { site, consent: version, language }: TokenData['verification']): Promise<void> {
    await giveConsent(db, access, { user, site, version, language, now: clock() }).catch((error: unknown) => {
      if (!isPortalError(error, 'conflict') && !isPortalError(error, 'invalid-input')) throw error;
    });
  }
}
