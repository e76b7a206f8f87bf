import { expect } from '@open-wc/testing';
import { digest } from './digest.ts';
import { SeenTickets } from './seen.ts';

const T0 = Date.parse('2026-11-01T00:00:00Z');
const moment = (minutes: number): string => new Date(T0 + minutes * 60_000).toISOString();
const ticket = (id: string, minutes: number, lastMessageBy: 'customer' | 'support' | null = 'support') => ({ id, lastActivity: moment(minutes), lastMessageBy });

describe('what a customer has seen', () => {
  let count = 0;
  let key = '';
  const storageKey = (email = 'a@x.example'): string => `portico:seen:${key}:${digest(email)}`;
  const visitedAt = (minutes: number, times: Record<string, number> = {}): void => {
    const tickets = Object.fromEntries(Object.entries(times).map(([id, time]) => [id, [time, 'open']]));
    localStorage.setItem(storageKey(), JSON.stringify({ since: T0 + minutes * 60_000, tickets }));
  };
  beforeEach(() => { key = `seen-${String(count += 1)}`; });
  afterEach(() => { localStorage.clear(); });

  it('calls nothing new on the first visit', () => {
    expect(new SeenTickets(key, 'a@x.example').isNew(ticket('1', 10))).to.equal(false);
  });

  it('calls new what support wrote since the last visit, until it is seen', () => {
    visitedAt(0);
    const seen = new SeenTickets(key, 'a@x.example');
    expect(seen.isNew(ticket('1', 10))).to.equal(true);
    seen.markSeen('1', moment(10), 'open');
    expect(seen.isNew(ticket('1', 10))).to.equal(false);
    expect(seen.isNew(ticket('1', 11))).to.equal(true);
    expect(seen.isNew(ticket('2', 10))).to.equal(true);
  });

  it('remembers in which state a ticket was seen, and shows neither address nor anything of the ticket on the device', () => {
    visitedAt(0);
    const seen = new SeenTickets(key, 'a@x.example');
    expect(seen.seenStage('1')).to.equal(undefined);
    seen.markSeen('1', moment(10), 'open');
    seen.markSeen('1', moment(10), 'solved');
    seen.markSeen('1', moment(5), 'solved');
    expect(seen.seenStage('1')).to.equal('solved');
    expect(seen.seenUntil('1')).to.equal(Date.parse(moment(10)));
    expect(JSON.stringify(Object.entries(localStorage))).not.to.contain('a@x.example');
  });

  it('never calls the customer’s own messages new', () => {
    visitedAt(0);
    expect(new SeenTickets(key, 'a@x.example').isNew(ticket('1', 10, 'customer'))).to.equal(false);
    expect(new SeenTickets(key, 'a@x.example').isNew(ticket('1', 10, null))).to.equal(false);
  });

  it('is known to all elements of the page at once', () => {
    visitedAt(0);
    const list = new SeenTickets(key, 'a@x.example');
    let calls = 0;
    const end = SeenTickets.onChange(() => { calls += 1; });
    new SeenTickets(key, 'a@x.example').markSeen('1', moment(10), 'open');
    expect(list.isNew(ticket('1', 10))).to.equal(false);
    expect(calls).to.equal(1);
    end();
    new SeenTickets(key, 'a@x.example').markSeen('1', moment(20), 'open');
    expect(calls).to.equal(1);
  });

  it('takes over what another tab has seen, and keeps it when writing', () => {
    visitedAt(0);
    const seen = new SeenTickets(key, 'a@x.example');
    expect(seen.isNew(ticket('1', 10))).to.equal(true);
    visitedAt(0, { 1: T0 + 600_000 });
    window.dispatchEvent(new StorageEvent('storage', { key: storageKey() }));
    expect(seen.isNew(ticket('1', 10))).to.equal(false);
    visitedAt(0, { 1: T0 + 600_000, 3: T0 + 600_000 });
    seen.markSeen('2', moment(10), 'open');
    expect(JSON.parse(localStorage.getItem(storageKey()) ?? '')).to.deep.equal({ since: T0, tickets: { 1: [T0 + 600_000, 'open'], 2: [T0 + 600_000, 'open'], 3: [T0 + 600_000, 'open'] } });
  });

  it('is a customer’s own', () => {
    visitedAt(0);
    localStorage.setItem(storageKey('b@x.example'), JSON.stringify({ since: T0, tickets: {} }));
    new SeenTickets(key, 'a@x.example').markSeen('1', moment(10), 'open');
    expect(new SeenTickets(key, 'b@x.example').isNew(ticket('1', 10))).to.equal(true);
  });

  it('stays small, and forgetting makes nothing new', () => {
    visitedAt(0, Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`t${String(index)}`, T0 + (index + 1) * 60_000])));
    const seen = new SeenTickets(key, 'a@x.example');
    seen.markSeen('last', moment(1000), 'open');
    const { tickets } = JSON.parse(localStorage.getItem(storageKey()) ?? '') as { tickets: object };
    expect(Object.keys(tickets)).to.have.length(500);
    expect(Object.hasOwn(tickets, 't0')).to.equal(false);
    expect(seen.isNew(ticket('t0', 1))).to.equal(false);
    expect(seen.isNew(ticket('t0', 2))).to.equal(true);
  });

  it('survives what is no longer readable', () => {
    for (const broken of ['{', '[]', '{"since":"x","tickets":{}}', '{"since":1,"tickets":{"1":"x"}}', '{"since":1,"tickets":{"1":[1]}}', 'null']) {
      key = `seen-${String(count += 1)}`;
      localStorage.setItem(storageKey(), broken);
      const seen = new SeenTickets(key, 'a@x.example');
      expect(seen.isNew(ticket('1', 10)), broken).to.equal(false);
      seen.markSeen('1', moment(1e7), 'open');
      expect(seen.seenUntil('1'), broken).to.equal(Date.parse(moment(1e7)));
    }
  });

  it('lasts as long as the page where storage is blocked', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => { throw new DOMException('', 'SecurityError'); };
    try {
      const seen = new SeenTickets(key, 'a@x.example');
      seen.markSeen('1', moment(1e7), 'open');
      expect(new SeenTickets(key, 'a@x.example').seenUntil('1')).to.equal(Date.parse(moment(1e7)));
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
