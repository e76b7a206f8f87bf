import { hintName } from './drafts/kept-hint.ts';
import { resumePressed } from './drafts/watch-drafts.ts';
import { SessionChangeEvent, SessionTimeEvent } from './events.ts';
import { hintKey } from './gateway-address.ts';
import { openChannel } from './open-channel.ts';
import type { Portal } from './portal.ts';
import { viewerOf } from './viewer-of.ts';

/** What a tab tells the others. No secret: each of them may ask the gateway the same. */
interface News {
  /** The id of who is signed in now; null for nobody. */
  readonly customer: string | null;
  /** Nobody is signed in because somebody has signed out. */
  readonly signedOut: boolean;
}

/**
 * Keeps a portal at the session that the browser really has: another tab may sign out, somebody else in, and either make the session last; and the
 * back button may bring a page as it was. Otherwise one customer's tickets would stand under another's name, and what one wrote would be
 * sent as the other.
 */
export function watchSession(portal: Portal, gateway: string): void {
  const check = (signedOut = false): void => { void portal.refreshSession({ signedOut }); };
  addEventListener('storage', ({ key, newValue }) => {
    if (key === null || key === hintKey(gateway)) check();
    // Another tab has pressed send: if it is closed before that is done, it is done here.
    const viewer = portal.session && viewerOf(portal.session);
    if (key === hintName(portal.key) && newValue === 'pressed' && viewer !== undefined) void resumePressed(portal, viewer);
  });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) check(); });
  // Where storage is blocked, a look at the tab has to do.
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') check(); });

  const channel = openChannel(`portico:${gateway}`);
  if (channel === undefined) return;
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => {
    const { session, sessionWarning, lastSessionChange } = portal;
    // The same customer as before is news only where one is warned; nobody, where a sign-out was taken for an end.
    const isKnown = session !== undefined && data.customer === (session.customer?.id ?? null);
    if (!isKnown || sessionWarning !== undefined || (data.signedOut && lastSessionChange?.expired === true)) check(data.signedOut);
  });
  let expires = '';
  const tell = (signedOut = false): void => {
    channel.postMessage({ customer: portal.session?.customer?.id ?? null, signedOut } satisfies News);
  };
  portal.addEventListener(SessionChangeEvent.type, (event) => {
    const { session: { customer }, expired } = event as SessionChangeEvent;
    tell(customer === null && !expired);
  });
  portal.addEventListener(SessionTimeEvent.type, (event) => {
    const { session } = event as SessionTimeEvent;
    const lasts = expires !== '' && (session.expires ?? '') > expires;
    expires = session.expires ?? '';
    if (lasts) tell();
  });
}
