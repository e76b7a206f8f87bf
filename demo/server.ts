import { serve, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGateway } from '../src/gateway/index.ts';
import { access } from './access.ts';
import { openBackend } from './backends/open-backend.ts';
import { initialSettings, owner, secondOwner } from './owner.ts';
import { demoOutbox } from './outbox/outbox.ts';
import { secretIn } from './secret.ts';
import { site } from './site/site.ts';

/**
 * The demo: an invented company's website with the portal in it, and the portal's gateway at /api.
 * PORT chooses the port (default 4310; 0 takes any free one), PORTICO_DATA the data folder (default `.data` in the project),
 * `--backend desk|request-tracker` the ticketing system (default desk).
 */
const { values } = parseArgs({ options: { backend: { type: 'string', default: 'desk' } } });
const dataFolder = process.env['PORTICO_DATA'] ?? fileURLToPath(new URL('../.data', import.meta.url));
const port = Number(process.env['PORT'] ?? 4310);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`PORT must be a number from 0 to 65535, not "${process.env['PORT'] ?? ''}".`);

/** Ends with a sentence instead of a stack: what is wrong lies outside of the code. */
function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

// Listening comes first: a port that is taken is told before anything is written, and with port 0 the address is known
// only then. Requests wait for the rest.
const { promise: ready, resolve: open } = Promise.withResolvers<(request: Request, address: string | undefined) => Promise<Response>>();
const server = serve({
  port, hostname: '127.0.0.1',
  fetch: async (request: Request, { incoming }: HttpBindings | Http2Bindings) => (await ready)(request, incoming.socket.remoteAddress),
});
await new Promise<void>((resolve) => {
  server.once('listening', resolve);
  server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
    fail(code === 'EADDRINUSE' ? `Port ${String(port)} is taken; choose another with PORT.` : message);
  });
});
const address = server.address();
const ownPort = String(typeof address === 'object' && address !== null ? address.port : port);
const origin = `http://127.0.0.1:${ownPort}`;

const secret = await secretIn(dataFolder);
const demo = await openBackend(values.backend, dataFolder).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
const outbox = demoOutbox();
const gateway = createGateway({
  backend: demo.backend, settings: { initial: await initialSettings(demo.backend) }, owners: [owner.email, secondOwner.email],
  database: { sqlite: join(dataFolder, `gateway-${values.backend}.sqlite`) }, secret, baseURL: `${origin}/api`, name: 'Widget Works Support', access: access(origin),
  mail: { from: 'Widget Works Support <support@widgetworks.example>', send: outbox.send },
  // The same machine by its other name, which many people type.
  origins: [`http://localhost:${ownPort}`],
  logger: () => undefined,
});
for (const { email, name, password } of [...demo.accounts, owner, secondOwner]) {
  if (await gateway.accounts.find(email) === null) await gateway.accounts.create({ email, name, password });
}
const agentPage = demo.agentPage?.(async (people) => (await gateway.previews.link(people)).url);
const website = site({ backend: demo.label, accounts: demo.accounts, agentPath: agentPage === undefined ? null : '/agent' });
open((request, address) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/api' || pathname.startsWith('/api/')) return gateway.fetch(request, address === undefined ? undefined : { address });
  if (agentPage !== undefined && (pathname === '/agent' || pathname.startsWith('/agent/'))) return agentPage(request);
  if (pathname === '/outbox' || pathname.startsWith('/outbox/')) return outbox.page(request);
  return website(request);
});

console.log(`Portico demo: ${origin}/`);
console.log(`\nThe portal is at ${origin}/support, over ${demo.label}. Sign in as`);
for (const { email, password, note } of demo.accounts) console.log(`  ${email.padEnd(24)} ${password.padEnd(18)} ${note}`);
console.log(`\nThe owner’s settings are at ${origin}/settings, for\n  ${[owner, secondOwner].map(({ email, password }) => `${email.padEnd(26)} ${password}`).join('\n  ')}`);
console.log(`\n${demo.agentHint(origin)}\n\nCtrl+C ends it; the data stays in ${dataFolder}.`);

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending) process.exit(1);
    ending = true;
    gateway.endStreams();
    server.close(() => void gateway.close().then(() => demo.close()).then(() => process.exit(0)));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
