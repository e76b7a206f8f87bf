import { isPortalError, PortalError } from '../../contract/index.ts';
import { databaseErrorCode } from '../../sql/database-errors.ts';

/** Someone else's and absent: the same words for both. */
export const absent = (): PortalError => new PortalError('not-found', 'There is no such ticket, message or file.');

/** Turns what a database throws into an error of the closed set; its own words stay behind as the cause. */
export function toDeskError(error: unknown): PortalError {
  if (isPortalError(error)) return error;
  const code = databaseErrorCode(error);
  return new PortalError(code, code === 'internal' ? 'Unexpected fault of the desk.' : 'The database of the desk cannot be reached just now.', { cause: error });
}

/** Runs what talks to the database: an abort rejects with the signal's reason, everything else with a PortalError. */
export async function guarded<Answer>(signal: AbortSignal | undefined, run: () => Promise<Answer>): Promise<Answer> {
  signal?.throwIfAborted();
  try {
    return await run();
  } catch (error) {
    signal?.throwIfAborted();
    throw toDeskError(error);
  }
}

/** Kysely's option for a query that stops with its caller. */
export const abortable = (signal: AbortSignal | undefined): { readonly signal?: AbortSignal; readonly inflightQueryAbortStrategy?: 'cancel query' } =>
  (signal === undefined ? {} : { signal, inflightQueryAbortStrategy: 'cancel query' });
