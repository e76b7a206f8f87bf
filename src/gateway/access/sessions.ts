import { getMigrations } from 'better-auth/db/migration';
import { PortalError, type Customer, type Session, type SignInMethod } from '../../contract/index.ts';
import type { OpenDatabase } from '../database.ts';
import type { AuthProvider, Authentication, Settings } from '../options.ts';
import { authOptions, cookieName, type Auth, type SessionFields } from './auth.ts';
import { admits } from './admission.ts';
import { consentIsDue } from './consent.ts';
import { deviceOf } from './device.ts';
import type { Visit } from './visit.ts';

/** Somebody with a valid session. */
export interface Visitor {
  readonly customer: Customer;
  /** Of the session; no secret. */
  readonly sessionId: string;
  readonly created: Date;
  readonly expires: Date;
  /** The end whatever happens. */
  readonly ends: Date;
  readonly method: SignInMethod;
  readonly provider: string | null;
  readonly groups: readonly string[];
  /** Who looks at the portal as this customer. */
  readonly agent: string | null;
  /** What the provider needs for a sign-out there. */
  readonly signOut: string | null;
  /** The session's secret; never leaves the gateway but in its cookie. */
  readonly token: string;
}

/** A proof of identity. */
export interface Proof extends SessionFields {
  readonly userId: string;
}

/** Sessions, kept in the database. */
export interface Sessions extends AuthProvider {
  /** Who sends a request, if they may have a session. @param options `passive`: the request is no activity, the session does not live on by it. `fresh`: the rules hold that are known then. */
  visitor(visit: Visit, options?: { readonly passive?: boolean; readonly fresh?: Promise<unknown> }): Promise<Visitor | null>;
  /** The visitor of an operation that needs one; consent may be missing. @throws PortalError `unauthenticated`; `forbidden` for a preview, which changes nothing. */
  ownVisitor(visit: Visit): Promise<Visitor>;
  /** What the contract says of who is there. */
  describe(visit: Visit, visitor: Visitor | null): Promise<Session>;
  /**
   * Begins a session for somebody who has proved who they are, in place of the one that the browser had; or says that the owner does not admit
   * them, and begins none. @throws PortalError `wrong-credentials` for a disabled account
   */
  begin(visit: Visit, proof: Proof): Promise<Session>;
  /** The same, where better-auth has begun the session already. */
  admit(visit: Visit, headers: Headers): Promise<Session>;
  /** Ends the request's session on all instances, and the browser's cookie with it. */
  signOut(visit: Visit): Promise<void>;
  /** A person's sessions, the newest first. */
  list(userId: string): Promise<readonly ListedSession[]>;
  /** Ends one session of a person's. @throws PortalError `not-found` */
  end(userId: string, sessionId: string): Promise<void>;
  /** Ends all sessions of a person, but for one. */
  endAll(userId: string, except?: string): Promise<void>;
  migrate(): Promise<void>;
}

export interface ListedSession { readonly id: string; readonly created: Date; readonly lastActive: Date; readonly device: string; readonly method: SignInMethod }

/** A session as better-auth answers it. */
interface Row {
  readonly id: string; readonly token: string; readonly userId: string; readonly createdAt: Date; readonly updatedAt: Date; readonly expiresAt: Date; readonly userAgent?: string | null;
  readonly method?: string | null; readonly provider?: string | null; readonly groups?: string | null; readonly agent?: string | null; readonly ends?: number | string | null; readonly signOut?: string | null;
}
interface User { readonly id: string; readonly email: string; readonly name: string; readonly emailVerified: boolean; readonly disabled?: unknown }

