import { aTimeout, expect } from '@open-wc/testing';
import { memory, memoryAccess, sampleData, SAMPLE_PASSWORD, type MemoryAccess } from '../../adapters/memory/index.ts';
import { PortalError, type ErrorCode, type Message, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import { waitUntil } from '../../elements/parts/wait-until.test.ts';
import { Portal } from '../index.ts';
import { viewerOf } from '../viewer-of.ts';
import { DeviceStore } from './device-store.ts';
import { Drafts } from './drafts.ts';
import type { KeptDraft } from './kept-draft.ts';
import { keptHint } from './kept-hint.ts';
import { Outbox, PressDoneEvent } from './outbox.ts';
import type { PressOptions } from './kept-draft.ts';

interface Note { readonly text: string; readonly files: readonly File[] }
interface Input { readonly ticketId: string; readonly text: string; readonly files?: readonly File[] }

const ALICE = 'alice@acme.example';
const note = (text: string, ...files: File[]): Note => ({ text, files });
const join = (pressed: Note, written: Note): Note => ({ text: `${pressed.text}\n\n${written.text}`, files: [...pressed.files, ...written.files] });
let servers = 0;

/** A gateway that does each key once, whatever it answers. */
class Server {
  readonly key = `outbox-test-${String(servers += 1)}-${String(Date.now())}`;
  readonly done = new Map<string, string>();
  /** The keys in the order in which they came. */
  readonly keys: string[] = [];
  readonly together: number[] = [];
  #running = 0;
  /** What comes back instead of the answer; those that are stored all the same begin with `after `. */
  faults: (ErrorCode | `after ${ErrorCode}`)[] = [];
  retryAfter: number | undefined;
  gate: Promise<void> | undefined;
  readonly data = sampleData();
  readonly access: MemoryAccess = memoryAccess({ customers: this.data.customers, signedIn: ALICE });
  readonly #backend = memory({ data: this.data });

  /** A page of a tab. */
  portal(): Portal {
    const reply = async ({ text }: Input, { idempotencyKey, signal }: WriteContext): Promise<Message> => {
      this.keys.push(idempotencyKey);
      this.together.push(this.#running += 1);
      const fault = this.faults.shift();
      try {
        const [code, isAfter] = fault?.startsWith('after ') === true ? [fault.slice(6) as ErrorCode, true] : [fault as ErrorCode | undefined, false];
        await Promise.race([this.gate, new Promise((_, reject) => { signal?.addEventListener('abort', () => { reject(signal.reason as Error); }); })]);
        if ((await this.access.getSession({}, {})).customer === null) throw new PortalError('unauthenticated', 'Sign in.');
        if (code === undefined || isAfter) this.done.set(idempotencyKey, text);
        if (code !== undefined) throw new PortalError(code, 'No.', this.retryAfter === undefined ? {} : { retryAfter: this.retryAfter });
        return { id: idempotencyKey, author: { name: 'Alice', role: 'customer', isMe: true }, created: new Date().toISOString(), text, html: null, channel: 'portal', attachments: [] };
      } finally {
        this.#running -= 1;
      }
    };
    const adapter = this.#backend.adapterFor({ id: '1', email: ALICE, name: 'Alice' }, { views: ['mine'], filter: null });
    return new Portal({ key: this.key, access: this.access, ticketing: { ...adapter, reply } as unknown as TicketingAdapter });
  }
}

const tabs: Tab[] = [];

/** A tab with the draft of one ticket. */
class Tab {
  readonly portal: Portal;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  viewer = '';
  draft!: KeptDraft<Note>;
  readonly said: string[] = [];

  private constructor(server: Server) {
    this.portal = server.portal();
    this.drafts = new Drafts(server.key, new DeviceStore());
    this.outbox = new Outbox(this.portal, this.drafts);
    this.outbox.addEventListener(PressDoneEvent.type, (event) => { this.said.push((event as PressDoneEvent & { answer: Message }).answer.text ?? ''); });
    tabs.push(this);
  }

  static async open(server: Server): Promise<Tab> {
    const tab = new Tab(server);
    tab.viewer = viewerOf(await tab.portal.loadSession()) ?? '';
    tab.draft = tab.drafts.open<Note>(tab.viewer, 'reply', 't1');
    tab.draft.wake();
    await tab.draft.ready;
    return tab;
  }

  async press(text: string, { undo = 0, files = [] }: Partial<PressOptions> & { readonly files?: readonly File[] } = {}): Promise<string> {
    this.draft.set(note(text, ...files));
    const { key } = await this.draft.press({ operation: 'reply', input: { ticketId: 't1', text, files }, undo });
    this.outbox.attend(this.draft, this.viewer);
    return key;
  }

  /** What a reloaded page does. */
  resume(): Promise<void> { return this.outbox.resume(this.viewer); }
  get states(): string[] { return this.draft.presses.map((press) => this.outbox.stateOf(this.draft, press)); }
  until(...states: string[]): Promise<void> { return waitUntil(() => this.states.join() === states.join(), `it is ${this.states.join()}`); }
  close(): void { this.draft.rest(); }
}

function online(value: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value, configurable: true });
  if (value) window.dispatchEvent(new Event('online'));
}

