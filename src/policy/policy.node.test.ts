import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory, type MemoryBackend, type MemoryData, type MemoryTicket } from '../adapters/memory/index.ts';
import {
  isPortalError, operationNames, PortalError, ticketing,
  type Customer, type ErrorCode, type Filter, type Scope, type TicketingAdapter, type TicketingBackend, type TicketingOperation, type TicketQuery, type View,
} from '../contract/index.ts';
import { everythingIn, withPolicy } from './index.ts';

const customers = ['alice@acme', 'bob@acme', 'carol@globex', 'frank@home'].map((address, index) => {
  const [name = '', organization = ''] = address.split('@');
  return { id: String(index), email: `${address}.example`, name, organizations: organization === 'home' ? [] : [organization] };
});
const [alice, bob, carol] = customers as unknown as [Customer, Customer, Customer];
const created = '2026-11-01T00:00:00Z';
const ticket = (key: string, requester: Customer, part: Partial<MemoryTicket> = {}): MemoryTicket =>
  ({ key, subject: key, requester: requester.email, stage: 'open', created, messages: [{ visibility: 'public', author: requester.email, created, text: key, files: [{ name: 'a.txt', type: '', content: key }] }], ...part });

const makeBackend = (tickets: readonly MemoryTicket[] = [ticket('own', alice), ticket('colleague', bob), ticket('stranger', carol), ticket('in-copy', carol, { cc: [alice.email] })], data: Partial<MemoryData> = {}): MemoryBackend => memory({
  data: {
    customers, organizations: [{ id: 'acme', name: 'Acme' }, { id: 'globex', name: 'Globex' }], tickets,
    forms: [{ id: 'form', name: 'Form', fields: [{ id: 'subject', type: 'text', label: '', required: true }] }], ...data,
  },
});

const ALL: Scope = { views: ['mine', 'organization', 'cc'], filter: null };
const MINE: Scope = { views: ['mine'], filter: null };
const query = (part: Partial<TicketQuery> = {}): TicketQuery => ({ view: 'mine', sort: 'id', direction: 'ascending', limit: 100, ...part });
const key = { idempotencyKey: 'k' };
const is = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);

/** A backend whose adapters do whatever they like for Alice: they see everything, or answer something else. */
const lawless = (backend: MemoryBackend, broken: Partial<TicketingAdapter> = {}): TicketingBackend => ({
  name: 'lawless',
  adapterFor: (customer, scope) => ({
    ...backend.adapterFor(customer, scope), ...broken,
    getTicket: (input, context) => Promise.any([alice, bob, carol].map((other) => backend.adapterFor(other, ALL).getTicket(input, context))).catch(() => {
      throw new PortalError('not-found', 'There is no such ticket.');
    }),
  }),
});
const guarded = (backend: TicketingBackend, customer = alice, scope: Scope = MINE): Required<TicketingAdapter> => withPolicy(backend, () => everythingIn(scope))(customer) as Required<TicketingAdapter>;

