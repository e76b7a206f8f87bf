import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { memory, type MemoryBackend } from '../adapters/memory/index.ts';
import { isWrite, operationNames, ticketing, type Message, type Scope, type Ticket, type TicketingOperation } from '../contract/index.ts';
import { CANARY, suiteData, type CustomerKey } from '../testing/index.ts';
import { browser, gatewayOver, get, key, post, signedIn, type Browser, type TestGateway } from './helpers.node.test.ts';

const data = suiteData();
const emailOf = (name: CustomerKey): string => data.customers.find((customer) => customer.key === name)!.email;

/** Who tries. `bob` may see his organization's tickets, `dave` of the same organization may not. */
const SCOPES: Readonly<Record<string, Scope['views']>> = { bob: ['mine', 'organization', 'cc'] };
const ATTACKERS = ['bob', 'dave', 'carol', 'frank', 'malice', 'anonymous', 'expired', 'disabled'] as const;

interface Target { readonly ticketId: string; readonly messageId: string; readonly attachmentId: string }

/** How each operation reaches for an object of somebody else. An operation without a row does not compile; null: it names no object. */
const ATTEMPTS: { readonly [Name in TicketingOperation]: ((target: Target) => { path: string; body?: Record<string, unknown> }) | null } = {
  getProfile: null, listTickets: null, listForms: null, getForm: null, createTicket: null, listColleagues: null,
  getTicket: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}` }),
  listMessages: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/messages` }),
  downloadAttachment: ({ ticketId, messageId, attachmentId }) => ({ path: `/v1/tickets/${ticketId}/messages/${messageId}/attachments/${attachmentId}` }),
  reply: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/messages`, body: { text: 'Let me in.' } }),
  closeTicket: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/close`, body: {} }),
  reopenTicket: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/reopen`, body: {} }),
  addCc: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/cc`, body: { email: 'malice@acme.example' } }),
  removeCc: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/cc`, body: { email: 'malice@acme.example' } }),
  rateTicket: ({ ticketId }) => ({ path: `/v1/tickets/${ticketId}/rating`, body: { score: 1 } }),
};
const names = operationNames(ticketing).filter((name) => ATTEMPTS[name] !== null);

/** Ids that are not the ticket's, but come close to it. */
const SPELLINGS: readonly ((id: string) => string)[] = [
  (id) => `%20${id}`, (id) => `${id}%20`, (id) => `0${id}`, (id) => `${id}.0`, (id) => `${id}e0`, (id) => `+${id}`, (id) => `-${id}`, (id) => `%2B${id}`, (id) => `${id}%00`, (id) => `${id}%0a`,
  (id) => [...id].map((letter) => `%25${letter.charCodeAt(0).toString(16)}`).join(''), (id) => `${id};x`, (id) => `${id}%2f`, (id) => `${id}%2fmessages`, (id) => `[${id}]`, (id) => `${id},${id}`,
  (id) => `0x${Number(id).toString(16)}`, (id) => id.replace(/\d/g, (digit) => encodeURIComponent(String.fromCodePoint(0xff10 + Number(digit)))), (id) => `%E2%80%8B${id}`, (id) => `${id}'--`, () => '*',
];

