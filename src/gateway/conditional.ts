import { digestOf } from './access/digest.ts';

/**
 * Answers a read. A page that has the same answer already (`If-None-Match` with the `ETag` of before) gets 304 and no body: looking again and again whether
 * something has happened costs little. Answers are `no-store` all the same: what a page remembers, it remembers by itself, no cache on the way does.
 */
export async function conditional(request: Request, output: unknown): Promise<Response> {
  const json = JSON.stringify(output);
  const etag = `"${(await digestOf(json)).slice(0, 32)}"`;
  // A proxy that compresses makes a weak one of it.
  const known = request.headers.get('If-None-Match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(etag) === true) return new Response(null, { status: 304, headers: { ETag: etag } });
  return new Response(json, { headers: { 'ETag': etag, 'Content-Type': 'application/json' } });
}
