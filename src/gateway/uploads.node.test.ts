import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Kysely, sql } from 'kysely';
import { memory, sampleData, type MemoryOptions } from '../adapters/memory/index.ts';
import { nodeSqliteDialect } from '../sql/node-sqlite-dialect.ts';
import type { FileSource, Issue, Message, TicketingBackend, Upload } from '../contract/index.ts';
import { cleanName, contentType } from './files.ts';
import { browser, gatewayOver, get, key, post, sampleGateway, signedIn, type Browser, type TestGateway } from './helpers.node.test.ts';
import type { GatewayOptions } from './index.ts';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
interface Failure { readonly error: { readonly code: string; readonly issues?: readonly Issue[] } }

const announce = (tab: Browser, file: Record<string, unknown>, headers: Record<string, string> = key()): Promise<Response> => tab.fetch(post('/v1/uploads', { name: 'x.txt', type: 'text/plain', size: 4, ...file }, headers));
const slice = (tab: Browser, id: string, offset: number, bytes: BlobPart): Promise<Response> =>
  tab.fetch(new Request(get(`/v1/uploads/${id}?offset=${String(offset)}`).url, { method: 'PUT', body: new Blob([bytes]), headers: { 'Content-Type': 'application/octet-stream' } }));
const reply = (tab: Browser, ticketId: string, files: unknown[], headers = key()): Promise<Response> => tab.fetch(post(`/v1/tickets/${ticketId}/messages`, { text: 'With files', files }, headers));
const json = async <Body>(response: Promise<Response>): Promise<Body> => await (await response).json() as Body;
const outcome = async (response: Promise<Response>): Promise<string> => {
  const { status } = await response;
  return `${String(status)} ${(await json<Partial<Failure>>(response.then((whole) => whole.clone()))).error?.code ?? 'ok'}`;
};
const openTicket = async (tab: Browser): Promise<string[]> => (await json<{ items: { id: string }[] }>(tab.fetch(get('/v1/tickets?status=open')))).items.map(({ id }) => id);

