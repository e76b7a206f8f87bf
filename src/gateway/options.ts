import type { Dialect, Kysely } from 'kysely';
import * as z from 'zod/mini';
import { isOrigin, SETTINGS_VERSION, type Customer, type PortalSettings, type PortalSettingsInput, type Scope, type TicketingBackend } from '../contract/index.ts';
import type { D1Binding } from './d1-dialect.ts';
import { accessSettings, settingError, type AccessSettings, type AccessSettingsInput } from './access/settings.ts';
import type { Logger } from './log.ts';
import { mailProblem, type MailOption } from './mail/mail-option.ts';
import { isLoopback } from './origins.ts';
import { readDocument } from './settings/read-document.ts';

/** Where the gateway keeps sessions, accounts, uploads and idempotency keys. */
export type DatabaseOption =
  /** A file for Node's own SQLite: the simplest, for one machine. `:memory:` forgets all at the end. */
  | { readonly sqlite: string }
  /** A connection string for PostgreSQL (the package `pg`): for several instances. */
  | { readonly postgres: string }
  /** Cloudflare's D1, by its binding. */
  | { readonly d1: D1Binding }
  /** A kysely dialect for SQLite or PostgreSQL, ended by {@link Gateway.close}. */
  | { readonly dialect: Dialect }
  /** The host's own kysely instance; the gateway uses tables named `portico_…` and leaves it open. */
  | { readonly kysely: Kysely<never> };

/** How long sessions live, in seconds. The server decides; a cookie that outlives its session is worth nothing. */
export interface SessionOptions {
  /** Without a request. Default 30 minutes. */
  readonly idle?: number;
  /** From sign-in, whatever happens. Default 12 hours. */
  readonly absolute?: number;
  /**
   * Lets the cookie travel when page and gateway are on different sites (`SameSite=None; Partitioned`). Safari keeps no such
   * cookie at all: put the gateway on the page's site (a path or a sub-domain) instead where you can. Default false.
   */
  readonly crossSite?: boolean;
}

/** Bounds on what a client may send. */
export interface Limits {
  /** Bytes of one file, besides the backend's own limit. Default 50 MB. */
  readonly fileBytes: number;
  /** Bytes of a slice of a file. Default 1 MB. */
  readonly sliceBytes: number;
  /** Bytes of a JSON body. Default 1 MB. */
  readonly bodyBytes: number;
  /** Files of one customer that wait for their write, and their bytes together. Default 50 files, 500 MB. */
  readonly pendingFiles: number;
  readonly pendingBytes: number;
  /** Writes of one customer in a minute, slices not counted. Default 60. */
  readonly writesPerMinute: number;
  /** Pages of one customer that may be told at the same time when something happens, by each instance; a browser needs one. Default 10. */
  readonly eventStreams: number;
  /** Failed sign-ins in 15 minutes: for one account from one address (default 10), for one account (50), from one address (100). */
  readonly signInsPerAccountAndAddress: number;
  readonly signInsPerAccount: number;
  readonly signInsPerAddress: number;
  /** Mails in 15 minutes that people ask for: of one kind to one address from one client (default 3), of one kind to one address (5), from one client (20). */
  readonly mailsPerAccountAndAddress: number;
  readonly mailsPerAccount: number;
  readonly mailsPerAddress: number;
  /** Milliseconds until a backend is cut off. Default 10 s for reads, 30 s for writes. */
  readonly readTimeout: number;
  readonly writeTimeout: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 50_000_000, sliceBytes: 1024 * 1024, bodyBytes: 1024 * 1024, pendingFiles: 50, pendingBytes: 500_000_000,
  writesPerMinute: 60, eventStreams: 10, signInsPerAccountAndAddress: 10, signInsPerAccount: 50, signInsPerAddress: 100, mailsPerAccountAndAddress: 3, mailsPerAccount: 5, mailsPerAddress: 20,
  readTimeout: 10_000, writeTimeout: 30_000,
};

