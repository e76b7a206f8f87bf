/** A gateway's address as it is compared: absolute, without a slash at the end. A page's `<base>` has no say in where passwords go. */
export const gatewayAddress = (gateway: string): string => new URL(gateway, location.href).href.replace(/\/+$/, '');

/**
 * Whether this page has no origin: a frame with `sandbox` and without `allow-same-origin`. It has no cookies, and no gateway answers it. (A page
 * opened from a file has none either, and may have other portals.)
 */
export const isSandboxed = (): boolean => self.origin === 'null' && location.protocol !== 'file:';

/** Where it is remembered on this device whether somebody is signed in at a gateway. */
export const hintKey = (gateway: string): string => `portico:signed-in:${gateway}`;

/** Remembers on this device whether somebody is signed in at a gateway: a guess that decides what to fetch early, nothing more. */
export function setSignedInHint(gateway: string, signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(hintKey(gateway), '1');
    else localStorage.removeItem(hintKey(gateway));
  } catch {
    // Storage is blocked: nothing is fetched early.
  }
}

/** Whether somebody was signed in at a gateway when this device last knew. */
export function signedInHint(gateway: string): boolean {
  try {
    return localStorage.getItem(hintKey(gateway)) !== null;
  } catch {
    return false;
  }
}
