import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { access, API_PREFIX, encodeRequest, isWrite, operationNames, portalOperations, settingsOperations, ticketing, uploads, type Operation, type OperationTable } from '../contract/index.ts';
import { createGateway } from './index.ts';
import { browser, GATEWAY, get, key, PAGE, post, sampleGateway, signedIn, type Browser, type TestGateway } from './helpers.node.test.ts';

const ALICE = 'alice@acme.example';
const table: Record<string, Operation> = { ...ticketing, ...access, ...uploads };
const errorOf = async (response: Response): Promise<string> => ((await response.json()) as { error: { code: string } }).error.code;

describe('requests', () => {
  let gateway: TestGateway;
  let alice: Browser;
  let cookie: string;
  before(async () => {
    gateway = sampleGateway();
    alice = await signedIn(gateway, ALICE);
    cookie = [...alice.cookies].map((pair) => pair.join('=')).join();
  });
  after(() => gateway.close());

  describe('from another site', () => {
    /** Every write of every table, as the browser's adapter would send it. */
    const writes = Object.keys(table).filter((name) => isWrite(table[name]!)).map((name) => {
      const operation = table[name]!;
      const input = { ticketId: '1001', uploadId: 'u', offset: 0, bytes: new Blob(['x']), email: ALICE, password: 'x', formId: 'problem', values: {}, text: 'forged', name: 'x.txt', type: '', size: 1 };
      const fields = new Set([...operation.path.matchAll(/:(\w+)/g)].map(([, field]) => field));
      const used = operation.bytes === undefined ? input : { ...Object.fromEntries(Object.entries(input).filter(([field]) => fields.has(field))), offset: 0, bytes: input.bytes };
      return { name, ...encodeRequest(operation, used, 'key') };
    });
    const send = ({ method, path, headers, body }: (typeof writes)[number], changes: Record<string, string | null>): Promise<Response> => {
      const all = new Headers({ ...headers, Origin: PAGE, Cookie: cookie });
      for (const [name, value] of Object.entries(changes)) if (value === null) all.delete(name); else all.set(name, value);
      return gateway.fetch(new Request(GATEWAY + path, { method, headers: all, body: body ?? null }));
    };

    it('no write is accepted: every operation refuses foreign, absent and odd origins', async () => {
      assert(writes.length >= 9, writes.map(({ name }) => name).join());
      for (const write of writes) {
        for (const changes of [
          { Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: null }, { Origin: null, 'Sec-Fetch-Site': 'cross-site' }, { Origin: null, 'Sec-Fetch-Site': 'same-site' }, { Origin: null, 'Sec-Fetch-Site': 'none' },
          { 'Origin': `${PAGE}.evil.example` }, { Origin: 'https://www.example:8443' }, { Origin: 'http://www.example' }, { Origin: `${PAGE}/` }, { Origin: PAGE.toUpperCase() }, { Origin: '' },
          { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
        ]) {
          const response = await send(write, changes);
          assert.deepEqual([response.status, await errorOf(response)], [403, 'forbidden'], `${write.name} ${JSON.stringify(changes)}`);
        }
      }
      assert.notEqual((await send(writes.find(({ name }) => name === 'deleteUpload')!, { Origin: null, 'Sec-Fetch-Site': 'same-origin' })).status, 403, 'a page of the gateway\'s own origin may write');
    });

    it('no write is accepted with a content type that an HTML form can send', async () => {
      for (const write of writes) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json', null]) {
          const response = await send({ ...write, body: new Blob(['{}']) }, { 'Content-Type': type });
          assert.equal(response.status, 415, `${write.name} ${String(type)}`);
        }
      }
    });

    it('pages of listed origins may read answers with credentials, others may not', async () => {
      const allowed = async (origin: string): Promise<string | null> => (await gateway.fetch(get('/v1/profile', { Origin: origin, Cookie: cookie }))).headers.get('Access-Control-Allow-Origin');
      assert.equal(await allowed(PAGE), PAGE);
      for (const origin of ['https://evil.example', 'null', `${PAGE}.evil.example`, 'http://www.example']) assert.equal(await allowed(origin), null, origin);
      const preflight = (origin: string): Promise<Response> => gateway.fetch(new Request(`${GATEWAY}/v1/tickets`, {
        method: 'OPTIONS', headers: { 'Origin': origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type,idempotency-key' },
      }));
      const good = await preflight(PAGE);
      assert.equal(good.headers.get('Access-Control-Allow-Origin'), PAGE);
      assert.equal(good.headers.get('Access-Control-Allow-Credentials'), 'true');
      assert.match(good.headers.get('Access-Control-Allow-Headers') ?? '', /Idempotency-Key/);
      assert.match(good.headers.get('Vary') ?? '', /Origin/);
      assert.equal((await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin'), null);
      const refused = await gateway.fetch(get('/v1/profile', { Origin: PAGE }));
      assert.deepEqual([refused.status, refused.headers.get('Access-Control-Allow-Origin')], [401, PAGE], 'a page can read why it was refused');
    });
  });

  describe('with odd addresses', () => {
    const odd = [
      '//v1/tickets', '/v1//tickets', '/V1/tickets', '/v1/Tickets', '/v1/tickets/', '/v1/tickets;x', '/v1/tickets;jsessionid=1', '/v1;x/tickets', '/v1/%74ickets', '/v1%2ftickets', '/v1/tickets%2f', '/v1/tickets%3f',
      '/v1/./tickets', '/v1/x/../tickets', '/v1/x/%2e%2e/tickets', '/v1/tickets%00', '/v1/tickets.json', '/./v1/tickets', '/v1/tickets#x', '/v1\\tickets', '/%76%31/tickets', '/v1/tickets%20',
    ];

    it('nobody gets in without a session', async () => {
      for (const path of odd) {
        const response = await gateway.fetch(get(path));
        assert([401, 404].includes(response.status), `${path}: ${String(response.status)}`);
        assert(['unauthenticated', 'not-found'].includes(await errorOf(response)), path);
      }
    });

    it('no write escapes the check of its origin', async () => {
      for (const path of odd) {
        const response = await gateway.fetch(post(path, {}, { Origin: 'https://evil.example', Cookie: cookie, ...key() }));
        assert([403, 404].includes(response.status), `${path}: ${String(response.status)}`);
      }
    });

    it('no guess at a password escapes its limit', async () => {
      const limited = sampleGateway({ limits: { signInsPerAccountAndAddress: 3 } });
      const tab = browser(limited);
      const guess = async (path: string, email: string): Promise<number> => (await tab.fetch(post(path, { email, password: 'wrong password' }))).status;
      for (const email of [ALICE, ` ${ALICE}`, ALICE.toUpperCase()]) assert.equal(await guess('/v1/session', email), 403);
      assert.equal(await guess('/v1/session', ALICE), 429);
      for (const path of ['//v1/session', '/V1/session', '/v1/session/', '/v1/session;x', '/v1/%73ession', '/v1/./session', '/v1/session?x=1', '/v1%2fsession', '/v1/session%20', '/v1/session#x']) {
        assert([404, 429].includes(await guess(path, ALICE)), path);
      }
      await limited.close();
    });

    it('what is none of ours is told as JSON of ours', async () => {
      for (const path of ['/', '/v1', '/v2/tickets', '/favicon.ico', '/api/auth/get-session', '/api/auth/sign-up/email', '/sign-in/email', '/admin']) {
        for (const method of ['GET', 'POST', 'DELETE', 'PATCH']) {
          const response = await gateway.fetch(new Request(GATEWAY + path, { method, headers: { Origin: PAGE, Cookie: cookie, 'Content-Type': 'application/json' } }));
          assert.deepEqual([response.status, await errorOf(response)], [404, 'not-found'], `${method} ${path}`);
        }
      }
      for (const method of ['PATCH', 'PUT', 'PROPFIND']) {
        assert.equal((await gateway.fetch(new Request(`${GATEWAY}/v1/tickets`, { method, headers: { Cookie: cookie, Origin: PAGE } }))).status, 404, method);
      }
    });
  });

  describe('that are too large or no JSON', () => {
    it('are cut while they arrive, whatever they say about their length', async () => {
      let sent = 0;
      const endless = new ReadableStream<Uint8Array>({ pull(controller) { sent += 65_536; controller.enqueue(new Uint8Array(65_536)); } });
      const response = await alice.fetch(new Request(`${GATEWAY}/v1/tickets`, { method: 'POST', body: endless, duplex: 'half', headers: { 'Content-Type': 'application/json', ...key() } } as RequestInit));
      assert.deepEqual([response.status, await errorOf(response)], [413, 'too-large']);
      assert(sent < 3_000_000, `${String(sent)} bytes were taken`);
      const announced = await alice.fetch(new Request(`${GATEWAY}/v1/tickets`, { method: 'POST', body: 'x', headers: { 'Content-Type': 'application/json', 'Content-Length': '2000000', ...key() } }));
      assert.equal(announced.status, 413);
    });

    it('are not even looked at before it is clear who asks', async () => {
      let asked = 0;
      const body = new ReadableStream<Uint8Array>({ pull() { asked += 1; } }, { highWaterMark: 0 });
      const response = await gateway.fetch(new Request(`${GATEWAY}/v1/tickets`, { method: 'POST', body, duplex: 'half', headers: { 'Origin': PAGE, 'Content-Type': 'application/json', ...key() } } as RequestInit));
      assert.deepEqual([response.status, asked], [401, 0]);
    });

    it('are invalid', async () => {
      for (const body of ['', 'null', '[]', '"x"', '{', '{"formId":1}', '\u0000', '[[[[']) {
        const response = await alice.fetch(new Request(`${GATEWAY}/v1/tickets`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...key() } }));
        assert.deepEqual([response.status, await errorOf(response)], [422, 'invalid-input'], body);
      }
      const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
      for (const body of [`{"formId":"question","values":{"subject":${deep}}}`, `{"formId":"question","values":{},"more":${deep}}`, `{"formId":"question","values":{},"files":${deep}}`]) {
        const response = await alice.fetch(new Request(`${GATEWAY}/v1/tickets`, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...key() } }));
        assert.deepEqual([response.status, await errorOf(response)], [422, 'invalid-input'], body.slice(0, 60));
      }
      for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1e1', 'sort=password', 'cursor=forged', `search=${'x'.repeat(201)}`, 'createdFrom=yesterday']) {
        const response = await alice.fetch(get(`/v1/tickets?${query}`));
        assert.equal(response.status, 422, query);
      }
    });

    it('are limited per customer, for writes', async () => {
      const limited = sampleGateway({ limits: { writesPerMinute: 2 } });
      const tab = await signedIn(limited, ALICE);
      const close = (): Promise<Response> => tab.fetch(post('/v1/tickets/x/close', {}, key()));
      assert.deepEqual([(await close()).status, (await close()).status], [404, 404]);
      const third = await close();
      assert.equal(third.status, 429);
      const seconds = Number(third.headers.get('Retry-After'));
      assert(seconds > 0 && seconds <= 60, String(seconds));
      assert.equal((await (await signedIn(limited, 'bob@acme.example')).fetch(post('/v1/tickets/x/close', {}, key()))).status, 404, 'others are not concerned');
      await limited.close();
    });
  });

  it('get safe headers with every answer', async () => {
    const answers = await Promise.all([
      gateway.fetch(get('/health')), gateway.fetch(get('/openapi.json')), gateway.fetch(get('/nothing')), gateway.fetch(get('/v1/profile')), alice.fetch(get('/v1/profile')), alice.fetch(post('/v1/tickets', {}, { 'Content-Type': 'text/plain' })),
      gateway.fetch(new Request(`${GATEWAY}/v1/tickets`, { method: 'OPTIONS', headers: { Origin: PAGE } })),
    ]);
    for (const { headers, status } of answers) {
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', String(status));
      assert.match(headers.get('Cache-Control') ?? '', /no-store/);
      assert.match(headers.get('Content-Security-Policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
      assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
      assert.match(headers.get('Strict-Transport-Security') ?? '', /max-age=\d{8}/);
      assert.equal(headers.get('X-Powered-By') ?? headers.get('Server'), null);
    }
  });

  it('find every operation in the API document, with the headers they need', async () => {
    const { paths } = await (await gateway.fetch(get('/openapi.json'))).json() as { paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>> };
    const described = Object.values(paths).flatMap((methods) => Object.values(methods)).map(({ operationId }) => operationId);
    assert.deepEqual(described.sort(), ['events', ...[ticketing, access, uploads, portalOperations, settingsOperations].flatMap((table) => operationNames(table as OperationTable))].sort());
    assert(paths[`${API_PREFIX}/tickets`]!['post']!.parameters!.some(({ name }) => name === 'Idempotency-Key'));
    assert(paths[`${API_PREFIX}/tickets`]!['get']!.parameters!.some(({ name, in: place }) => name === 'limit' && place === 'query'));
  });
});

