// The few calls of Request Tracker's REST2 that the seed needs. Every unexpected answer is an error.

/** @typedef {{ readonly name: string; readonly type: string; readonly content: string | Uint8Array }} File */

/**
 * A client of an RT that acts as the owner of a token.
 * @param {string} base
 * @param {string} token
 */
export function client(base, token) {
  /** @param {string} method @param {string} path @param {{ headers?: Record<string, string>, body?: string | Uint8Array<ArrayBuffer> }} [content] */
  const call = async (method, path, { headers = {}, body } = {}) => {
    const response = await fetch(`${base}/REST/2.0${path}`, {
      method, headers: { Authorization: `token ${token}`, ...headers }, redirect: 'manual', ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return { location: response.headers.get('location') ?? '', data: text === '' ? undefined : JSON.parse(text) };
  };
  /** @param {unknown} value */
  const json = (value) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
  /** With files the body is multipart: JSON would turn file names outside ASCII into a 500. @param {string} path @param {unknown} value @param {readonly File[]} files */
  const post = (path, value, files) => call('POST', path, files.length === 0 ? json(value) : multipart([
    { name: 'JSON', content: JSON.stringify(value) },
    ...files.map((file) => ({ name: 'Attachments', filename: file.name, type: file.type, content: file.content })),
  ]));
  return {
    /** @param {string} path @returns {Promise<unknown>} */
    get: async (path) => (await call('GET', path)).data,
    /** @param {string} path @param {unknown} value @returns {Promise<unknown>} */
    put: async (path, value) => (await call('PUT', path, json(value))).data,
    /** @param {string} path @param {unknown} value @param {readonly File[]} [files] @returns {Promise<unknown>} what RT answers */
    post: async (path, value, files = []) => (await post(path, value, files)).data,
    /** @param {string} path @param {unknown} value @param {readonly File[]} [files] @returns {Promise<string>} where RT keeps what it got */
    postTo: async (path, value, files = []) => (await post(path, value, files)).location,
  };
}

/**
 * Sends a whole mail as a mail server would (rt-mailgate). RT takes it as a plain field, not as a file.
 * @param {string} base
 * @param {string} queue
 * @param {string} mail
 */
export async function deliver(base, queue, mail) {
  const form = multipart([
    { name: 'queue', content: queue }, { name: 'action', content: 'correspond' }, { name: 'message', content: mail },
  ]);
  const response = await fetch(`${base}/REST/1.0/NoAuth/mail-gateway`, { method: 'POST', ...form });
  const text = await response.text();
  if (!text.startsWith('ok')) throw new Error(`mail gateway: ${text}`);
}

/**
 * By hand: RT answers 500 to a body without a line end after the last boundary, and not every fetch writes one.
 * @param {readonly { name: string, content: string | Uint8Array, filename?: string, type?: string }[]} parts
 */
function multipart(parts) {
  const boundary = 'portico-demo-seed-boundary';
  const pieces = parts.flatMap(({ name, filename, type, content }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n`,
    `${type ? `Content-Type: ${type}\r\n` : ''}\r\n`, content, '\r\n',
  ]);
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece))),
  };
}
