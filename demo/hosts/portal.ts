import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createGateway } from '../../src/gateway/index.ts';
import { openBackend } from '../backends/open-backend.ts';
import { initialSettings } from '../owner.ts';
import { fileAt } from '../static-files.ts';

/** The demo's gateway with its data, and the script tag's files, for pages of other origins. */
export interface PortalService {
  /** What an editor of a site pastes. */
  readonly snippet: string;
  readonly script: string;
  readonly gateway: string;
  /** Somebody who has tickets, and the subject of one. */
  readonly customer: { readonly email: string; readonly password: string; readonly subject: string };
  stop(): Promise<void>;
}

/** The subject of a ticket of the customer's. */
export const SUBJECT = 'Weekly report lost its formatting';

const cdn = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

/** @param origins Of the pages that hold the portal */
export async function startPortal(origins: readonly string[]): Promise<PortalService> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-hosts-'));
  const demo = await openBackend('desk', folder);
  let listener: ReturnType<typeof getRequestListener> | undefined;
  const server = createServer((incoming, outgoing) => { void listener?.(incoming, outgoing); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const gateway = createGateway({
    backend: demo.backend, settings: { initial: await initialSettings(demo.backend) }, database: { sqlite: join(folder, 'gateway.sqlite') },
    secret: 'a secret for tests that is long enough', baseURL: `${origin}/api`, name: 'Widget Works Support', origins, logger: () => undefined,
  });
  const [customer] = demo.accounts;
  if (customer === undefined) throw new Error('The demo has no customers.');
  await gateway.accounts.create(customer);
  listener = getRequestListener(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/')) return gateway.fetch(request, { address: '127.0.0.1' });
    const file = await fileAt(cdn, pathname.slice(1)) ?? new Response(null, { status: 404 });
    file.headers.set('Access-Control-Allow-Origin', '*');
    return file;
  }, { overrideGlobalObjects: false });
  const script = `${origin}/portico.js`;
  return {
    script, gateway: `${origin}/api`, customer: { ...customer, subject: SUBJECT },
    snippet: `<script type="module" src="${script}" data-gateway="${origin}/api"></script>\n<customer-portal>Write to <a href="mailto:support@widgetworks.example">support@widgetworks.example</a>.</customer-portal>`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await gateway.close();
      await demo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
