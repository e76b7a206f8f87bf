import ky, { isHTTPError, isTimeoutError } from 'ky';
import { isAbort, isPortalError, PortalError, toJson, type WireRequest } from '../../contract/index.ts';

/** What a request is besides its contents. */
export interface Manner {
  /** Milliseconds until it is given up. */
  readonly timeout: number;
  /** The body of the answer is left to be read by the caller. */
  readonly stream: boolean;
  /** What fails is not repeated here. */
  readonly once: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Sends a request to an address and answers what came back, refusals too. @throws PortalError `network`, `timeout`, `bad-response`. */
export type Transport = (address: string, request: WireRequest, manner: Manner) => Promise<Response>;

/** Longer waits, in seconds, are told instead of waited for. */
const LONGEST_WAIT = 10;

/**
 * Makes a transport over a `fetch`. It repeats what failed on the way or was refused for the moment, at most twice, with growing
 * pauses at random or the pause that the gateway asks for. That is safe for writes too: they carry an idempotency key, or (a slice
 * of a file, a sign-in) change nothing the second time.
 */
export function createTransport(fetch: (request: Request) => Promise<Response>): Transport {
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
  return async (address, { method, headers, body }, { timeout, stream, once, signal }) => {
    try {
      const pending = client(address, { method, headers, timeout, ...(once ? { retry: 0 } : {}), ...(body === undefined ? {} : { body }), ...(signal ? { signal } : {}) });
      const response = await pending;
      return stream ? response : new Response(await pending.text(), response);
    } catch (error) {
      signal?.throwIfAborted();
      if (isHTTPError(error)) return refusal(error.response, error.data);
      throw isPortalError(error) || isAbort(error) ? error : failure(error);
    }
  };
}

/** The response again, whose body has been read already. */
const refusal = (response: Response, data: unknown): Response =>
  new Response(response.status === 304 ? null : typeof data === 'string' ? data : toJson(data ?? null), { status: response.status, headers: response.headers });

function failure(cause: unknown): PortalError {
  if (isTimeoutError(cause)) return new PortalError('timeout', 'The gateway did not answer in time.', { cause });
  return new PortalError('network', 'The gateway could not be reached: no network, a wrong address, or a gateway that does not list this page\'s origin.', { cause });
}
