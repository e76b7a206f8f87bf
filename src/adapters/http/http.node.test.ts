import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { isPortalError, validated, type ErrorCode, type FileSource, type TicketingClient, type WriteContext } from '../../contract/index.ts';
import { browser, GATEWAY, get, sampleGateway, signedIn, type Browser, type TestGateway } from '../../gateway/helpers.node.test.ts';
import { http, httpAccess } from './index.ts';

type Send = (request: Request) => Promise<Response>;
const over = (fetch: Send, gateway = GATEWAY): TicketingClient => validated(http({ gateway, fetch }));
const write = (): WriteContext => ({ idempotencyKey: crypto.randomUUID() });
const is = (code: ErrorCode, message?: RegExp) => (error: unknown): boolean => isPortalError(error, code) && (message === undefined || message.test(error.message));
const html = (status: number): Response => new Response('<!doctype html><title>Hello</title>', { status, headers: { 'Content-Type': 'text/html' } });
const refusal = (code: string, status: number, headers: HeadersInit = {}): Response => Response.json({ error: { code, message: 'x' } }, { status, headers });

async function atWork(): Promise<{ gateway: TestGateway; tab: Browser; ticketId: string }> {
  const gateway = sampleGateway();
  const tab = await signedIn(gateway, 'alice@acme.example');
  const { items } = await over(tab.fetch).listTickets({ status: 'open' }, {});
  return { gateway, tab, ticketId: items[0]!.id };
}

describe('an address that is no gateway', () => {
  it('is told as such, whatever answers there; a 404 of somebody else is no absent ticket', async () => {
    for (const status of [200, 201, 404, 401, 403, 500]) await assert.rejects(over(async () => html(status)).getTicket({ ticketId: '1' }, {}), is('bad-response'), String(status));
    await assert.rejects(over(async () => Response.json({ error: 'not_found' }, { status: 404 })).getTicket({ ticketId: '1' }, {}), is('bad-response'));
    await assert.rejects(over(async () => Response.json({ items: 1 })).listTickets({}, {}), is('bad-response'));
    await assert.rejects(over(async () => html(200)).downloadAttachment({ ticketId: '1', messageId: '1', attachmentId: '1' }, {}), is('bad-response'));
  });

  it('is refused at once if it is none at all', () => {
    for (const gateway of ['', '/support', 'support.example.com/x y', 'https://']) assert.throws(() => http({ gateway }), is('bad-response', /no address/), gateway);
  });

  it('may end in a slash, or lie under a path', async () => {
    const asked: string[] = [];
    const send: Send = async (request) => { asked.push(request.url); return refusal('unauthenticated', 401); };
    for (const gateway of ['https://x.example', 'https://x.example/', 'https://x.example/support//', 'https://x.example/support?x=1#y']) {
      await assert.rejects(over(send, gateway).getTicket({ ticketId: 'a/b' }, {}), is('unauthenticated'));
    }
    assert.deepEqual(asked, ['', '', '/support', '/support'].map((path) => `https://x.example${path}/v1/tickets/a%2Fb`));
  });
});