describe('the policy', () => {
  it('admits nobody whom the owner does not admit, to nothing', async () => {
    const adapter = withPolicy(makeBackend(), () => null)(alice) as unknown as Record<TicketingOperation, (input: object, context: object) => Promise<unknown>>;
    for (const name of operationNames(ticketing)) await assert.rejects(adapter[name]({}, key), is('forbidden'), name);
  });

  it('asks what a customer may reach for every adapter it makes, so that a change holds from the next one on', async () => {
    let scope: Scope | null = ALL;
    const backend = makeBackend();
    const forCustomer = withPolicy(backend, () => scope === null ? null : everythingIn(scope));
    assert.equal((await forCustomer(alice).listTickets(query({ view: 'organization' }), {})).items.length, 2);
    scope = MINE;
    await assert.rejects(forCustomer(alice).listTickets(query({ view: 'organization' }), {}), is('forbidden'));
    scope = null;
    await assert.rejects(forCustomer(alice).getProfile({}, {}), is('forbidden'));
  });

  it('gives the scope to the backend, so that nothing has to be thinned afterwards', async () => {
    const scope: Scope = { views: ['cc'], filter: { property: 'id', operator: 'is', value: '1' } };
    const asked: unknown[] = [];
    await withPolicy({ name: 'spy', adapterFor: (...given) => {
      asked.push(given);
      return makeBackend().adapterFor(...given);
    } }, () => everythingIn(scope))(alice).listForms({}, {});
    assert.deepEqual(asked, [[alice, scope]]);
  });

  it('has a way to every operation of the table and to nothing else, and none to what the backend lacks', async () => {
    const backend = makeBackend();
    const lacking: TicketingBackend = {
      name: 'lacking', adapterFor: (customer, scope) => {
        const { reply: _, closeTicket: __, ...rest } = backend.adapterFor(customer, scope);
        return { ...rest, backdoor: () => 1 } as TicketingAdapter;
      },
    };
    const adapter = guarded(lacking);
    assert.deepEqual(Object.keys(adapter), operationNames(ticketing));
    await assert.rejects(adapter.reply({ ticketId: '1', text: 'x', files: [] }, key), is('unsupported'));
    await assert.rejects(adapter.closeTicket({ ticketId: backend.idOf('own') }, key), is('unsupported'));
  });

  it('offers only the views that are granted, whatever the backend offers', async () => {
    const backend = lawless(makeBackend(), { getProfile: (input, context) => makeBackend().adapterFor(alice, ALL).getProfile(input, context) });
    assert.deepEqual((await guarded(backend).getProfile({}, {})).capabilities.views, ['mine']);
    assert.deepEqual((await guarded(backend, alice, ALL).getProfile({}, {})).capabilities.views, ['mine', 'organization', 'cc']);
  });

  it('forbids a view that is not granted, even where the backend would answer it', async () => {
    const backend = makeBackend();
    const list: TicketingAdapter['listTickets'] = (_query, context) => backend.adapterFor(alice, MINE).listTickets(query(), context);
    for (const view of ['organization', 'cc'] as const) await assert.rejects(guarded(lawless(backend, { listTickets: list })).listTickets(query({ view }), {}), is('forbidden'));
  });

  it('fails a list that holds a ticket out of scope, instead of thinning it', async () => {
    const backend = makeBackend();
    for (const [other, view] of [[bob, 'mine'], [carol, 'mine'], [alice, 'organization'], [alice, 'cc']] as const) {
      const list: TicketingAdapter['listTickets'] = (_query, context) => backend.adapterFor(other, ALL).listTickets(query({ view }), context);
      await assert.rejects(guarded(lawless(backend, { listTickets: list })).listTickets(query(), {}), is('bad-response'), `${other.name} ${view}`);
    }
  });

  it('lets a list through that holds what is granted', async () => {
    const backend = makeBackend();
    for (const [view, expected] of [['mine', ['own']], ['organization', ['own', 'colleague']], ['cc', ['in-copy']]] as const) {
      assert.deepEqual((await guarded(backend, alice, ALL).listTickets(query({ view }), {})).items.map(({ subject }) => subject), expected);
    }
  });

  /** Each operation on a ticket that a lawless backend would let through. */
  const attempts: Partial<Record<TicketingOperation, (adapter: Required<TicketingAdapter>, ticketId: string) => Promise<unknown>>> = {
    getTicket: (adapter, ticketId) => adapter.getTicket({ ticketId }, {}),
    listMessages: (adapter, ticketId) => adapter.listMessages({ ticketId, limit: 10 }, {}),
    downloadAttachment: (adapter, ticketId) => adapter.downloadAttachment({ ticketId, messageId: 'm', attachmentId: 'f' }, {}),
    reply: (adapter, ticketId) => adapter.reply({ ticketId, text: 'x', files: [] }, key),
    closeTicket: (adapter, ticketId) => adapter.closeTicket({ ticketId }, key),
    reopenTicket: (adapter, ticketId) => adapter.reopenTicket({ ticketId }, key),
    addCc: (adapter, ticketId) => adapter.addCc({ ticketId, email: bob.email }, key),
    removeCc: (adapter, ticketId) => adapter.removeCc({ ticketId, email: bob.email }, key),
    rateTicket: (adapter, ticketId) => adapter.rateTicket({ ticketId, score: 1, comment: '' }, key),
  };
  it('has an attempt below for every operation on a ticket', () => {
    assert.deepEqual(Object.keys(attempts), operationNames(ticketing).filter((name) => ticketing[name].path.includes(':ticketId')));
  });
  for (const [name, attempt] of Object.entries(attempts)) {
    it(`${name}: finds nothing out of scope even where the backend does, and calls it absent`, async () => {
      const backend = makeBackend();
      const called: string[] = [];
      const spy = (operation: string) => async (): Promise<never> => {
        called.push(operation);
        return { items: [], nextCursor: null } as never;
      };
      const everything = lawless(backend, Object.fromEntries(Object.keys(attempts).filter((one) => one !== 'getTicket').map((one) => [one, spy(one)])));
      const absent = await attempt(guarded(everything), '999').catch((error: unknown) => error as PortalError) as PortalError;
      for (const ticketKey of ['colleague', 'stranger', 'in-copy']) {
        const error = await attempt(guarded(everything), backend.idOf(ticketKey)).catch((thrown: unknown) => thrown as PortalError) as PortalError;
        assert.deepEqual([error.code, error.message, error.issues], ['not-found', absent.message, absent.issues], ticketKey);
      }
      // what reads may run at the same time, what writes or carries bytes must not have begun
      assert.deepEqual(called.filter((operation) => operation !== 'listMessages'), []);
    });
  }

  it('refuses a reply to a ticket that takes none, and files where it takes none', async () => {
    const locked = makeBackend([ticket('own', alice, { locked: true })]);
    const calm = (backend: MemoryBackend): TicketingBackend => lawless(backend, { reply: () => assert.fail('was called') });
    await assert.rejects(guarded(calm(locked)).reply({ ticketId: locked.idOf('own'), text: 'x', files: [] }, key), is('conflict'));
    const filesless = memory({ data: { customers, tickets: [ticket('own', alice)] }, capabilities: { files: null } });
    await assert.rejects(guarded(calm(filesless)).reply({ ticketId: filesless.idOf('own'), text: 'x', files: [new File(['x'], 'x')] }, key), is('conflict'));
    assert.equal((await guarded(filesless).reply({ ticketId: filesless.idOf('own'), text: 'x', files: [] }, key)).text, 'x');
  });

  it('closes and reopens only what may be, and leaves alone what is already so', async () => {
    const never = { closeTicket: () => assert.fail('was called'), reopenTicket: () => assert.fail('was called') };
    const backend = makeBackend([ticket('open', alice, { locked: true }), ticket('closed', alice, { locked: true, stage: 'closed' })]);
    const adapter = guarded(lawless(backend, never));
    await assert.rejects(adapter.closeTicket({ ticketId: backend.idOf('open') }, key), is('conflict'));
    await assert.rejects(adapter.reopenTicket({ ticketId: backend.idOf('closed') }, key), is('conflict'));
    assert.equal((await adapter.closeTicket({ ticketId: backend.idOf('closed') }, key)).status.category, 'closed');
    assert.equal((await adapter.reopenTicket({ ticketId: backend.idOf('open') }, key)).status.category, 'open');
    const free = makeBackend([ticket('own', alice)]);
    assert.equal((await guarded(free).closeTicket({ ticketId: free.idOf('own') }, key)).status.category, 'closed');
    assert.equal((await guarded(free).reopenTicket({ ticketId: free.idOf('own') }, { idempotencyKey: 'k2' })).status.category, 'open');
  });

  it('does not believe a new ticket that belongs to somebody else', async () => {
    const backend = makeBackend();
    const input = { formId: 'form', values: { subject: 'New' }, files: {} };
    const broken = { createTicket: backend.adapterFor(bob, MINE).createTicket } as Partial<TicketingAdapter>;
    await assert.rejects(guarded(lawless(backend, broken)).createTicket(input, key), is('bad-response'));
    assert.equal((await guarded(backend).createTicket(input, { idempotencyKey: 'k2' })).requester.email, alice.email);
  });

  it('compares addresses without regard to case', async () => {
    const backend = makeBackend([ticket('own', { ...alice, email: 'ALICE@Acme.example' })], { customers: [] });
    assert.equal((await guarded(backend).getTicket({ ticketId: backend.idOf('own') }, {})).requester.email, 'ALICE@Acme.example');
    assert.equal((await guarded(backend).listTickets(query(), {})).items.length, 1);
    assert.equal((await guarded(backend).getTicket({ ticketId: backend.idOf('own') }, {})).subject, 'own');
  });
});

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

