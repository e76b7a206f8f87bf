import { memory, sampleData, type MemoryOptions, type MemoryBackend } from '../adapters/memory/index.ts';
import type { TicketingBackend } from '../contract/index.ts';
import { createGateway, type Gateway, type GatewayOptions, type LogEntry } from './index.ts';

/** Where the test gateways pretend to be. */
export const GATEWAY = 'https://gateway.example';
/** The page that holds the portal. */
export const PAGE = 'https://www.example';
export const PASSWORD = 'correct horse battery';

/** What a browser does around fetch: it keeps cookies and vouches for the page's origin. */
export interface Browser {
  fetch(request: Request): Promise<Response>;
  readonly cookies: Map<string, string>;
  /** Every request sent, as `METHOD path`. */
  readonly sent: string[];
}

/** @param origin What the browser says about the page; null says nothing. */
export function browser(gateway: Pick<Gateway, 'fetch'>, { origin = PAGE, address = '192.0.2.1' }: { origin?: string | null; address?: string } = {}): Browser {
  const cookies = new Map<string, string>();
  const sent: string[] = [];
  return {
    cookies, sent,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      sent.push(`${request.method} ${pathname}${search}`);
      const headers = new Headers(request.headers);
      if (origin !== null) headers.set('Origin', origin);
      if (cookies.size > 0) headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const response = await gateway.fetch(new Request(request, { headers }), { address });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (/max-age=0/i.test(cookie)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return response;
    },
  };
}

export interface TestGateway<Backend extends TicketingBackend = MemoryBackend> extends Gateway { readonly backend: Backend; readonly entries: LogEntry[] }

/** A gateway over its own SQLite in memory. */
export function gatewayOver<Backend extends TicketingBackend>(backend: Backend, options: Partial<GatewayOptions> = {}): TestGateway<Backend> {
  const entries: LogEntry[] = [];
  const gateway = createGateway({
    backend, database: { sqlite: ':memory:' }, secret: 'a secret for tests that is long enough', baseURL: GATEWAY, origins: [PAGE], name: 'Test',
    logger: (entry) => { entries.push(entry); }, ...options,
  });
  return { ...gateway, backend, entries };
}

/** A gateway over the sample data. */
export const sampleGateway = (options: Partial<GatewayOptions> = {}, how: MemoryOptions = {}): TestGateway =>
  gatewayOver(memory({ data: sampleData(), ...how }), options);

/** A browser in which a customer has signed in. */
export async function signedIn(gateway: Gateway, email: string, options: Parameters<typeof browser>[1] & { name?: string } = {}): Promise<Browser> {
  if (await gateway.accounts.find(email) === null) await gateway.accounts.create({ email, name: options.name ?? email, password: PASSWORD });
  const tab = browser(gateway, options);
  const response = await tab.fetch(post('/v1/session', { email, password: PASSWORD }));
  if (!response.ok) throw new Error(`Sign-in failed: ${await response.text()}`);
  return tab;
}

export const get = (path: string, headers: HeadersInit = {}): Request => new Request(GATEWAY + path, { headers });
export const post = (path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST'): Request =>
  new Request(GATEWAY + path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } });
/** A key that no other write has. */
export const key = (): Record<string, string> => ({ 'Idempotency-Key': crypto.randomUUID() });
