import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Miniflare } from 'miniflare';
import { build, type Rolldown } from 'vite';
import { GATEWAY, PAGE, PASSWORD } from './helpers.node.test.ts';

const file = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));

/** A worker as an integrator would write it: the gateway, a backend, and D1. */
const WORKER = `
  import { createGateway } from ${file('index.ts')};
  import { memory, sampleData } from ${file('../adapters/memory/index.ts')};

  const backend = memory({ data: sampleData() });
  let gateway;
  export default {
    async fetch(request, env) {
      gateway ??= createGateway({
        backend, database: { d1: env.DB }, secret: 'a secret for tests that is long enough', baseURL: '${GATEWAY}', origins: ['${PAGE}'],
        trustedProxy: { header: 'CF-Connecting-IP' }, limits: { sliceBytes: 100_000 }, logger: () => undefined,
      });
      if (new URL(request.url).pathname === '/make-account') {
        await gateway.accounts.create({ email: 'alice@acme.example', name: 'Alice', password: '${PASSWORD}' });
        return new Response('made');
      }
      return gateway.fetch(request);
    },
  };
`;

describe('under workerd', () => {
  let worker: Miniflare;
  let cookie = '';
  before(async () => {
    const entry = fileURLToPath(new URL('worker-of-the-test.js', import.meta.url)); // in memory only
    const [bundle] = await build({
      configFile: false, logLevel: 'warn', resolve: { conditions: ['workerd', 'worker', 'module', 'import', 'default'] },
      plugins: [{ name: 'worker', enforce: 'pre', resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? WORKER : null) }],
      build: {
        write: false, minify: false, target: 'es2024', lib: { entry, formats: ['es'] },
        rolldownOptions: { external: [/^node:/, /^cloudflare:/, 'pg'], output: { codeSplitting: false } },
      },
    }) as Rolldown.RolldownOutput[];
    worker = new Miniflare({
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents: bundle!.output[0].code }], compatibilityDate: '2026-07-01', compatibilityFlags: ['nodejs_compat'], d1Databases: { DB: 'portal' },
    });
    // Several at once, because the first requests of an instance open the database together.
    const first = await Promise.all(Array.from({ length: 4 }, () => worker.dispatchFetch(`${GATEWAY}/health`)));
    assert.deepEqual(first.map(({ status }) => status), [200, 200, 200, 200]);
    assert.equal(await (await worker.dispatchFetch(`${GATEWAY}/make-account`)).text(), 'made');
  });
  after(async () => worker.dispose());

  const send = (path: string, body?: unknown, headers: Record<string, string> = {}) => worker.dispatchFetch(GATEWAY + path, {
    headers: { 'Origin': PAGE, 'Content-Type': 'application/json', 'Cookie': cookie, ...headers }, ...body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  });

  it('a customer signs in, lists tickets, sends a file, replies once and signs out', async () => {
    assert.equal((await send('/v1/tickets')).status, 401);
    assert.equal((await send('/v1/session', { email: 'alice@acme.example', password: 'wrong' })).status, 403);
    const signIn = await send('/v1/session', { email: 'alice@acme.example', password: PASSWORD });
    assert.equal(signIn.status, 200, await signIn.text());
    cookie = signIn.headers.getSetCookie()[0]!.split(';')[0]!;
    const { items } = await (await send('/v1/tickets?status=open')).json() as { items: { id: string }[] };
    assert(items.length > 0);
    const path = `/v1/tickets/${items[0]!.id}/messages`;
    const content = new Uint8Array(60_000).map((_, index) => index % 256);
    const { id } = await (await send('/v1/uploads', { name: 'x.bin', type: '', size: content.length, ticketId: items[0]!.id }, { 'Idempotency-Key': 'f' })).json() as { id: string };
    const slice = await worker.dispatchFetch(`${GATEWAY}/v1/uploads/${id}?offset=0`, { method: 'PUT', body: content, headers: { 'Origin': PAGE, 'Content-Type': 'application/octet-stream', 'Cookie': cookie } });
    assert.equal(slice.status, 200, await slice.text());
    const withFile = await (await send(path, { text: 'With a file', files: [id] }, { 'Idempotency-Key': 'r' })).json() as { id: string; attachments: { id: string }[] };
    const download = await send(`${path}/${withFile.id}/attachments/${withFile.attachments[0]!.id}`);
    assert(Buffer.from(await download.arrayBuffer()).equals(Buffer.from(content)));
    const answers = [await (await send(path, { text: 'Hello' }, { 'Idempotency-Key': 'k' })).text(), await (await send(path, { text: 'Hello' }, { 'Idempotency-Key': 'k' })).text()];
    assert.equal(answers[0], answers[1]);
    assert.match(answers[0]!, /Hello/);
    assert.equal((await send('/health')).status, 200);
    assert.equal((await worker.dispatchFetch(`${GATEWAY}/v1/session`, { method: 'DELETE', body: '{}', headers: { 'Origin': PAGE, 'Content-Type': 'application/json', 'Cookie': cookie } })).status, 200);
    assert.equal((await send('/v1/tickets')).status, 401);
  });
});
