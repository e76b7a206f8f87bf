import * as z from 'zod/mini';
import type { Operation } from '../operation.ts';
import { id, timestamp } from '../schemas.ts';
import { address, agreedVersion, language, mailToken, newPassword, oldPassword } from './inputs.ts';
import { session, signInMethod } from './session.ts';

/** A mail is on its way, to an address that may or may not be known: the answer is the same. */
export const mailed = z.object({
  /** The mail server does not take mails at the moment, whoever they are for; they are sent later. */
  delayed: z.boolean(),
});

/** What a link of a mail is for. */
export const mailPurpose = z.enum(['verification', 'reset', 'sign-in', 'invitation', 'preview']);
export type MailPurpose = z.infer<typeof mailPurpose>;

/** A session of one's own, somewhere. */
export const sessionEntry = z.object({
  id,
  /** The one that asks. */
  current: z.boolean(),
  created: timestamp,
  lastActive: timestamp,
  /** Browser and system as far as they tell, such as `Firefox, Linux`; `''` where they do not. */
  device: z.string(),
  method: signInMethod,
});
export type SessionEntry = z.infer<typeof sessionEntry>;

/** A passkey of one's own. */
export const passkeyEntry = z.object({ id, name: z.string(), created: timestamp, lastUsed: z.nullable(timestamp) });
export type PasskeyEntry = z.infer<typeof passkeyEntry>;

/** Options or answers of the browser's own passkey functions, as JSON (WebAuthn Level 3, 5.1.8 and 5.1.9). */
const webAuthn = z.record(z.string(), z.unknown());

/** What one knows of oneself. */
export const accountDetails = z.object({
  email: z.string(), name: z.string(),
  hasPassword: z.boolean(),
  /** What one has agreed to last; null where the owner has no terms. */
  consent: z.nullable(z.object({ version: z.string(), given: timestamp })),
  sessions: z.array(sessionEntry),
  passkeys: z.array(passkeyEntry),
});
export type AccountDetails = z.infer<typeof accountDetails>;

/** Ways in and around that not every page needs. A link of a mail is worth something only together with a press of a button: mail scanners open links. */
export const accountOperations = {
  register: {
    method: 'POST', path: '/registrations', output: mailed,
    input: z.object({ name: z.string().check(z.minLength(1), z.maxLength(200)), email: address, password: newPassword, consent: agreedVersion, language }),
    summary: 'Registers an account, which comes to be once its address is verified. A known and an unknown address answer alike.',
  },
  verifyAddress: {
    method: 'POST', path: '/registrations/verification', output: session, input: z.object({ token: mailToken, password: oldPassword }),
    summary: 'Makes the account whose address was mailed a link, with the password that was chosen, and signs in.',
  },
  requestPasswordReset: {
    method: 'POST', path: '/password-resets', output: mailed, input: z.object({ email: address, language }),
    summary: 'Mails a link to choose a new password. A known and an unknown address answer alike.',
  },
  resetPassword: {
    method: 'POST', path: '/password-resets/answer', output: z.object({ email: z.string() }), input: z.object({ token: mailToken, password: newPassword }),
    summary: 'Sets a new password by the link of a mail and ends all sessions of the account.',
  },
  changePassword: {
    method: 'PUT', path: '/password', output: session, input: z.object({ current: oldPassword, password: newPassword, language }),
    summary: 'Sets a new password with the old one and ends all other sessions.',
  },
  requestSignInMail: {
    method: 'POST', path: '/sign-in-mails', input: z.object({ email: address, language }),
    output: z.extend(mailed, {
      /** Names the mail when its code is given; worth nothing by itself. */
      challenge: z.string(),
    }),
    summary: 'Mails a link, a code or both to sign in with. A known and an unknown address answer alike.',
  },
  signInByLink: {
    method: 'POST', path: '/sign-in-mails/link', output: session, input: z.object({ token: mailToken }),
    summary: 'Signs in by the link of a mail.',
  },
  signInByCode: {
    method: 'POST', path: '/sign-in-mails/code', output: session,
    input: z.object({ challenge: mailToken, code: z.string().check(z.minLength(1), z.maxLength(20)) }),
    summary: 'Signs in by the code of a mail, in the browser that asked for it.',
  },
  readMailLink: {
    method: 'POST', path: '/mail-links', input: z.object({ token: mailToken }),
    output: z.object({ purpose: mailPurpose, email: z.string(), name: z.string() }),
    summary: 'What the link of a mail is for and whose it is, without using it up.',
  },
  acceptInvitation: {
    method: 'POST', path: '/invitations/acceptance', output: session,
    input: z.object({ token: mailToken, name: z.string().check(z.minLength(1), z.maxLength(200)), password: newPassword, consent: agreedVersion, language }),
    summary: 'Makes the account that an invitation is for, and signs in.',
  },
  giveConsent: {
    method: 'POST', path: '/consents', output: session, input: z.object({ version: z.string().check(z.minLength(1), z.maxLength(100)), language }),
    summary: 'Agrees to the owner\'s terms in the version that was read.',
  },
  withdrawConsent: {
    method: 'DELETE', path: '/consents', output: session, input: z.object({}),
    summary: 'Takes the agreement back: the portal is closed until it is given again.',
  },
  getAccount: {
    method: 'GET', path: '/account', output: accountDetails, input: z.object({}),
    summary: 'One\'s own account: sessions, passkeys, what was agreed to.',
  },
  endSession: {
    method: 'DELETE', path: '/sessions/:sessionId', output: session, input: z.object({ sessionId: id }),
    summary: 'Ends one of one\'s own sessions.',
  },
  endAllSessions: {
    method: 'DELETE', path: '/sessions', output: session, input: z.object({}),
    summary: 'Signs out everywhere, here too.',
  },
  startPasskey: {
    method: 'POST', path: '/passkeys/start', output: z.object({ challenge: z.string(), options: webAuthn }), input: z.object({}),
    summary: 'Begins to add a passkey: what the browser has to be asked for.',
  },
  addPasskey: {
    method: 'POST', path: '/passkeys', output: passkeyEntry,
    input: z.object({ challenge: mailToken, credential: webAuthn, name: z.string().check(z.maxLength(100)) }),
    summary: 'Adds the passkey that the browser has made.',
  },
  deletePasskey: {
    method: 'DELETE', path: '/passkeys/:passkeyId', output: z.object({}), input: z.object({ passkeyId: id }),
    summary: 'Removes a passkey.',
  },
  startPasskeySignIn: {
    method: 'POST', path: '/passkey-sign-ins', output: z.object({ challenge: z.string(), options: webAuthn }), input: z.object({}),
    summary: 'Begins to sign in with a passkey: what the browser has to be asked for.',
  },
  signInWithPasskey: {
    method: 'POST', path: '/passkey-sign-ins/answer', output: session, input: z.object({ challenge: mailToken, credential: webAuthn }),
    summary: 'Signs in with the passkey that the browser answered.',
  },
  startProviderSignIn: {
    method: 'POST', path: '/providers/:providerId/sign-ins', output: z.object({ url: z.url() }),
    input: z.object({
      providerId: id,
      /** The page to come back to, on a listed origin. */
      returnTo: z.url().check(z.maxLength(2000)),
    }),
    summary: 'Begins to sign in with an identity provider: the address to go to.',
  },
  openPreview: {
    method: 'POST', path: '/previews', output: session, input: z.object({ token: mailToken }),
    summary: 'Opens the portal as a customer, read-only, by a link that was made for a member of the support team.',
  },
} as const satisfies Record<string, Operation>;
