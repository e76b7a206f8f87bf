import type { Portal } from './portal.ts';
import { hintKey } from './gateway-address.ts';

/**
 * Keeps a portal at the session that the browser really has: another tab may sign out, and somebody else in; and the back button may bring
 * a page as it was. Otherwise one customer's tickets would stand under another's name, and what one wrote would be sent as the other.
 */
export function watchSession(portal: Portal, gateway: string): void {
  const check = (): void => { void portal.refreshSession(); };
  addEventListener('storage', ({ key }) => { if (key === null || key === hintKey(gateway)) check(); });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) check(); });
  // Where storage is blocked, a look at the tab has to do.
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') check(); });
}
