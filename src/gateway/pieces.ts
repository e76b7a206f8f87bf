import { PortalError } from '../contract/index.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A request's body, piece by piece as it comes, cut as soon as it is too long.
 * @param limit Bytes. @throws PortalError `too-large`; an AbortError when the client goes before its end
 */
export async function* limitedPieces(request: Request, limit: number): AsyncGenerator<Bytes> {
  const tooLarge = (): PortalError => new PortalError('too-large', `The body is larger than ${String(limit)} bytes.`);
  if (Number(request.headers.get('Content-Length')) > limit) throw tooLarge();
  const reader = request.body?.getReader();
  for (let length = 0; ;) {
    const piece = await reader?.read().catch(() => { throw new DOMException('The client has gone.', 'AbortError'); });
    if (piece?.value === undefined) return;
    length += piece.value.byteLength;
    if (length > limit) {
      await reader?.cancel();
      throw tooLarge();
    }
    yield piece.value;
  }
}
