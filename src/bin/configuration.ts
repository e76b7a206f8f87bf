import { readFile } from 'node:fs/promises';
import { dirname, extname, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { filter, isOrigin, view, type Customer, type Scope, type TicketingBackend } from '../contract/index.ts';
import { accessSettings, settingError } from '../gateway/access/settings.ts';
import type { GatewayOptions, Mail } from '../gateway/index.ts';
import { readText } from '../gateway/settings/read-document.ts';
import { settingsFile } from './settings-file.ts';

/** A configuration that cannot be used. Each problem is one line: where, what is wrong, what to do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** What the command needs to run a gateway. */
export interface Configuration {
  readonly host: string;
  readonly port: number;
  readonly options: GatewayOptions;
}

type Message = string;
const say = (error: Message): { error: Message } => ({ error });

const text = (what: Message) => z.string(say(what)).check(z.minLength(1, say(what)));
const whole = (what: Message) => z.int(say(what)).check(z.positive(say(what)));
const optional = z.optional;

const OWNER = 'must be an e-mail address.';
const PAGE_ORIGIN = 'must be an origin: scheme, host and port only. Write it like https://www.example.com, without a path.';
const isSafeAddress = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|.*\.localhost|\[::1\]|127(?:\.\d+){3})$/.test(hostname));
};

/** What stands in it is looked at by the gateway. */
const mail = z.strictObject({
  from: z.string(say('is missing. Write the address that mails come from, such as "Example Support <support@example.com>".')),
  smtp: optional(z.string(say('must be the address of a mail server, such as "smtps://user:password@mail.example.com".'))),
  send: optional(z.custom<(mail: Mail) => Promise<void>>((value) => typeof value === 'function', say('must be a function of a mail, in a .mjs or .ts file.'))),
}, say('must be { "from": "support@example.com", "smtp": "smtps://…" }; the latter may come from the environment variable PORTICO_SMTP.'))
  .check(z.refine(({ smtp, send }) => (smtp === undefined) !== (send === undefined), say('needs one way to send: "smtp", which may come from the environment variable PORTICO_SMTP, or "send".')));

const scopeObject = z.strictObject({
  views: z.array(view, say('must list views. Choose from mine, organization, cc.')),
  filter: z._default(z.nullable(filter), null),
}, say('must be { "views": [...], "filter": ... } or a function of the customer.'));

/** The configuration as it is written. */
const schema = z.strictObject({
  backend: z.custom<string | TicketingBackend>((value) => (typeof value === 'string' && value !== '') || isBackend(value),
    say('must name a module whose default export is a ticketing backend. Write its path, such as "./backend.mjs".')),
  baseURL: z.string(say('is missing. Write the gateway\'s public address, such as https://support.example.com.'))
    .check(z.refine(isSafeAddress, say('must be an https address (http only for localhost), because session cookies must not travel readable. Write it like https://support.example.com.'))),
  basePath: optional(z.string(say('must be a path, such as "/support".'))),
  host: z._default(text('must be an address to listen on, such as "127.0.0.1".'), '127.0.0.1'),
  port: z._default(z.int(say('must be a whole number from 0 to 65535.')).check(z.gte(0, say('must not be negative.')), z.lte(65535, say('must not be larger than 65535.'))), 8787),
  origins: z._default(z.array(z.string(say(PAGE_ORIGIN)).check(z.refine(isOrigin, say(PAGE_ORIGIN))), say('must be a list of origins, such as ["https://www.example.com"].')), []),
  name: optional(text('must be the portal\'s name.')),
  secret: z.string(say('is missing. Set the environment variable PORTICO_SECRET to at least 32 random characters: openssl rand -base64 32'))
    .check(z.minLength(32, say('is too short. Use at least 32 random characters: openssl rand -base64 32'))),
  database: z.union([
    z.strictObject({ sqlite: text('must be the path of a file.') }),
    z.strictObject({ postgres: text('must be a connection string.') }),
  ], say('must be { "sqlite": "portal.db" } or { "postgres": "postgres://…" }; the latter may come from the environment variable PORTICO_DATABASE.')),
  session: optional(z.strictObject({
    idle: optional(whole('must be a number of seconds.')), absolute: optional(whole('must be a number of seconds.')),
    crossSite: optional(z.boolean(say('must be true or false.'))),
  }, say('must be { "idle": seconds, "absolute": seconds }.'))),
  access: optional(accessSettings),
  mail: optional(mail),
  limits: optional(z.partial(z.strictObject(Object.fromEntries(([
    'fileBytes', 'sliceBytes', 'bodyBytes', 'pendingFiles', 'pendingBytes', 'writesPerMinute', 'signInsPerAccountAndAddress', 'signInsPerAccount', 'signInsPerAddress',
    'mailsPerAccountAndAddress', 'mailsPerAccount', 'mailsPerAddress', 'readTimeout', 'writeTimeout',
  ] as const).map((name) => [name, whole('must be a whole number above 0.')]))))),
  trustedProxy: optional(z.strictObject({ header: text('must name a header, such as "X-Forwarded-For".'), hops: optional(whole('must say how many proxies stand before the gateway.')) },
    say('must be { "header": "X-Forwarded-For", "hops": 1 }.'))),
  owners: optional(z.array(z.string(say(OWNER)).check(z.regex(/^[^\s@]+@[^\s@]+$/, say(OWNER))), say('must be a list of e-mail addresses, such as ["owner@example.com"].'))),
  settings: optional(text('must name the file of the portal\'s settings, such as "portal-settings.json". Leave it out to keep them in the database.')),
  scope: optional(z.union([scopeObject, z.custom<(customer: Customer) => Scope | null>((value) => typeof value === 'function')],
    say('must be { "views": ["mine", "cc"], "filter": null }, or a function of the customer in a .mjs or .ts file.'))),
}, { error: (issue) => issue.code === 'unrecognized_keys' ? undefined : 'must be an object. A .mjs or .ts file exports it by default.' });

