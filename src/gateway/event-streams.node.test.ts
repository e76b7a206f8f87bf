import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { memory, sampleData, type MemoryBackend } from '../adapters/memory/index.ts';
import type { GatewayOptions } from './index.ts';
import { browser, gatewayOver, get, post, sampleGateway, signedIn, type Browser, type TestGateway } from './helpers.node.test.ts';

const [ALICE, BOB, CAROL] = ['alice@acme.example', 'bob@acme.example', 'carol@globex.example'];
const MINUTE = 60_000;

/** Lets seconds pass, and what is due in each of them happen. */
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) {
    mock.timers.tick(1000);
    // Signatures are checked elsewhere, which takes a moment of real time.
    await setTimeout(6);
  }
}

/** What is on its way arrives, on a busy machine as well. */
async function eventually(actual: () => unknown, expected: unknown): Promise<void> {
  for (let tries = 0; tries < 800 && JSON.stringify(actual()) !== JSON.stringify(expected); tries++) await setTimeout(10);
  assert.deepEqual(actual(), expected);
}

/** What a page hears. */
class Page {
  text = '';
  isOver = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(response: Response) {
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('Content-Type'), 'text/event-stream');
    this.#reader = response.body!.getReader();
    void this.#read();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (let piece = await this.#reader.read(); !piece.done; piece = await this.#reader.read()) this.text += decoder.decode(piece.value);
    this.isOver = true;
  }

  get events(): number { return this.text.split('event: change').length - 1; }
  async leave(): Promise<void> { await this.#reader.cancel(); }
}

