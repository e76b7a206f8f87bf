import { Agent, request } from 'node:http';

/** What comes back. */
export interface Answer { readonly status: number; readonly text: string; readonly cookie: string | undefined }

/** A page's side of a gateway, on connections that stay open. */
export interface Client {
  send(method: string, path: string, body?: object | Uint8Array): Promise<Answer>;
  end(): void;
}

/** @param url Of a gateway, up to `/api`. @param cookie Of a session. @param connections How many requests may be under way at once. */
export function client(url: string, cookie: string | undefined, connections = 1): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send: Client['send'] = (method, path, body) => new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
    const sent = request(`${url}/v1${path}`, {
      method, agent,
      headers: {
        'Origin': 'http://localhost:1', 'Content-Type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json', 'Idempotency-Key': crypto.randomUUID(),
        ...bytes !== undefined && { 'Content-Length': bytes.byteLength }, ...cookie !== undefined && { Cookie: cookie },
      },
    }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).once('error', reject)
        .once('end', () => { resolve({ status: response.statusCode ?? 0, text, cookie: response.headers['set-cookie']?.[0]?.split(';')[0] }); });
    });
    sent.once('error', (error) => {
      // The server has closed a connection that was idle at the very moment when it was used again (https://nodejs.org/api/http.html#requestreusedsocket).
      if (sent.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET') send(method, path, body).then(resolve, reject);
      else reject(error);
    }).end(bytes);
  });
  return { send, end: () => { agent.destroy(); } };
}

/** The same, for an answer that has to be a good one: its JSON. @throws Error for any other */
export async function asked(one: Client, method: string, path: string, body?: object | Uint8Array): Promise<unknown> {
  const { status, text } = await one.send(method, path, body);
  if (status !== 200) throw new Error(`${method} ${path} answered ${String(status)}: ${text.slice(0, 200)}`);
  return JSON.parse(text);
}
