import type { CallerInput, Context, Output, ParsedInput } from '../operation.ts';
import { accountOperations } from './account-operations.ts';
import { sessionOperations } from './session-operations.ts';

export { accountOperations, mailPurpose, type AccountDetails, type MailPurpose, type PasskeyEntry, type SessionEntry } from './account-operations.ts';
export { sessionOperations } from './session-operations.ts';
export { consentDocument, session, signInMethod, signInOptions, type ConsentDocument, type Session, type SignInMethod, type SignInOptions } from './session.ts';

/** The access contract: how customers get in and out. */
export const access = { ...sessionOperations, ...accountOperations } as const;

export type Access = typeof access;
export type AccessOperation = keyof Access;

/** Implementation of the access contract. */
export type AccessAdapter = {
  [Name in AccessOperation]: (input: ParsedInput<Access[Name]>, context: Context<Access[Name]>) => Promise<Output<Access[Name]>>;
};

/** The access contract as callers see it. */
export type AccessClient = {
  [Name in AccessOperation]: (input: CallerInput<Access[Name]>, context: Context<Access[Name]>) => Promise<Output<Access[Name]>>;
};
