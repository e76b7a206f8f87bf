import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { PortalError, type ParsedInput, type access } from '../contract/index.ts';
import type { OpenDatabase } from './database.ts';
import type { AuthProvider, Authentication, Settings } from './options.ts';
import type { Bound, Throttle } from './throttle.ts';

type Auth = ReturnType<typeof betterAuth<BetterAuthOptions>>;

/** The built-in sessions: e-mail and password, kept in the database. */
export interface Sessions extends AuthProvider {
  /** @throws PortalError `wrong-credentials`, alike for an unknown account, a disabled one and a wrong password; `rate-limited`. */
  signIn(request: Request, input: ParsedInput<typeof access['signIn']>, address: string | undefined): Promise<Authentication>;
  /** Ends the request's session on all instances; answers the cookies that clear the browser's. */
  signOut(request: Request): Promise<readonly string[]>;
  migrate(): Promise<void>;
  /** better-auth itself, for {@link import('./accounts.ts').createAccounts}. */
  readonly auth: Auth;
}

const FIFTEEN_MINUTES = 15 * 60;

/**
 * better-auth keeps accounts and sessions and hashes passwords. None of its own addresses is served: what we need of it is
 * called here, so its JSON answers, which hold session tokens, never reach a browser.
 */
export function createSessions(database: OpenDatabase, settings: Settings, throttle: Throttle): Sessions {
  const options = authOptions(database, settings);
  const auth: Auth = betterAuth(options);
  const { limits, session: { absolute }, clock } = settings;
  const cookieName = cookieNameOf(settings);

  /** Only our own cookie; better-auth clears some more that it never set. */
  const cookiesOf = (headers: Headers): string[] => headers.getSetCookie().filter((cookie) => cookie.startsWith(`${cookieName}=`));

  const signOut: Sessions['signOut'] = async (request) => {
    const { headers } = await auth.api.signOut({ headers: onlyCookie(request), returnHeaders: true });
    return cookiesOf(headers);
  };

  return {
    auth, signOut,
    async getCustomer(request) {
      if (!(request.headers.get('Cookie') ?? '').includes(`${cookieName}=`)) return null;
      const found = await auth.api.getSession({ headers: onlyCookie(request), returnHeaders: true }).catch((error: unknown) => {
        if (isServerFault(error)) throw unavailable(error);
        return null; // ended by somebody else just now
      });
      if (found === null || found.response === null) return null;
      const { headers, response } = found;
      const user: Known = response.user;
      const { createdAt, expiresAt } = response.session;
      const end = Math.min(expiresAt.getTime(), createdAt.getTime() + absolute * 1000);
      if (end <= clock() || user.disabled === true || !user.emailVerified) {
        await signOut(request);
        return null;
      }
      return { customer: customerOf(user), expires: new Date(end), cookies: cookiesOf(headers) };
    },
    async signIn(request, { email: typed, password }, address) {
      const email = typed.trim().toLowerCase();
      const account: Bound = { key: `account ${email}`, limit: limits.signInsPerAccount, window: FIFTEEN_MINUTES };
      const pair: Bound = { key: `account ${email} address ${address ?? ''}`, limit: limits.signInsPerAccountAndAddress, window: FIFTEEN_MINUTES };
      const place: Bound = { key: `address ${address ?? ''}`, limit: limits.signInsPerAddress, window: FIFTEEN_MINUTES };
      // Counted before the password is looked at, so that parallel guesses do not slip through. The pair comes first: whoever is stopped there
      // no longer counts against the account, so that one address cannot keep its owner out.
      await throttle.hit(address === undefined ? [account] : [pair, account, place]);
      const { headers, response } = await auth.api.signInEmail({ body: { email, password }, headers: new Headers(), returnHeaders: true }).catch((error: unknown) => {
        throw isServerFault(error) ? unavailable(error) : new PortalError('wrong-credentials', 'E-mail and password do not belong together.');
      });
      await throttle.forget([account.key, pair.key]);
      if (address !== undefined) await throttle.giveBack(place.key);
      // A new session replaces the one that the browser had.
      await signOut(request);
      return {
        customer: customerOf(response.user), expires: new Date(clock() + Math.min(settings.session.idle, absolute) * 1000),
        cookies: cookiesOf(headers),
      };
    },
    async migrate() {
      await (await getMigrations(options)).runMigrations();
    },
  };
}

interface Known { id: string; email: string; name: string; emailVerified: boolean; disabled?: unknown }

const customerOf = ({ id, email, name }: Omit<Known, 'emailVerified'>): Authentication['customer'] => ({ id, email: email.toLowerCase(), name });

/** No other header of the request means anything to better-auth: addresses, origins and forwarded hosts are ours to judge. */
const onlyCookie = (request: Request): Headers => new Headers({ Cookie: request.headers.get('Cookie') ?? '' });

const isServerFault = (error: unknown): boolean => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status !== 'number' || status >= 500;
};

const unavailable = (cause: unknown): PortalError => new PortalError('unavailable', 'The gateway cannot reach its database.', { cause });

/**
 * Under TLS a `__Host-` name, which browsers accept from this very host only. Plain http is for this machine, where browsers keep no such
 * cookie, and where cookies do not tell ports apart: so the port is part of the name. The path is too, since `__Host-` demands `Path=/`.
 */
function cookieNameOf({ base, secure, basePath }: Settings): string {
  const place = [...secure ? [] : [base.port], ...basePath.split('/')].map((part) => part.replace(/[^\w]/g, '')).filter(Boolean);
  return [secure ? '__Host-portico' : 'portico', ...place].join('-');
}

function authOptions({ db, forAuth }: OpenDatabase, settings: Settings): BetterAuthOptions {
  const { secure, session: { idle, crossSite } } = settings;
  const sameSite = crossSite && secure ? { sameSite: 'none' as const, partitioned: true } : { sameSite: 'lax' as const };
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
    account: { modelName: 'portico_account' },
    session: { modelName: 'portico_session', expiresIn: idle, updateAge: Math.min(60, Math.floor(idle / 30)) },
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
      cookies: { session_token: { name: cookieNameOf(settings), attributes: { secure, httpOnly: true, path: '/', ...sameSite } } },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  };
}
