import { PortalError } from '../contract/index.ts';

/**
 * Runs a call of the backend, and cuts it when it takes too long or nobody waits for it any more. The call is told by its signal; one that
 * does not listen is left behind.
 * @param milliseconds From now. @param caller Aborted when the client has gone; left out where the call must run to its end.
 */
export async function withDeadline<Answer>(milliseconds: number, caller: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const controller = new AbortController();
  const give = (): void => controller.abort(new DOMException('The client has gone.', 'AbortError'));
  const timer = setTimeout(() => controller.abort(new PortalError('timeout', 'The backend did not answer in time.')), milliseconds);
  caller?.addEventListener('abort', give, { once: true });
  if (caller?.aborted === true) give();
  const { signal } = controller;
  const cut = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
  });
  try {
    return await Promise.race([run(signal), cut]);
  } finally {
    // The answer may be a stream that goes on; whoever sends it ends it.
    clearTimeout(timer);
    caller?.removeEventListener('abort', give);
  }
}
