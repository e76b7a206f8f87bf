import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { API_PREFIX, CUSTOMER, encodeError, EVENTS_PATH, IDEMPOTENCY_KEY, isAbort, isPortalError, PASSIVE, PortalError, toPortalError, type TicketingBackend } from '../contract/index.ts';
import { withPolicy } from '../policy/index.ts';
import { databaseErrorCode } from '../sql/database-errors.ts';
import { accessPart } from './access/access-adapter.ts';
import { createAccounts, type Accounts } from './access/accounts.ts';
import { createAuth } from './access/auth.ts';
import { createGroups, type Groups } from './access/groups.ts';
import { checkedAuth } from './access/host-auth.ts';
import { createInvitations, type Invitations } from './access/invitations.ts';
import { createMailTokens } from './access/mail-tokens.ts';
import { createPreviews, type Previews } from './access/previews.ts';
import { createProviderRoutes, createProviders, type Providers } from './access/providers/index.ts';
import { reasonIn } from './access/refusal.ts';
import type { AccessServices } from './access/services.ts';
import { createSessions } from './access/sessions.ts';
import { openDatabase, type OpenDatabase } from './database.ts';
import { withDeadline } from './deadline.ts';
import { createEventStreams, type Listener } from './event-streams.ts';
import { createIdempotencyStore, IDEMPOTENCY_LIFETIME } from './idempotency.ts';
import { consoleLogger, faultOf, type Logger } from './log.ts';
import { createOutbox } from './mail/create-outbox.ts';
import { clean, migrate, persistently } from './migrations.ts';
import { openApi } from './openapi.ts';
import { settingsOf, type GatewayOptions, type Settings } from './options.ts';
import { createRoutes, type RequestRecord, type Services } from './routes.ts';
import { liveSettings } from './settings/current-settings.ts';
import { keepingRules } from './settings/kept-rules.ts';
import { createManagedSettings, type ManagedSettings } from './settings/managed-settings.ts';
import { createSettingsServices, type SettingsServices } from './settings/settings-services.ts';
import { settingsPart } from './settings/settings-operations.ts';
import { settingsPolicy } from './settings/settings-policy.ts';
import { createThrottle } from './throttle.ts';
import { createUploadStore } from './upload-store.ts';

/** What a platform may tell about a request besides the request. */
export interface ConnectionInfo {
  /** The address at the other end of the connection; counts for limits. */
  readonly address?: string | undefined;
  /** Keeps work alive that goes on after the answer, where the platform ends it otherwise: on workers `(work) => context.waitUntil(work)`. Mails need it there. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** The server's side of the portal. */
export interface Gateway {
  /** Answers a request. Never rejects. */
  fetch(request: Request, connection?: ConnectionInfo): Promise<Response>;
  /** Opens the database and brings its tables up to date, which otherwise happens at the first request. @throws what the database says */
  ready(): Promise<void>;
  /** Management of the built-in accounts. */
  readonly accounts: Accounts;
  /** Invitations by mail. */
  readonly invitations: Invitations;
  /** The owner's groups of people, for `access.admit`. */
  readonly groups: Groups;
  /** Links by which the support team sees the portal as a customer does. */
  readonly previews: Previews;
  /** The owner's settings. */
  readonly settings: ManagedSettings;
  /** Ends the streams of events, which last as long as pages are open, and begins no more. A server that waits for its connections to end calls it first. */
  endStreams(): void;
  /** Ends the connections that the gateway has opened; a backend belongs to whoever made it. Let requests finish before. */
  close(): Promise<void>;
}

interface Opened {
  readonly database: OpenDatabase;
  readonly services: Services;
  readonly access: AccessServices;
  readonly providers: Providers;
  readonly settings: SettingsServices;
}

/**
 * Makes a gateway: a Web-standard request handler between the portal's pages and a ticketing system. It keeps nothing in memory that
 * another instance would need, so several may run over one database.
 * @throws Error for options that cannot be right.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const settings = settingsOf(options);
  const log = options.logger ?? consoleLogger;
  let opening: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => opening ??= openServices(options, settings, log).catch((cause: unknown) => {
    opening = undefined; // the next request tries again
    throw isPortalError(cause) ? cause : new PortalError('unavailable', 'The gateway cannot open its database.', { cause });
  });
  /** For work that depends on what the owner has decided: as it is now. */
  const openNow = async (): Promise<Opened> => {
    const opened = await open();
    await opened.settings.current.refresh();
    return opened;
  };