export function createSessions(auth: Auth, database: OpenDatabase, settings: Settings): Sessions {
  const { clock, session: { absolute }, access } = settings;
  const { db } = database;
  const name = cookieName(settings);
  const options = authOptions(database, settings);

  /** Only our own cookie; better-auth clears some more that it never set. */
  const cookiesOf = (headers: Headers): string[] => headers.getSetCookie().filter((cookie) => cookie.startsWith(`${name}=`));

  const visitorOf = (user: User, row: Row): Visitor => ({
    customer: { id: user.id, email: user.email.toLowerCase(), name: user.name },
    sessionId: row.id, token: row.token, created: row.createdAt, method: (row.method ?? 'password') as SignInMethod, provider: row.provider ?? null,
    groups: groupsOf(row.groups), agent: row.agent ?? null, signOut: row.signOut ?? null,
    ...endsOf(row),
  });
  const endsOf = (row: Row): { expires: Date; ends: Date } => {
    const ends = Math.min(Number(row.ends ?? Number.POSITIVE_INFINITY), row.createdAt.getTime() + absolute * 1000);
    return { ends: new Date(ends), expires: new Date(Math.min(ends, row.expiresAt.getTime())) };
  };

  /** Whether the owner's present rules let a session go on: a change of policy holds from the next request on. */
  const mayGoOn = async (user: User, visitor: Visitor): Promise<boolean> =>
    visitor.expires.getTime() > clock() && user.disabled !== true && user.emailVerified
    && isOffered(access, visitor) && admits(db, access, visitor);

  const look = async (headers: Headers, passive: boolean, fresh: Promise<unknown> | undefined): Promise<{ visitor: Visitor | null; cookies: string[] }> => {
    if (!(headers.get('Cookie') ?? '').includes(`${name}=`)) return { visitor: null, cookies: [] };
    const found = await auth.api.getSession({ headers, returnHeaders: true, query: { disableRefresh: passive } }).catch((error: unknown) => {
      if (isServerFault(error)) throw unavailable(error);
      return null; // ended by somebody else just now
    });
    if (found === null || found.response === null) return { visitor: null, cookies: [] };
    const { user, session } = found.response as { user: User; session: Row };
    const visitor = visitorOf(user, session);
    await fresh;
    if (await mayGoOn(user, visitor)) return { visitor, cookies: cookiesOf(found.headers) };
    return { visitor: null, cookies: await dropSession(headers) };
  };

  const dropSession = async (headers: Headers): Promise<string[]> => {
    const ended = await auth.api.signOut({ headers, returnHeaders: true });
    return cookiesOf(ended.headers);
  };

  /** What of a browser's request means anything to better-auth: addresses, origins and forwarded hosts are ours to judge. */
  const visitor: Sessions['visitor'] = async (visit, { passive = false, fresh } = {}) => {
    const { visitor: found, cookies } = await look(onlyCookie(visit.request), passive, fresh);
    setCookies(visit, cookies);
    return found;
  };

  const describe: Sessions['describe'] = async (visit, found) => {
    if (found === null) return { customer: null, expires: null };
    const { customer: { id, email, name: personName }, expires, ends, agent } = found;
    const times = { expires: expires.toISOString(), ends: ends.toISOString() };
    if (agent === null && await consentIsDue(db, access, id, visit.site)) return { customer: null, held: { email, name: personName, reason: 'consent' }, ...times };
    return { customer: { id, email, name: personName }, ...times, ...agent === null ? {} : { preview: { agent } } };
  };

  const leaveOld = async (visit: Visit): Promise<void> => {
    const old = onlyCookie(visit.request);
    if (old.get('Cookie') !== '') setCookies(visit, await dropSession(old));
  };

  /** Takes the cookie of a session that has just begun, if the owner admits its person. */
  const admit: Sessions['admit'] = async (visit, headers) => {
    const cookies = cookiesOf(headers);
    const fresh = new Headers({ Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
    const found = await auth.api.getSession({ headers: fresh, query: { disableRefresh: true } });
    if (found === null) throw wrong();
    const { user, session } = found as { user: User; session: Row };
    const begun = visitorOf(user, session);
    if (!await mayGoOn(user, begun)) {
      await dropSession(fresh);
      // Nor does the session go on that the browser had: another person sits there now.
      await leaveOld(visit);
      return { customer: null, expires: null, held: { email: begun.customer.email, name: begun.customer.name, reason: 'denied' } };
    }
    // A new session replaces the one that the browser had.
    await leaveOld(visit);
    setCookies(visit, cookies);
    return describe(visit, begun);
  };

  return {
    visitor, describe, admit,
    async ownVisitor(visit) {
      const found = await visitor(visit);
      if (found === null) throw new PortalError('unauthenticated', 'Nobody is signed in.');
      if (found.agent !== null) throw new PortalError('forbidden', 'This is a preview; nothing can be changed in it.');
      return found;
    },
    async getCustomer(request, how) {
      const visit: Visit = { request, address: undefined, site: request.headers.get('Origin') ?? settings.base.origin, cookies: [] };
      const found = await visitor(visit, how);
      if (found === null || (await describe(visit, found)).customer === null) return null;
      return { customer: found.customer, expires: found.expires, cookies: visit.cookies, ...found.agent === null ? {} : { preview: { agent: found.agent } } } satisfies Authentication;
    },
    async begin(visit, { userId, method, provider, groups, agent, ends, signOut }) {
      const fields = {
        method, provider: provider ?? null, groups: groups === undefined ? null : JSON.stringify(groups), agent: agent ?? null, ends: ends ?? null, signOut: signOut ?? null,
      };
      const { headers, response } = await auth.api.beginSession({ body: { userId, fields }, headers: agentOnly(visit.request), returnHeaders: true });
      if (response === null) throw wrong();
      return admit(visit, headers);
    },
    async signOut(visit) {
      setCookies(visit, await dropSession(onlyCookie(visit.request)));
    },
    async list(userId) {
      const rows = await (await auth.$context).internalAdapter.listSessions(userId) as unknown as Row[];
      return rows.filter((row) => endsOf(row).expires.getTime() > clock() && row.agent == null)
        .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
        .map((row) => ({ id: row.id, created: row.createdAt, lastActive: row.updatedAt, device: deviceOf(row.userAgent ?? ''), method: (row.method ?? 'password') as SignInMethod }));
    },
    async end(userId, sessionId) {
      const { numDeletedRows } = await db.deleteFrom('portico_session').where('userId', '=', userId).where('id', '=', sessionId).executeTakeFirst();
      if (numDeletedRows === 0n) throw new PortalError('not-found', 'There is no such session.');
    },
    async endAll(userId, except) {
      // Not one by one: better-auth lists a hundred of them at most.
      const all = db.deleteFrom('portico_session').where('userId', '=', userId);
      await (except === undefined ? all : all.where('id', '!=', except)).execute();
    },
    async migrate() {
      await (await getMigrations(options)).runMigrations();
    },
  };
}

/** Whether the owner still offers the way that a session began by. */
function isOffered(access: Settings['access'], { method, provider }: Visitor): boolean {
  switch (method) {
    case 'password': case 'invitation': return access.password;
    case 'link': case 'code': return access.signInMail !== null && [method, 'both'].includes(access.signInMail);
    case 'passkey': return access.passkeys;
    case 'provider': return access.providers.some(({ id }) => id === provider);
    case 'host': return access.host !== null;
    case 'preview': return true;
  }
}

function groupsOf(json: string | null | undefined): readonly string[] {
  return json == null ? [] : JSON.parse(json) as string[];
}

/** A later cookie of a name takes the place of an earlier one. */
function setCookies({ cookies }: Visit, added: readonly string[]): void {
  for (const cookie of added) {
    const name = cookie.slice(0, cookie.indexOf('=') + 1);
    const index = cookies.findIndex((known) => known.startsWith(name));
    if (index >= 0) cookies.splice(index, 1);
    cookies.push(cookie);
  }
}

const onlyCookie = (request: Request): Headers => new Headers({ Cookie: request.headers.get('Cookie') ?? '' });

/** The browser's name, for the list of one's sessions. */
const agentOnly = (request: Request): Headers => new Headers({ 'User-Agent': (request.headers.get('User-Agent') ?? '').slice(0, 500) });

const wrong = (): PortalError => new PortalError('wrong-credentials', 'E-mail and password do not belong together.');

/** Whether better-auth failed, rather than refused. */
export const isServerFault = (error: unknown): boolean => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status !== 'number' || status >= 500;
};

export const unavailable = (cause: unknown): PortalError => new PortalError('unavailable', 'The gateway cannot reach its database.', { cause });