describe('a gateway under a path', () => {
  it('answers there and nowhere else, and may be reached through a proxy that takes the path away', async () => {
    const under = sampleGateway({ baseURL: 'https://www.example/support/', origins: [] });
    const tab = browser(under, { origin: 'https://www.example' });
    assert.equal((await tab.fetch(get('/support/v1/session'))).status, 200);
    assert.equal((await tab.fetch(get('/support/health'))).status, 200);
    assert.equal((await tab.fetch(get('/v1/session'))).status, 404);
    await under.close();
    const stripped = sampleGateway({ baseURL: 'https://www.example/support', basePath: '' });
    assert.equal((await stripped.fetch(get('/v1/session'))).status, 200);
    await stripped.close();
  });
});

describe('options that cannot be right', () => {
  it('are refused with a sentence that says what to do', () => {
    const make = (options: object) => () => createGateway({ backend: sampleGateway().backend, database: { sqlite: ':memory:' }, secret: 'x'.repeat(32), baseURL: GATEWAY, ...options });
    assert.throws(make({ secret: 'short' }), /openssl rand/);
    assert.throws(make({ baseURL: 'http://support.example' }), /https/);
    assert.throws(make({ baseURL: 'support.example' }), /absolute address/);
    assert.throws(make({ origins: ['https://www.example/help'] }), /no origin/);
    assert.throws(make({ origins: ['*'] }), /no origin/);
    assert.doesNotThrow(make({ baseURL: 'http://127.0.0.1:8787' }));
  });
});