describe('a network that fails', () => {
  /** Fails so many times, then answers. */
  const failing = (times: number, fail: () => Response | Promise<Response>): { send: Send; keys: (string | null)[] } => {
    const keys: (string | null)[] = [];
    return {
      keys,
      send: async (request) => {
        keys.push(request.headers.get('Idempotency-Key'));
        return keys.length <= times ? fail() : Response.json({ items: [] });
      },
    };
  };
  const down = (): never => { throw new TypeError('Failed to fetch'); };

  it('is tried again, twice at most, and then told', async () => {
    const short = failing(2, down);
    assert.deepEqual(await over(short.send).listForms({}, {}), { items: [] });
    const long = failing(9, down);
    await assert.rejects(over(long.send).listForms({}, {}), is('network'));
    assert.equal(long.keys.length, 3);
  });

  it('does not double a write: every try carries the same key', async () => {
    const { send, keys } = failing(9, down);
    const context = write();
    await assert.rejects(over(send).closeTicket({ ticketId: '1' }, context), is('network'));
    assert.deepEqual(keys, [context.idempotencyKey, context.idempotencyKey, context.idempotencyKey]);
  });

  it('is tried again for what passes, never for what does not', async () => {
    for (const [status, code] of [[429, 'rate-limited'], [502, 'bad-response'], [503, 'unavailable'], [504, 'timeout']] as const) {
      const { send, keys } = failing(1, () => refusal(code, status));
      assert.deepEqual(await over(send).listForms({}, {}), { items: [] }, code);
      assert.equal(keys.length, 2);
    }
    for (const [status, code] of [[401, 'unauthenticated'], [403, 'forbidden'], [404, 'not-found'], [409, 'conflict'], [413, 'too-large'], [422, 'invalid-input'], [500, 'internal'], [501, 'unsupported']] as const) {
      const { send, keys } = failing(9, () => refusal(code, status));
      await assert.rejects(over(send).listForms({}, {}), is(code));
      assert.equal(keys.length, 1, code);
    }
  });

  it('waits as long as the gateway asks, but not for minutes', async () => {
    const soon = failing(1, () => refusal('rate-limited', 429, { 'Retry-After': '1' }));
    const begun = performance.now();
    await over(soon.send).listForms({}, {});
    assert(performance.now() - begun >= 990);
    const late = failing(9, () => Response.json({ error: { code: 'rate-limited', message: 'x', retryAfter: 900 } }, { status: 429, headers: { 'Retry-After': '900' } }));
    await assert.rejects(over(late.send).listForms({}, {}), (error) => isPortalError(error, 'rate-limited') && error.retryAfter === 900);
    assert.equal(late.keys.length, 1);
  });

  it('that breaks in the middle of an answer is told as such', async () => {
    const cut: Send = async () => new Response(new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('{"items":[')); controller.error(new TypeError('terminated')); } }));
    await assert.rejects(over(cut).listForms({}, {}), is('network'));
  });

  it('that hangs is cut: after 10 seconds for reads and 30 for writes, before the answer or within it', async () => {
    const stuck: Send = async () => new Response(new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('{')); } }));
    const silent: Send = (request) => new Promise((_, reject) => { request.signal.addEventListener('abort', () => { reject(request.signal.reason as Error); }); });
    for (const send of [stuck, silent]) {
      for (const [seconds, ask] of [[10, (client: TicketingClient) => client.listForms({}, {})], [30, (client: TicketingClient) => client.closeTicket({ ticketId: '1' }, write())]] as const) {
        mock.timers.enable({ apis: ['setTimeout'] });
        let told: unknown;
        const asked = ask(over(send)).catch((error: unknown) => { told = error; });
        for (let second = 0; second < seconds; second++) {
          await new Promise((resolve) => { setImmediate(resolve); });
          assert.equal(told, undefined, `after ${String(second)} seconds`);
          mock.timers.tick(1000);
        }
        await asked;
        mock.timers.reset();
        assert(is('timeout')(told), String(told));
      }
    }
  });

  it('is given up by the caller\'s own reason', async () => {
    const gone = new AbortController();
    const reason = new Error('Changed my mind.');
    const hanging: Send = (request) => new Promise((_, reject) => { request.signal.addEventListener('abort', () => { reject(request.signal.reason as Error); }); gone.abort(reason); });
    await assert.rejects(over(hanging).listForms({}, { signal: gone.signal }), (error) => error === reason);
  });
});

describe('a page that has replaced fetch', () => {
  it('gets a clear error, not a riddle', async () => {
    await assert.rejects(over(() => { throw new Error('blocked by the page'); }).listForms({}, {}), (error) => is('network')(error) && /blocked by the page/.test(String((error as Error).cause)));
    for (const nonsense of [undefined, null, {}, 'ok']) await assert.rejects(over(async () => nonsense as never).listForms({}, {}), is('bad-response', /replaced fetch/));
  });

  it('after the adapter was made does it no harm', async () => {
    const real = globalThis.fetch;
    globalThis.fetch = () => Promise.resolve(Response.json({ items: [] }));
    try {
      const client = validated(http({ gateway: GATEWAY }));
      globalThis.fetch = () => { throw new Error('replaced later'); };
      assert.deepEqual(await client.listForms({}, {}), { items: [] });
    } finally {
      globalThis.fetch = real;
    }
  });
});

describe('requests of the adapter', () => {
  it('take the cookie along, follow no redirect and carry a content type that no form can send', async () => {
    const sent: Request[] = [];
    const send: Send = async (request) => { sent.push(request); return Response.json({ customer: null, expires: null }); };
    await httpAccess({ gateway: GATEWAY, fetch: send }).signOut({}, { idempotencyKey: 'k' });
    await httpAccess({ gateway: GATEWAY, fetch: send }).getSession({}, {});
    assert.deepEqual(sent.map(({ method, credentials, redirect, headers }) => [method, credentials, redirect, headers.get('Content-Type')]), [
      ['DELETE', 'include', 'error', 'application/json'], ['GET', 'include', 'error', null],
    ]);
  });
});

