import { ServerResponse } from 'node:http';

/**
 * Loaded into the demo server before it starts (`--import`): looks through every byte that its gateway answers for PORTICO_INTERNAL,
 * which customers must never see, and tells the parent process `{ url, internal }` of each answer.
 */
const internal = process.env.PORTICO_INTERNAL;
const { write, end } = ServerResponse.prototype;
const bodies = new WeakMap();

/** Keeps what is written; the text may be cut anywhere. */
function keep(response, chunk) {
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
  const parts = bodies.get(response) ?? [];
  parts.push(Buffer.from(chunk));
  bodies.set(response, parts);
}

ServerResponse.prototype.write = function (chunk, ...rest) {
  keep(this, chunk);
  return write.call(this, chunk, ...rest);
};

ServerResponse.prototype.end = function (chunk, ...rest) {
  keep(this, chunk);
  const { url = '' } = this.req;
  if (url.startsWith('/api/')) process.send({ url, internal: Buffer.concat(bodies.get(this) ?? []).includes(internal) });
  return end.call(this, chunk, ...rest);
};
