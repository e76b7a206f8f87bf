import { CUSTOMER, decodeResponse, encodeRequest, fetchPart, isWrite, PASSIVE, PortalError, type Operation } from '../../contract/index.ts';
import type { KnownAnswers } from './known-answers.ts';
import type { Transport } from './transport.ts';

/** Where the gateway is, and how to get there. */
export interface HttpOptions {
  /** The gateway's address, such as `https://support.example.com`; in a page it may be a path of the page's own site. */
  readonly gateway: string;
  /** What sends requests instead of the global `fetch`, taken when the adapter is made. Must speak the Fetch standard. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /**
   * The id of the customer whom the page shows: writes are refused where the cookie is somebody else's by now.
   */
  readonly customer?: (() => string | undefined) | undefined;
  /**
   * The answer to a GET of this address that has been asked for ahead of time, if there is one. It rejects with a `TimeoutError` where
   * it took too long; after any other failure, and where the gateway refused for the moment, it is asked again.
   */
  readonly earlyAnswer?: ((address: string) => Promise<Response> | undefined) | undefined;
}

/** What of a context concerns one request. */
export interface CallContext {
  readonly signal?: AbortSignal | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly passive?: boolean | undefined;
  /** Whoever calls looks after failures that may pass: nothing is repeated on the way. */
  readonly once?: boolean;
}

/** Sends one operation and answers what the gateway answered; nobody has parsed it yet. */
export type Caller = (operation: Operation, input: Readonly<Record<string, unknown>>, context: CallContext) => Promise<unknown>;

const READ_TIMEOUT = 10_000;
const WRITE_TIMEOUT = 30_000;

/**
 * Makes a caller. What sends requests is fetched with the first of them: early answers do without.
 * @throws PortalError `network` (no answer at all), `timeout`, `bad-response` (something else answers), or the gateway's own error.
 */
export function createCaller({ gateway, fetch = globalThis.fetch.bind(globalThis), earlyAnswer, customer }: HttpOptions): Caller {
  const address = addressOf(gateway);
  let transport: Transport | undefined;
  let known: KnownAnswers | undefined;
  return async (operation, input, { signal, idempotencyKey, passive = false, once = false }) => {
    signal?.throwIfAborted();
    const request = encodeRequest(operation, input, idempotencyKey);
    const id = isWrite(operation) ? customer?.() : undefined;
    if (id !== undefined) request.headers[CUSTOMER] = encodeURIComponent(id);
    const url = address + request.path;
    const early = await usable(request.method === 'GET' && !passive ? earlyAnswer?.(url) : undefined);
    signal?.throwIfAborted();
    if (early !== undefined) return decodeResponse(operation, early);
    const { createTransport } = await fetchPart(() => import('./transport.ts'));
    transport ??= createTransport(fetch);
    const manner = { timeout: isWrite(operation) ? WRITE_TIMEOUT : READ_TIMEOUT, stream: operation.output === 'file', once, signal };
    if (!passive) return decodeResponse(operation, await transport(url, request, manner));
    // What looks again and again remembers what it was answered.
    known ??= new (await fetchPart(() => import('./known-answers.ts'))).KnownAnswers();
    request.headers[PASSIVE] = '1';
    const send = transport;
    return decodeResponse(operation, await known.ask(url, request, customer?.(), (look) => send(url, look, manner)));
  };
}

/** An early answer with its whole body, unless another try may fare better. */
async function usable(answer: Promise<Response> | undefined): Promise<Response | undefined> {
  try {
    const response = await answer;
    const final = response !== undefined && ![429, 502, 503, 504].includes(response.status);
    return final ? new Response(await response.text(), response) : undefined;
  } catch (cause) {
    if ((cause as Error).name === 'TimeoutError') throw new PortalError('timeout', 'The gateway did not answer in time.', { cause });
    return undefined;
  }
}

/** Without a base that a page's `<base>` or a clobbered document could bend. */
function addressOf(gateway: string): string {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  if (!URL.canParse(gateway, base)) throw new PortalError('bad-response', `"${gateway}" is no address of a gateway.`);
  const { origin, pathname } = new URL(gateway, base);
  return origin + pathname.replace(/\/+$/, '');
}