describe('the stream of events', () => {
  const open: TestGateway[] = [];
  /** How many watch the backend of {@link counted}. */
  let watching = 0;
  const counted = (): MemoryBackend => {
    const backend = memory({ data: sampleData() });
    watching = 0;
    return { ...backend, watch: (...all) => {
      const end = backend.watch(...all);
      watching += 1;
      return () => { watching -= 1; end(); };
    } };
  };
  const gateway = (options: Partial<GatewayOptions> = {}, backend?: MemoryBackend): TestGateway => {
    const made = backend === undefined ? sampleGateway(options) : gatewayOver(backend, options);
    open.push(made);
    return made;
  };
  const listen = async (tab: Browser): Promise<Page> => new Page(await tab.fetch(get('/v1/events')));
  const ticketOf = async (tab: Browser): Promise<string> => ((await (await tab.fetch(get('/v1/tickets?status=open'))).json()) as { items: { id: string }[] }).items[0]!.id;

  beforeEach(() => { mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.UTC(2026, 0, 1) }); });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    mock.timers.reset();
  });

  it('tells once that something has happened, however much, within a second, and nothing else', async () => {
    const one = gateway();
    const tab = await signedIn(one, ALICE);
    const ticketId = await ticketOf(tab);
    const page = await listen(tab);
    await seconds(3);
    assert.equal(page.events, 0);
    for (let count = 0; count < 5; count++) one.backend.agentReply(ticketId, { text: `secret ${String(count)}` });
    one.backend.setStatus(ticketId, 'solved');
    await seconds(1);
    await eventually(() => page.events, 1);
    await seconds(5);
    assert.equal(page.events, 1);
    assert.match(page.text, /^retry: \d{4}\n\n(?::\n\n)*event: change\ndata: \{\}\n\n(?::\n\n)*$/, 'no id, no text, no name');
  });

  it('tells customers of what they may see alone: not of others’ tickets, of notes, of what the owner’s filter hides', async () => {
    const one = gateway({ settings: { initial: { version: 1, tickets: { filter: { property: 'category', operator: 'is', value: 'open' } } } } });
    const [alice, bob, carol] = [await signedIn(one, ALICE), await signedIn(one, BOB), await signedIn(one, CAROL)];
    const ticketId = await ticketOf(alice);
    const pages = [await listen(alice), await listen(bob), await listen(carol)];
    const events = (): number[] => pages.map((page) => page.events);
    one.backend.internalNote(ticketId, { text: 'note' });
    await seconds(2);
    assert.deepEqual(events(), [0, 0, 0]);
    one.backend.agentReply(ticketId, { text: 'reply' });
    await seconds(2);
    await eventually(events, [1, 0, 0]);
    const closed = one.backend.createTicketFor(ALICE, { subject: 'Hidden by the filter', stage: 'solved' });
    one.backend.agentReply(closed, { text: 'reply' });
    await seconds(2);
    assert.deepEqual(events(), [1, 0, 0]);
  });

  it('is for nobody who is not signed in, has no head, and counts as a read that no other site may see', async () => {
    const one = gateway();
    assert.equal((await browser(one).fetch(get('/v1/events'))).status, 401);
    const tab = await signedIn(one, ALICE);
    assert.equal((await tab.fetch(new Request(get('/v1/events'), { method: 'HEAD' }))).status, 501);
    const answer = await tab.fetch(get('/v1/events'));
    for (const [name, value] of [['Cache-Control', 'no-store'], ['X-Accel-Buffering', 'no'], ['X-Content-Type-Options', 'nosniff']] as const) assert.equal(answer.headers.get(name), value);
    await answer.body!.cancel();
    const stranger = browser(one, { origin: 'https://evil.example' });
    for (const [name, value] of tab.cookies) stranger.cookies.set(name, value);
    const seen = await stranger.fetch(get('/v1/events'));
    assert.equal(seen.headers.get('Access-Control-Allow-Origin'), null);
    await seen.body!.cancel();
  });

  it('is not there where the backend does not tell', async () => {
    const { watch: _, ...silent } = memory({ data: sampleData(), capabilities: { live: false } });
    const one = gateway({}, silent as MemoryBackend);
    const tab = await signedIn(one, ALICE);
    assert.equal((await tab.fetch(get('/v1/events'))).status, 501);
    const { capabilities } = await (await tab.fetch(get('/v1/profile'))).json() as { capabilities: { live?: boolean } };
    assert.equal(capabilities.live, false);
  });

  it('ends with the session: by a sign-out on another instance, and before anything more is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-events-'));
    const database = { sqlite: join(folder, 'portal.db') };
    const first = gateway({ database });
    const second = gateway({ database }, first.backend);
    const tab = await signedIn(first, ALICE);
    const ticketId = await ticketOf(tab);
    const other = browser(second);
    for (const [name, value] of tab.cookies) other.cookies.set(name, value);
    const [quiet, told] = [await listen(tab), await listen(tab)];
    await seconds(5);
    await other.fetch(post('/v1/session', {}, {}, 'DELETE'));
    await seconds(1);
    assert.equal(told.isOver, false, 'nobody asks about the session every second');
    first.backend.agentReply(ticketId, { text: 'reply' });
    await seconds(1);
    await eventually(() => [told.isOver, told.events], [true, 0]);
    await seconds(15);
    await eventually(() => [quiet.isOver, quiet.events], [true, 0]);
    await first.close();
    await second.close();
    await rm(folder, { recursive: true });
  });

  it('does not let a session live on, nor do looks that nobody has asked for', async () => {
    const one = gateway();
    const tab = await signedIn(one, ALICE);
    const page = await listen(tab);
    const passive = { 'Portico-Passive': '1' };
    for (let minutes = 0; minutes < 28; minutes += 4) {
      await seconds(16);
      mock.timers.tick(4 * MINUTE - 16_000);
      assert.equal((await tab.fetch(get('/v1/tickets', passive))).status, 200);
    }
    assert.equal(page.isOver, false);
    mock.timers.tick(3 * MINUTE);
    assert.equal((await tab.fetch(get('/v1/tickets', passive))).status, 401);
    await seconds(15);
    await eventually(() => page.isOver, true);
  });

  it('ends when the owner closes the portal', async () => {
    const one = gateway({ owners: [BOB] });
    const tab = await signedIn(one, ALICE);
    const page = await listen(tab);
    await one.settings.save({ ...(await one.settings.get()).document, enabled: false });
    await seconds(15);
    await eventually(() => page.isOver, true);
  });

  it('stays open through a backend and a database that fail, and tells then', async () => {
    const one = gateway();
    const tab = await signedIn(one, ALICE);
    const ticketId = await ticketOf(tab);
    const page = await listen(tab);
    one.backend.faults.set('getTicket', { reject: 'unavailable' });
    one.backend.agentReply(ticketId, { text: 'reply' });
    await seconds(3);
    assert.deepEqual([page.isOver, page.events], [false, 0]);
    one.backend.faults.clear();
    await seconds(1);
    await eventually(() => page.events, 1);
  });

  it('says now and then that it is alive, and is given up where nobody reads', async () => {
    const one = gateway({}, counted());
    const tab = await signedIn(one, ALICE);
    const page = await listen(tab);
    await seconds(65);
    await eventually(() => page.text.split('\n').filter((line) => line === ':').length, 3);
    await page.leave();
    await eventually(() => watching, 0);

    const { body } = await tab.fetch(get('/v1/events'));
    assert(body !== null);
    const ticketId = await ticketOf(tab);
    // What is told to nobody piles up to a kilobyte, not without end.
    for (let count = 0; count < 1000 && watching > 0; count++) {
      one.backend.agentReply(ticketId, { text: 'x' });
      await seconds(1);
    }
    await eventually(() => watching, 0);
    const text = await new Response(body).text();
    assert(text.length < 1200, `${String(text.length)} bytes`);
  });

  it('leaves nothing behind: 100 of them, read and left, cut, or ended by the gateway; one customer has ten at a time', async () => {
    const one = gateway({}, counted());
    const tabs = await Promise.all(Array.from({ length: 10 }, (_, index) => signedIn(one, `customer${String(index)}@acme.example`)));
    const pages = await Promise.all(tabs.flatMap((tab) => Array.from({ length: 10 }, () => listen(tab))));
    assert.equal(watching, 100);
    const refused = await tabs[0]!.fetch(get('/v1/events'));
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '60']);
    for (const page of pages.slice(0, 50)) await page.leave();
    await eventually(() => watching, 50);
    await (await listen(tabs[0]!)).leave();
    one.endStreams();
    await eventually(() => watching, 0);
    await eventually(() => pages.every((page) => page.isOver), true);
    assert.equal((await tabs[0]!.fetch(get('/v1/events'))).status, 503);
  });
});

