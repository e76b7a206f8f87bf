import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Kysely, type KyselyPlugin } from 'kysely';
import { memory, sampleData } from '../adapters/memory/index.ts';
import { PortalError, type TicketingAdapter, type TicketingBackend } from '../contract/index.ts';
import { browser, gatewayOver, get, key, PASSWORD, post, sampleGateway, signedIn, type TestGateway } from './helpers.node.test.ts';
import { nodeSqliteDialect } from '../sql/node-sqlite-dialect.ts';
import type { GatewayOptions } from './index.ts';

const SECRET = 'postgres://desk:hunter2@10.0.0.3/desk';
interface Answer { readonly status: number; readonly code: string | undefined; readonly text: string; readonly retryAfter: string | null }

/** A backend some of whose operations are broken. */
const broken = (parts: Partial<Record<keyof TicketingAdapter, () => unknown>>): TicketingBackend => {
  const backend = memory({ data: sampleData() });
  return { ...backend, adapterFor: (customer, scope) => ({ ...backend.adapterFor(customer, scope), ...parts as Partial<TicketingAdapter> }) };
};

async function ask(backend: TicketingBackend, request: Request, options: Partial<GatewayOptions> = {}): Promise<Answer & { gateway: TestGateway<TicketingBackend> }> {
  const gateway = gatewayOver(backend, options);
  const tab = await signedIn(gateway, 'alice@acme.example');
  const response = await tab.fetch(request);
  const text = await response.text();
  await gateway.close();
  return { status: response.status, code: (JSON.parse(text) as { error?: { code: string } }).error?.code, text, retryAfter: response.headers.get('Retry-After'), gateway };
}

