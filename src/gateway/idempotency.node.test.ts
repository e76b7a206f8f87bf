import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Kysely } from 'kysely';
import { startPostgres } from '../../demo/backends/postgresql/start.mjs';
import { memory, sampleData, type MemoryBackend } from '../adapters/memory/index.ts';
import { PortalError, type Message, type TicketingAdapter, type TicketingBackend, type WriteContext } from '../contract/index.ts';
import { nodeSqliteDialect } from '../sql/node-sqlite-dialect.ts';
import type { Tables } from './database.ts';
import { createIdempotencyStore, digestOf, type Write } from './idempotency.ts';
import { gatewayOver, get, key, post, signedIn, type Browser, type TestGateway } from './helpers.node.test.ts';
import type { DatabaseOption, GatewayOptions } from './index.ts';

type Reply = NonNullable<TicketingAdapter['reply']>;

/** A backend without any memory for keys, so that only the gateway can prevent a second write; and a tap on its replies. */
interface Forgetful extends TicketingBackend { readonly inner: MemoryBackend; tap: (call: () => ReturnType<Reply>, context: WriteContext) => ReturnType<Reply>; readonly keys: string[] }

function forgetful(): Forgetful {
  const inner = memory({ data: sampleData() });
  const backend: Forgetful = {
    name: 'forgetful', inner, keys: [],
    tap: (call) => call(),
    adapterFor(customer, scope) {
      const adapter = inner.adapterFor(customer, scope);
      return {
        ...adapter,
        reply: (input, context) => {
          backend.keys.push(context.idempotencyKey);
          return backend.tap(() => adapter.reply!(input, { ...context, idempotencyKey: crypto.randomUUID() }), context);
        },
      };
    },
  };
  return backend;
}

const outcome = async (response: Response | Promise<Response>): Promise<string> => {
  const { status } = await response;
  return `${String(status)} ${((await (await response).clone().json()) as { error?: { code: string } }).error?.code ?? 'ok'}`;
};

