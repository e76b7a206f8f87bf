import { Hono, type Context as HonoContext } from 'hono';
import {
  access, API_PREFIX, decodeRequest, encodeResponse, IDEMPOTENCY_KEY, isWrite, operationNames, parseInput, parseOutput, portalOperations, PortalError,
  PASSIVE, settingsOperations, ticketing, uploads, validated,
  validatedTable,
  type AccessOperation, type Customer, type FileSource, type Operation, type OperationTable, type SettingsImplementation, type TicketingAdapter, type TicketingClient,
} from '../contract/index.ts';
import { conditional } from './conditional.ts';
import { withDeadline } from './deadline.ts';
import { download } from './downloads.ts';
import { readOnly } from './access/read-only.ts';
import type { RefusalReason } from './access/refusal.ts';
import type { AccessPart, Visit } from './access/visit.ts';
import type { AuthProvider, Settings } from './options.ts';
import type { CurrentSettings } from './settings/current-settings.ts';
import { editorOf } from './settings/editors.ts';
import type { Working } from './settings/settings-operations.ts';
import { limitedPieces } from './pieces.ts';
import { checkParameters, clientAddress, guardCustomer, guardWrite, limitBody } from './request-guard.ts';
import type { Throttle } from './throttle.ts';
import { uploadsFor } from './uploads.ts';
import { performWrite, type WriteStores } from './writes.ts';

/** What accompanies a request through the gateway. */
export interface RequestRecord {
  readonly requestId: string;
  operation: string | null;
  /** Address of the connection, where the platform tells it. */
  readonly connection: string | undefined;
  /** Why a browser that came back from an identity provider does not get in: its answer looks like any other. */
  reason?: RefusalReason;
  /** What went wrong in a request whose answer does not tell. */
  fault?: unknown;
  /** `Set-Cookie` values for an answer that fails, such as the end of a session. */
  cookies?: readonly string[];
}

/** What the routes work with, once the database is open. */
export interface Services extends WriteStores {
  /** Null where the host signs its users in by itself. */
  readonly access: AccessPart<AccessOperation> | null;
  readonly auth: AuthProvider;
  readonly throttle: Throttle;
  /** A customer's guarded adapter. @throws PortalError `forbidden` */
  readonly adapterFor: (customer: Customer) => TicketingAdapter;
  /** What the owner has decided. */
  readonly current: CurrentSettings;
  readonly settings: SettingsImplementation<Working>;
}

type Env = { Bindings: { record: RequestRecord } };
type Call = (input: unknown, context: object) => Promise<unknown>;

/** A request that has passed the guard. */
interface Incoming {
  readonly name: string;
  readonly operation: Operation;
  readonly request: Request;
  readonly record: RequestRecord;
  readonly services: Services;
  readonly idempotencyKey: string;
  /** Reads the input, not parsed yet. Called once it is clear who asks: nothing of a stranger's body is taken in. */
  readonly read: () => Promise<Record<string, unknown>>;
}

/** A route's answer, and cookies to set. */
interface Outgoing { readonly response: Response; readonly cookies: readonly string[] }

