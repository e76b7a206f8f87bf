import { isPortalError, PortalError, type AccessAdapter, type Session } from '../../contract/index.ts';
import type { SeededAccessFault } from '../faulty-access.ts';

/** Lets somebody in who is held. */
const opened = (session: Session): Session => {
  const { held, ...rest } = session;
  return held?.reason !== 'consent' ? session : { ...rest, customer: { id: '1', email: held.email, name: held.name } };
};

/** What a preview is refused, answered. */
const answeredInPreviews = (sound: AccessAdapter, name: 'giveConsent' | 'endAllSessions'): Partial<AccessAdapter> => ({
  [name]: (input: never, context: never) => sound[name](input, context).catch((error: unknown) => {
    if (isPortalError(error, 'forbidden')) return { customer: null, expires: null };
    throw error;
  }),
});

/** Faults in what one agrees to, in one's own account, in passkeys and in previews. */
export const ACCOUNT_FAULTS = {
  'whoever has not agreed is let in': {
    caughtBy: 'whoever has not agreed is held, with a session that lives, and agreeing opens the portal',
    broken: (sound) => ({ signIn: async (input, context) => opened(await sound.signIn(input, context)), getSession: async (input, context) => opened(await sound.getSession(input, context)) }),
  },
  'an agreement to any version counts': {
    caughtBy: 'another version than the present one counts for nothing',
    broken: (sound) => ({
      async giveConsent(input, context) {
        const { consent } = await sound.getSignInOptions({}, context);
        return sound.giveConsent({ ...input, version: consent?.version ?? input.version }, context);
      },
    }),
  },
  'an agreement holds for all versions': {
    caughtBy: 'a new version asks everybody again from the next request on, and an older one that comes back does not',
    broken: (sound, { memory }) => ({
      async giveConsent(input, context) {
        const session = await sound.giveConsent(input, context);
        memory.set(session.customer?.email ?? '', true);
        return session;
      },
      async getSession(input, context) {
        const session = await sound.getSession(input, context);
        return memory.has(session.held?.email ?? '') ? opened(session) : session;
      },
    }),
  },
  'an agreement is not taken back': {
    caughtBy: 'an agreement is taken back: all sessions are held at once, until it is given again',
    broken: (sound) => ({ withdrawConsent: (_input, context) => sound.getSession({}, context) }),
  },
  'no session is the current one': {
    caughtBy: 'an account says who one is and where one is signed in',
    broken: (sound) => ({
      async getAccount(input, context) {
        const account = await sound.getAccount(input, context);
        return { ...account, sessions: account.sessions.map((session) => ({ ...session, current: false })) };
      },
    }),
  },
  'a session of somebody else is told apart from none': {
    caughtBy: 'a session of somebody else reads like one that never was, and goes on',
    broken: (sound) => ({
      endSession: (input, context) => sound.endSession(input, context).catch((error: unknown) => {
        throw isPortalError(error, 'not-found') && input.sessionId !== 'no-such-session' ? new PortalError('not-found', 'This is not your session.') : error;
      }),
    }),
  },
  'ending a session ends this one': {
    caughtBy: 'a session is ended from another browser, and the others go on',
    broken: (sound) => ({ endSession: (_input, context) => sound.signOut({}, context) }),
  },
  'signing out everywhere signs out here': {
    caughtBy: 'signing out everywhere ends all sessions, here too, and nobody else\'s',
    broken: (sound) => ({ endAllSessions: (_input, context) => sound.signOut({}, context) }),
  },
  'a preview is not marked': {
    caughtBy: 'a link opens the portal as a customer, and says who looks',
    broken: (sound) => ({
      async openPreview(input, context) {
        const { preview: _, ...session } = await sound.openPreview(input, context);
        return session;
      },
    }),
  },
  'a preview agrees to terms': { caughtBy: 'a preview changes nothing of the customer\'s, and does not show where they are signed in', broken: (sound) => answeredInPreviews(sound, 'giveConsent') },
  'a preview signs the customer out': { caughtBy: 'a preview changes nothing of the customer\'s, and does not show where they are signed in', broken: (sound) => answeredInPreviews(sound, 'endAllSessions') },
  'a passkey stays when it is deleted': {
    caughtBy: 'a passkey is added, listed, signs in, and is deleted',
    broken: () => ({ deletePasskey: () => Promise.resolve({}) }),
  },
  'a passkey of somebody else is told apart from none': {
    caughtBy: 'a passkey of somebody else reads like one that never was',
    broken: (sound) => ({
      deletePasskey: (input, context) => input.passkeyId === 'no-such-passkey' ? sound.deletePasskey(input, context) : Promise.reject(new PortalError('forbidden', 'This is not your passkey.')),
    }),
  },
} as const satisfies Readonly<Record<string, SeededAccessFault>>;
