import { CUSTOMER, PortalError, type Customer, type Operation } from '../contract/index.ts';
import { limitedPieces } from './pieces.ts';
import { addressBlock } from './throttle.ts';
import type { Settings } from './options.ts';

/**
 * Refuses a write that a browser may have sent on behalf of another site. Two independent barriers: a content type that no
 * HTML form can send (so that browsers ask for permission first), and the origin that the browser vouches for. A request with neither
 * `Origin` nor `Sec-Fetch-Site` is refused too: programs can send one, and old browsers are no way around the check.
 */
export function guardWrite(request: Request, operation: Operation, origins: ReadonlySet<string>): void {
  const wanted = operation.bytes === undefined ? 'application/json' : 'application/octet-stream';
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== wanted) throw new PortalError('unsupported-type', `This write needs the content type ${wanted}.`);
  const origin = request.headers.get('Origin');
  const trusted = origin === null ? request.headers.get('Sec-Fetch-Site') === 'same-origin' : origins.has(origin);
  if (!trusted) throw new PortalError('forbidden', 'Writes are accepted from the listed origins only (see `origins` in the gateway\'s options).');
}

/** Refuses a write that a page sends for one customer while the cookie is another one's. @throws PortalError `unauthenticated` */
export function guardCustomer(request: Request, { id }: Pick<Customer, 'id'>): void {
  const told = request.headers.get(CUSTOMER);
  if (told !== null && told !== encodeURIComponent(id)) throw new PortalError('unauthenticated', 'Somebody else has signed in meanwhile.');
}

/** The request again, with a body that was read whole, and cut as soon as it was too long. @throws PortalError `too-large` */
export async function limitBody(request: Request, limit: number): Promise<Request> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of limitedPieces(request, limit)) pieces.push(piece);
  return new Request(request.url, { method: request.method, headers: request.headers, body: new Blob(pieces) });
}

/** Ids are text that people could have typed: nothing that a database or a protocol gives a meaning of its own. @throws PortalError `not-found` */
export function checkParameters(parameters: Readonly<Record<string, string>>): void {
  for (const value of Object.values(parameters)) {
    if (/[\p{Cc}\p{Cs}]/u.test(value)) throw new PortalError('not-found', 'There is no such id.');
  }
}

/** Where a request comes from, as far as it is known for certain. */
export function clientAddress(request: Request, connection: string | undefined, proxy: Settings['trustedProxy']): string | undefined {
  // Without the proxy's word the connection counts: somebody who comes around the proxy is not without any bound.
  const told = (proxy === null ? undefined : request.headers.get(proxy.header)?.split(',').at(-proxy.hops)) ?? connection;
  return told === undefined ? undefined : addressBlock(told);
}