/** Makes a route of every line of every table; there is no other way in. */
export function createRoutes(settings: Settings, open: () => Promise<Services>): Hono<Env> {
  const app = new Hono<Env>();
  const add = (table: OperationTable, answer: (incoming: Incoming) => Promise<Outgoing>): void => {
    for (const name of operationNames(table)) {
      const operation = table[name] as Operation;
      app.on(operation.method, API_PREFIX + operation.path, async (context) => {
        const { response, cookies } = await answer(await admit(context, name, operation));
        for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
        // HEAD is answered like GET, without the body; what would have sent it must know.
        if (context.req.raw.method !== 'HEAD') return response;
        await response.body?.cancel();
        return new Response(null, response);
      });
    }
  };

  /** What may come in at all. */
  const admit = async (context: HonoContext<Env>, name: string, operation: Operation): Promise<Incoming> => {
    const { record } = context.env;
    record.operation = name;
    const original = context.req.raw;
    if (isWrite(operation)) guardWrite(original, operation, settings.origins);
    const read = async (): Promise<Record<string, unknown>> => {
      const parameters = context.req.param() as Record<string, string>;
      checkParameters(parameters);
      if (!isWrite(operation)) return decodeRequest(operation, original, parameters);
      const { bodyBytes, sliceBytes } = settings.limits;
      if (operation.bytes === undefined) return decodeRequest(operation, await limitBody(original, bodyBytes), parameters);
      return decodeRequest(operation, { url: original.url, json: () => Promise.resolve(null), body: limitedPieces(original, sliceBytes) }, parameters);
    };
    return { name, operation, request: original, record, services: await open(), idempotencyKey: original.headers.get(IDEMPOTENCY_KEY) ?? '', read };
  };

  const { limits } = settings;
  /** The customer with their client; every write but the slices of files counts. */
  const enter = async ({ request, services, operation }: Incoming): Promise<{ customer: Customer; client: TicketingClient; cookies: readonly string[] }> => {
    const passive = !isWrite(operation) && request.headers.has(PASSIVE);
    const fresh = services.current.refresh();
    const [known] = await Promise.all([services.auth.getCustomer(request, { passive, fresh }), fresh]);
    if (known === null) throw new PortalError('unauthenticated', 'Nobody is signed in.');
    const { customer, cookies = [], preview } = known;
    if (isWrite(operation)) guardCustomer(request, customer);
    if (isWrite(operation) && preview !== undefined) throw new PortalError('forbidden', 'This is a preview; nothing can be written in it.');
    if (isWrite(operation) && operation.bytes === undefined) await services.throttle.hit([{ key: `writes ${customer.id}`, limit: limits.writesPerMinute, window: 60 }]);
    // The policy says so of whatever it is asked; slices of files never come to it.
    if (!services.current.now.document.enabled) throw new PortalError('forbidden', 'The portal is switched off.');
    const adapter = services.adapterFor(customer);
    return { customer, client: validated(preview === undefined ? adapter : readOnly(adapter)), cookies };
  };

  add(ticketing, async (incoming) => {
    const { customer, client, cookies } = await enter(incoming);
    const { operation, request, services, idempotencyKey } = incoming;
    const name = incoming.name as keyof typeof ticketing;
    const input = await incoming.read();
    if (isWrite(operation)) {
      const answer = await performWrite({ name, input, customer, client, idempotencyKey, timeout: limits.writeTimeout }, services);
      return { response: encodeResponse(answer), cookies };
    }
    const answer = await withDeadline(limits.readTimeout, request.signal, (signal) => (client[name] as Call)(input, { signal }));
    return { response: operation.output === 'file' ? await download(answer as FileSource, limits.writeTimeout) : await conditional(request, answer), cookies };
  });

  add(uploads, async (incoming) => {
    const { customer, client, cookies } = await enter(incoming);
    const { name, operation, request, services, idempotencyKey } = incoming;
    const input = await incoming.read();
    const implementation = validatedTable(uploads, uploadsFor(customer, client, services.uploads, limits));
    // Only the announcement needs a key; the others change nothing the second time.
    const key = name === 'createUpload' ? idempotencyKey : idempotencyKey || 'none';
    const call = (signal: AbortSignal): Promise<unknown> => (implementation[name] as Call)(input, { signal, idempotencyKey: key });
    // A slice takes as long as its line does; the store watches the database.
    const answer = await (operation.bytes === undefined ? withDeadline(limits.writeTimeout, request.signal, call) : call(request.signal));
    return { response: encodeResponse(answer), cookies };
  });

  add(access, async ({ name, operation, request, record, services, read }) => {
    await services.current.refresh();
    const parsed = parseInput(operation, await read());
    const visit: Visit = {
      request, address: clientAddress(request, record.connection, settings.trustedProxy),
      // A browser names the origin of every page but one of our own; there it is ours.
      site: request.headers.get('Origin') ?? settings.base.origin, cookies: [],
    };
    record.cookies = visit.cookies;
    const answer = await (services.access === null ? hostSession(services.auth, name, visit) : (services.access[name as AccessOperation] as AccessCall)(parsed, visit));
    return { response: encodeResponse(parseOutput(name, operation, answer)), cookies: visit.cookies };
  });

  add(portalOperations, async ({ request, services: { current } }) => {
    const { portal: { json, etag } } = await current.refresh();
    const headers = { 'ETag': etag, 'Cache-Control': 'no-cache', 'Content-Type': 'application/json' };
    const isKnown = request.headers.get('If-None-Match')?.includes(etag) === true;
    return { response: new Response(isKnown ? null : json, { status: isKnown ? 304 : 200, headers }), cookies: [] };
  });

  add(settingsOperations, async ({ name, operation, request, services, read }) => {
    const { auth, current, throttle } = services;
    await current.refresh();
    const known = await auth.getCustomer(request);
    if (known !== null) guardCustomer(request, known.customer);
    const editor = editorOf(known, settings.owners, current.now.document);
    const saves = name === 'saveSettings';
    if (saves) await throttle.hit([{ key: `settings ${editor.email}`, limit: limits.writesPerMinute, window: 60 }]);
    const input = parseInput(operation, await read());
    const answer = await withDeadline(saves ? limits.writeTimeout : limits.readTimeout, request.signal, (signal) =>
      (services.settings[name as keyof typeof settingsOperations] as SettingsCall)(input, { ...editor, signal }));
    return { response: encodeResponse(parseOutput(name, operation, answer)), cookies: known?.cookies ?? [] };
  });

  return app;
}

type SettingsCall = (input: unknown, working: Working) => Promise<unknown>;
type AccessCall = (input: unknown, visit: Visit) => Promise<unknown>;

/** Where the host signs its users in by itself, there is only the question who it is. */
async function hostSession(auth: AuthProvider, name: string, { request, cookies }: Visit): Promise<unknown> {
  if (name === 'getSignInOptions') return { password: false, registration: false, passwordReset: false, mail: null, passkeys: false, providers: [], host: false, consent: null };
  if (name !== 'getSession' && name !== 'peekSession') throw new PortalError('unsupported', 'The host of this portal signs its customers in.');
  const known = await auth.getCustomer(request);
  cookies.push(...known?.cookies ?? []);
  return { customer: known?.customer ?? null, expires: known?.expires?.toISOString() ?? null };
}