  const app = new Hono<{ Bindings: { record: RequestRecord } }>();
  const faults = new WeakMap<RequestRecord, unknown>();
  app.use(cors({
    origin: (origin) => settings.origins.has(origin) ? origin : null, credentials: true, maxAge: 600,
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'], allowHeaders: ['Content-Type', IDEMPOTENCY_KEY, CUSTOMER, PASSIVE, 'If-None-Match'], exposeHeaders: ['Content-Disposition', 'Retry-After', 'ETag'],
  }));
  app.get(`${settings.basePath}/openapi.json`, (context) => {
    context.env.record.operation = 'openapi';
    return context.json(openApi(settings.name, settings.base.origin + settings.base.pathname.replace(/\/+$/, '')));
  });
  const health = createHealth(options.backend, open);
  app.get(`${settings.basePath}/health`, async (context) => {
    context.env.record.operation = 'health';
    const state = await health();
    return context.json(state, state.status === 'ok' ? 200 : 503);
  });
  app.route(settings.basePath || '/', createRoutes(settings, async () => {
    const opened = await open();
    await cleanNowAndThen(opened, settings);
    return opened.services;
  }));
  const streams = createEventStreams({ backend: options.backend, most: settings.limits.eventStreams, listenerOf: async (request) => listenerOf((await openNow()).services, request) });
  app.get(`${settings.basePath}${API_PREFIX}${EVENTS_PATH}`, (context) => {
    context.env.record.operation = 'events';
    // HEAD is answered like GET elsewhere; here it would begin a stream that nobody reads.
    if (context.req.raw.method === 'HEAD') throw new PortalError('unsupported', 'A stream has no head.');
    return streams.open(context.req.raw);
  });
  app.route(settings.basePath || '/', createProviderRoutes(settings, async () => (await openNow()).providers));
  app.notFound(() => encodeError(absent()));
  app.onError((error, { env: { record } }) => {
    faults.set(record, error);
    const known = told(error);
    // One answer for what is absent and for what is somebody else's, whoever found out and however they put it.
    const answer = encodeError(known.code === 'not-found' ? absent() : known);
    for (const cookie of record.cookies ?? []) answer.headers.append('Set-Cookie', cookie);
    return answer;
  });

  return {
    async fetch(request, connection) {
      const record: RequestRecord = { requestId: crypto.randomUUID(), operation: null, connection: connection?.address };
      const begun = performance.now();
      const answer = await Promise.resolve(app.fetch(request, { record })).catch((cause: unknown) => {
        // What is no error comes from the platform: a body that breaks off because the client has gone is nobody's fault.
        faults.set(record, request.signal.aborted ? new DOMException('The client has gone.', 'AbortError') : cause);
        return encodeError(new PortalError('internal', 'Unexpected fault.'));
      });
      const response = secure(answer, settings);
      logRequest(log, settings, record, request, response, performance.now() - begun, faults.get(record) ?? record.fault);
      connection?.waitUntil?.(Promise.resolve(opening).then((opened) => opened?.access.outbox.deliver(), () => undefined));
      return response;
    },
    async ready() {
      await open();
    },
    accounts: createAccounts(async () => (await open()).access),
    invitations: createInvitations(async () => (await openNow()).access),
    groups: createGroups(async () => (await open()).access),
    previews: createPreviews(async () => (await openNow()).access),
    settings: createManagedSettings(async () => (await openNow()).settings),
    endStreams: () => { streams.end(); },
    async close() {
      streams.end();
      const opened = await opening?.catch(() => undefined);
      await opened?.access.outbox.close();
      await opened?.database.close();
    },
  };
}

/** Who asks for a stream, as long as there is a portal to look at. */
async function listenerOf({ auth, current, adapterFor }: Services, request: Request): Promise<Listener> {
  const known = await auth.getCustomer(request, { passive: true });
  if (known === null) throw new PortalError('unauthenticated', 'Nobody is signed in.');
  if (!current.now.document.enabled) throw new PortalError('forbidden', 'The portal is switched off.');
  return { customer: known.customer, adapter: adapterFor(known.customer) };
}

const absent = (): PortalError => new PortalError('not-found', 'There is nothing here, or it is not yours.');