describe('somebody else\'s objects', () => {
  let backend: MemoryBackend;
  let gateway: TestGateway;
  const tabs = new Map<string, Browser>();
  let target: Target;
  const original = { ticket: '', messages: '' };

  before(async () => {
    backend = memory({ data, firstTicketId: 96 });
    gateway = gatewayOver(backend, {
      scopeOf: ({ email }) => ({ views: SCOPES[email.split('@')[0]!] ?? ['mine'], filter: null }),
      limits: { writesPerMinute: 100_000 },
    });
    for (const name of ['alice', 'wendy', 'bob', 'dave', 'carol', 'frank', 'malice'] as const) tabs.set(name, await signedIn(gateway, emailOf(name)));
    tabs.set('anonymous', browser(gateway));
    const expired = await signedIn(gateway, emailOf('erin'));
    const cookies = [...expired.cookies];
    await expired.fetch(post('/v1/session', {}, {}, 'DELETE'));
    for (const [name, value] of cookies) expired.cookies.set(name, value);
    tabs.set('expired', expired);
    tabs.set('disabled', await signedIn(gateway, emailOf('henry')));
    await gateway.accounts.disable(emailOf('henry'));
    target = await targetOf('alice', backend.idOf('conversation'));
    original.ticket = await text('alice', `/v1/tickets/${target.ticketId}`);
    original.messages = await text('alice', `/v1/tickets/${target.ticketId}/messages`);
  });
  after(() => gateway.close());

  const fetchAs = (who: string, request: Request): Promise<Response> => tabs.get(who)!.fetch(request);
  const text = async (who: string, path: string): Promise<string> => (await fetchAs(who, get(path))).text();
  async function targetOf(who: string, ticketId: string): Promise<Target> {
    const { items } = JSON.parse(await text(who, `/v1/tickets/${ticketId}/messages?limit=100`)) as { items: Message[] };
    const message = items.find(({ attachments }) => attachments.length > 0) ?? items[0]!;
    return { ticketId, messageId: message.id, attachmentId: message.attachments[0]?.id ?? 'x' };
  }
  const attempt = (name: TicketingOperation, at: Target): Request => {
    const { path, body } = ATTEMPTS[name]!(at);
    return isWrite(ticketing[name]) ? post(path, body, key(), ticketing[name].method) : get(path);
  };
  /** All that a client can see of an answer. */
  const seen = async (response: Response): Promise<string> =>
    JSON.stringify([response.status, [...response.headers].filter(([name]) => name !== 'set-cookie'), await response.text()]);

  const statusIn = (answer: string): number => (JSON.parse(answer) as [number])[0];

  it('read exactly like what does not exist, for everybody, in every operation, however the id is spelled', async () => {
    let cells = 0;
    for (const who of ATTACKERS) {
      for (const name of names) {
        const absent = await seen(await fetchAs(who, attempt(name, { ticketId: '987654', messageId: 'nowhere', attachmentId: 'nowhere' })));
        const expected = ['anonymous', 'expired', 'disabled'].includes(who) ? 401 : 404;
        assert.equal(statusIn(absent), expected, `${who} ${name}: absent`);
        const may = who === 'bob'; // the organization's tickets are open to him
        for (const spell of may ? SPELLINGS : [(id: string) => id, ...SPELLINGS]) {
          cells += 1;
          assert.equal(await seen(await fetchAs(who, attempt(name, { ...target, ticketId: spell(target.ticketId) }))), absent, `${who} ${name} ${spell(target.ticketId)}`);
        }
      }
    }
    assert.equal(await text('alice', `/v1/tickets/${target.ticketId}`), original.ticket, 'the ticket is as it was');
    assert.equal(await text('alice', `/v1/tickets/${target.ticketId}/messages`), original.messages, 'the conversation is as it was');
    assert.equal((await fetchAs('bob', attempt('getTicket', target))).status, 200, 'whom the organization\'s view is granted to may read');
    assert(cells > 900, `${String(cells)} cells`);
  });

  it('are not reached by an id in the query, the body or a header of a request about an own one', async () => {
    const own = (await (await fetchAs('carol', get('/v1/tickets'))).json() as { items: Ticket[] }).items[0]!;
    const foreign = target.ticketId;
    const asked = await (await fetchAs('carol', get(`/v1/tickets/${own.id}?ticketId=${foreign}&id=${foreign}`, { 'X-Ticket-Id': foreign, 'X-HTTP-Method-Override': 'DELETE' }))).json() as Ticket;
    assert.equal(asked.id, own.id);
    const messages = await text('carol', `/v1/tickets/${own.id}/messages?ticketId=${foreign}&ticketId[]=${foreign}&customer=${emailOf('alice')}`);
    assert.equal(messages, await text('carol', `/v1/tickets/${own.id}/messages`));
    const reply = await fetchAs('carol', post(`/v1/tickets/${own.id}/messages?ticketId=${foreign}`, { text: 'About mine', ticketId: foreign, id: foreign, ticket: { id: foreign } }, key()));
    assert.equal(reply.status, 200);
    assert.match(await text('carol', `/v1/tickets/${own.id}/messages`), /About mine/);
    assert.equal(await text('alice', `/v1/tickets/${foreign}/messages`), original.messages);
  });

  it('are not listed by parameters that ask for more than is granted', async () => {
    const mine = await text('dave', '/v1/tickets?limit=100');
    for (const extra of ['requester=alice@acme.example', 'organization=acme', 'filter={"all":[]}', 'scope=all', 'view=mine&customer=alice@acme.example']) {
      assert.equal(await text('dave', `/v1/tickets?limit=100&${extra}`), mine, extra);
    }
    for (const view of ['organization', 'cc']) assert.equal((await fetchAs('dave', get(`/v1/tickets?view=${view}`))).status, 403, view);
    for (const view of ['all', 'mine,organization', '']) assert.equal((await fetchAs('dave', get(`/v1/tickets?view=${view}`))).status, 422, view);
  });

  it('stay with their ticket: a message or a file under another own ticket is absent', async () => {
    const other = (await (await fetchAs('alice', get('/v1/tickets'))).json() as { items: Ticket[] }).items.find(({ id }) => id !== target.ticketId)!;
    const absent = await seen(await fetchAs('alice', attempt('downloadAttachment', { ...target, attachmentId: 'nowhere' })));
    assert.equal(statusIn(absent), 404);
    const { items } = JSON.parse(original.messages) as { items: Message[] };
    const second = items.find(({ id }) => id !== target.messageId)!;
    for (const crossing of [{ ...target, ticketId: other.id }, { ...target, messageId: second.id }, { ...target, messageId: 'x' }]) {
      assert.equal(await seen(await fetchAs('alice', attempt('downloadAttachment', crossing))), absent, JSON.stringify(crossing));
    }
    assert.equal((await fetchAs('alice', attempt('downloadAttachment', target))).status, 200);
  });

  it('cannot be made: requester, status, dates and notes sent along with a write have no effect', async () => {
    const forged = {
      requester: { name: 'Alice', email: emailOf('alice') }, author: { name: 'Agnes', role: 'agent' }, status: 'closed', stage: 'solved', internal: true, visibility: 'internal', isPublic: false,
      organization: 'globex', created: '2001-01-01T00:00:00Z', id: '1', cc: [emailOf('carol')], customer: { id: 'x', email: emailOf('alice') },
    };
    const form = { formId: 'problem', values: { subject: 'Forged', message: 'A message that is long enough', product: 'cloud' } };
    const created = await fetchAs('wendy', post('/v1/tickets', { ...form, ...forged, __proto__: { requester: 'x' } }, key()));
    const ticket = await created.json() as Ticket;
    assert.equal(created.status, 200, JSON.stringify(ticket));
    assert.equal(ticket.requester.email, emailOf('wendy'));
    assert.equal(ticket.status.category, 'open');
    assert.equal(ticket.organization?.id, 'writers');
    assert.deepEqual(ticket.cc, []);
    assert(ticket.created > '2020');
    const reply = await (await fetchAs('wendy', post(`/v1/tickets/${ticket.id}/messages`, { text: 'Forged reply', ...forged }, key()))).json() as Message;
    assert.deepEqual([reply.author.role, reply.author.isMe], ['customer', true]);
    assert(reply.created > '2020');
    assert.match(await text('wendy', `/v1/tickets/${ticket.id}/messages`), /Forged reply/);
    const unknownField = await fetchAs('wendy', post('/v1/tickets', { ...form, values: { ...form.values, requester: emailOf('alice'), status: 'closed' } }, key()));
    assert.equal(unknownField.status, 422, 'a value for a field that the form has not');
  });

  it('are not opened by headers that claim an identity', async () => {
    const claims = { 'X-User': 'alice', 'X-Forwarded-User': emailOf('alice'), 'X-Remote-User': emailOf('alice'), 'Remote-User': emailOf('alice'), 'X-Forwarded-Email': emailOf('alice'), 'Authorization': 'Bearer x', 'X-Customer-Id': 'customer-1' };
    assert.equal((await fetchAs('anonymous', get('/v1/profile', claims))).status, 401);
    const profile = await (await fetchAs('carol', get('/v1/profile', claims))).json() as { email: string };
    assert.equal(profile.email, emailOf('carol'));
  });

  it('hold nothing internal: no byte of a note, its files or an agent\'s address leaves the gateway', async () => {
    const words = new RegExp(CANARY, 'i');
    for (const who of ['alice', 'bob', 'carol', 'wendy']) {
      for (const search of ['', `search=${CANARY}`, 'search=narwhalnote', 'view=organization']) {
        const list = await text(who, `/v1/tickets?limit=100&${search}`);
        assert.doesNotMatch(list, words, `${who} ${search}`);
        for (const { id } of (JSON.parse(list) as { items?: Ticket[] }).items ?? []) {
          assert.doesNotMatch(await text(who, `/v1/tickets/${id}`) + await text(who, `/v1/tickets/${id}/messages?limit=100`), words, `${who} ${id}`);
        }
      }
    }
  });
});