describe('looks that nobody has asked for', () => {
  it('say so, and cost no body where nothing has changed; what was answered to one customer is not known to the next', async () => {
    const { gateway, tab, ticketId } = await atWork();
    const sent: [passive: string | null, known: boolean, status: number][] = [];
    let id = 'alice';
    const client = validated(http({
      gateway: GATEWAY, customer: () => id,
      fetch: async (request) => {
        const response = await tab.fetch(request);
        sent.push([request.headers.get('Portico-Passive'), request.headers.has('If-None-Match'), response.status]);
        return response;
      },
    }));
    const asked = await client.listTickets({}, {});
    const look = () => client.listTickets({}, { passive: true });
    assert.deepEqual([await look(), await look(), await look()], [asked, asked, asked]);
    gateway.backend.agentReply(ticketId, { text: 'New' });
    assert.notDeepEqual(await look(), asked);
    id = 'bob';
    await look();
    assert.deepEqual(sent, [[null, false, 200], ['1', false, 200], ['1', true, 304], ['1', true, 304], ['1', true, 200], ['1', false, 200]]);
    await gateway.close();
  });
});

describe('writes', () => {
  it('say whom the page shows, and happen for nobody else who has signed in meanwhile', async () => {
    const { gateway, tab, ticketId } = await atWork();
    const { customer } = await (await tab.fetch(get('/v1/session'))).json() as { customer: { id: string } };
    const client = validated(http({ gateway: GATEWAY, fetch: tab.fetch, customer: () => customer.id }));
    await client.reply({ ticketId, text: 'From Alice.' }, write());
    const other = await signedIn(gateway, 'bob@acme.example');
    tab.cookies.clear();
    for (const [name, value] of other.cookies) tab.cookies.set(name, value);
    for (const attempt of [
      () => client.createTicket({ formId: 'problem', values: { subject: 'Mine', message: 'Alice\'s words', product: 'cloud', severity: 'low' } }, write()),
      () => client.reply({ ticketId, text: 'x', files: [new File(['x'], 'x.txt')] }, write()),
    ]) await assert.rejects(attempt(), is('unauthenticated'));
    assert.equal((await over(tab.fetch).listTickets({ search: 'Alice\'s words' }, {})).items.length, 0);
    await client.listTickets({}, {}); // reading needs no vow
    await gateway.close();
  });
});

