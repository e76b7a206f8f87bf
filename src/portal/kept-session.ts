import { PortalError, type AccessAdapter, type Session } from '../contract/index.ts';

type Call = (input: unknown, context: object) => Promise<Partial<Session>>;

/** Who was not admitted is somebody, but has none. */
const hasSession = ({ expires }: Partial<Session>): boolean => expires != null;

/**
 * A browser may drop the cookie of a gateway on another site than the page; a sign-in that was right would then come to nothing without a word. So where their
 * hosts differ, the gateway is asked after the first sign-in whether it knows the person again. A sign-in that is not kept rejects with `cookie-blocked`, and the
 * console tells the site's owner what to do.
 * @param gateway The gateway's absolute address.
 */
export function keptSessions(access: AccessAdapter, gateway: string): AccessAdapter {
  const { hostname, origin } = new URL(gateway);
  if (hostname === location.hostname) return access;
  let kept = false;
  const proving = ([name, call]: [string, Call]): [string, Call] => [name, async (input, context) => {
    const answer = await call(input, context);
    if (kept || !hasSession(answer)) return answer;
    // No answer proves nothing.
    kept = /^(get|peek)Session$/.test(name) || hasSession(await access.peekSession({}, {}).catch(() => answer));
    if (kept) return answer;
    const message = `This browser keeps no cookie of ${origin} in a page of ${location.origin}. Serve the gateway from the page's site: on a path or a sub-domain. `
      + 'Where it has to stay on another site, its option session.crossSite helps in Chromium and Firefox.';
    console.error(`Portico: ${message}`);
    throw new PortalError('cookie-blocked', message);
  }];
  return Object.fromEntries(Object.entries(access as unknown as Record<string, Call>).map(proving)) as unknown as AccessAdapter;
}
