import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory, type MemoryBackend, type MemoryData, type MemoryOptions, type MemoryTicket } from '../adapters/memory/index.ts';
import { isPortalError, validated, type Customer, type ErrorCode, type TicketingAdapter, type TicketingClient } from '../contract/index.ts';
import { everythingIn, withPolicy, type Policy } from './index.ts';

const [alice, bob, carol] = ['alice@acme', 'bob@acme', 'carol@globex'].map((address, index): Customer => ({ id: String(index), email: `${address}.example`, name: address })) as [Customer, Customer, Customer];
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-20T12:00:00Z');
const at = (daysAgo: number): string => new Date(NOW - daysAgo * DAY).toISOString();
const text = (id: string, part: object = {}) => ({ id, type: 'text' as const, label: id, required: false, ...part });

const ticket = (key: string, part: Partial<MemoryTicket> = {}): MemoryTicket => ({
  key, subject: key, requester: alice.email, stage: 'new', created: at(30), fields: { product: 'Cloud', order: 'A1', cause: 'x' },
  messages: [{ visibility: 'public', author: alice.email, created: at(30), text: key }], ...part,
});
const data = (): Partial<MemoryData> => ({
  customers: [alice, bob, carol].map(({ email, name }) => ({ email, name, organizations: [email.includes('acme') ? 'acme' : 'globex'] })), organizations: [{ id: 'acme', name: 'Acme' }, { id: 'globex', name: 'Globex' }],
  stages: [{ id: 'new', label: 'Secret new', category: 'open' }, { id: 'escalated', label: 'Secret escalated', category: 'open' }, { id: 'done', label: 'Secret done', category: 'closed' }],
  fields: ['product', 'order', 'cause'].map((id) => ({ id, label: id, type: 'text' })),
  forms: ['first', 'second', 'third'].map((id) => ({ id, name: id, fields: [text('subject', { required: true }), text('product'), text('order', { required: true })] })),
  tickets: [ticket('open'), ticket('angry', { stage: 'escalated' }), ticket('closed-3', { stage: 'done', closed: at(3) }), ticket('closed-9', { stage: 'done', closed: at(9) }), ticket('colleague', { requester: bob.email }), ticket('stranger', { requester: carol.email })],
});

interface Told { readonly backend: MemoryBackend; readonly client: TicketingClient; id(key: string): string }

/** Alice under a policy that forbids nothing but what is said. */
function told(part: Omit<Partial<Policy>, 'actions'> & { actions?: Partial<Policy['actions']> } = {}, { now = () => NOW, ...how }: MemoryOptions = {}): Told {
  const backend = memory({ data: data(), now, ...how });
  const all = everythingIn({ views: ['mine', 'organization', 'cc'], filter: null, ...part.scope });
  const policy: Policy = { ...all, ...part, actions: { ...all.actions, ...part.actions } };
  return { backend, client: validated(withPolicy(backend, () => policy, { now })(alice)), id: (key) => backend.idOf(key) };
}
let keys = 0;
const key = () => ({ idempotencyKey: `k${String(keys += 1)}` });
const is = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
/** All that customers are told of states, wherever they are told. */
async function states({ client, id }: Told): Promise<string> {
  const { capabilities: { stages } } = await client.getProfile({}, {});
  const closed = await client.reopenTicket({ ticketId: id('open') }, key());
  return JSON.stringify([stages, (await client.listTickets({}, {})).items, await client.getTicket({ ticketId: id('angry') }, {}), closed, await client.closeTicket({ ticketId: id('angry') }, key())]);
}

