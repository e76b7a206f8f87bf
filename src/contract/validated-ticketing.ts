import type { FileLimits } from './capabilities.ts';
import type { Issue } from './errors.ts';
import { fetchPart } from './fetch-part.ts';
import type { ParsedInput, ReadContext } from './operation.ts';
import { ticketing, type TicketingAdapter, type TicketingClient, type TicketingOperation } from './ticketing.ts';
import { validatedTable, type InputCheck } from './validated.ts';

type Input<Name extends TicketingOperation> = ParsedInput<(typeof ticketing)[Name]>;

/**
 * Turns an adapter into what callers see. Input is parsed (`invalid-input` names what is wrong), output is parsed too, so that
 * nothing undeclared gets through and a backend's surprise is a `bad-response` instead of a crash; anything else that an
 * adapter throws becomes `internal`; operations that it left out reject with `unsupported`; an aborted call rejects with the signal's reason.
 */
export function validated(adapter: TicketingAdapter): TicketingClient {
  return validatedTable(ticketing, adapter, inputChecks(adapter)) as unknown as TicketingClient;
}

/** What a schema alone cannot check: the values of a form, and files against the backend's limits. Whoever only reads does without this code. */
function inputChecks(adapter: TicketingAdapter): Partial<Record<TicketingOperation, InputCheck>> {
  const limits = async (context: ReadContext): Promise<FileLimits | null> => (await adapter.getProfile({}, context)).capabilities.files;
  const checks = (): Promise<typeof import('./form-check.ts')> => fetchPart(() => import('./form-check.ts'));
  const reply = async ({ files }: Input<'reply'>, context: ReadContext): Promise<readonly Issue[]> =>
    files.length === 0 ? [] : (await checks()).checkFiles(files, await limits(context));
  const create = async ({ formId, values, files }: Input<'createTicket'>, context: ReadContext): Promise<readonly Issue[]> =>
    adapter.getForm === undefined ? [] : (await checks()).checkForm(await adapter.getForm({ formId }, context), values, files, await limits(context));
  return { reply, createTicket: create };
}
