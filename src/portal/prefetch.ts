/** Answers that were asked for before the element that needs them was there; each is used once. */
const answers = new Map<string, Promise<Response>>();

/** How long an early answer is as good as a new one, and how long it may take, in milliseconds. */
const FRESH = 10_000;

/** Asks a gateway for something that an element is about to need. A failure is not kept: the element then asks itself. */
export function prefetch(url: string): Promise<Response> {
  const known = answers.get(url);
  if (known !== undefined) return known;
  const answer = fetch(url, {
    credentials: 'include', redirect: 'error', cache: 'no-store', referrerPolicy: 'strict-origin-when-cross-origin', signal: AbortSignal.timeout(FRESH),
  });
  answers.set(url, answer);
  const forget = (): void => { if (answers.get(url) === answer) answers.delete(url); };
  answer.catch(forget);
  setTimeout(forget, FRESH);
  return answer;
}

/** The answer that was asked for early, for one who needs it now. */
export function earlyAnswer(url: string): Promise<Response> | undefined {
  const answer = answers.get(url);
  answers.delete(url);
  return answer;
}

/** Drops what was asked for early: it was meant for somebody who is not signed in any more. */
export const forgetEarlyAnswers = (): void => { answers.clear(); };

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
