import { EarlyAnswerEvent } from './early-answers.ts';

/** Answers that were asked for before the element that needs them was there. */
const answers = new Map<string, Promise<Response>>();

/** How long an early answer is as good as a new one, and how long it may take, in milliseconds. */
const FRESH = 10_000;

/** What is the same whoever asks. */
const FOR_EVERYBODY = /\/v1\/(?:portal$|sign-in-options\?)/;

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

/** Hands the early answers to those who need them. */
export function offerEarlyAnswers(): void {
  window.addEventListener(EarlyAnswerEvent.type, (event) => {
    const asked = event as EarlyAnswerEvent;
    if (asked.url === undefined) {
      for (const url of answers.keys()) if (!FOR_EVERYBODY.test(url)) answers.delete(url);
      return;
    }
    asked.answer ??= answers.get(asked.url);
    answers.delete(asked.url);
  });
}
