import { PortalError } from '../../contract/index.ts';
import type { Settings } from '../options.ts';

/**
 * The address of a view of the portal, for a mail. It stands behind `#`, which neither servers nor other sites get to see; its origin comes from
 * the configuration alone, never from a request.
 * @throws PortalError `internal` where the owner has not said where the portal is
 */
export function portalLink({ access: { portalURL } }: Settings, view: string, parameters: Readonly<Record<string, string>> = {}): string {
  if (portalURL === undefined) throw new PortalError('internal', '`access.portalURL` is not set, so no mail can lead to the portal.');
  const url = new URL(portalURL);
  url.hash = new URLSearchParams({ portal: view, ...parameters }).toString();
  return url.href;
}
