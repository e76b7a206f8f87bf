import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** An answer of a gateway. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A browser without a page: sends what pages send, and keeps the cookies that it gets, for whichever address it talks to. */
export interface Client {
  /** @param url Of a gateway, such as {@link import('./instance.ts').Instance.url}. @param path Below its `/v1`. */
  send(url: string, method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/**
 * @param origin Of the page. @param authority The certificate authority to trust.
 * @param from The address of this machine that connections come from, such as `127.0.0.2`.
 */
export function client(origin: string, authority: string, from = '127.0.0.1'): Client {
  const cookies = new Map<string, string>();
  return {
    send: (url, method, path, json, headers = {}) => new Promise((resolve, reject) => {
      const body = json === undefined ? '' : JSON.stringify(json);
      const target = new URL(`${url}/v1${path}`);
      const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
        method, ca: authority, localAddress: from, family: 4, agent: false,
        headers: {
          Origin: origin, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), 'Content-Length': Buffer.byteLength(body),
          ...cookies.size === 0 ? {} : { Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }, ...headers,
        },
      }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).once('error', reject).once('end', () => {
          for (const cookie of response.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
            if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name);
            else cookies.set(name, value);
          }
          const { statusCode: status = 0 } = response;
          try {
            resolve({ status, body: JSON.parse(text) as Answer['body'], headers: response.headers });
          } catch (cause) {
            reject(new Error(`${method} ${target.href} answered ${String(status)} and no JSON: ${text.slice(0, 200)}`, { cause }));
          }
        });
      });
      request.once('error', reject).end(body);
    }),
  };
}