describe('a read that has been made before', () => {
  let one: TestGateway;
  let tab: Browser;
  beforeEach(async () => {
    one = sampleGateway();
    tab = await signedIn(one, ALICE);
  });
  afterEach(() => one.close());

  it('is answered with 304 and no body as long as nothing has changed, whoever compresses on the way', async () => {
    const first = await tab.fetch(get('/v1/tickets?limit=2'));
    const etag = first.headers.get('ETag')!;
    assert.equal(first.headers.get('Cache-Control'), 'no-store');
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
      const again = await tab.fetch(get('/v1/tickets?limit=2', { 'If-None-Match': known }));
      assert.deepEqual([again.status, await again.text(), again.headers.get('ETag')], [304, '', etag]);
      assert.equal(again.headers.get('Cache-Control'), 'no-store');
    }
    const { items } = await first.json() as { items: { id: string }[] };
    one.backend.agentReply(items[0]!.id, { text: 'New' });
    const changed = await tab.fetch(get('/v1/tickets?limit=2', { 'If-None-Match': etag }));
    assert.equal(changed.status, 200);
    assert.notEqual(changed.headers.get('ETag'), etag);
  });

  it('tells nothing about others’ tickets, whatever is said to be known of them', async () => {
    const ticketId = ((await (await tab.fetch(get('/v1/tickets'))).json()) as { items: { id: string }[] }).items[0]!.id;
    const etag = (await tab.fetch(get(`/v1/tickets/${ticketId}`))).headers.get('ETag')!;
    const carol = await signedIn(one, CAROL);
    const answers = await Promise.all([`/v1/tickets/${ticketId}`, '/v1/tickets/99999'].map(async (path) => {
      const answer = await carol.fetch(get(path, { 'If-None-Match': etag }));
      return JSON.stringify([answer.status, [...answer.headers], await answer.text()]);
    }));
    assert.equal(answers[0], answers[1]);
    assert.match(answers[0]!, /^\[404/);
  });
});