/** An environment variable goes before the file, so that secrets need not be in it. */
type Environment = { readonly [Name in 'PORTICO_SECRET' | 'PORTICO_DATABASE' | 'PORTICO_SMTP' | 'PORT']?: string | undefined };

/**
 * Reads a configuration file: JSON, or a module with a default export. Paths in it start at its folder.
 * @throws ConfigurationError
 */
export async function readConfiguration(path: string, environment: Environment): Promise<Configuration> {
  const file = resolve(path);
  const written = await load(file, path);
  const fromEnvironment = {
    ...environment.PORTICO_SECRET === undefined ? {} : { secret: environment.PORTICO_SECRET },
    ...environment.PORTICO_DATABASE === undefined ? {} : { database: { postgres: environment.PORTICO_DATABASE } },
    ...environment.PORTICO_SMTP === undefined ? {} : { mail: { ...(written as { mail?: object } | null)?.mail, smtp: environment.PORTICO_SMTP } },
    ...environment.PORT === undefined ? {} : { port: Number(environment.PORT) },
  };
  const merged = typeof written === 'object' && written !== null ? { ...written, ...fromEnvironment } : written;
  const result = z.safeParse(schema, merged, { error: settingError });
  if (!result.success) throw new ConfigurationError(result.error.issues.flatMap((issue) => problemsOf(issue, path)));
  const { host, port, scope, backend, database, settings, ...rest } = result.data;
  const folder = dirname(file);
  const options = {
    ...rest,
    backend: typeof backend === 'string' ? await loadBackend(backend, folder) : backend,
    database: 'sqlite' in database && database.sqlite !== ':memory:' ? { sqlite: resolve(folder, database.sqlite) } : database,
    ...settings === undefined ? {} : { settings: { read: await openSettings(resolve(folder, settings), rest.name ?? '') } },
    ...scope === undefined ? {} : { scopeOf: typeof scope === 'function' ? scope : () => scope },
  };
  return { host, port, options: options as unknown as GatewayOptions };
}

/** The settings' file, once it is clear that it can be used. */
async function openSettings(file: string, name: string): Promise<() => Promise<string>> {
  const read = settingsFile(file);
  const text = await read().catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigurationError([code === 'ENOENT' ? `settings: there is no file ${file}. Write it, and begin with { "version": 1 }.` : `settings: ${file} cannot be read: ${message}`]);
  });
  const result = readText(text, name);
  if ('problems' in result) throw new ConfigurationError(result.problems.map(({ path, message }) => `settings: ${path || file} ${message}`));
  return read;
}

function problemsOf(issue: z.core.$ZodIssue, file: string): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${[...issue.path, key].join('.')}: is not known. Remove it, or look for a typing error.`);
  return [`${issue.path.join('.') || file}: ${issue.message}`];
}

async function load(file: string, shown: string): Promise<unknown> {
  try {
    if (extname(file) === '.json') return JSON.parse(await readFile(file, 'utf8')) as unknown;
    return ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || (code === 'ERR_MODULE_NOT_FOUND' && message.includes(file));
    throw new ConfigurationError([missing ? `${shown}: there is no such file. Name one with --config.` : `${shown}: cannot be read: ${message}`]);
  }
}

/** The module's default export, or what it answers if it is a function. */
async function loadBackend(specifier: string, folder: string): Promise<TicketingBackend> {
  const problem = (what: string): ConfigurationError => new ConfigurationError([`backend: ${what}`]);
  const target = specifier.startsWith('.') || isAbsolute(specifier) ? pathToFileURL(resolve(folder, specifier)).href : specifier;
  const module = await import(target).catch((error: unknown) => {
    throw problem(`${specifier} cannot be loaded: ${(error as Error).message}`);
  }) as { default?: unknown };
  const made: unknown = typeof module.default === 'function' ? await (module.default as () => unknown)() : module.default;
  if (isBackend(made)) return made;
  throw problem(`the default export of ${specifier} is no ticketing backend. Export an object with name and adapterFor, or a function that answers one.`);
}

const isBackend = (value: unknown): value is TicketingBackend => typeof value === 'object' && value !== null && typeof (value as TicketingBackend).adapterFor === 'function';
