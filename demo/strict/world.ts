import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { memory, sampleData, SAMPLE_PASSWORD, type MemoryBackend } from '../../src/adapters/memory/index.ts';
import { createGateway } from '../../src/gateway/index.ts';
import { fileAt } from '../static-files.ts';

/** Who signs in on the pages. */
export const CUSTOMER = { email: 'alice@acme.example', name: 'Alice Arnold', password: SAMPLE_PASSWORD };

/** Where things are, for pages to name. */
export interface Places {
  /** The pages' own origin; the script tag's files are there at `/cdn` and, as a second copy, at `/copy`. */
  readonly pages: string;
  readonly gateway: string;
}

/** A page as its server sends it. */
export interface HostPage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pages of a site's owner on one port of this machine, and a gateway with the sample tickets on another. */
export interface World extends Places {
  readonly backend: MemoryBackend;
  /** Reports that browsers have sent to `/reports` because of a policy, since this was last called. */
  reports(): string[];
  end(): Promise<void>;
}

const folders = { cdn: '../../dist/cdn', copy: '../../dist/cdn' } as const;

/** Serves pages by name, below `files` more folders by theirs, and at `/fresh` a page after which nobody is signed in. @param pages Made when the addresses are known. */
export async function startWorld(pages: (places: Places) => Readonly<Record<string, HostPage>>, files: Readonly<Record<string, string>> = {}): Promise<World> {
  const served = { ...Object.fromEntries(Object.entries(folders).map(([name, folder]) => [name, fileURLToPath(new URL(folder, import.meta.url))])), ...files };
  let reports: string[] = [];
  let byName: Readonly<Record<string, HostPage>> = {};
  const site = await listening(async (request) => {
    const [, first = '', ...rest] = new URL(request.url).pathname.split('/');
    if (first === 'reports') {
      reports.push(await request.text());
      return new Response(null, { status: 204 });
    }
    if (first === 'fresh') return withoutCookies(request);
    const folder = served[first];
    if (folder !== undefined) {
      const file = await fileAt(folder, rest.join('/'));
      // A page in a sandbox has no origin, and what it loads has to be open to everybody.
      file?.headers.set('Access-Control-Allow-Origin', '*');
      return file ?? new Response(null, { status: 404 });
    }
    const page = Object.hasOwn(byName, first) ? byName[first] : undefined;
    if (page === undefined) return new Response(null, { status: 404 });
    return new Response(page.html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...page.headers } });
  });
  let answer: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });
  const api = await listening((request) => answer(request));
  const backend = memory({ data: sampleData() });
  const many = { signInsPerAccountAndAddress: 1000, signInsPerAccount: 1000, signInsPerAddress: 1000, writesPerMinute: 1000 };
  const gateway = createGateway({
    backend, database: { sqlite: ':memory:' }, secret: 'a secret for tests that is long enough', baseURL: api.origin, origins: [site.origin],
    name: 'Widget Works Support', owners: [CUSTOMER.email], limits: many, logger: () => undefined,
  });
  await gateway.accounts.create(CUSTOMER);
  answer = (request) => gateway.fetch(request, { address: '127.0.0.1' });
  byName = pages({ pages: site.origin, gateway: api.origin });
  return {
    pages: site.origin, gateway: api.origin, backend,
    reports() {
      const all = reports;
      reports = [];
      return all;
    },
    async end() {
      await Promise.all([site, api].map(({ server }) => stopped(server)));
      await gateway.close();
    },
  };
}

/** A page that takes all cookies of the browser away: ports share them, so the gateway's too. */
function withoutCookies(request: Request): Response {
  const names = (request.headers.get('Cookie') ?? '').split('; ').map((cookie) => cookie.split('=')[0] ?? '').filter(Boolean);
  const headers = new Headers({ 'Content-Type': 'text/html' });
  for (const name of names) headers.append('Set-Cookie', `${name}=; Path=/; Max-Age=0`);
  return new Response('<!doctype html><link rel="icon" href="data:,"><script>localStorage.clear(); sessionStorage.clear();</script>', { headers });
}

async function listening(answer: (request: Request) => Promise<Response>): Promise<{ server: Server; origin: string }> {
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => { void listener(incoming, outgoing); });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  return { server, origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

async function stopped(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  server.closeAllConnections();
  await closed;
}
