import { betterAuth, type BetterAuthOptions, type BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import * as z from 'zod/mini';
import type { SignInMethod } from '../../contract/index.ts';
import type { OpenDatabase } from '../database.ts';
import type { Settings } from '../options.ts';

/** What a session remembers besides whose it is. */
export interface SessionFields {
  readonly method: SignInMethod;
  /** For method `provider`: which one. */
  readonly provider?: string;
  /** Groups that the provider named. */
  readonly groups?: readonly string[];
  /** For method `preview`: who looks. */
  readonly agent?: string;
  /** When it ends whatever happens, in milliseconds since 1970; by default `session.absolute` after its begin. */
  readonly ends?: number;
  /** What the provider needs for a sign-out there. */
  readonly signOut?: string;
}

/**
 * A session for somebody whose identity has been proved by other means than better-auth's own. Only ever called here: none of better-auth's
 * addresses is served.
 */
const beginSession = createAuthEndpoint('/portico/begin-session', {
  method: 'POST', metadata: { SERVER_ONLY: true },
  body: z.object({ userId: z.string(), fields: z.record(z.string(), z.unknown()) }),
}, async (context) => {
  const { internalAdapter } = context.context;
  const { userId, fields } = context.body;
  const user = await internalAdapter.findUserById(userId);
  // Absent where the account is disabled, too: see the hook below.
  const session = user === null ? null : await internalAdapter.createSession(userId, false, fields, true) as Awaited<ReturnType<typeof internalAdapter.createSession>> | null;
  if (user === null || session === null) return context.json(null);
  await setSessionCookie(context, { session, user });
  return context.json({ expiresAt: session.expiresAt.toISOString() });
});

const plugin = { id: 'portico', endpoints: { beginSession } } satisfies BetterAuthPlugin;

type BetterAuth = ReturnType<typeof betterAuth<BetterAuthOptions>>;

/** better-auth with what the gateway adds to it. Written down, because what would be inferred names packages that are better-auth's own. */
export interface Auth extends Omit<BetterAuth, 'api'> {
  readonly api: BetterAuth['api'] & {
    /** Begins a session; null where there is no such account, or a disabled one. */
    beginSession(call: { readonly body: { readonly userId: string; readonly fields: Readonly<Record<string, unknown>> }; readonly headers: Headers; readonly returnHeaders: true }):
    Promise<{ readonly headers: Headers; readonly response: { readonly expiresAt: string } | null }>;
  };
}

/**
 * better-auth keeps accounts, sessions and what mails have to prove, and hashes passwords. What we need of it is called directly, so its
 * JSON answers, which hold session tokens, never reach a browser.
 */
export const createAuth = (database: OpenDatabase, settings: Settings): Auth => betterAuth({ ...authOptions(database, settings), plugins: [plugin] }) as unknown as Auth;

/**
 * Under TLS a `__Host-` name, which browsers accept from this very host only. Plain http is for this machine, where browsers keep no such
 * cookie, and where cookies do not tell ports apart: so the port is part of the name. The path is too, since `__Host-` demands `Path=/`.
 * @param use Tells cookies of one gateway apart.
 */
export function cookieName({ base, secure, basePath }: Settings, use = ''): string {
  const place = [...secure ? [] : [base.port], ...basePath.split('/'), use].map((part) => part.replace(/[^\w]/g, '')).filter(Boolean);
  return [secure ? '__Host-portico' : 'portico', ...place].join('-');
}

/** Attributes of every cookie of the gateway. */
export function cookieAttributes({ secure, session: { crossSite } }: Settings): { secure: boolean; httpOnly: true; path: '/'; sameSite: 'lax' | 'none'; partitioned?: true } {
  return { secure, httpOnly: true, path: '/', ...crossSite && secure ? { sameSite: 'none' as const, partitioned: true as const } : { sameSite: 'lax' as const } };
}

export function authOptions({ db, forAuth }: OpenDatabase, settings: Settings): BetterAuthOptions {
  const { session: { idle } } = settings;
  return {
    appName: settings.name,
    baseURL: settings.base.origin,
    secret: settings.secret,
    // its type names databases whose packages are not here
    database: forAuth as never,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 1000 },
    user: {
      modelName: 'portico_user',
      additionalFields: { disabled: { type: 'boolean', required: false, defaultValue: false, input: false } },
    },
    account: {
      modelName: 'portico_account',
      // Those that an identity provider has named last.
      additionalFields: { groups: { type: 'string', required: false, input: false } },
    },
    session: {
      modelName: 'portico_session', expiresIn: idle, updateAge: Math.min(60, Math.floor(idle / 30)),
      additionalFields: {
        method: { type: 'string', required: false, defaultValue: 'password', input: false },
        provider: { type: 'string', required: false, input: false },
        groups: { type: 'string', required: false, input: false },
        agent: { type: 'string', required: false, input: false },
        ends: { type: 'number', bigint: true, required: false, input: false },
        signOut: { type: 'string', required: false, input: false },
      },
    },
    verification: { modelName: 'portico_verification', storeIdentifier: 'hashed' },
    databaseHooks: {
      session: {
        create: {
          // A disabled account fails here, after its password has been checked: it takes the time of a success and reads like a wrong password.
          before: async ({ userId }) => {
            const user = await db.selectFrom('portico_user').select('disabled').where('id', '=', userId).executeTakeFirst();
            return user === undefined || Boolean(user.disabled) ? false : undefined;
          },
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      cookies: { session_token: { name: cookieName(settings), attributes: cookieAttributes(settings) } },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  };
}