describe('an upload', () => {
  let gateway: TestGateway;
  let alice: Browser;
  let bob: Browser;
  let tickets: string[];
  before(async () => {
    gateway = sampleGateway({ limits: { writesPerMinute: 100_000, pendingFiles: 1000 } });
    alice = await signedIn(gateway, 'alice@acme.example');
    bob = await signedIn(gateway, 'bob@acme.example');
    tickets = await openTicket(alice);
  });
  after(() => gateway.close());

  const complete = async (tab: Browser, file: Record<string, unknown> = {}, content: BlobPart = 'text'): Promise<string> => {
    const { id } = await json<Upload>(announce(tab, { size: new Blob([content]).size, ...file }));
    assert.equal((await slice(tab, id, 0, content)).status, 200);
    return id;
  };

  it('belongs to its customer and its ticket, and serves one write', async () => {
    const [ticketId = '', other = ''] = tickets;
    const bobs = (await openTicket(bob))[0]!;
    const id = await complete(alice, { ticketId });
    const absent = await (await bob.fetch(get('/v1/uploads/nowhere'))).text();
    assert.equal(await (await bob.fetch(get(`/v1/uploads/${id}`))).text(), absent, 'read by another customer');
    assert.equal(await outcome(slice(bob, id, 0, 'evil')), '404 not-found');
    assert.equal(await outcome(bob.fetch(post(`/v1/uploads/${id}`, {}, {}, 'DELETE'))), '404 not-found');
    const unusable = await (await reply(bob, bobs, ['nowhere'])).text();
    assert.equal(await (await reply(bob, bobs, [id])).text(), unusable, 'used by another customer');
    assert.equal(await outcome(reply(alice, other, [id])), '422 invalid-input', 'used for another ticket');
    const form = { formId: 'question', values: { subject: 'x', message: 'y' }, files: { attachments: [id] } };
    assert.equal(await outcome(alice.fetch(post('/v1/tickets', form, key()))), '422 invalid-input', 'used for a new ticket');
    for (const odd of [null, 1, {}, [id], { name: 'x', size: 1, stream: 'x' }, `${id} `, id.toUpperCase() === id ? 'x' : id.toUpperCase()]) assert.equal(await outcome(reply(alice, ticketId, [odd])), '422 invalid-input', JSON.stringify(odd));
    assert.equal(await outcome(reply(alice, ticketId, [id])), '200 ok');
    assert.equal(await outcome(reply(alice, ticketId, [id])), '422 invalid-input', 'used twice');
    assert.equal(await outcome(alice.fetch(get(`/v1/uploads/${id}`))), '404 not-found', 'read after its use');
  });

  it('is for a ticket that the customer may reply to', async () => {
    assert.equal(await outcome(announce(bob, { ticketId: tickets[0] })), '404 not-found');
    assert.equal(await outcome(announce(bob, { ticketId: 'nowhere' })), '404 not-found');
  });

  it('keeps what has arrived of a slice that breaks off', async () => {
    const [ticketId = ''] = tickets;
    const { id } = await json<Upload>(announce(alice, { size: 700_000, ticketId }));
    const pieces = [new Uint8Array(200_000).fill(1), new Uint8Array(200_000).fill(2)];
    const line = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.error(new Error('The line is dead.'));
        else controller.enqueue(piece);
      },
    });
    const cut = new Request(get(`/v1/uploads/${id}?offset=0`).url, { method: 'PUT', body: line, duplex: 'half', headers: { 'Content-Type': 'application/octet-stream' } } as RequestInit);
    assert.notEqual((await alice.fetch(cut)).status, 200);
    const { received } = await json<Upload>(alice.fetch(get(`/v1/uploads/${id}`)));
    assert.equal(received, 256 * 1024, 'what fills a chunk');
    assert.equal((await json<Upload>(slice(alice, id, received, new Uint8Array(700_000 - received).fill(3)))).received, 700_000);
    const message = await json<Message>(reply(alice, ticketId, [id]));
    const kept = new Uint8Array(await (await alice.fetch(get(`/v1/tickets/${ticketId}/messages/${message.id}/attachments/${message.attachments[0]!.id}`))).arrayBuffer());
    assert.deepEqual([200_000, 256 * 1024].map((from, index) => kept.indexOf(index + 2) === from), [true, true]);
    assert.equal(kept.length, 700_000);
  });

  it('takes a slice once, refuses a gap and more than was announced, and is not used before it is complete', async () => {
    const [ticketId = ''] = tickets;
    const { id, received, sliceBytes } = await json<Upload>(announce(alice, { size: 10, ticketId }));
    assert.deepEqual([received, sliceBytes], [0, 1024 * 1024]);
    assert.equal((await json<Upload>(slice(alice, id, 0, 'hello'))).received, 5);
    assert.equal((await json<Upload>(slice(alice, id, 0, 'HELLO'))).received, 5, 'again');
    assert.equal(await outcome(slice(alice, id, 7, 'x')), '409 conflict');
    assert.equal(await outcome(slice(alice, id, 5, 'world and more')), '413 too-large');
    assert.equal(await outcome(slice(alice, id, 0, new Uint8Array(1024 * 1024 + 1))), '413 too-large');
    assert.equal(await outcome(reply(alice, ticketId, [id])), '422 invalid-input');
    const both = await Promise.all([slice(alice, id, 5, 'world'), slice(alice, id, 5, 'WORLD')]);
    assert.deepEqual(both.map(({ status }) => status), [200, 200]);
    const message = await json<Message>(reply(alice, ticketId, [id]));
    const content = await (await alice.fetch(get(`/v1/tickets/${ticketId}/messages/${message.id}/attachments/${message.attachments[0]!.id}`))).text();
    assert(['helloworld', 'helloWORLD'].includes(content), content);
  });

  it('is one, however often it is announced with the same key', async () => {
    const same = key();
    const [first, second] = [await json<Upload>(announce(alice, {}, same)), await json<Upload>(announce(alice, {}, same))];
    assert.equal(first.id, second.id);
    assert.equal(await outcome(announce(alice, { size: 5 }, same)), '409 conflict');
    assert.notEqual((await json<Upload>(announce(bob, {}, same))).id, first.id, 'a key belongs to its customer');
    assert.equal(await outcome(announce(alice, {}, {})), '422 invalid-input', 'without a key');
  });

  it('can be forgotten, but not while a write uses it', async () => {
    const id = await complete(alice, { ticketId: tickets[0] });
    assert.equal(await outcome(alice.fetch(post(`/v1/uploads/${id}`, {}, {}, 'DELETE'))), '200 ok');
    assert.equal(await outcome(alice.fetch(get(`/v1/uploads/${id}`))), '404 not-found');
  });

  it('is refused by its size, its type or its name before a byte is sent', async () => {
    assert.equal(await outcome(announce(alice, { size: 0 })), '422 invalid-input');
    assert.equal(await outcome(announce(alice, { size: -1 })), '422 invalid-input');
    const large = await json<Failure>(announce(alice, { size: 30_000_000 }));
    assert.deepEqual([large.error.code, large.error.issues?.[0]?.code, large.error.issues?.[0]?.limit], ['too-large', 'file-too-large', 20_000_000]);
    const nameless = await json<Failure>(announce(alice, { name: '../..' }));
    assert.deepEqual([nameless.error.code, nameless.error.issues?.[0]?.code], ['invalid-input', 'file-name']);
    const picky = await otherGateway({ capabilities: { files: { maxFiles: 2, maxBytes: 100, accept: ['image/*', '.log'] } } });
    assert.equal(await outcome(announce(picky.tab, { name: 'x.exe', type: 'application/x-msdownload' })), '415 unsupported-type');
    assert.equal(await outcome(announce(picky.tab, { name: 'x.log', type: '' })), '200 ok');
    for (const type of ['image/\0', 'image/png\r\nX: 1', 'image/é', 'image/\ud800']) assert.equal(await outcome(announce(picky.tab, { type })), '415 unsupported-type', 'a type that is none is unknown');
    await picky.gateway.close();
    const none = await otherGateway({ capabilities: { files: null } });
    assert.equal(await outcome(announce(none.tab, {})), '501 unsupported');
    await none.gateway.close();
    const small = await otherGateway({}, { limits: { fileBytes: 3 } });
    assert.equal(await outcome(announce(small.tab, {})), '413 too-large', 'the gateway\'s own limit');
    await small.gateway.close();
  });

  it('that says it is an image and is none does not pass for one', async () => {
    const picky = await otherGateway({ capabilities: { files: { maxFiles: 2, maxBytes: 100, accept: ['image/png'] } } });
    const [ticketId = ''] = await openTicket(picky.tab);
    const fake = await complete(picky.tab, { ticketId, name: 'x.png', type: 'image/png' }, '<script>alert(1)</script>');
    const refused = await json<Failure>(reply(picky.tab, ticketId, [fake]));
    assert.equal(refused.error.issues?.[0]?.code, 'file-type');
    const real = await complete(picky.tab, { ticketId, name: 'x.png', type: 'image/png' }, PNG);
    assert.equal(await outcome(reply(picky.tab, ticketId, [real])), '200 ok');
    await picky.gateway.close();
  });

  it('does not fill the disk: what waits is bounded, and expires', async () => {
    let now = Date.now();
    const alone = { getCustomer: async () => ({ customer: { id: '1', email: 'alice@acme.example', name: 'Alice' }, expires: null }) };
    const bounded = sampleGateway({ limits: { pendingFiles: 2, pendingBytes: 100 }, clock: () => now, auth: alone });
    const tab = browser(bounded);
    assert.equal(await outcome(announce(tab, { size: 60 })), '200 ok');
    assert.equal(await outcome(announce(tab, { size: 60 })), '429 rate-limited', 'too many bytes');
    const { id } = await json<Upload>(announce(tab, {}));
    assert.equal(await outcome(announce(tab, {})), '429 rate-limited', 'too many files');
    assert.equal(await outcome(tab.fetch(get(`/v1/uploads/${id}`))), '200 ok');
    now += 24 * 60 * 60 * 1000 + 1;
    assert.equal(await outcome(tab.fetch(get(`/v1/uploads/${id}`))), '404 not-found');
    assert.equal(await outcome(announce(tab, { size: 90 })), '200 ok', 'what has expired takes no room');
    await bounded.close();
  });

  it('leaves no half file behind when its write fails, and may be used again', async () => {
    const [ticketId = ''] = tickets;
    const id = await complete(alice, { ticketId });
    gateway.backend.faults.set('reply', { reject: 'unavailable' });
    assert.equal(await outcome(reply(alice, ticketId, [id])), '503 unavailable');
    gateway.backend.faults.clear();
    assert.equal(await outcome(reply(alice, ticketId, [id])), '200 ok');
  });

  it('is there for the next try of a write whose answer was lost, and the write happens once', async () => {
    const db = new Kysely<never>({ dialect: nodeSqliteDialect({ path: ':memory:' }) });
    const { gateway: other, tab } = await otherGateway({}, { database: { kysely: db } });
    const [ticketId = ''] = await openTicket(tab);
    const id = await complete(tab, { ticketId });
    // As if the gateway had died after the backend's answer and before it kept that.
    await sql`create trigger lost before update of answer on portico_idempotency begin select raise(abort, 'lost'); end`.execute(db);
    const same = key();
    assert.equal(await outcome(reply(tab, ticketId, [id], same)), '500 internal');
    await sql`drop trigger lost`.execute(db);
    assert.equal(await outcome(reply(tab, ticketId, [id], same)), '200 ok');
    assert.equal(await outcome(reply(tab, ticketId, [id], same)), '200 ok');
    const { items } = await json<{ items: Message[] }>(tab.fetch(get(`/v1/tickets/${ticketId}/messages`)));
    assert.deepEqual(items.filter(({ text }) => text === 'With files').map(({ attachments }) => attachments.length), [1]);
    const { rows } = await sql`select 1 from portico_upload_chunk`.execute(db);
    assert.equal(rows.length, 0, 'its bytes are gone then');
    await other.close();
    await db.destroy();
  });

  it('is free again when the other file of its write was taken', async () => {
    const [begun, finish] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const inner = memory({ data: sampleData() });
    const slow: TicketingBackend = {
      ...inner,
      adapterFor(customer, scope) {
        const adapter = inner.adapterFor(customer, scope);
        return {
          ...adapter,
          reply: async (input, context) => {
            begun.resolve(undefined);
            await finish.promise;
            return adapter.reply!(input, context);
          },
        };
      },
    };
    const other = gatewayOver(slow);
    const tab = await signedIn(other, 'alice@acme.example');
    const [ticketId = ''] = await openTicket(tab);
    const [taken, free] = [await complete(tab, { ticketId }), await complete(tab, { ticketId })];
    const first = outcome(reply(tab, ticketId, [taken]));
    await begun.promise;
    assert.equal(await outcome(reply(tab, ticketId, [free, taken])), '422 invalid-input');
    assert.equal(await outcome(tab.fetch(post(`/v1/uploads/${taken}`, {}, {}, 'DELETE'))), '409 conflict', 'still the first write\'s');
    assert.equal(await outcome(tab.fetch(post(`/v1/uploads/${free}`, {}, {}, 'DELETE'))), '200 ok');
    finish.resolve(undefined);
    assert.equal(await first, '200 ok');
    await other.close();
  });

  it('is looked up once, however often a write names it', async () => {
    let queries = 0;
    const db = new Kysely<never>({ dialect: nodeSqliteDialect({ path: ':memory:' }), log: () => { queries += 1; } });
    const { gateway: other, tab } = await otherGateway({}, { database: { kysely: db } });
    const [ticketId = ''] = await openTicket(tab);
    const id = await complete(tab, { ticketId });
    queries = 0;
    assert.equal(await outcome(reply(tab, ticketId, Array<string>(20_000).fill(id))), '422 invalid-input');
    assert.ok(queries < 100, String(queries));
    await other.close();
    await db.destroy();
  });

  async function otherGateway(how: MemoryOptions, options: Partial<GatewayOptions> = {}): Promise<{ gateway: TestGateway; tab: Browser }> {
    const other = sampleGateway(options, how);
    return { gateway: other, tab: await signedIn(other, 'alice@acme.example') };
  }
});