describe('visible(list) = { t : may read t }', () => {
  const VIEWS: readonly View[] = ['mine', 'organization', 'cc'];
  const random = numbers(42);
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;

  const someTickets = (): MemoryTicket[] => Array.from({ length: 25 }, (_, index) => {
    const requester = pick(customers);
    return ticket(`t${String(index)}`, requester, {
      subject: pick(['Alpha', 'beta 100%', 'Gamma "x"']), stage: pick(['open', 'closed', 'nobody-knows']), created: `2026-0${String(1 + random(9))}-01T00:00:00Z`, queue: pick(['support', 'billing']),
      cc: random(3) === 0 ? [pick(customers).email] : [], organization: pick(['acme', 'globex', null]), fields: { tag: pick(['red', 'blue', null]) },
    });
  });
  const someFilter = (depth: number): Filter => {
    if (depth > 0 && random(2) === 0) {
      const parts = Array.from({ length: random(4) }, () => someFilter(depth - 1));
      return random(2) === 0 ? { all: parts } : { any: parts };
    }
    return pick<Filter>([
      { property: 'subject', operator: pick(['is', 'is-not']), value: 'alpha' }, { property: 'subject', operator: pick(['contains', 'not-contains']), value: '%' },
      { property: 'category', operator: pick(['is', 'is-not']), value: 'open' }, { property: 'stage', operator: pick(['in', 'not-in']), value: ['closed', 'nobody-knows'] },
      { property: 'created', operator: pick(['before', 'after']), value: '2026-05-01' }, { property: 'requester', operator: pick(['is', 'is-not']), value: alice.email },
      { property: 'organization', operator: pick(['is-known', 'is-unknown']) }, { property: 'queue', operator: 'is', value: 'billing' }, { property: 'field:tag', operator: pick(['is', 'is-known', 'is-unknown']), value: 'red' },
    ]);
  };

  it('holds for 300 random desks, customers and scopes', async () => {
    let seen = 0;
    for (let round = 0; round < 300; round += 1) {
      const tickets = someTickets();
      const backend = makeBackend(tickets, { fields: [{ id: 'tag', label: 'Tag', type: 'text' }] });
      const views = VIEWS.filter(() => random(2) === 0);
      const scope: Scope = { views, filter: random(4) === 0 ? null : someFilter(2) };
      const adapter = guarded(backend, pick(customers), scope);
      const listed = new Set<string>();
      for (const view of views) for (const { id } of (await adapter.listTickets(query({ view }), {})).items) listed.add(id);
      const ids = tickets.map((one) => backend.idOf(one.key));
      const opened = await Promise.all(ids.map((ticketId) => adapter.getTicket({ ticketId }, {}).then(() => ticketId, (error: unknown) => {
        assert.ok(is('not-found')(error), String(error));
        return '';
      })));
      assert.deepEqual(opened.filter((id) => id !== '').sort(), [...listed].sort(), JSON.stringify(scope));
      for (const view of VIEWS.filter((one) => !views.includes(one))) await assert.rejects(adapter.listTickets(query({ view }), {}), is('forbidden'));
      seen += listed.size;
    }
    assert.ok(seen > 300, 'the desks are not empty');
  });
});