async function openServices(options: GatewayOptions, configured: Settings, log: Logger): Promise<Opened> {
  const database = await openDatabase(options.database);
  try {
    await persistently(() => migrate(database.db, database.type));
    const settings = createSettingsServices(database.db, options, configured, log);
    await settings.current.refresh();
    return await startServices(options, database, settings, log);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function startServices(options: GatewayOptions, database: OpenDatabase, owned: SettingsServices, log: Logger): Promise<Opened> {
  const { db } = database;
  const { current, settings: configured } = owned;
  const settings = liveSettings(configured, current);
  const { clock, limits, secret } = settings;
  const throttle = createThrottle(db, secret, clock);
  const auth = createAuth(database, settings);
  const sessions = createSessions(auth, database, settings);
  await persistently(() => sessions.migrate());
  const outbox = createOutbox(db, settings, log);
  void outbox.deliver();
  const access: AccessServices = { settings, db, auth, sessions, throttle, outbox, log, tokens: createMailTokens(auth, clock) };
  const providers = createProviders(access);
  const services: Services = {
    throttle, current,
    access: options.auth === undefined ? accessPart(access, providers) : null,
    auth: options.auth === undefined ? sessions : checkedAuth(options.auth),
    adapterFor: withPolicy(keepingRules(options.backend), settingsPolicy(db, () => current.now.document, options.scopeOf), { now: clock }),
    settings: settingsPart(owned),
    idempotency: createIdempotencyStore(db, clock, limits.writeTimeout),
    uploads: createUploadStore(db, limits, clock),
  };
  return { database, services, access, providers, settings: owned };
}

const CLEANING = 10 * 60 * 1000;
const cleaned = new WeakMap<Opened, number>();

/** Some platforms run nothing between requests, so a request now and then takes the rubbish out. */
async function cleanNowAndThen(opened: Opened, { clock }: Settings): Promise<void> {
  const now = clock();
  if (now - (cleaned.get(opened) ?? 0) < CLEANING) return;
  cleaned.set(opened, now);
  void opened.access.outbox.deliver();
  // What could not be deleted is met again the next time; the request does not depend on it.
  await clean(opened.database.db, now, IDEMPOTENCY_LIFETIME).catch(() => undefined);
}

/** What is no error of ours by now comes from the gateway's own database, which may be back soon, or is a fault. */
function told(error: unknown): PortalError {
  const code = isPortalError(error) || isAbort(error) ? 'internal' : databaseErrorCode(error);
  return code === 'internal' ? toPortalError(error) : new PortalError(code, 'The gateway cannot reach its database.', { cause: error });
}

interface Health { readonly status: 'ok' | 'failing'; readonly database: 'ok' | 'failing'; readonly backend: 'ok' | 'failing' }

/** Asks database and backend, at most every five seconds, whoever asks how often. */
function createHealth(backend: TicketingBackend, open: () => Promise<Opened>): () => Promise<Health> {
  const works = (check: () => Promise<unknown>): Promise<'ok' | 'failing'> =>
    withDeadline(5_000, undefined, check).then(() => 'ok' as const, () => 'failing' as const);
  let last: { at: number; state: Promise<Health> } | undefined;
  const ask = async (): Promise<Health> => {
    const [database, system] = await Promise.all([
      works(async () => (await open()).database.db.selectFrom('portico_throttle').select('key').limit(1).execute()),
      works(async () => backend.check?.(AbortSignal.timeout(5_000))),
    ]);
    return { status: database === 'ok' && system === 'ok' ? 'ok' : 'failing', database, backend: system };
  };
  return () => {
    if (last === undefined || performance.now() - last.at > 5_000) last = { at: performance.now(), state: ask() };
    return last.state;
  };
}

/** Headers for every answer; a download has brought stricter ones of its own. */
function secure(answer: Response, { secure: tls }: Settings): Response {
  const response = new Response(answer.body, answer);
  const { headers } = response;
  const fallback: Record<string, string> = { 'Cache-Control': 'no-store', 'Content-Security-Policy': 'default-src \'none\'; frame-ancestors \'none\'' };
  for (const [name, value] of Object.entries(fallback)) if (!headers.has(name)) headers.set(name, value);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  if (tls) headers.set('Strict-Transport-Security', 'max-age=31536000');
  return response;
}

function logRequest(log: Logger, { clock }: Settings, { requestId, operation, reason, fault }: RequestRecord, { method }: Request, { status }: Response, ms: number, error: unknown): void {
  const failed = (status >= 500 || fault !== undefined) && !isAbort(error);
  const refused = reason ?? reasonIn(error);
  log({
    time: new Date(clock()).toISOString(), level: failed ? 'error' : 'info', event: 'request',
    requestId, operation, method, status, ms: Math.round(ms * 10) / 10,
    ...error === undefined ? {} : { code: isAbort(error) ? 'aborted' : isPortalError(error) ? error.code : 'internal' },
    ...refused === undefined ? {} : { reason: refused },
    ...failed && error !== undefined ? { fault: faultOf(error) } : {},
  });
}
