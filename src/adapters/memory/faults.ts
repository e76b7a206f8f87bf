import { PortalError, type ErrorCode, type TicketingOperation } from '../../contract/index.ts';

/** What goes wrong with an operation, for stories and tests. Without any property it does nothing. */
export interface Fault {
  /** Milliseconds before anything else happens. */
  readonly delay?: number;
  /** Never answers; only an abort ends it. */
  readonly hang?: boolean;
  /** Rejects with this code, or throws exactly this. */
  readonly reject?: ErrorCode | Error;
  /** Answers this instead. */
  readonly answer?: unknown;
  /** Strikes after the operation has done its work: what was written stays, the answer is lost. */
  readonly after?: boolean;
  /** Strikes once and is gone. */
  readonly once?: boolean;
}

/** The faults that are on, by operation: `backend.faults.set('listTickets', { reject: 'unavailable' })`. */
export type Faults = Map<TicketingOperation, Fault>;

/** Runs an operation under its fault, and gives up when the caller does. */
export async function underFault(faults: Faults, name: TicketingOperation, latency: number, signal: AbortSignal | undefined, run: () => Promise<unknown>): Promise<unknown> {
  signal?.throwIfAborted();
  const fault = faults.get(name) ?? {};
  if (fault.once === true) faults.delete(name);
  await pause(latency + (fault.delay ?? 0), signal);
  const before = fault.after === true ? await run() : undefined;
  if (fault.hang === true) await pause(Number.POSITIVE_INFINITY, signal);
  if (fault.reject !== undefined) throw toError(fault.reject);
  if ('answer' in fault) return fault.answer;
  return fault.after === true ? before : run();
}

const toError = (reject: ErrorCode | Error): Error =>
  (typeof reject === 'string' ? new PortalError(reject, `On demand: ${reject}.`, reject === 'rate-limited' ? { retryAfter: 5 } : {}) : reject);

/** Waits, also where there is nothing to wait for: an answer never comes within the call. @throws the signal's reason. */
async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds === 0) await Promise.resolve();
  else {
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = milliseconds === Number.POSITIVE_INFINITY ? undefined : setTimeout(() => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }
  signal?.throwIfAborted();
}
