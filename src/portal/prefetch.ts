/** Answers that were asked for before the element that needs them was there; each is used once. */
const answers = new Map<string, Promise<Response>>();

/** How long an early answer is as good as a new one, in milliseconds. */
const FRESH = 10_000;

/** Asks a gateway for something that an element is about to need. A failure is not kept: the element then asks itself. */
export function prefetch(url: string): void {
  const answer = fetch(url, { credentials: 'include' });
  answers.set(url, answer);
  const forget = (): void => { answers.delete(url); };
  answer.catch(forget);
  setTimeout(forget, FRESH);
}

/** `fetch` that takes an early answer where there is one. */
export const fetchWithPrefetch: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const early = request.method === 'GET' ? answers.get(request.url) : undefined;
  answers.delete(request.url);
  if (early !== undefined) {
    const response = await early.catch(() => undefined);
    request.signal.throwIfAborted();
    if (response !== undefined) return response;
  }
  return fetch(request);
};

const hintKey = (gateway: string): string => `portico:signed-in:${gateway}`;

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

/** A gateway's address as it is compared: absolute, without a slash at the end. */
export const gatewayAddress = (gateway: string): string => new URL(gateway, document.baseURI).href.replace(/\/+$/, '');
