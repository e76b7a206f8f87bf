import type { WireRequest } from '../../contract/index.ts';

/** So many answers are remembered: those to the reads that a page makes again and again. */
const MOST = 20;

interface Known { readonly etag: string; readonly body: string }

/**
 * Remembers what a page has been answered, so that looking again costs the gateway one line where nothing has changed (`If-None-Match`, 304). In memory
 * only: the answers are one customer's, and no cache keeps them.
 */
export class KnownAnswers {
  readonly #known = new Map<string, Known>();
  #customer: string | undefined;

  /** Sends a read. @param customer Whom the page shows; another one knows nothing of what this one was answered. */
  async ask(url: string, request: WireRequest, customer: string | undefined, send: (request: WireRequest) => Promise<Response>): Promise<Response> {
    if (customer !== this.#customer) this.#known.clear();
    this.#customer = customer;
    const before = this.#known.get(url);
    const response = await send(before === undefined ? request : { ...request, headers: { ...request.headers, 'If-None-Match': before.etag } });
    if (response.status === 304 && before !== undefined) {
      this.#keep(url, before);
      return new Response(before.body, { headers: { 'Content-Type': 'application/json' } });
    }
    const etag = response.headers.get('ETag');
    if (!response.ok || etag === null) return response;
    const body = await response.text();
    if (customer === this.#customer) this.#keep(url, { etag, body });
    return new Response(body, response);
  }

  #keep(url: string, known: Known): void {
    this.#known.delete(url);
    this.#known.set(url, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }
}
