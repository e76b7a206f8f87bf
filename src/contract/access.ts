import * as z from 'zod/mini';
import type { CallerInput, Context, Operation, Output, ParsedInput } from './operation.ts';

/** Who is signed in. Carries no token: the session itself is a cookie that no script can read. */
export const session = z.object({
  /** Null while nobody is signed in. */
  customer: z.nullable(z.object({ id: z.string(), email: z.string(), name: z.string() })),
  /** When the session ends if nothing happens; null without a session. */
  expires: z.nullable(z.iso.datetime()),
});
export type Session = z.infer<typeof session>;

/** The access contract: how customers get in and out. */
export const access = {
  getSession: {
    method: 'GET', path: '/session', input: z.object({}), output: session,
    summary: 'Who is signed in, if anybody.',
  },
  signIn: {
    method: 'POST', path: '/session', output: session,
    input: z.object({ email: z.string().check(z.minLength(1), z.maxLength(254)), password: z.string().check(z.minLength(1), z.maxLength(1000)) }),
    summary: 'Signs in with e-mail and password. A wrong password and an unknown address answer alike.',
  },
  signOut: {
    method: 'DELETE', path: '/session', input: z.object({}), output: session,
    summary: 'Ends the session.',
  },
} as const satisfies Record<string, Operation>;

export type Access = typeof access;

/** Implementation of the access contract. */
export type AccessAdapter = {
  [Name in keyof Access]: (input: ParsedInput<Access[Name]>, context: Context<Access[Name]>) => Promise<Output<Access[Name]>>;
};

/** The access contract as callers see it. */
export type AccessClient = {
  [Name in keyof Access]: (input: CallerInput<Access[Name]>, context: Context<Access[Name]>) => Promise<Output<Access[Name]>>;
};
