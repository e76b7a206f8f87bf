import { PortalError } from '../../../contract/index.ts';
import { Refusal } from '../refusal.ts';
import type { AccessServices } from '../services.ts';
import type { AccessPart } from '../visit.ts';
import { returnAddress } from './addresses.ts';
import { createProviderClients, type ProviderClients } from './clients.ts';
import { createSignIns, type SignIns } from './sign-ins.ts';
import { createSignOuts, type SignOuts } from './sign-outs.ts';

export { createProviderRoutes } from './routes.ts';

/** Single sign-on: the owner's identity providers. */
export interface Providers {
  readonly part: AccessPart<'startProviderSignIn' | 'signOut'>;
  readonly clients: ProviderClients;
  readonly signIns: SignIns;
  readonly signOuts: SignOuts;
}

export function createProviders(services: AccessServices): Providers {
  const { settings, sessions } = services;
  const clients = createProviderClients(settings);
  const signIns = createSignIns(services, clients);
  const signOuts = createSignOuts(services, clients);
  return {
    clients, signIns, signOuts,
    part: {
      async startProviderSignIn({ providerId, returnTo }, visit) {
        const page = returnAddress(settings, returnTo);
        if (page === undefined) throw new PortalError('invalid-input', 'This is no page on one of the listed origins.', { issues: [{ path: 'returnTo', code: 'invalid' }] });
        // The browser will come back to this site by itself; what it keeps for pages of another site is not at hand then.
        if (visit.request.headers.get('Sec-Fetch-Site') === 'cross-site') {
          throw new PortalError('unsupported', 'Single sign-on needs the gateway on the site of the page: put it on a path or a sub-domain there.');
        }
        return { url: await signIns.begin(providerId, page, visit).catch((cause: unknown) => {
          throw cause instanceof Refusal ? new PortalError('unavailable', 'The identity provider cannot be reached just now.', { cause }) : cause;
        }) };
      },
      async signOut(_input, visit) {
        const visitor = await sessions.visitor(visit, { passive: true });
        await sessions.signOut(visit);
        const signOutUrl = visitor === null ? undefined : await signOuts.leadOut(visitor);
        return { customer: null, expires: null, ...signOutUrl === undefined ? {} : { signOutUrl } };
      },
    },
  };
}
