import { isPortalError, PortalError, type AccessAdapter, type Session } from '../../contract/index.ts';
import type { SeededAccessFault } from '../faulty-access.ts';

/** Every answer that says who is there, changed on its way out. */
const sessions = (change: (session: Session) => Session) => (sound: AccessAdapter): Partial<AccessAdapter> => ({
  getSession: async (input, context) => change(await sound.getSession(input, context)),
  peekSession: async (input, context) => change(await sound.peekSession(input, context)),
  signIn: async (input, context) => change(await sound.signIn(input, context)),
});

const later = (time: string, hours: number): string => new Date(Date.parse(time) + hours * 3_600_000).toISOString();

/** Faults in who is there, and for how long. */
export const SESSION_FAULTS = {
  'a look counts as activity': { caughtBy: 'a look at the session is no activity', broken: (sound) => ({ peekSession: (input, context) => sound.getSession(input, context) }) },
  'a request is no activity': {
    caughtBy: 'a session ends after 30 minutes without a request, and each request makes it live on',
    broken: (sound) => ({ getSession: (input, context) => sound.peekSession(input, context) }),
  },
  'a session is said to outlive its end': {
    caughtBy: 'a session ends after 12 hours, however busy it is, and says so in time',
    broken: sessions((session) => session.expires === null ? session : { ...session, expires: later(session.expires, 1) }),
  },
  'a session does not say when it ends': { caughtBy: 'a session says who is signed in and when it ends, and asking again says the same', broken: sessions(({ ends: _, ...session }) => session) },
  'a new id at every sign-in': {
    caughtBy: 'a customer has the same id at every sign-in, and nobody else has it',
    broken: (_sound, { memory }) => sessions((session) => {
      memory.set('count', Number(memory.get('count') ?? 0) + 1);
      return session.customer === null ? session : { ...session, customer: { ...session.customer, id: String(memory.get('count')) } };
    })(_sound),
  },
  'one id for all': {
    caughtBy: 'a customer has the same id at every sign-in, and nobody else has it',
    broken: sessions((session) => session.customer === null ? session : { ...session, customer: { ...session.customer, id: '1' } }),
  },
  'signing out is only said': {
    caughtBy: 'signing out ends the session, and twice is once',
    broken: () => ({ signOut: () => Promise.resolve({ customer: null, expires: null }) }),
  },
  'signing out without a session fails': {
    caughtBy: 'signing out ends the session, and twice is once',
    broken: (sound) => ({
      async signOut(input, context) {
        if ((await sound.peekSession({}, context)).customer === null) throw new PortalError('unauthenticated', 'Nobody is signed in.');
        return sound.signOut(input, context);
      },
    }),
  },
  'an aborted call goes on': {
    caughtBy: 'a call that was given up before it began rejects with the reason',
    broken: (sound) => ({ getSession: (input) => sound.getSession(input, {}) }),
  },
  'capitals in an address count': {
    caughtBy: 'an address may be typed in any case and with spaces around it',
    broken: (sound) => ({
      signIn: (input, context) => /[A-Z]/.test(input.email) ? Promise.reject(new PortalError('wrong-credentials', 'No.')) : sound.signIn(input, context),
    }),
  },
  'an unknown address is told at sign-in': {
    caughtBy: 'a wrong password, an unknown address and a disabled account answer alike',
    broken: (sound, { known }) => ({
      signIn: (input, context) => sound.signIn(input, context).catch((error: unknown) => { throw known.has(input.email) ? error : new PortalError('wrong-credentials', 'There is no such account.'); }),
    }),
  },
  'a failed sign-in signs out': {
    caughtBy: 'a failed sign-in leaves the session that is there',
    broken: (sound) => ({
      signIn: (input, context) => sound.signIn(input, context).catch(async (error: unknown) => {
        await sound.signOut({}, context);
        throw error;
      }),
    }),
  },
  'a denied customer reads like a wrong password': {
    caughtBy: 'whoever is on no list is told so, and has no session',
    broken: (sound) => ({
      async signIn(input, context) {
        const session = await sound.signIn(input, context);
        if (session.held?.reason === 'denied') throw new PortalError('wrong-credentials', 'No.');
        return session;
      },
    }),
  },
  'what is off is offered': {
    caughtBy: 'what is on is offered, and what is off is not',
    broken: (sound) => ({ getSignInOptions: async (input, context) => ({ ...await sound.getSignInOptions(input, context), registration: true }) }),
  },
  'what is off answers': {
    caughtBy: 'registration: unsupported where it is off',
    broken: (sound) => ({
      register: (input, context) => sound.register(input, context).catch((error: unknown) => {
        if (isPortalError(error, 'unsupported')) return { delayed: false };
        throw error;
      }),
    }),
  },
  'terms in one language only': {
    caughtBy: 'the terms are told in the language that is asked for, or else in another',
    broken: (sound) => ({ getSignInOptions: (_input, context) => sound.getSignInOptions({ language: 'en' }, context) }),
  },
} as const satisfies Readonly<Record<string, SeededAccessFault>>;
