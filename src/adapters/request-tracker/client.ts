import { PortalError } from '../../contract/index.ts';

/** A call of RT's API. */
export interface Call {
  /** Below the base URL, with its query: `/REST/2.0/tickets?…`. */
  readonly path: string;
  readonly token: string;
  readonly signal?: AbortSignal | undefined;
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; `length` in bytes. */
  readonly body?: { readonly type: string; readonly length: number; stream(onChunk: () => void): ReadableStream<Uint8Array<ArrayBuffer>> };
  /** Answers that the caller understands besides success. */
  readonly allow?: readonly number[];
  /** A call that changes something gets the longer time. */
  readonly writes?: boolean;
}

/** An answer that the caller asked for: a success, or one of `allow`. */
export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly location: string | null;
}

export interface ClientOptions {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeouts: { readonly read: number; readonly write: number };
}

/**
 * Speaks HTTP with RT and turns all that can go wrong into a {@link PortalError}. Sends a token and a content type and no other header:
 * a `Cookie` or a browser's `User-Agent` makes RT answer with a redirect to its login page in place of a 401. Texts of errors are
 * never read: they are in the language of the account and name internal things.
 */
export class Client {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = { ...options, url: options.url.replace(/\/+$/, '') };
  }

  /** @throws PortalError for everything but a success with JSON and what the call allows. */
  async json(call: Call): Promise<Answer> {
    const limit = new Limit(call, this.#options.timeouts);
    try {
      const response = await this.#send(call, limit);
      const allowed = call.allow?.includes(response.status) === true;
      if (!response.ok && !allowed) throw await refusal(response);
      const text = await response.text();
      const location = response.headers.get('location');
      if (!response.ok) return { status: response.status, data: null, location };
      return { status: response.status, data: parse(text), location };
    } catch (error) {
      throw limit.explain(error);
    } finally {
      limit.end();
    }
  }

  /** A response whose body is still to be read; the time limit holds for the wait until it begins and between any two chunks. Null for an answer of `allow`. */
  async stream(call: Call): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null> {
    const limit = new Limit(call, this.#options.timeouts);
    try {
      const response = await this.#send(call, limit);
      if (call.allow?.includes(response.status) === true) {
        await response.body?.cancel();
        limit.end();
        return null;
      }
      if (!response.ok) throw await refusal(response);
      return limit.guard(response.body ?? new Blob([]).stream());
    } catch (error) {
      limit.end();
      throw limit.explain(error);
    }
  }

  async #send({ path, token, method = 'GET', json, body }: Call, limit: Limit): Promise<Response> {
    const type = json === undefined ? body?.type : 'application/json';
    return this.#options.fetch(`${this.#options.url}${path}`, {
      method,
      headers: {
        Authorization: `token ${token}`, Accept: 'application/json, */*',
        ...(type === undefined ? {} : { 'Content-Type': type }),
        ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      // `duplex` is what fetch demands for a streamed body, and what TypeScript's DOM does not know
      ...(body === undefined ? {} : { body: body.stream(() => limit.restart()), duplex: 'half' } as RequestInit),
      redirect: 'manual', signal: limit.signal,
    });
  }
}

/** Gives a call its time, and tells afterwards whether the caller or the clock has ended it. */
class Limit {
  readonly signal: AbortSignal;
  readonly #caller: AbortSignal | undefined;
  readonly #clock = new AbortController();
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ signal, writes }: Call, { read, write }: ClientOptions['timeouts']) {
    this.#caller = signal;
    this.#milliseconds = writes === true ? write : read;
    this.signal = signal === undefined ? this.#clock.signal : AbortSignal.any([signal, this.#clock.signal]);
    this.restart();
  }

  restart(): void {
    this.end();
    this.#timer = setTimeout(() => this.#clock.abort(), this.#milliseconds);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  explain(error: unknown): unknown {
    if (this.#caller?.aborted === true) return this.#caller.reason;
    if (this.#clock.signal.aborted) return new PortalError('timeout', 'Request Tracker did not answer in time.');
    if (error instanceof PortalError) return error;
    const cause: unknown = error instanceof Error ? error.cause : undefined;
    return cause instanceof PortalError ? cause : new PortalError('unavailable', 'Request Tracker cannot be reached.', { cause: error });
  }

  /** Passes a body on; each chunk gets the time anew. */
  guard(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    const reader = body.getReader();
    return new ReadableStream({
      pull: async (controller) => {
        try {
          this.restart();
          const { done, value } = await reader.read();
          this.end();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          this.end();
          controller.error(this.explain(error));
        }
      },
      cancel: (reason) => {
        this.end();
        return reader.cancel(reason);
      },
    }, { highWaterMark: 0 });
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text) as unknown;
  } catch {
    throw new PortalError('bad-response', 'Request Tracker answered something that is not JSON. Is the URL right?');
  }
}

async function refusal(response: Response): Promise<PortalError> {
  await response.body?.cancel();
  const { status } = response;
  if (status === 429) {
    return new PortalError('rate-limited', 'Request Tracker asks for fewer calls.', { retryAfter: seconds(response.headers.get('retry-after')) });
  }
  if (status >= 500) return new PortalError('unavailable', `Request Tracker answered ${String(status)}.`);
  // a redirect leads to the login page: RT does not know the token any more, or something before RT wants a login
  if (status === 401 || (status >= 300 && status < 400)) return new PortalError('unavailable', `Request Tracker does not accept the portal's token (${String(status)}).`);
  return new PortalError('bad-response', `Request Tracker answered ${String(status)}.`);
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. */
function seconds(header: string | null): number {
  const value = header ?? '';
  const wait = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isFinite(wait) && wait > 0 ? wait : 30;
}
