import { aTimeout, expect } from '@open-wc/testing';
import { waitUntil } from '../../elements/parts/wait-until.test.ts';
import { DeviceStore } from './device-store.ts';
import { Drafts } from './drafts.ts';
import type { KeptDraft } from './kept-draft.ts';

interface Note { readonly text: string; readonly files: readonly File[] }

let portals = 0;
const note = (text: string, ...files: File[]): Note => ({ text, files });
const file = (name: string, content = 'abc'): File => new File([content], name, { type: 'text/plain', lastModified: 7 });

/** Tabs of a browser: each has its own store over the one database. */
class Tabs {
  readonly key = `drafts-test-${String(portals += 1)}-${String(Date.now())}`;
  readonly open: KeptDraft<Note>[] = [];
  drafts(factory?: () => IDBFactory | undefined): Drafts { return new Drafts(this.key, new DeviceStore(factory)); }
  async tab({ viewer = 'alice', id = '1', drafts = this.drafts() } = {}): Promise<KeptDraft<Note>> {
    const draft = drafts.open<Note>(viewer, 'reply', id);
    draft.wake();
    this.open.push(draft);
    await draft.ready;
    return draft;
  }

  close(): void { for (const draft of this.open) draft.rest(); }
}

const saved = (draft: KeptDraft<Note>): Promise<void> => waitUntil(() => draft.state === 'saved', `it is ${draft.state}`);

