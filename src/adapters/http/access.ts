import { fetchPart, mapOperations, sessionOperations, type AccessAdapter, type AccessOperation, type Operation } from '../../contract/index.ts';
import { createCaller, type CallContext, type HttpOptions } from './caller.ts';

type AccountOperation = Exclude<AccessOperation, keyof typeof sessionOperations>;

// Written down instead of read from the contract's table, whose schemas are fetched with the first call.
const ACCOUNT_OPERATIONS = Object.keys({
  register: 0, verifyAddress: 0, requestPasswordReset: 0, resetPassword: 0, changePassword: 0, requestSignInMail: 0, signInByLink: 0, signInByCode: 0, readMailLink: 0,
  acceptInvitation: 0, giveConsent: 0, withdrawConsent: 0, getAccount: 0, endSession: 0, endAllSessions: 0, startPasskey: 0, addPasskey: 0, deletePasskey: 0,
  startPasskeySignIn: 0, signInWithPasskey: 0, startProviderSignIn: 0, openPreview: 0,
} satisfies Record<AccountOperation, 0>) as AccountOperation[];

type Call = (input: Record<string, unknown>, context: CallContext) => Promise<unknown>;

/** How customers get in and out, by the gateway. */
export function httpAccess(options: HttpOptions): AccessAdapter {
  const call = createCaller(options);
  const session = mapOperations(sessionOperations, (_name, operation: Operation): Call => (input, context) => call(operation, input, context));
  const account = Object.fromEntries(ACCOUNT_OPERATIONS.map((name): [string, Call] => [name, async (input, context) => {
    const { accountOperations } = await fetchPart(() => import('../../contract/access/account-operations.ts'));
    return call(accountOperations[name], input, context);
  }]));
  return { ...session, ...account } as unknown as AccessAdapter;
}
