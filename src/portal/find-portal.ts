import { httpAccess } from '../adapters/http/access.ts';
import { httpPortal } from '../adapters/http/portal.ts';
import { earlyAnswer, forgetEarlyAnswers } from './early-answers.ts';
import { SessionChangeEvent } from './events.ts';
import { gatewayAddress, setSignedInHint } from './gateway-address.ts';
import { keptSessions } from './kept-session.ts';
import { Portal } from './portal.ts';
import { watchSession } from './watch-session.ts';

// Several elements at one gateway share one portal; several gateways on a page do not mix.
const portals = new Map<string, Portal>();

/**
 * The portal at a gateway, one per address and page.
 * @param gateway Address of the gateway, absolute or relative to the page; a trailing slash makes no difference.
 */
export function portalAt(gateway: string): Portal {
  const address = gatewayAddress(gateway);
  let portal = portals.get(address);
  if (portal === undefined) {
    const connection = { gateway: address, earlyAnswer };
    const bound = { ...connection, customer: (): string | undefined => made.session?.customer?.id };
    const made: Portal = new Portal({
      key: address, access: keptSessions(httpAccess(connection), address),
      ticketing: async () => (await import('../adapters/http/http.ts')).http(bound),
      watch: async (watcher) => (await import('../adapters/http/watch.ts')).httpWatch(address, watcher),
      settings: httpPortal(connection), owner: async () => (await import('../adapters/http/settings.ts')).httpSettings(bound),
    });
    made.addEventListener(SessionChangeEvent.type, () => {
      const signedIn = made.session?.customer != null;
      setSignedInHint(address, signedIn);
      if (!signedIn) forgetEarlyAnswers();
    });
    watchSession(made, address);
    portals.set(address, made);
    portal = made;
  }
  return portal;
}

/** Asks for the page's default portal. An event, so that two copies of the library share the portal and `window` holds nothing of ours. */
class DefaultPortalEvent extends Event {
  static readonly type = 'portico-find-default-portal';
  portal: Portal | undefined;

  constructor() {
    super(DefaultPortalEvent.type);
  }
}

let pageDefault: Portal | undefined;
const answer = (event: Event): void => { (event as DefaultPortalEvent).portal = pageDefault; };

/** Sets the portal of all elements on the page that have neither a `portal`, a `gateway` nor a surrounding element with one. */
export function setDefaultPortal(portal: Portal | undefined): void {
  pageDefault = portal;
  // Whoever has set one last answers last.
  window.removeEventListener(DefaultPortalEvent.type, answer);
  window.addEventListener(DefaultPortalEvent.type, answer);
  window.dispatchEvent(new Event('portico-default-portal'));
}

/** The page's default portal, if one has been set. */
export function defaultPortal(): Portal | undefined {
  const asked = new DefaultPortalEvent();
  window.dispatchEvent(asked);
  return asked.portal;
}
