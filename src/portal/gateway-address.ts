/** A gateway's address as it is compared: absolute, without a slash at the end. */
export const gatewayAddress = (gateway: string): string => new URL(gateway, document.baseURI).href.replace(/\/+$/, '');

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
