import { accountOperations, session as sessionSchema, validatedTable, type Access, type AccessAdapter, type Output, type Session, type WriteContext } from '../contract/index.ts';
import type { AccountOperation } from './session-source.ts';

type Call = (input: unknown, context: WriteContext) => Promise<unknown>;

/**
 * Calls one of the operations that not every page needs. Its module holds their schemas, and is fetched with the first call.
 * @returns the answer, and, where it says who is signed in now, that session
 */
export async function callAccount<Name extends AccountOperation>(
  adapter: AccessAdapter, name: Name, input: unknown, context: WriteContext,
): Promise<{ output: Output<Access[Name]>; session?: Session }> {
  const client = validatedTable(accountOperations, adapter) as Record<AccountOperation, Call>;
  const output = await client[name](input, context);
  return { output: output as Output<Access[Name]>, ...accountOperations[name].output === sessionSchema ? { session: output as Session } : {} };
}
