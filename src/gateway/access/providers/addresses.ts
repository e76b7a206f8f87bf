import { API_PREFIX, PortalError } from '../../../contract/index.ts';
import type { Settings } from '../../options.ts';

/** The public address of one of a provider's routes. */
export function routeURL({ base }: Settings, providerId: string, route: string): string {
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}${API_PREFIX}/providers/${providerId}/${route}`;
}

/**
 * A page to come back to, as it is safe to send a browser there: on a listed origin, without a user's name in it that looks like another site, and
 * without the view that the page was at; a place of the portal's own, such as `#/tickets/5`, stays. @returns undefined where it is none
 */
export function returnAddress({ origins }: Settings, told: string): string | undefined {
  const url = URL.canParse(told) ? new URL(told) : undefined;
  // The origin of a blob: address is the one of the page that made it.
  if (url === undefined || !/^https?:$/.test(url.protocol) || !origins.has(url.origin) || url.username !== '' || url.password !== '') return undefined;
  if (url.hash.startsWith('#portal=')) url.hash = '';
  return url.href;
}

/** A page with one of the portal's views. */
export function atView(page: string, view: string, parameters: Readonly<Record<string, string>> = {}): string {
  const url = new URL(page);
  url.hash = new URLSearchParams({ portal: view, ...parameters }).toString();
  return url.href;
}

/** The page that holds the portal; the options of a gateway with providers always name it. */
export function portalPage({ access: { portalURL } }: Settings): string {
  if (portalURL === undefined) throw new PortalError('internal', '`access.portalURL` is not set, so providers lead nowhere.');
  return portalURL;
}
