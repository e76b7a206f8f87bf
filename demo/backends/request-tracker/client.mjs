// The few calls of Request Tracker's REST2 that the seed needs. Every unexpected answer is an error.

/** A client of the RT at `base` that acts as the owner of `token`. */
export function client(base, token) {
  const call = async (method, path, { headers = {}, body } = {}) => {
    const response = await fetch(`${base}/REST/2.0${path}`, {
      method, body, headers: { Authorization: `token ${token}`, ...headers }, redirect: 'manual',
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const json = (value) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
  return {
    get: (path) => call('GET', path),
    put: (path, value) => call('PUT', path, json(value)),
    /** With files the body is multipart: JSON would turn file names outside ASCII into a 500. */
    post: (path, value, files = []) => call('POST', path, files.length === 0 ? json(value) : multipart([
      { name: 'JSON', content: JSON.stringify(value) },
      ...files.map((file) => ({ name: 'Attachments', filename: file.name, type: file.type, content: file.content })),
    ])),
  };
}

/** Sends a whole mail as a mail server would (rt-mailgate). RT takes it as a plain field, not as a file. */
export async function deliver(base, queue, mail) {
  const form = multipart([
    { name: 'queue', content: queue }, { name: 'action', content: 'correspond' }, { name: 'message', content: mail },
  ]);
  const response = await fetch(`${base}/REST/1.0/NoAuth/mail-gateway`, { method: 'POST', ...form });
  const text = await response.text();
  if (!text.startsWith('ok')) throw new Error(`mail gateway: ${text}`);
}

// By hand: RT answers 500 to a body without a line end after the last boundary, and not every fetch writes one.
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