describe('a change of policy', () => {
  it('holds from the next request on', async () => {
    let admitted = true;
    const gateway = gatewayOver(memory({ data }), { scopeOf: () => (admitted ? { views: ['mine'], filter: null } : null) });
    const alice = await signedIn(gateway, emailOf('alice'));
    const repeated = key();
    const ticketId = (await (await alice.fetch(get('/v1/tickets?status=open'))).json() as { items: Ticket[] }).items[0]!.id;
    const reply = (): Promise<Response> => alice.fetch(post(`/v1/tickets/${ticketId}/messages`, { text: 'Hello' }, repeated));
    assert.equal((await reply()).status, 200);
    admitted = false;
    assert.equal((await alice.fetch(get('/v1/tickets'))).status, 403);
    assert.equal((await reply()).status, 403, 'not even an answer of before is repeated');
    admitted = true;
    assert.equal((await reply()).status, 200);
    await gateway.close();
  });

  it('takes back answers that were given before', async () => {
    let filter: Scope['filter'] = null;
    const gateway = gatewayOver(memory({ data }), { scopeOf: () => ({ views: ['mine'], filter }) });
    const alice = await signedIn(gateway, emailOf('alice'));
    const ticketId = (await (await alice.fetch(get('/v1/tickets?status=open'))).json() as { items: Ticket[] }).items[0]!.id;
    const repeated = key();
    const reply = (): Promise<Response> => alice.fetch(post(`/v1/tickets/${ticketId}/messages`, { text: 'Hello' }, repeated));
    assert.equal((await reply()).status, 200);
    filter = { property: 'id', operator: 'is-not', value: ticketId };
    assert.equal((await reply()).status, 404);
    await gateway.close();
  });
});
