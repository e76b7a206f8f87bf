import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort, toPortalError, type PortalError } from '../../contract/index.ts';

/** After this many milliseconds a waiting person is told that it takes long. */
const SLOW_AFTER = 4000;

/** How a request behaves. */
export interface RequestOptions {
  /** Goes on when the element leaves the document: for writes, which are not undone by leaving. */
  readonly finish?: boolean;
}

type Call<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * A request that an element shows: pending, slow, its value, its error. The latest request wins: a new one aborts the one before.
 * Leaving the document aborts too, but only if the element is still gone a microtask later: moving an element is no
 * leave. A request that was cut off by leaving is made again on coming back.
 */
export class RequestController<Value> implements ReactiveController {
  /** The last answer; kept while a new request is on its way and when that fails. */
  value: Value | undefined;
  /** Why the last request failed; undefined while one is pending and after success. */
  error: PortalError | undefined;
  pending = false;
  /** The pending request takes long. */
  slow = false;
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  #abort: AbortController | undefined;
  #interrupted: Call<Value> | undefined;
  #call: Call<Value> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #finish: boolean;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, { finish = false }: RequestOptions = {}) {
    this.#host = host;
    this.#finish = finish;
    host.addController(this);
  }

  hostConnected(): void {
    const call = this.#interrupted;
    this.#interrupted = undefined;
    if (call !== undefined) void this.run(call);
  }

  hostDisconnected(): void {
    if (this.#finish) return;
    queueMicrotask(() => {
      if (this.#host.isConnected || !this.pending) return;
      this.#interrupted = this.#call;
      this.abort();
    });
  }

  /** Makes a request. Resolves with its value, or with undefined when it failed (see `error`) or was overtaken or aborted. */
  async run(call: Call<Value>): Promise<Value | undefined> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#call = call;
    this.error = undefined;
    this.#setPending(true);
    try {
      const value = await call(abort.signal);
      if (this.#abort !== abort) return undefined;
      this.value = value;
      return value;
    } catch (error) {
      if (this.#abort === abort && !isAbort(error)) this.error = toPortalError(error);
      return undefined;
    } finally {
      if (this.#abort === abort) this.#setPending(false);
    }
  }

  /** Gives the pending request up. */
  abort(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.#setPending(false);
  }

  /** Gives up and forgets: as if nothing had ever been asked. */
  reset(): void {
    this.#interrupted = undefined;
    this.value = undefined;
    this.error = undefined;
    this.abort();
  }

  #setPending(pending: boolean): void {
    clearTimeout(this.#timer);
    this.pending = pending;
    this.slow = false;
    if (pending) {
      this.#timer = setTimeout(() => {
        this.slow = true;
        this.#host.requestUpdate();
      }, SLOW_AFTER);
    }
    this.#host.requestUpdate();
  }
}
