import ky, { isHTTPError, isTimeoutError } from 'ky';
import { decodeResponse, encodeRequest, isAbort, isPortalError, isWrite, PortalError, type Operation } from '../../contract/index.ts';

/** Where the gateway is, and how to get there. */
export interface HttpOptions {
  /** The gateway's address, such as `https://support.example.com`; in a page it may be a path of the page's own site. */
  readonly gateway: string;
  /** What sends requests instead of the global `fetch`, taken when the adapter is made. Must speak the Fetch standard. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** What of a context concerns one request. */
export interface CallContext {
  readonly signal?: AbortSignal | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Sends one operation and answers what the gateway answered; nobody has parsed it yet. */
export type Caller = (operation: Operation, input: Readonly<Record<string, unknown>>, context: CallContext) => Promise<unknown>;

const READ_TIMEOUT = 10_000;
const WRITE_TIMEOUT = 30_000;
/** Longer waits, in seconds, are told instead of waited for. */
const LONGEST_WAIT = 10;

/**
 * Makes a caller. It repeats what failed on the way or was refused for the moment, at most twice, with growing pauses at random or
 * the pause that the gateway asks for. That is safe for writes too: they carry an idempotency key, or (a slice of a file, a
 * sign-in) change nothing the second time.
 * @throws PortalError `network` (no answer at all), `timeout`, `bad-response` (something else answers), or the gateway's own error.
 */
export function createCaller({ gateway, fetch = globalThis.fetch.bind(globalThis) }: HttpOptions): Caller {
  const address = addressOf(gateway);
  // The page may have put anything in the place of fetch.
  const send = async (request: Request): Promise<Response> => {
    const response: unknown = await fetch(request);
    if (response instanceof Response) return response;
    throw new PortalError('bad-response', 'fetch answered something that is no Response. Has this page replaced fetch?');
  };
  const client = ky.create({
    fetch: (input) => send(input as Request), credentials: 'include', redirect: 'error', cache: 'no-store', referrerPolicy: 'strict-origin-when-cross-origin',
    retry: {
      limit: 2, methods: ['get', 'post', 'put', 'delete'], statusCodes: [429, 502, 503, 504], afterStatusCodes: [429, 503], jitter: true,
      // undefined leaves the decision to the list above
      shouldRetry: ({ error }) => isHTTPError(error) && Number(error.response.headers.get('Retry-After')) > LONGEST_WAIT ? false : undefined,
    },
  });
  return async (operation, input, { signal, idempotencyKey }) => {
    signal?.throwIfAborted();
    const { method, path, headers, body } = encodeRequest(operation, input, idempotencyKey);
    const timeout = isWrite(operation) ? WRITE_TIMEOUT : READ_TIMEOUT;
    try {
      const pending = client(address + path, { method, headers, timeout, ...(body === undefined ? {} : { body }), ...(signal ? { signal } : {}) });
      const response = await pending;
      if (operation.output === 'file') return await decodeResponse(operation, response);
      return await decodeResponse(operation, new Response(await pending.text(), response));
    } catch (error) {
      signal?.throwIfAborted();
      if (isHTTPError(error)) return decodeResponse(operation, refusal(error.response, error.data));
      throw isPortalError(error) || isAbort(error) ? error : failure(error);
    }
  };
}

/** Without a base that a page's `<base>` or a clobbered document could bend. */
function addressOf(gateway: string): string {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  if (!URL.canParse(gateway, base)) throw new PortalError('bad-response', `"${gateway}" is no address of a gateway.`);
  const { origin, pathname } = new URL(gateway, base);
  return origin + pathname.replace(/\/+$/, '');
}

/** The response again, whose body has been read already. */
const refusal = (response: Response, data: unknown): Response =>
  new Response(typeof data === 'string' ? data : JSON.stringify(data ?? null), { status: response.status, headers: response.headers });

function failure(cause: unknown): PortalError {
  if (isTimeoutError(cause)) return new PortalError('timeout', 'The gateway did not answer in time.', { cause });
  return new PortalError('network', 'The gateway could not be reached: no network, a wrong address, or a gateway that does not list this page\'s origin.', { cause });
}