describe('a download', () => {
  /** A backend whose one attachment is what the test wants. */
  const backendWith = (file: () => FileSource): TicketingBackend => {
    const backend = memory({ data: sampleData() });
    return { ...backend, adapterFor: (customer, scope) => ({ ...backend.adapterFor(customer, scope), downloadAttachment: async () => file() }) };
  };
  const fetched = async (file: () => FileSource, options: Partial<GatewayOptions> = {}, method = 'GET'): Promise<Response> => {
    const gateway = gatewayOver(backendWith(file), options);
    const tab = await signedIn(gateway, 'alice@acme.example');
    const [ticketId = ''] = await openTicket(tab);
    return tab.fetch(new Request(get(`/v1/tickets/${ticketId}/messages/1/attachments/1`).url, { method }));
  };
  const fileOf = (name: string, type: string, content: BlobPart): FileSource => {
    const blob = new Blob([content]);
    return { name, type, size: blob.size, stream: () => blob.stream() };
  };

  it('is saved and never run: safe headers, and no type that a browser would execute', async () => {
    const { headers } = await fetched(() => fileOf('evil.html', 'text/html', '<script>alert(1)</script>'));
    assert.equal(headers.get('Content-Type'), 'application/octet-stream');
    assert.match(headers.get('Content-Disposition') ?? '', /^attachment; filename\*=UTF-8''evil\.html$/);
    assert.match(headers.get('Content-Security-Policy') ?? '', /^sandbox; default-src 'none'/);
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
    assert.equal(headers.get('Cache-Control'), 'private, no-store');
    assert.equal(headers.get('Content-Length'), '25');
  });

  it('has its name in any script, and no way to forge a header by it', async () => {
    const nameOf = async (name: string): Promise<string> => (await fetched(() => fileOf(name, 'text/plain', 'x'))).headers.get('Content-Disposition') ?? '';
    assert.equal(await nameOf('보고서 (최종).pdf'), 'attachment; filename*=UTF-8\'\'%EB%B3%B4%EA%B3%A0%EC%84%9C%20%28%EC%B5%9C%EC%A2%85%29.pdf');
    assert.equal(await nameOf('a"; filename=evil.exe\r\nSet-Cookie: x=1'), 'attachment; filename*=UTF-8\'\'a%22%3B%20filename%3Devil.exeSet-Cookie%3A%20x%3D1');
    assert.equal(await nameOf('../../etc/passwd'), 'attachment; filename*=UTF-8\'\'passwd');
    assert.equal(await nameOf('\ud800'), 'attachment; filename*=UTF-8\'\'file');
  });

  it('flows through as it comes, and ends when nobody listens any more', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = (): FileSource => ({
      name: 'x.bin', type: '', size: Number.NaN,
      stream: () => new ReadableStream({ pull(controller) { pulled += 1; controller.enqueue(new Uint8Array(1000)); }, cancel() { cancelled = true; } }, { highWaterMark: 0 }),
    });
    const response = await fetched(endless);
    assert.equal(response.headers.get('Content-Length'), null);
    const reader = response.body!.getReader();
    for (let count = 0; count < 3; count++) await reader.read();
    assert(pulled < 8, `${String(pulled)} pieces are held`);
    await reader.cancel();
    assert(cancelled);
    cancelled = false;
    assert.equal((await fetched(endless, {}, 'HEAD')).status, 200);
    assert(cancelled, 'HEAD takes no body');
  });

  it('is cut where the backend stops in the middle', async () => {
    const stuck = (): FileSource => ({
      name: 'x.bin', type: '', size: 1000,
      stream: () => new ReadableStream({ start(controller) { controller.enqueue(new Uint8Array(100)); } }),
    });
    const response = await fetched(stuck, { limits: { writeTimeout: 50 } });
    await assert.rejects(response.arrayBuffer(), /stopped sending/);
  });
});