describe('a database', () => {
  it('that is gone for a moment is told as such, so that the write is tried again', async () => {
    const gone: { code?: string } = {};
    const outage: KyselyPlugin = {
      transformQuery({ node }) {
        if (gone.code !== undefined && JSON.stringify(node).includes('portico_throttle')) throw Object.assign(new Error(SECRET), gone);
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const db = new Kysely<never>({ dialect: nodeSqliteDialect({ path: ':memory:' }), plugins: [outage] });
    const gateway = sampleGateway({ database: { kysely: db } });
    const tab = await signedIn(gateway, 'alice@acme.example');
    const close = async (): Promise<string> => (await tab.fetch(post('/v1/tickets/x/close', {}, key()))).text();
    for (const [code, expected] of [['57P01', 'unavailable'], ['ECONNRESET', 'unavailable'], ['57014', 'timeout'], ['23505', 'internal']] as const) {
      gone.code = code;
      const answer = await close();
      assert.match(answer, new RegExp(`"code":"${expected}"`), code);
      assert.doesNotMatch(answer, /hunter2/);
    }
    delete gone.code;
    assert.match(await close(), /not-found/);
    await gateway.close();
    await db.destroy();
  });
});

describe('a client', () => {
  it('that goes in the middle of a body is nobody\'s fault, though the platform says so by what is no error', async () => {
    const gateway = sampleGateway();
    const tab = await signedIn(gateway, 'alice@acme.example');
    const { id } = await (await tab.fetch(post('/v1/uploads', { name: 'x.bin', type: '', size: 4 }, key()))).json() as { id: string };
    const gone = new AbortController();
    const body = new ReadableStream({
      pull(controller) {
        gone.abort();
        controller.error('Error: aborted');
      },
    }, { highWaterMark: 0 });
    await tab.fetch(new Request(get(`/v1/uploads/${id}?offset=0`).url, { method: 'PUT', body, duplex: 'half', signal: gone.signal, headers: { 'Content-Type': 'application/octet-stream' } } as RequestInit));
    assert.deepEqual([gateway.entries.at(-1)?.code, gateway.entries.at(-1)?.level], ['aborted', 'info']);
    await gateway.close();
  });
});

describe('a backend', () => {
  const list = get('/v1/tickets');

  it('that is down, refuses or is asked too often is told by its code; never by an empty list', async () => {
    const cases: [PortalError, number, string | null][] = [
      [new PortalError('unavailable', 'Down.'), 503, null], [new PortalError('rate-limited', 'Slowly.', { retryAfter: 7.2 }), 429, '8'], [new PortalError('timeout', 'Slow.'), 504, null],
      [new PortalError('bad-response', 'HTML.'), 502, null], [new PortalError('forbidden', 'No.'), 403, null],
    ];
    for (const [error, status, retryAfter] of cases) {
      const answer = await ask(broken({ listTickets: async () => { throw error; } }), list.clone());
      assert.deepEqual([answer.status, answer.code, answer.retryAfter], [status, error.code, retryAfter]);
    }
  });

  it('that hangs is cut, even if it does not listen to its signal', async () => {
    let signal: AbortSignal | undefined;
    const hanging = broken({ listTickets: ((_input: unknown, context: { signal: AbortSignal }) => { signal = context.signal; return new Promise(() => undefined); }) as () => unknown });
    const begun = performance.now();
    const answer = await ask(hanging, list.clone(), { limits: { readTimeout: 60 } });
    assert.deepEqual([answer.status, answer.code], [504, 'timeout']);
    assert(performance.now() - begun < 5_000);
    assert.equal(signal?.aborted, true, 'it was told');
  });

  it('that is given up by the customer is told so', async () => {
    let signal: AbortSignal | undefined;
    let begun = (): void => undefined;
    const started = new Promise<void>((resolve) => { begun = resolve; });
    const gateway = gatewayOver(broken({ listTickets: ((_input: unknown, context: { signal: AbortSignal }) => { signal = context.signal; begun(); return new Promise(() => undefined); }) as () => unknown }));
    const tab = await signedIn(gateway, 'alice@acme.example');
    const gone = new AbortController();
    const lost = tab.fetch(new Request(list.clone(), { signal: gone.signal })).catch(() => undefined);
    await started;
    gone.abort();
    await lost;
    assert.equal(signal?.aborted, true);
    const entry = gateway.entries.at(-1);
    assert.deepEqual([entry?.code, entry?.level], ['aborted', 'info'], 'nobody\'s fault');
    await gateway.close();
  });

  it('that answers nonsense is a bad response, whatever the nonsense', async () => {
    for (const nonsense of [null, undefined, '<html>502</html>', [], { items: null, nextCursor: null }, { items: [null], nextCursor: null }, { items: [{ id: 1 }], nextCursor: null }]) {
      const answer = await ask(broken({ listTickets: async () => nonsense }), list.clone());
      assert.deepEqual([answer.status, answer.code], [502, 'bad-response'], JSON.stringify(nonsense));
    }
  });

  it('that tells more than it was asked is not passed on', async () => {
    const backend = memory({ data: sampleData() });
    const talkative: TicketingBackend = {
      ...backend,
      adapterFor(customer, scope) {
        const adapter = backend.adapterFor(customer, scope);
        return { ...adapter, getProfile: async (input, context) => ({ ...await adapter.getProfile(input, context), apiToken: SECRET, internal: { note: SECRET } }) };
      },
    };
    const answer = await ask(talkative, get('/v1/profile'));
    assert.equal(answer.status, 200);
    assert(!answer.text.includes('hunter2'));
  });

  it('whose error holds secrets has them neither told nor logged', async () => {
    for (const error of [new Error(SECRET), new PortalError('internal', 'Broken.', { cause: new Error(SECRET) }), Object.assign(new Error(SECRET), { code: '23505', detail: SECRET }), SECRET, null]) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- backends throw anything
      const answer = await ask(broken({ listTickets: async () => { throw error; } }), list.clone());
      assert.deepEqual([answer.status, answer.code], [500, 'internal']);
      assert(!answer.text.includes('hunter2'));
      assert(!JSON.stringify(answer.gateway.entries).includes('hunter2'), JSON.stringify(answer.gateway.entries.at(-1)));
    }
    const { gateway } = await ask(broken({ listTickets: async () => { throw new TypeError(SECRET); } }), list.clone());
    assert(gateway.entries.at(-1)?.fault?.some((line) => line.includes('faults.node.test.ts')), 'the place of the fault is logged');
  });

  it('that lists a ticket out of scope fails as a whole', async () => {
    const backend = memory({ data: sampleData() });
    const leaky: TicketingBackend = { ...backend, adapterFor: (_customer, scope) => backend.adapterFor({ id: 'x', email: 'carol@globex.example', name: 'Carol' }, scope) };
    const answer = await ask(leaky, list.clone());
    assert.deepEqual([answer.status, answer.code], [502, 'bad-response']);
    assert(!answer.text.includes('carol'));
  });

  it('that lacks an operation says so', async () => {
    const backend = memory({ data: sampleData(), capabilities: { closeTicket: false } });
    const answer = await ask(backend, post('/v1/tickets/1001/close', {}, key()));
    assert.deepEqual([answer.status, answer.code], [501, 'unsupported']);
  });
});

describe('health', () => {
  it('fails with the backend or the database, without telling why', async () => {
    const ill = gatewayOver({ ...memory(), check: async () => { throw new Error(SECRET); } });
    const response = await ill.fetch(get('/health'));
    assert.deepEqual([response.status, await response.json()], [503, { status: 'failing', database: 'ok', backend: 'failing' }]);
    await ill.close();
    const homeless = gatewayOver(memory(), { database: { postgres: 'postgres://x:hunter2@127.0.0.1:1/x' } });
    const failing = await homeless.fetch(get('/health'));
    assert.deepEqual([failing.status, await failing.json()], [503, { status: 'failing', database: 'failing', backend: 'ok' }]);
    const answer = await browser(homeless).fetch(get('/v1/session'));
    assert.deepEqual([answer.status, ((await answer.json()) as { error: { code: string } }).error.code], [503, 'unavailable']);
    assert(!JSON.stringify(homeless.entries).includes('hunter2'));
    await assert.rejects(homeless.ready(), /cannot open its database/);
    await homeless.close();
  });

  it('is asked of the backend once, however many ask', async () => {
    let asked = 0;
    const gateway = gatewayOver({ ...memory(), check: async () => { asked += 1; } });
    await Promise.all(Array.from({ length: 50 }, () => gateway.fetch(get('/health'))));
    assert.equal(asked, 1);
    await gateway.close();
  });
});

describe('the log', () => {
  it('tells what happened, and nothing of what was said, searched, typed or kept secret', async () => {
    const gateway = sampleGateway();
    const tab = await signedIn(gateway, 'alice@acme.example');
    await tab.fetch(post('/v1/session', { email: 'alice@acme.example', password: 'wrong-pass-phrase' }));
    await tab.fetch(get('/v1/tickets?search=embarrassing'));
    await tab.fetch(get('/v1/tickets/wanted-ticket'));
    await tab.fetch(post('/v1/tickets/wanted-ticket/messages', { text: 'private-text' }, { 'Idempotency-Key': 'secret-key' }));
    await tab.fetch(get('/nowhere/embarrassing'));
    const log = JSON.stringify(gateway.entries);
    for (const secret of [PASSWORD, 'wrong-pass-phrase', 'alice@', 'embarrassing', 'wanted-ticket', 'private-text', 'secret-key', ...tab.cookies.values(), ...[...tab.cookies.values()].map(decodeURIComponent)]) {
      assert(!log.includes(secret), secret);
    }
    const told = gateway.entries.map(({ operation, method, status, code }) => [operation, method, status, code]);
    assert.deepEqual(told, [
      ['signIn', 'POST', 200, undefined], ['signIn', 'POST', 403, 'wrong-credentials'], ['listTickets', 'GET', 200, undefined],
      ['getTicket', 'GET', 404, 'not-found'], ['reply', 'POST', 404, 'not-found'], [null, 'GET', 404, undefined],
    ]);
    assert(gateway.entries.every(({ requestId, ms, time }) => requestId !== undefined && ms !== undefined && !Number.isNaN(Date.parse(time))));
    assert.equal(new Set(gateway.entries.map(({ requestId }) => requestId)).size, gateway.entries.length);
    await gateway.close();
  });
});
