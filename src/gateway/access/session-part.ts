import { PortalError } from '../../contract/index.ts';
import { documentIn, termsFor } from './consent.ts';
import type { AccessServices } from './services.ts';
import { isServerFault, unavailable } from './sessions.ts';
import { guarded, guessBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** Who is there, which ways in there are, in by a password, and out. */
export function sessionPart({ settings, auth, sessions, throttle, outbox }: AccessServices): AccessPart<'getSession' | 'peekSession' | 'getSignInOptions' | 'signIn'> {
  const { access, limits } = settings;
  return {
    getSession: async (_input, visit) => sessions.describe(visit, await sessions.visitor(visit)),
    peekSession: async (_input, visit) => sessions.describe(visit, await sessions.visitor(visit, { passive: true })),
    getSignInOptions({ language }, { site }) {
      const terms = termsFor(access, site);
      return Promise.resolve({
        password: access.password, registration: access.password && access.registration && outbox.enabled, passwordReset: access.password && outbox.enabled,
        mail: outbox.enabled ? access.signInMail : null, passkeys: access.passkeys,
        providers: access.providers.map(({ id, name }) => ({ id, name })), host: access.host !== null,
        consent: terms === null ? null : documentIn(terms.terms, language),
      });
    },
    async signIn({ email: typed, password }, visit) {
      if (!access.password) throw new PortalError('unsupported', 'This portal has no passwords.');
      const email = typed.trim().toLowerCase();
      const headers = new Headers({ 'User-Agent': (visit.request.headers.get('User-Agent') ?? '').slice(0, 500) });
      const answer = await guarded(throttle, guessBounds(email, visit.address, limits), () => auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }).catch((error: unknown) => {
        throw isServerFault(error) ? unavailable(error) : new PortalError('wrong-credentials', 'E-mail and password do not belong together.');
      }));
      return sessions.admit(visit, answer.headers);
    },
  };
}