/** What a request is worth: who sends it, until when, and a renewed cookie for the answer. */
export interface Authentication {
  readonly customer: Customer;
  /** When the session ends if nothing happens; null where the host does not know. */
  readonly expires: Date | null;
  /** Somebody of the support team who looks at the portal as this customer: whatever writes is refused. */
  readonly preview?: { readonly agent: string };
  /** `Set-Cookie` values for the answer. */
  readonly cookies?: readonly string[];
}

/**
 * Who sends a request. The built-in one keeps sessions in the database; a host that signs its users in by itself gives its own, and
 * the gateway's sign-in is then switched off. The e-mail address must be verified.
 */
export interface AuthProvider {
  /**
   * @param how `passive`: the page looks by itself whether something has happened; no session should live on by it. `fresh`: resolves once the owner's
   * settings are those of this moment, which is looked up meanwhile.
   */
  getCustomer(request: Request, how?: { readonly passive: boolean; readonly fresh?: Promise<unknown> }): Promise<Authentication | null>;
}

/** See {@link GatewayOptions.settings}. */
export type SettingsOption = { readonly initial?: PortalSettingsInput } | { readonly read: () => Promise<string> };

/** What {@link createGateway} needs. */
export interface GatewayOptions {
  /** The ticketing system. */
  readonly backend: TicketingBackend;
  /**
   * Decides in code what each customer may reach, instead of the owner's settings; null admits to nothing. What lies in the scope is then told as the
   * backend tells it. Asked for every request.
   */
  readonly scopeOf?: (customer: Customer) => Scope | null;
  readonly database: DatabaseOption;
  /** At least 32 random characters (`openssl rand -base64 32`), the same on all instances. Signs cookies. */
  readonly secret: string;
  /** The gateway's public address, with its path where it has one: `https://support.example.com`, `https://www.example.com/support`. */
  readonly baseURL: string;
  /** Where requests arrive, if a proxy changes the path. Default: the path of `baseURL`. */
  readonly basePath?: string;
  /** Origins of the pages that hold the portal, such as `https://www.example.com`. The gateway's own origin is always allowed. */
  readonly origins?: readonly string[];
  /** The portal's name, where the owner's settings do not say. Default "Support". */
  readonly name?: string;
  /**
   * Where the owner's settings are kept. In the gateway's database (default), with `initial` as what holds until somebody saves; or somewhere else, such as a file:
   * `read` answers the document as JSON, is called for every request, and what it answers cannot be changed here.
   */
  readonly settings?: SettingsOption;
  /** Addresses of the portal's owners. They sign in like anybody, are let in whatever `access.admit` says, and may change the settings. */
  readonly owners?: readonly string[];
  readonly session?: SessionOptions;
  /** How customers get in. Default: by a password, with accounts that the owner makes. */
  readonly access?: AccessSettingsInput;
  /** How mails are sent; without it nothing is offered that needs one. */
  readonly mail?: MailOption;
  readonly limits?: Partial<Limits>;
  /**
   * The header in which your proxy tells the client's address, and how many proxies of yours stand before the gateway (the address is read
   * that many places from the right; what stands further left was written by the client). Without it, the connection's address counts.
   */
  readonly trustedProxy?: { readonly header: string; readonly hops?: number };
  /** Instead of the built-in sessions. */
  readonly auth?: AuthProvider;
  /** Default: a line of JSON on the console for each request. */
  readonly logger?: Logger;
  /** Milliseconds since 1970, for tests. */
  readonly clock?: () => number;
}

/** Options with everything filled in. */
export interface Settings extends Required<Pick<GatewayOptions, 'backend' | 'secret' | 'name' | 'clock' | 'basePath'>> {
  readonly base: URL;
  readonly secure: boolean;
  readonly origins: ReadonlySet<string>;
  readonly limits: Limits;
  readonly session: Required<SessionOptions>;
  readonly access: AccessSettings;
  /** The portal's name in a language, as people read it. */
  readonly portalName: (language: string) => string;
  /** In lower case. */
  readonly owners: ReadonlySet<string>;
  /** What holds until an owner has saved something. */
  readonly initial: PortalSettings;
  readonly mail: MailOption | null;
  readonly trustedProxy: { readonly header: string; readonly hops: number } | null;
}