describe('the state of a ticket', () => {
  it('is told as open or closed where the owner shows no more, in every answer', async () => {
    const portal = told({ status: 'category' });
    const said = await states(portal);
    assert.doesNotMatch(said, /Secret|escalated|"done"/);
    assert.match(said, /^\[\[\],/, 'there are no stages');
    assert.match(said, /"status":\{"category":"closed","stage":"closed","label":"Closed"\}/);
    for (const stage of ['escalated', 'nonsense', 'open']) await assert.rejects(portal.client.listTickets({ stage }, {}), is('invalid-input'), stage);
    assert.equal((await portal.client.listTickets({ status: 'closed' }, {})).items.length, 3);
  });

  it('is not told by the label of another stage that is called like it', async () => {
    const stages = [{ id: 'open', label: 'Open', category: 'open' }, { id: 'escalated', label: 'Secret escalated', category: 'open' }] as const;
    const backend = memory({ data: { ...data(), stages, tickets: [ticket('worked-on', { stage: 'open' }), ticket('angry', { stage: 'escalated' })] }, now: () => NOW });
    const policy: Policy = { ...everythingIn({ views: ['mine'], filter: null }), status: { open: { en: 'Being worked on' } } };
    const { items } = await validated(withPolicy(backend, () => policy, { now: () => NOW })(alice)).listTickets({ sort: 'id', direction: 'ascending' }, {});
    assert.deepEqual(items.map(({ status }) => status), [
      { category: 'open', stage: 'open', label: 'Being worked on' }, { category: 'open', stage: '', label: 'Open' },
    ]);
  });

  it('is told by the owner\'s labels, and as open or closed where there is none', async () => {
    const portal = told({ status: { new: { ko: '새로', en: 'Received' }, gone: { en: 'Gone' }, done: { en: ' ' } } });
    const said = await states(portal);
    assert.doesNotMatch(said, /Secret|escalated|Gone/);
    const { capabilities: { stages } } = await portal.client.getProfile({}, {});
    assert.deepEqual(stages, [{ id: 'new', label: 'Received', category: 'open' }]);
    const { items } = await portal.client.listTickets({ stage: 'new' }, {});
    assert.deepEqual(items.map(({ subject, status }) => [subject, status.label]), [['open', 'Received']]);
    await assert.rejects(portal.client.listTickets({ stage: 'escalated' }, {}), is('invalid-input'));
    await assert.rejects(portal.client.listTickets({ stage: 'done' }, {}), is('invalid-input'), 'a label without a letter is none');
  });

  it('is told by the backend\'s own names where the owner shows them', async () => {
    const portal = told({ status: 'stage' });
    assert.match(await states(portal), /Secret escalated/);
    assert.equal((await portal.client.listTickets({ stage: 'escalated' }, {})).items.length, 0, 'closed by now');
  });
});

describe('fields', () => {
  it('are hidden until they are chosen, and come in the chosen order', async () => {
    const fields = async (chosen: Policy['fields'], columns: string[] = []): Promise<unknown[]> => {
      const { client, id } = told({ fields: chosen, scope: { views: ['mine'], filter: null, columns } });
      const [row] = (await client.listTickets({ sort: 'id', direction: 'ascending' }, {})).items;
      return [(await client.getTicket({ ticketId: id('open') }, {})).fields.map((field) => field.id), row?.fields?.map((field) => field.id)];
    };
    assert.deepEqual(await fields([]), [[], undefined]);
    assert.deepEqual(await fields(['order', 'gone', 'product'], ['cause', 'product']), [['order', 'product'], ['cause', 'product']]);
    assert.deepEqual(await fields('all'), [['product', 'order', 'cause'], undefined]);
  });

  it('that a backend adds on its own stay hidden, in lists too', async () => {
    const { backend } = told();
    const extra = { id: 'cause', label: 'Cause', type: 'text' as const, value: 'x' };
    const talkative = {
      name: 'talkative', adapterFor: (...given: Parameters<MemoryBackend['adapterFor']>): TicketingAdapter => {
        const adapter = backend.adapterFor(...given);
        return { ...adapter, listTickets: async (query, context) => { const page = await adapter.listTickets(query, context); return { ...page, items: page.items.map((row) => ({ ...row, fields: [extra] })) }; } };
      },
    };
    const listed = async (columns: string[]) => (await validated(withPolicy(talkative, () => everythingIn({ views: ['mine'], filter: null, columns }))(alice)).listTickets({}, {})).items[0]?.fields;
    assert.deepEqual([await listed([]), await listed(['product']), await listed(['cause'])], [undefined, [], [extra]]);
  });
});

describe('what customers may do', () => {
  const may = async ({ client, id }: Told, which: string) => (await client.getTicket({ ticketId: id(which) }, {})).capabilities;

  it('opens a closed ticket again within so many days only, by a reply or without', async () => {
    const portal = told({ actions: { reopen: { days: 7 } } });
    const [soon, late] = [await may(portal, 'closed-3'), await may(portal, 'closed-9')];
    assert.deepEqual([soon.reopen, soon.reply, soon.attach, soon.followUp], [true, true, true, false]);
    assert.deepEqual([late.reopen, late.reply, late.attach, late.followUp], [false, false, false, true]);
    const [ticketId, old] = [portal.id('closed-3'), portal.id('closed-9')];
    await assert.rejects(portal.client.reply({ ticketId: old, text: 'x' }, key()), is('conflict'));
    await assert.rejects(portal.client.reopenTicket({ ticketId: old }, key()), is('conflict'));
    assert.equal((await portal.client.reopenTicket({ ticketId }, key())).status.category, 'open');
    for (const [now, reopen] of [[NOW + 4 * DAY, true], [NOW + 4 * DAY + 1, false]] as const) {
      assert.equal((await may(told({ actions: { reopen: { days: 7 } } }, { now: () => now }), 'closed-3')).reopen, reopen, 'to the millisecond');
    }
    assert.equal((await may(told({ actions: { reopen: { days: null } } }), 'closed-9')).reopen, true);
  });

  it('never opens one where the owner does not let them', async () => {
    const portal = told({ actions: { reopen: null } });
    const { reopen, reply, followUp } = await may(portal, 'closed-3');
    assert.deepEqual([reopen, reply, followUp], [false, false, true]);
    await assert.rejects(portal.client.reopenTicket({ ticketId: portal.id('closed-3') }, key()), is('unsupported'));
    await assert.rejects(portal.client.reply({ ticketId: portal.id('closed-3'), text: 'x' }, key()), is('conflict'));
    assert.equal((await may(portal, 'open')).reply, true);
  });

  it('goes on with a ticket that takes no reply any more, in a new one that leads to it', async () => {
    const portal = told({ actions: { reopen: { days: 7 } } });
    const follow = (followUpOf: string) => portal.client.createTicket({ formId: 'first', values: { subject: 'Again', order: '1' }, followUpOf }, key());
    const made = await follow(portal.id('closed-9'));
    assert.deepEqual(made.followUpOf?.id, portal.id('closed-9'));
    assert.deepEqual((await portal.client.getTicket({ ticketId: portal.id('closed-9') }, {})).followUps?.map(({ id }) => id), [made.id]);
    for (const which of ['closed-3', 'open']) await assert.rejects(follow(portal.id(which)), is('conflict'), which);
    await assert.rejects(follow(portal.id('stranger')), is('not-found'));
    await assert.rejects(follow('nonsense'), is('not-found'));
    assert.equal((await may(told({ actions: { reopen: null }, forms: [] }), 'closed-9')).followUp, false, 'without a form there is no new ticket');
  });

  it('puts nobody, colleagues or anybody in copy, as the owner says', async () => {
    const add = ({ client, id }: Told, email: string) => client.addCc({ ticketId: id('open'), email }, key());
    const nobody = told({ actions: { cc: 'nobody' } });
    assert.deepEqual([(await nobody.client.getProfile({}, {})).capabilities.cc, (await may(nobody, 'open')).cc], [false, false]);
    await assert.rejects(add(nobody, bob.email), is('unsupported'));
    await assert.rejects(nobody.client.listColleagues({}, {}), is('unsupported'));
    await assert.rejects(nobody.client.removeCc({ ticketId: nobody.id('open'), email: bob.email }, key()), is('unsupported'));
    const colleagues = told({ actions: { cc: 'colleagues' } });
    assert.deepEqual((await colleagues.client.listColleagues({}, {})).items.map(({ email }) => email), [bob.email]);
    assert.deepEqual((await add(colleagues, bob.email.toUpperCase())).cc.map(({ email }) => email), [bob.email]);
    for (const email of [carol.email, 'stranger@nowhere.example', 'b@acme.example', 'bob@acme.exampl']) await assert.rejects(add(colleagues, email), is('invalid-input'), email);
    assert.deepEqual((await colleagues.client.removeCc({ ticketId: colleagues.id('open'), email: bob.email }, key())).cc, []);
    assert.equal((await add(told({ actions: { cc: 'anybody' } }), carol.email)).cc[0]?.email, carol.email);
    const agents = told({ actions: { cc: 'colleagues' } }, { data: { ...data(), tickets: [ticket('open', { cc: [carol.email] })] } });
    assert.equal((await add(agents, carol.email)).cc.length, 1, 'who is in copy already stays so');
  });

  it('lets nobody who was put in copy bring others along; a colleague who sees the ticket anyway may', async () => {
    const add = ({ client, id }: Told) => client.addCc({ ticketId: id('theirs'), email: bob.email }, key());
    const theirs = (part: Partial<MemoryTicket>) => ({ data: { ...data(), tickets: [ticket('theirs', part)] } });
    const copied = told({}, theirs({ requester: carol.email, cc: [alice.email] }));
    assert.equal((await may(copied, 'theirs')).cc, false);
    await assert.rejects(add(copied), is('conflict'));
    await assert.rejects(copied.client.removeCc({ ticketId: copied.id('theirs'), email: alice.email }, key()), is('conflict'));
    assert.equal((await may(told({}, theirs({ requester: bob.email })), 'theirs')).cc, true);
    assert.equal((await may(told({}, theirs({ requester: bob.email, cc: [alice.email] })), 'theirs')).cc, false);
  });

  it('rates closed tickets where the owner wants it', async () => {
    const rate = ({ client, id }: Told, which: string) => client.rateTicket({ ticketId: id(which), score: 5 }, key());
    assert.deepEqual((await rate(told(), 'closed-9')).rating, { score: 5, comment: '' });
    await assert.rejects(rate(told(), 'open'), is('conflict'));
    const without = told({ actions: { rate: false } });
    assert.deepEqual([(await without.client.getProfile({}, {})).capabilities.rate, (await may(without, 'closed-9')).rate], [false, false]);
    await assert.rejects(rate(without, 'closed-9'), is('unsupported'));
  });

  it('replies and closes where the owner lets them', async () => {
    const portal = told({ actions: { reply: false, close: false } });
    const { capabilities } = await portal.client.getProfile({}, {});
    assert.deepEqual([capabilities.reply, capabilities.closeTicket], [false, false]);
    const { reply, attach, close } = await may(portal, 'open');
    assert.deepEqual([reply, attach, close], [false, false, false]);
    await assert.rejects(portal.client.reply({ ticketId: portal.id('open'), text: 'x' }, key()), is('unsupported'));
    await assert.rejects(portal.client.closeTicket({ ticketId: portal.id('open') }, key()), is('unsupported'));
  });
});

describe('forms', () => {
  it('are those that the owner has connected, in the owner\'s order', async () => {
    const { client } = told({ forms: [{ id: 'third', conditions: {} }, { id: 'gone', conditions: {} }, { id: 'first', conditions: {} }] });
    assert.deepEqual((await client.listForms({}, {})).items.map(({ id }) => id), ['third', 'first']);
    for (const formId of ['second', 'gone']) {
      await assert.rejects(client.getForm({ formId }, {}), is('not-found'), formId);
      await assert.rejects(client.createTicket({ formId, values: { subject: 'x', order: '1' } }, key()), is('not-found'), formId);
    }
    assert.equal((await client.createTicket({ formId: 'first', values: { subject: 'x', order: '1' } }, key())).subject, 'x');
  });

  it('are none at all where there is no form', async () => {
    const { client } = told({ forms: [] });
    assert.equal((await client.getProfile({}, {})).capabilities.createTicket, false);
    assert.deepEqual((await client.listForms({}, {})).items, []);
    await assert.rejects(client.createTicket({ formId: 'first', values: { subject: 'x' } }, key()), is('unsupported'));
  });

  it('ask for a field only under the owner\'s condition, and take no answer to what was not asked', async () => {
    const { client } = told({ forms: [{ id: 'first', conditions: { order: { field: 'product', is: ['Cloud'] }, constructor: { field: 'x', is: [] } } }] });
    const { fields } = await client.getForm({ formId: 'first' }, {});
    assert.deepEqual(fields.map(({ id, when }) => [id, when]), [['subject', undefined], ['product', undefined], ['order', { field: 'product', is: ['Cloud'] }]]);
    const make = (values: Record<string, string>) => client.createTicket({ formId: 'first', values: { subject: 'x', ...values } }, key());
    await assert.rejects(make({ product: 'Cloud' }), is('invalid-input'), 'it is required where it is asked');
    await assert.rejects(make({ product: 'Desktop', order: 'A1' }), is('invalid-input'));
    assert.equal((await make({ product: 'Cloud', order: 'A1' })).subject, 'x');
    assert.equal((await make({ product: 'Desktop' })).subject, 'x');
  });
});