describe('names and types', () => {
  it('lose what could mislead, and nothing else', () => {
    const names: Record<string, string> = {
      'C:\\fakepath\\x.png': 'x.png', '../../etc/passwd': 'passwd', '/x': 'x', 'a\u0000b.txt': 'ab.txt', 'invoice\u202efdp.exe': 'invoicefdp.exe', 'x\u200b.pdf': 'x.pdf', 'a\r\nb': 'ab', '\ufeffx': 'x', '  x  ': 'x',
      '.': '', '..': '', '/': '', '': '', '\u200b': '', '...': '', '.hidden': '.hidden', 'a.tar.gz': 'a.tar.gz', 'x.pdf.exe': 'x.pdf.exe', 'Größe 報告 🎉.png': 'Größe 報告 🎉.png',
      '👩\u200d👩\u200d👧.png': '👩\u200d👩\u200d👧.png', 'می\u200cخواهم.txt': 'می\u200cخواهم.txt', 'x\u200d.exe': 'x.exe', '\u200dx': 'x', 'u\u0308.txt': 'u\u0308.txt',
    };
    for (const [given, clean] of Object.entries(names)) assert.equal(cleanName(given), clean, JSON.stringify(given));
  });

  it('are what the content is, for images; what a browser would run is bytes', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    assert.equal(contentType('application/pdf', PNG), 'image/png');
    assert.equal(contentType('', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])), 'image/jpeg');
    assert.equal(contentType('image/x', bytes('GIF89a...')), 'image/gif');
    assert.equal(contentType('image/x', bytes('RIFF0000WEBPVP8 ')), 'image/webp');
    assert.equal(contentType('image/x', bytes('\0\0\0 ftypavif')), 'image/avif');
    assert.equal(contentType('image/png', bytes('<html>')), 'application/octet-stream');
    for (const active of ['text/html', 'TEXT/HTML; charset=utf-8', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'application/javascript', 'text/javascript', 'application/mathml+xml', 'x', '', 'text/html\r\nX: y']) {
      assert.equal(contentType(active, bytes('<svg>')), 'application/octet-stream', active);
    }
    for (const kept of ['application/pdf', 'text/plain', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'video/mp4', 'image/heic']) assert.equal(contentType(`${kept}; x=y`, bytes('x')), kept);
  });
});
