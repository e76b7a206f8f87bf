import { PortalError } from '../../../contract/index.ts';
import { createSeal } from '../../mail/seal.ts';
import type { Settings } from '../../options.ts';
import { routeURL } from './addresses.ts';
import { createOidcClient, type OidcClient } from './oidc.ts';
import { createSamlClient, type SamlClient } from './saml.ts';

/** The portal as one of the owner's providers knows it. */
export type ProviderClient =
  | { readonly type: 'oidc'; readonly id: string; readonly client: OidcClient }
  | {
    readonly type: 'saml'; readonly id: string; readonly client: SamlClient;
    /** May sign-ins begin there? */
    readonly idpInitiated: boolean;
    /** Does it sign people out, too? */
    readonly logout: boolean;
  };

/** The owner's providers by their ids. */
export interface ProviderClients {
  /** @throws PortalError `not-found` */
  get(id: string): ProviderClient;
  /** @throws PortalError `not-found`, for one of the other kind too */
  get<Type extends ProviderClient['type']>(id: string, type: Type): ProviderClient & { readonly type: Type };
}

/** Nothing is asked of a provider, and no library is loaded, before somebody signs in with it. */
export function createProviderClients(settings: Settings): ProviderClients {
  const { access: { providers }, clock, secret } = settings;
  const seal = createSeal<string>(secret, 'provider');
  const clients = new Map(providers.map((provider): [string, ProviderClient] => {
    const { id } = provider;
    const place = (route: string): string => routeURL(settings, id, route);
    return [id, provider.type === 'oidc'
      ? { type: 'oidc', id, client: createOidcClient(provider, place('callback'), clock, seal) }
      : {
        type: 'saml', id, idpInitiated: provider.idpInitiated, logout: provider.signOutURL !== undefined,
        client: createSamlClient(provider, { metadata: place('metadata'), acs: place('acs'), logout: place('logout') }, clock),
      }];
  }));
  return {
    get(id: string, type?: ProviderClient['type']) {
      const found = clients.get(id);
      if (found === undefined || (type !== undefined && found.type !== type)) throw new PortalError('not-found', 'There is no such identity provider.');
      return found as never;
    },
  };
}