describe('drafts', () => {
  let tabs: Tabs;
  beforeEach(() => { tabs = new Tabs(); });
  afterEach(() => { tabs.close(); });

  it('are there again after a reload, with text and files', async () => {
    const draft = await tabs.tab();
    expect(draft.state).to.equal('nothing');
    draft.set(note('Hello', file('a.txt'), file('b.txt', 'other')));
    expect(draft.state).to.equal('saving');
    await saved(draft);
    const again = await tabs.tab();
    expect(again.content!.text).to.equal('Hello');
    expect(again.content!.files.map(({ name, type, lastModified }) => [name, type, lastModified])).to.deep.equal([['a.txt', 'text/plain', 7], ['b.txt', 'text/plain', 7]]);
    expect(await Promise.all(again.content!.files.map((one) => one.text()))).to.deep.equal(['abc', 'other']);
    expect(again.state).to.equal('saved');
  });

  it('are written with the first keystroke, and with all others soon', async () => {
    const draft = await tabs.tab();
    draft.set(note('H'));
    await saved(draft);
    expect((await tabs.tab()).content!.text).to.equal('H');
    for (const text of ['He', 'Hel', 'Hell', 'Hello']) draft.set(note(text));
    expect(draft.state).to.equal('saving');
    await saved(draft);
    expect((await tabs.tab()).content!.text).to.equal('Hello');
  });

  it('are written when nobody uses them any more, and when the page is left', async () => {
    const draft = await tabs.tab();
    draft.set(note('One'));
    await saved(draft);
    draft.set(note('Two'));
    draft.rest();
    await waitUntil(() => draft.state === 'saved');
    expect((await tabs.tab()).content!.text).to.equal('Two');
    draft.wake();
    draft.set(note('Three'));
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    const again = await tabs.tab();
    expect(again.content!.text).to.equal('Three');
    expect(again.other).to.equal(undefined);
  });

  it('are apart by viewer and by ticket, and show no address on the device', async () => {
    const draft = await tabs.tab({ viewer: 'alice@acme.example' });
    draft.set(note('Mine'));
    await saved(draft);
    expect((await tabs.tab({ viewer: 'bob@acme.example' })).content).to.equal(undefined);
    expect((await tabs.tab({ viewer: 'alice@acme.example', id: '2' })).content).to.equal(undefined);
    expect((await new DeviceStore().keys('')).join()).not.to.include('acme.example');
  });

  it('go when they are emptied', async () => {
    const draft = await tabs.tab();
    draft.set(note('Gone', file('a.txt')));
    await saved(draft);
    draft.set(undefined);
    expect(draft.state).to.equal('nothing');
    await aTimeout(350);
    expect((await tabs.tab()).content).to.equal(undefined);
  });

  it('go after 30 days', async () => {
    const [store, now] = [new DeviceStore(), Date.now()];
    const drafts = new Drafts(tabs.key, store);
    const draft = await tabs.tab({ drafts });
    draft.set(note('Old', file('a.txt')));
    await saved(draft);
    await store.sweep(now - 1000);
    expect((await tabs.tab()).content!.text).to.equal('Old');
    await store.sweep(Date.now() + 1);
    expect((await tabs.tab()).content).to.equal(undefined);
  });

  describe('in two tabs', () => {
    it('are the same, where only one is changed at a time', async () => {
      const [one, two] = [await tabs.tab(), await tabs.tab()];
      one.set(note('From one', file('a.txt')));
      await waitUntil(() => two.content?.text === 'From one', 'the other tab does not follow');
      expect(two.content!.files[0]!.name).to.equal('a.txt');
      two.set(note('From two'));
      await waitUntil(() => one.content?.text === 'From two', 'the first tab does not follow');
      expect([one.other, two.other]).to.deep.equal([undefined, undefined]);
      one.set(undefined);
      await waitUntil(() => two.content === undefined, 'what was discarded stays in the other tab');
    });

    it('are kept both where both were changed: each tab has its own and offers the other’s', async () => {
      const [one, two] = [await tabs.tab(), await tabs.tab()];
      one.set(note('From one'));
      two.set(note('From two'));
      await waitUntil(() => one.other !== undefined && two.other !== undefined, 'they do not notice');
      expect([one.content!.text, one.other!.content.text, two.content!.text, two.other!.content.text]).to.deep.equal(['From one', 'From two', 'From two', 'From one']);
      const third = await tabs.tab();
      expect([third.content!.text, third.other!.content.text].sort(), 'the device has both').to.deep.equal(['From one', 'From two']);
    });

    it('are one again when the person has taken the other’s', async () => {
      const [one, two] = [await tabs.tab(), await tabs.tab()];
      one.set(note('From one'));
      two.set(note('From two'));
      await waitUntil(() => one.other !== undefined && two.other !== undefined);
      one.takeOther();
      expect([one.content!.text, one.other]).to.deep.equal(['From two', undefined]);
      await waitUntil(() => two.other === undefined, 'the other tab does not notice');
      expect(two.content!.text).to.equal('From two');
    });

    it('are one again when the person has kept what is here', async () => {
      const [one, two] = [await tabs.tab(), await tabs.tab()];
      one.set(note('From one'));
      two.set(note('From two'));
      await waitUntil(() => one.other !== undefined && two.other !== undefined);
      one.keepMine();
      expect(one.other).to.equal(undefined);
      await waitUntil(() => two.content!.text === 'From one' && two.other === undefined, 'the other tab does not follow');
    });

    it('are wiped in all of them, and not written again', async () => {
      const [one, two] = [await tabs.tab(), await tabs.tab()];
      const theirs = await tabs.tab({ viewer: 'bob' });
      theirs.set(note('Bob’s'));
      one.set(note('Alice’s'));
      await waitUntil(() => two.content !== undefined);
      await saved(theirs);
      two.set(note('Alice’s, changed'));
      await tabs.drafts().wipe('alice');
      await waitUntil(() => one.content === undefined && two.content === undefined);
      tabs.close();
      tabs.open.length = 0;
      await aTimeout(350);
      expect((await tabs.tab()).content).to.equal(undefined);
      expect((await tabs.tab({ viewer: 'bob' })).content!.text).to.equal('Bob’s');
      await tabs.drafts().wipeOthers('alice');
      expect((await tabs.tab({ viewer: 'bob' })).content).to.equal(undefined);
    });
  });

  describe('where storage', () => {
    const refuse = (name: string) => (): never => { throw new DOMException('No.', name); };
    const failing = { open: () => {
      const request = { error: new DOMException('No.', 'UnknownError') } as unknown as IDBOpenDBRequest;
      setTimeout(() => { request.onerror?.(new Event('error')); });
      return request;
    } } as unknown as IDBFactory;
    const hanging = { open: () => ({}) } as unknown as IDBFactory;

    for (const [name, factory] of [
      ['does not exist', () => undefined], ['is refused', refuse('SecurityError')], ['fails to open', () => failing], ['never opens', () => hanging],
    ] as const) {
      it(`${name}, are kept as long as the page, and say so`, async () => {
        const drafts = tabs.drafts(factory);
        const draft = await tabs.tab({ drafts });
        draft.set(note('Hello', file('a.txt')));
        await waitUntil(() => draft.state === 'page', 'it does not say so');
        draft.set(note('Hello again', file('a.txt')));
        draft.rest();
        draft.wake();
        await draft.look();
        expect(draft.content!.text).to.equal('Hello again');
        await drafts.wipe('alice');
        expect(draft.content).to.equal(undefined);
      });
    }

    it('is full, the text is kept without the files', async () => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
        if (this.name === 'files') throw new DOMException('Full.', 'QuotaExceededError');
        return put.apply(this, args);
      };
      try {
        const draft = await tabs.tab();
        draft.set(note('Hello', file('a.txt')));
        await saved(draft);
        expect(draft.lacksFiles).to.equal(true);
        draft.set(note('Hello you', draft.content!.files[0]!));
        await saved(draft);
        await draft.look();
        expect(draft.content!.files, 'this page has them').to.have.length(1);
        const again = await tabs.tab();
        expect([again.content!.text, again.content!.files.length]).to.deep.equal(['Hello you', 0]);
        draft.set(note('Without'));
        await saved(draft);
        expect(draft.lacksFiles).to.equal(false);
      } finally {
        IDBObjectStore.prototype.put = put;
      }
    });

    it('takes nothing at all, everything is kept as long as the page', async () => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = () => { throw new DOMException('Full.', 'QuotaExceededError'); };
      try {
        const draft = await tabs.tab();
        draft.set(note('Hello', file('a.txt')));
        await waitUntil(() => draft.state === 'page');
        await draft.look();
        expect([draft.content!.text, draft.content!.files.length]).to.deep.equal(['Hello', 1]);
      } finally {
        IDBObjectStore.prototype.put = put;
      }
    });

    it('is deleted while it is open, they are written into a new one', async () => {
      const draft = await tabs.tab();
      draft.set(note('One', file('a.txt')));
      await saved(draft);
      await new Promise<void>((resolve) => { indexedDB.deleteDatabase('portico').onsuccess = () => { resolve(); }; });
      draft.set(note('Two', draft.content!.files[0]!));
      await saved(draft);
      const again = await tabs.tab();
      expect([again.content!.text, again.content!.files.length]).to.deep.equal(['Two', 1]);
    });
  });
});