function suite(name: string, databaseFor: () => Promise<DatabaseOption>, end: () => Promise<void>): void {
  describe(`a write, on ${name}`, () => {
    let database: DatabaseOption;
    let backend: Forgetful;
    let gateways: TestGateway<Forgetful>[] = [];
    let ticketId: string;
    before(async () => { database = await databaseFor(); });
    after(end);

    const start = async (count = 1, options: Partial<GatewayOptions> = {}): Promise<Browser[]> => {
      backend = forgetful();
      gateways = Array.from({ length: count }, () => gatewayOver(backend, { database, limits: { writesPerMinute: 100_000, writeTimeout: 3000 }, ...options }));
      await Promise.all(gateways.map((gateway) => gateway.ready()));
      const tabs: Browser[] = [];
      for (const gateway of gateways) tabs.push(await signedIn(gateway, 'alice@acme.example'));
      ticketId = ((await (await tabs[0]!.fetch(get('/v1/tickets?status=open'))).json()) as { items: { id: string }[] }).items[0]!.id;
      return tabs;
    };
    const stop = async (): Promise<void> => { for (const gateway of gateways) await gateway.close(); };
    const reply = (tab: Browser, headers: Record<string, string>, text = 'Once'): Promise<Response> => tab.fetch(post(`/v1/tickets/${ticketId}/messages`, { text }, headers));
    const replies = async (tab: Browser, text = 'Once'): Promise<number> =>
      ((await (await tab.fetch(get(`/v1/tickets/${ticketId}/messages?limit=100`))).json()) as { items: Message[] }).items.filter((message) => message.text === text).length;

    it('happens once, however often it is sent: one after the other, all at once, on two instances', async () => {
      const tabs = await start(2);
      const same = key();
      const first = await (await reply(tabs[0]!, same)).text();
      for (const tab of tabs) assert.equal(await (await reply(tab, same)).text(), first);
      const burst = key();
      const answers = await Promise.all(Array.from({ length: 12 }, async (_, index) => (await reply(tabs[index % 2]!, burst, 'Burst')).text()));
      assert.equal(new Set(answers).size, 1, answers.join('\n'));
      assert.deepEqual([await replies(tabs[0]!), await replies(tabs[0]!, 'Burst')], [1, 1]);
      assert.equal(backend.keys.filter((sent) => sent === burst['Idempotency-Key']).length, 1);
      await stop();
    });

    it('is answered from memory after a restart', async () => {
      const [tab] = await start() as [Browser];
      const same = key();
      const first = await (await reply(tab, same)).text();
      await stop();
      const again = gatewayOver(backend, { database });
      gateways = [again];
      const later = await signedIn(again, 'alice@acme.example');
      assert.equal(await (await reply(later, same)).text(), first);
      assert.equal(await replies(later), 1);
      await stop();
    });

    it('is a conflict with another input under the same key, and another write under another customer, operation or key', async () => {
      const [tab] = await start() as [Browser];
      const same = key();
      assert.equal(await outcome(reply(tab, same)), '200 ok');
      assert.equal(await outcome(reply(tab, same, 'Something else')), '409 conflict');
      assert.equal(await outcome(tab.fetch(post(`/v1/tickets/${ticketId}/close`, {}, same))), '200 ok', 'the same key for another operation');
      const bob = await signedIn(gateways[0]!, 'bob@acme.example');
      assert.equal(await outcome(reply(bob, same)), '404 not-found', 'the same key by another customer');
      for (const bad of ['', ' ', 'with space', 'x'.repeat(101), 'a/b']) assert.equal(await outcome(reply(tab, { 'Idempotency-Key': bad })), '422 invalid-input', bad);
      await stop();
    });

    it('frees its key where nothing was written for certain, and only there', async () => {
      const [tab] = await start() as [Browser];
      const refused = key();
      backend.tap = async () => { throw new PortalError('conflict', 'Locked.'); };
      assert.equal(await outcome(reply(tab, refused)), '409 conflict');
      backend.tap = (call) => call();
      assert.equal(await outcome(reply(tab, refused, 'Edited')), '200 ok', 'the same key with a corrected text');
      const unsure = key();
      backend.tap = async (call) => { await call(); throw new PortalError('bad-response', 'Half an answer.'); };
      assert.equal(await outcome(reply(tab, unsure, 'Unsure')), '502 bad-response');
      backend.tap = (call) => call();
      assert.equal(await outcome(reply(tab, unsure, 'Unsure, edited')), '409 conflict', 'the key stays with its input');
      const before = backend.keys.length;
      assert.equal(await outcome(reply(tab, unsure, 'Unsure')), '200 ok');
      assert.deepEqual(backend.keys.slice(before), [unsure['Idempotency-Key']], 'the backend is asked under the same key, and knows');
      await stop();
    });

    it('is finished although its sender has gone, and told at the next try', async () => {
      const [tab] = await start() as [Browser];
      const same = key();
      let release = (): void => undefined;
      let begun = (): void => undefined;
      const held = new Promise<void>((resolve) => { release = resolve; });
      const started = new Promise<void>((resolve) => { begun = resolve; });
      backend.tap = async (call) => { begun(); await held; return call(); };
      const gone = new AbortController();
      const lost = tab.fetch(new Request(post(`/v1/tickets/${ticketId}/messages`, { text: 'Once' }, same), { signal: gone.signal })).catch(() => undefined);
      await started;
      gone.abort();
      const again = reply(tab, same);
      release();
      assert.equal(await outcome(again), '200 ok');
      await lost;
      assert.equal(await replies(tab), 1);
      await stop();
    });

    it('is cut off with a timeout when the backend hangs, and can be tried again', async () => {
      const [tab] = await start(1, { limits: { writeTimeout: 60 } }) as [Browser];
      const same = key();
      backend.tap = () => new Promise(() => undefined);
      assert.equal(await outcome(reply(tab, same)), '504 timeout');
      backend.tap = (call) => call();
      assert.equal(await outcome(reply(tab, same)), '200 ok');
      await stop();
    });
  });
}