/** Fills in defaults. @throws Error with a sentence that says what to do about an option that cannot be right. */
export function settingsOf(options: GatewayOptions): Settings {
  const problem = (what: string): Error => new Error(`createGateway: ${what}`);
  if (options.secret.length < 32) throw problem('`secret` needs at least 32 random characters; make one with `openssl rand -base64 32`.');
  if (!URL.canParse(options.baseURL)) throw problem(`\`baseURL\` must be an absolute address such as https://support.example.com, not "${options.baseURL}".`);
  const base = new URL(options.baseURL);
  const secure = base.protocol === 'https:';
  if (!secure && !isLoopback(base.hostname)) throw problem('`baseURL` must be https (plain http is for this machine only): session cookies would travel readable. Put TLS in front of the gateway.');
  for (const origin of options.origins ?? []) {
    if (!isOrigin(origin)) throw problem(`\`origins\` holds "${origin}", which is no origin; write scheme, host and port only, such as https://www.example.com.`);
  }
  const session = { idle: 30 * 60, absolute: 12 * 60 * 60, crossSite: false, ...options.session };
  const origins = new Set([base.origin, ...options.origins ?? []]);
  const wrongMail = mailProblem(options.mail);
  if (wrongMail !== undefined) throw problem(wrongMail);
  const access = checkedAccess(options, origins, problem);
  const name = options.name ?? 'Support';
  const strange = options.owners?.find((owner) => !/^[^\s@]+@[^\s@]+$/.test(owner));
  if (strange !== undefined) throw problem(`\`owners\` holds "${strange}", which is no e-mail address.`);
  return {
    backend: options.backend, secret: options.secret, name, portalName: () => name,
    owners: new Set(options.owners?.map((owner) => owner.trim().toLowerCase())), initial: initialSettings(options, name, problem), clock: options.clock ?? Date.now,
    basePath: (options.basePath ?? base.pathname).replace(/\/+$/, ''),
    base, secure,
    origins,
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    session, access, mail: options.mail ?? null,
    trustedProxy: options.trustedProxy === undefined ? null : { hops: 1, ...options.trustedProxy },
  };
}

/** The document of a portal that nobody has touched. */
const UNTOUCHED: PortalSettingsInput = { version: SETTINGS_VERSION };

function initialSettings({ settings }: GatewayOptions, name: string, problem: (what: string) => Error): PortalSettings {
  const read = readDocument(settings !== undefined && 'initial' in settings ? settings.initial ?? UNTOUCHED : UNTOUCHED, name);
  if ('problems' in read) throw problem(read.problems.map(({ path, message }) => `\`${['settings', 'initial', path].filter(Boolean).join('.')}\` ${message}`).join(' '));
  return read.document;
}

/** What of the ways in does not fit together is told at the start, not to the first customer who tries. */
function checkedAccess({ access, mail }: GatewayOptions, origins: ReadonlySet<string>, problem: (what: string) => Error): AccessSettings {
  const result = z.safeParse(accessSettings, access ?? {}, { error: settingError });
  if (!result.success) throw problem(result.error.issues.map((issue) => `\`${['access', ...issue.path].join('.')}\` ${issue.message}`).join(' '));
  const settings = result.data;
  const { portalURL, registration, signInMail, password, providers } = settings;
  if (portalURL !== undefined && !origins.has(new URL(portalURL).origin)) throw problem('`access.portalURL` has to be on one of `origins`: links of mails lead there, and it has to reach the gateway.');
  const needed = [registration ? '`access.registration`' : '', signInMail === null ? '' : '`access.signInMail`'].filter(Boolean).join(' and ');
  if (needed !== '' && mail === undefined) throw problem(`${needed} needs \`mail\`: the address is proved by one.`);
  if ((mail !== undefined || providers.length > 0) && portalURL === undefined) throw problem('`access.portalURL` is missing: name the page that holds the portal, so that mails and providers can lead there.');
  if (registration && !password) throw problem('`access.registration` needs `access.password`.');
  const doubled = providers.map(({ id }) => id).find((id, index, ids) => ids.indexOf(id) !== index);
  if (doubled !== undefined) throw problem(`\`access.providers\` has two of the id "${doubled}".`);
  return settings;
}