describe('files of a write', () => {
  const content = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_, index) => (index * 31) % 251);
  const received = async (client: TicketingClient, ticketId: string): Promise<Uint8Array> => {
    const [message] = (await client.listMessages({ ticketId }, {})).items;
    const file = await client.downloadAttachment({ ticketId, messageId: message!.id, attachmentId: message!.attachments[0]!.id }, {});
    return new Uint8Array(await new Response(file.stream()).arrayBuffer());
  };
  const slices = (tab: Browser): string[] => tab.sent.filter((line) => line.startsWith('PUT'));

  it('go on after a cut where they stopped, in the next try', async () => {
    const { gateway, tab, ticketId } = await atWork();
    let cut = 2;
    const client = over((request) => request.method === 'PUT' && cut-- <= 0 ? Promise.reject(new TypeError('Failed to fetch')) : tab.fetch(request));
    const bytes = content(2_500_000);
    const file = new File([bytes], 'x.bin');
    const context = write();
    await assert.rejects(client.reply({ ticketId, files: [file] }, context), is('network'));
    const before = slices(tab).length;
    assert.equal(before, 2);
    cut = Number.POSITIVE_INFINITY;
    await client.reply({ ticketId, files: [file] }, context);
    assert.deepEqual(new Set(slices(tab)).size, slices(tab).length, 'no slice was sent twice');
    assert(Buffer.from(await received(client, ticketId)).equals(Buffer.from(bytes)));
    await gateway.close();
  });

  it('are not sent again when the write failed, with the same key or another', async () => {
    const { gateway, tab, ticketId } = await atWork();
    const client = over(tab.fetch);
    const file = new File([content(300_000)], 'x.bin');
    gateway.backend.faults.set('reply', { reject: 'conflict' });
    await assert.rejects(client.reply({ ticketId, files: [file] }, write()), is('conflict'));
    const before = slices(tab).length;
    await assert.rejects(client.reply({ ticketId, files: [file] }, write()), is('conflict'));
    gateway.backend.faults.clear();
    await client.reply({ ticketId, files: [file] }, write());
    assert.equal(slices(tab).length, before);
    await client.reply({ ticketId, text: 'The same file once more', files: [file] }, write());
    assert(slices(tab).length > before, 'another message has a copy of its own');
    await gateway.close();
  });

  it('are not sent again when only the answer was lost, and the message is there once', async () => {
    const { gateway, tab, ticketId } = await atWork();
    let lose = true;
    const client = over(async (request) => {
      const response = await tab.fetch(request);
      if (lose && request.url.endsWith('/messages') && request.method === 'POST') throw new TypeError('Failed to fetch');
      return response;
    });
    const file = new File([content(300_000)], 'x.bin');
    const context = write();
    await assert.rejects(client.reply({ ticketId, text: 'Once', files: [file] }, context), is('network'));
    const before = slices(tab).length;
    lose = false;
    const message = await client.reply({ ticketId, text: 'Once', files: [file] }, context);
    assert.equal(message.attachments.length, 1);
    assert.equal(slices(tab).length, before);
    assert.equal((await client.listMessages({ ticketId }, {})).items.filter(({ text }) => text === 'Once').length, 1);
    await gateway.close();
  });

  it('are bound to their ticket: the same file for another one is sent anew', async () => {
    const { gateway, tab, ticketId } = await atWork();
    const client = over(tab.fetch);
    const other = (await client.listTickets({ status: 'open' }, {})).items.find(({ id }) => id !== ticketId)!.id;
    const file = new File(['hello'], 'x.txt');
    gateway.backend.faults.set('reply', { reject: 'conflict' });
    await assert.rejects(client.reply({ ticketId, files: [file] }, write()), is('conflict'));
    gateway.backend.faults.clear();
    await client.reply({ ticketId: other, files: [file] }, write());
    assert.equal(new TextDecoder().decode(await received(client, other)), 'hello');
    await gateway.close();
  });

  it('report their progress one by one and can be given up in the middle', async () => {
    const { gateway, tab, ticketId } = await atWork();
    const client = over(tab.fetch);
    const gone = new AbortController();
    const seen: [number, number][] = [];
    const files = [new File([content(400_000)], 'a.bin'), new File([content(400_000)], 'b.bin')];
    const reply = client.reply({ ticketId, files }, {
      ...write(), signal: gone.signal,
      onProgress: ({ file, sent, size }) => { seen.push([file, sent]); if (file === 1 && sent > 0 && sent < size) gone.abort(); },
    });
    await assert.rejects(reply, (error) => error === gone.signal.reason);
    assert.deepEqual([seen[0], seen[1], seen.filter(([file]) => file === 0).at(-1)], [[0, 0], [0, 65_536], [0, 400_000]]);
    assert(!seen.some(([file, sent]) => file === 1 && sent === 400_000));
    assert(!tab.sent.some((line) => line.startsWith('POST') && line.endsWith('/messages')));
    await gateway.close();
  });

  it('may come from any stream, also in odd pieces, and are told when they cannot be read', async () => {
    const { gateway, tab, ticketId } = await atWork();
    const client = over(tab.fetch);
    const bytes = content(700_001);
    const pieces = [1, 262_143, 5, 300_000, 137_852].map((length, index, all) => { const from = all.slice(0, index).reduce((sum, part) => sum + part, 0); return bytes.slice(from, from + length); });
    const odd: FileSource = { name: 'odd.bin', type: '', size: bytes.byteLength, stream: () => new ReadableStream({ start(controller) { for (const piece of pieces) controller.enqueue(piece); controller.close(); } }) };
    await client.reply({ ticketId, files: [odd] }, write());
    assert(Buffer.from(await received(client, ticketId)).equals(Buffer.from(bytes)));
    const short: FileSource = { ...odd, size: bytes.byteLength + 1 };
    await assert.rejects(client.reply({ ticketId, files: [short] }, write()), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'files.0');
    const gone = Object.assign(new File(['x'], 'x.txt'), { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) });
    await assert.rejects(client.reply({ ticketId, files: [gone] }, write()), is('invalid-input', /cannot be read/));
    await gateway.close();
  });

  it('end with the session, not with a riddle', async () => {
    const gateway = sampleGateway();
    const nobody = over(browser(gateway).fetch);
    await assert.rejects(nobody.reply({ ticketId: '1', files: [new File(['x'], 'x.txt')] }, write()), is('unauthenticated'));
    await gateway.close();
  });
});
