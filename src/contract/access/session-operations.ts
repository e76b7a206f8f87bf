import * as z from 'zod/mini';
import type { Operation } from '../operation.ts';
import { address, language, oldPassword } from './inputs.ts';
import { session, signInOptions } from './session.ts';


/** What every page needs: who is signed in, how they get in by a password, and how they get out. Small, because it is loaded first. */
export const sessionOperations = {
  getSession: {
    method: 'GET', path: '/session', input: z.object({}), output: session,
    summary: 'Who is signed in, if anybody. Counts as activity: the session lives on.',
  },
  peekSession: {
    method: 'GET', path: '/session/peek', input: z.object({}), output: session,
    summary: 'Who is signed in, if anybody, without counting as activity.',
  },
  getSignInOptions: {
    method: 'GET', path: '/sign-in-options', input: z.object({ language }), output: signInOptions,
    summary: 'The ways in that the owner has switched on.',
  },
  signIn: {
    method: 'POST', path: '/session', output: session, input: z.object({ email: address, password: oldPassword }),
    summary: 'Signs in with e-mail and password. A wrong password and an unknown address answer alike.',
  },
  signInAsHostUser: {
    method: 'POST', path: '/session/host', output: session, input: z.object({ token: z.string().check(z.minLength(1), z.maxLength(16_384)) }),
    summary: 'Signs in whom the page\'s own application vouches for, by a token that it has signed.',
  },
  signOut: {
    method: 'DELETE', path: '/session', input: z.object({}),
    output: z.extend(session, {
      /** Where the browser has to go to end the session at the identity provider too. */
      signOutUrl: z.optional(z.url()),
    }),
    summary: 'Ends the session.',
  },
} as const satisfies Record<string, Operation>;