describe('the outbox', () => {
  let server: Server;
  beforeEach(() => { server = new Server(); });
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'onLine');
    for (const tab of tabs.splice(0)) tab.close();
  });

  it('sends what was pressed, once, and leaves nothing behind', async () => {
    const tab = await Tab.open(server);
    const key = await tab.press('Hello', { files: [new File(['x'], 'a.txt')] });
    expect(tab.draft.content).to.equal(undefined);
    await waitUntil(() => tab.said.length === 1, 'it is not sent');
    expect([...server.done]).to.deep.equal([[key, 'Hello']]);
    expect(tab.draft.presses).to.deep.equal([]);
    await waitUntil(() => keptHint(server.key) !== 'pressed', 'something is still to be come back for');
  });

  it('waits until it can be undone no more, and gives everything back where it is undone', async () => {
    const tab = await Tab.open(server);
    const key = await tab.press('Too soon', { undo: 60_000, files: [new File(['x'], 'a.txt')] });
    expect(tab.states).to.deep.equal(['undo']);
    expect(await tab.draft.takeBack(key, join)).to.equal(true);
    expect([tab.draft.content!.text, tab.draft.content!.files.map(({ name }) => name)]).to.deep.equal(['Too soon', ['a.txt']]);
    const again = await tab.press('Too soon', { files: tab.draft.content!.files });
    expect(again, 'nothing was changed: the same press').to.equal(key);
    await waitUntil(() => tab.said.length === 1);
    expect(server.keys).to.deep.equal([key]);
  });

  it('puts what is taken back before what has been written since, and makes it another press', async () => {
    const tab = await Tab.open(server);
    const key = await tab.press('First', { undo: 60_000 });
    tab.draft.set(note('Second'));
    await tab.draft.takeBack(key, join);
    expect(tab.draft.content!.text).to.equal('First\n\nSecond');
    expect(await tab.press('First\n\nSecond')).not.to.equal(key);
  });

  it('sends as soon as the time is over', async () => {
    const tab = await Tab.open(server);
    await tab.press('Soon', { undo: 100 });
    await waitUntil(() => tab.said.join() === 'Soon');
  });

  it('gives back nothing that is on its way; that can be given up', async () => {
    const tab = await Tab.open(server);
    server.gate = new Promise(() => undefined);
    const key = await tab.press('Gone');
    await waitUntil(() => server.keys.length === 1);
    expect(await tab.draft.takeBack(key, join)).to.equal(false);
    tab.outbox.cancel(key);
    await tab.until('failed');
    expect(await tab.draft.takeBack(key, join, { unsure: true })).to.equal(true);
    expect(tab.draft.taken).to.include({ key, unsure: true });
  });

  for (const code of ['network', 'timeout', 'unavailable', 'rate-limited', 'internal', 'bad-response'] as const) {
    it(`tries again by itself under the same key (${code})`, async () => {
      const tab = await Tab.open(server);
      server.faults = [`after ${code}`];
      const key = await tab.press('Hello');
      await tab.until('waiting');
      expect(tab.draft.presses[0]!.problem!.code).to.equal(code);
      await waitUntil(() => tab.said.length === 1, 'it is not sent');
      expect(server.keys).to.deep.equal([key, key]);
      expect(server.done.size).to.equal(1);
    });
  }

  it('waits as long as the gateway asks for', async () => {
    const tab = await Tab.open(server);
    server.faults = ['rate-limited'];
    server.retryAfter = 3600;
    await tab.press('Hello');
    await tab.until('waiting');
    expect(tab.draft.presses[0]!.again).to.be.above(Date.now() + 3_590_000);
  });

  for (const code of ['invalid-input', 'forbidden', 'not-found', 'conflict', 'too-large'] as const) {
    it(`does not try again by itself where that makes no sense (${code}); the person may, or discard it`, async () => {
      const tab = await Tab.open(server);
      server.faults = [code, code];
      const key = await tab.press('Hello');
      await tab.until('failed');
      window.dispatchEvent(new Event('online'));
      await aTimeout(20);
      expect(server.keys).to.deep.equal([key]);
      await tab.outbox.retry(tab.draft, tab.viewer, key);
      await waitUntil(() => server.keys.length === 2);
      await tab.until('failed');
      await tab.draft.changePress(key, () => undefined);
      expect(tab.draft.presses).to.deep.equal([]);
    });
  }

  it('sends nothing while offline, and everything in order when the network is back', async () => {
    const tab = await Tab.open(server);
    online(false);
    await tab.press('One');
    await tab.press('Two');
    expect(tab.states).to.deep.equal(['waiting', 'waiting']);
    expect(tab.draft.presses.every(({ tries }) => tries === 0)).to.equal(true);
    online(true);
    await waitUntil(() => tab.said.length === 2, 'they are not sent');
    expect(tab.said).to.deep.equal(['One', 'Two']);
  });

  it('keeps the order where the first fails at first', async () => {
    const tab = await Tab.open(server);
    server.faults = ['unavailable'];
    await tab.press('One');
    await tab.press('Two');
    await waitUntil(() => tab.said.length === 2, 'they are not sent');
    expect(tab.said).to.deep.equal(['One', 'Two']);
  });

  it('waits for the same customer where the session has ended', async () => {
    const tab = await Tab.open(server);
    server.access.expire();
    await tab.press('Hello');
    await tab.until('waiting');
    expect(server.done.size).to.equal(0);
    await tab.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await waitUntil(() => tab.said.join() === 'Hello', 'it is not sent');
  });

  it('goes on after a reload, also of what was on its way', async () => {
    const before = await Tab.open(server);
    server.faults = ['after network'];
    server.retryAfter = 3600;
    const key = await before.press('Hello', { files: [new File(['x'], 'a.txt')] });
    await before.until('waiting');
    // What a crash leaves: it says that it is on its way, and nobody has it.
    await before.draft.changePress(key, (press) => ({ ...press, again: 0, sending: { by: 'gone', at: Date.now() } }));
    const after = await Tab.open(server);
    await after.resume();
    await waitUntil(() => server.keys.length === 2, 'it does not go on');
    await waitUntil(() => before.draft.presses.length === 0 && after.draft.presses.length === 0, 'it is still there');
    expect([...server.done]).to.deep.equal([[key, 'Hello']]);
  });

  it('does not send what has waited for so long that nobody knows any more whether it was sent', async () => {
    const tab = await Tab.open(server);
    online(false);
    const key = await tab.press('Old');
    await tab.draft.changePress(key, (press) => ({ ...press, tries: 1, pressed: Date.now() - 6.5 * 86_400_000 }));
    online(true);
    await tab.until('failed');
    expect(server.keys).to.deep.equal([]);
  });

  it('sends from one tab only, however many there are', async () => {
    const open = await Promise.all(Array.from({ length: 4 }, () => Tab.open(server)));
    const [first] = open;
    await first!.press('Once', { undo: 300 });
    await waitUntil(() => open.every(({ states }) => states.join() === 'undo'), 'the other tabs do not see it');
    await Promise.all(open.map((tab) => tab.resume()));
    await waitUntil(() => server.done.size === 1 && open.every(({ states }) => states.length === 0), 'it is not sent');
    expect(server.keys).to.have.length(1);
  });

  it('sends what another tab pressed and did not send', async () => {
    const [one, two] = [await Tab.open(server), await Tab.open(server)];
    one.draft.set(note('Left'));
    await one.draft.press({ operation: 'reply', input: { ticketId: 't1', text: 'Left' }, undo: 50 });
    await two.resume();
    await waitUntil(() => two.said.join() === 'Left');
    await waitUntil(() => one.draft.presses.length === 0);
  });

  it('does without locks, one after the other, after the time to undo', async () => {
    const { locks } = navigator;
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    try {
      const [one, two] = [await Tab.open(server), await Tab.open(server)];
      const begun = Date.now();
      await one.press('One', { undo: 200 });
      await two.resume();
      await waitUntil(() => server.done.size === 1 && one.states.length === 0 && two.states.length === 0);
      expect(Date.now() - begun).to.be.at.least(200);
      expect(server.keys).to.have.length(1);
      expect(Math.max(...server.together)).to.equal(1);
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
      expect(navigator.locks).to.equal(locks);
    }
  });

  describe('before a sign-out', () => {
    it('sends at once what could still be undone, also what another tab has pressed', async () => {
      const [one, two] = [await Tab.open(server), await Tab.open(server)];
      await one.press('Hurry', { undo: 60_000 });
      expect(await two.outbox.finish(two.viewer)).to.equal(0);
      expect([...server.done.values()]).to.deep.equal(['Hurry']);
    });

    it('says what cannot be sent', async () => {
      const tab = await Tab.open(server);
      online(false);
      await tab.press('Waiting');
      expect(await tab.outbox.finish(tab.viewer)).to.equal(1);
      expect(server.done.size).to.equal(0);
    });
  });
});