let folder: string;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'portico-once-')); });
after(() => rm(folder, { recursive: true }));
suite('SQLite', async () => ({ sqlite: join(folder, 'portal.db') }), () => Promise.resolve());
const postgres = await startPostgres().catch((error: unknown) => error as Error);
if (postgres instanceof Error) it('a write, on PostgreSQL', { skip: postgres.message }, () => undefined);
else suite('PostgreSQL', async () => ({ postgres: postgres.url }), () => postgres.stop());

describe('a write whose gateway was killed', () => {
  const opened = async (file: string): Promise<Kysely<Tables>> => {
    const path = join(folder, file);
    const gateway = gatewayOver(forgetful(), { database: { sqlite: path } });
    await gateway.ready();
    await gateway.close();
    return new Kysely<Tables>({ dialect: nodeSqliteDialect({ path }) });
  };
  const writeOf = async (owner: string): Promise<Write> => ({ customer: owner, operation: 'reply', key: 'k', input: await digestOf({ text: 'x' }) });

  it('is taken over after its silence, by one of those who wait, under the same key', async () => {
    const db = await opened('killed.db');
    const store = createIdempotencyStore(db, Date.now, 5_000, 200);
    const write = await writeOf('1');
    // What a killed process leaves: a claim of which nothing more is heard.
    await db.insertInto('portico_idempotency').values({ ...write, state: 'open', owner: 'dead', lease: 7, answer: null, created: 0 }).execute();
    let runs = 0;
    const run = async (): Promise<string> => { runs += 1; return 'answer'; };
    const begun = performance.now();
    const waiting = Promise.all([store.once(write, run), store.once(write, run)]);
    const stillThere = await store.once({ ...write, input: 'other' }, run).catch((error: unknown) => (error as PortalError).code);
    assert.equal(stillThere, 'conflict');
    assert.equal(runs, 0, 'while the silence is short, nobody takes over');
    assert.deepEqual((await waiting).map(({ answer }) => answer), ['answer', 'answer']);
    assert(performance.now() - begun >= 190);
    assert.equal(runs, 1);
    await db.destroy();
  });

  it('is taken over by whoever waits with less patience than the usual silence is long', async () => {
    const db = await opened('impatient.db');
    const write = await writeOf('3');
    await db.insertInto('portico_idempotency').values({ ...write, state: 'open', owner: 'dead', lease: 7, answer: null, created: 0 }).execute();
    assert.deepEqual(await createIdempotencyStore(db, Date.now, 600).once(write, async () => 'answer'), { answer: 'answer', replayed: false });
    await db.destroy();
  });

  it('is left to an instance that is at work, whatever the clocks of both say', async () => {
    const db = await opened('clocks.db');
    const write = await writeOf('2');
    const [slow, ahead] = [createIdempotencyStore(db, Date.now, 5_000, 200), createIdempotencyStore(db, () => Date.now() + 60_000, 5_000, 200)];
    let runs = 0;
    const work = async (): Promise<string> => {
      runs += 1;
      await new Promise((resolve) => { setTimeout(resolve, 700); });
      return String(runs);
    };
    const first = slow.once(write, work);
    while (await db.selectFrom('portico_idempotency').select('key').where('customer', '=', '2').executeTakeFirst() === undefined) await new Promise(setImmediate);
    assert.deepEqual(await ahead.once(write, work), { answer: '1', replayed: true });
    assert.deepEqual(await first, { answer: '1', replayed: false });
    assert.equal(runs, 1);
    await db.destroy();
  });

  it('knows its input whatever the order of its properties', async () => {
    assert.equal(await digestOf({ a: 1, b: { c: [1, 2], d: null } }), await digestOf({ b: { d: null, c: [1, 2] }, a: 1 }));
    assert.notEqual(await digestOf({ a: [1, 2] }), await digestOf({ a: [2, 1] }));
    assert.notEqual(await digestOf({ a: '1' }), await digestOf({ a: 1 }));
  });
});
