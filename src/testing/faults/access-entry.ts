import { isPortalError, PortalError, type AccessAdapter, type WriteContext } from '../../contract/index.ts';
import type { AccessWorld, SeededAccessFault } from '../faulty-access.ts';

const gone = (): PortalError => new PortalError('not-found', 'Gone.');

type Linked = 'verifyAddress' | 'resetPassword' | 'signInByLink' | 'acceptInvitation' | 'openPreview';
const LINKED: readonly Linked[] = ['verifyAddress', 'resetPassword', 'signInByLink', 'acceptInvitation', 'openPreview'];

/** Links that are used up by what must not use them up. */
const usedUpBy = (sound: AccessAdapter, { memory }: AccessWorld, name: 'readMailLink' | Linked, isMisuse: (error: unknown) => boolean): Partial<AccessAdapter> => {
  type Call = (input: { token: string }, context: WriteContext) => Promise<unknown>;
  const call = (each: 'readMailLink' | Linked): Call => async (input, context) => {
    if (memory.get(input.token) === true) throw gone();
    const outcome = await (sound[each] as unknown as Call)(input, context).then((answer) => ({ answer }), (error: unknown) => ({ error }));
    if (each === name && isMisuse('error' in outcome ? outcome.error : undefined)) memory.set(input.token, true);
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  };
  return Object.fromEntries([...LINKED, name].map((each) => [each, call(each)]));
};

/** Faults in the ways in that a mail is a part of. */
export const ENTRY_FAULTS = {
  'a registration makes the account at once': {
    caughtBy: 'the link of the mail and the password make the account, and sign in',
    broken: (sound, { harness }) => ({
      async register(input, context) {
        const answer = await sound.register(input, context);
        await harness.createAccount(input);
        return answer;
      },
    }),
  },
  'a registration tells that an address is known': {
    caughtBy: 'a known address answers like an unknown one, and its owner is told by mail',
    broken: (sound, { known }) => ({ register: (input, context) => known.has(input.email) ? Promise.reject(new PortalError('conflict', 'This address is known.')) : sound.register(input, context) }),
  },
  'a registration needs no agreement': {
    caughtBy: 'the terms have to be agreed to, in the version of the moment',
    broken: (sound) => ({
      async register(input, context) {
        const { consent } = await sound.getSignInOptions({}, context);
        return sound.register({ ...input, consent: consent?.version }, context);
      },
    }),
  },
  'a wrong password uses a registration up': {
    caughtBy: 'the link alone is not enough, and a wrong password does not use it up',
    broken: (sound, world) => usedUpBy(sound, world, 'verifyAddress', (error) => isPortalError(error, 'wrong-credentials')),
  },
  'reading a link uses it up': {
    caughtBy: 'the link works once, and its reader does not use it up',
    broken: (sound, world) => usedUpBy(sound, world, 'readMailLink', (error) => error === undefined),
  },
  'a link that is used for something else is used up': {
    caughtBy: 'a link is for its own purpose only, and misuse does not use it up',
    broken: (sound, world) => usedUpBy(sound, world, 'signInByLink', (error) => isPortalError(error, 'not-found')),
  },
  'a reset link seems to work twice': {
    caughtBy: 'the link works once, and its reader does not use it up',
    broken: (sound, { memory }) => ({
      async resetPassword(input, context) {
        const before = memory.get(input.token) as { email: string } | undefined;
        const answer = before ?? await sound.resetPassword(input, context);
        memory.set(input.token, answer);
        return answer;
      },
    }),
  },
  'a reset tells that an address is unknown': {
    caughtBy: 'an unknown address and a disabled account answer like a known one, and get no mail',
    broken: (sound, { known }) => ({ requestPasswordReset: (input, context) => known.has(input.email) ? sound.requestPasswordReset(input, context) : Promise.reject(new PortalError('not-found', 'Unknown.')) }),
  },
  'an invented link is told apart from a used one': {
    caughtBy: 'what is no link reads like a link that was used',
    broken: (sound) => ({ readMailLink: (input, context) => /^[\w-]{43,}$/.test(input.token) ? sound.readMailLink(input, context) : Promise.reject(new PortalError('invalid-input', 'This is no token.')) }),
  },
  'an unknown address gets a shorter challenge': {
    caughtBy: 'an unknown address and a disabled account answer like a known one, at the guess too, and get no mail',
    broken: (sound, { known }) => ({
      async requestSignInMail(input, context) {
        const { challenge, ...answer } = await sound.requestSignInMail(input, context);
        return { ...answer, challenge: known.has(input.email) ? challenge : challenge.slice(1) };
      },
    }),
  },
  'a code may be tried for ever': {
    caughtBy: 'a code can be tried five times',
    broken: (sound, { memory }) => ({
      signInByCode: (input, context) => {
        const tried = Number(memory.get(input.challenge) ?? 0) + 1;
        memory.set(input.challenge, tried);
        return tried > 5 ? Promise.reject(new PortalError('wrong-credentials', 'Try again.')) : sound.signInByCode(input, context);
      },
    }),
  },
  'a code has to be typed without spaces': {
    caughtBy: 'the code of the mail signs in, once, spaces and hyphens aside',
    broken: (sound) => ({ signInByCode: (input, context) => /\D/.test(input.code) ? Promise.reject(new PortalError('wrong-credentials', 'No.')) : sound.signInByCode(input, context) }),
  },
  'an invitation needs no agreement': {
    caughtBy: 'the terms have to be agreed to, which uses nothing up',
    broken: (sound) => ({
      async acceptInvitation(input, context) {
        const { consent } = await sound.getSignInOptions({}, context);
        return sound.acceptInvitation({ ...input, consent: consent?.version }, context);
      },
    }),
  },
  'a changed password leaves the other sessions': {
    caughtBy: 'a password is changed with the old one: the other sessions end, this one goes on',
    broken: (sound) => ({ changePassword: (_input, context) => sound.getSession({}, context) }),
  },
} as const satisfies Readonly<Record<string, SeededAccessFault>>;
