import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, OWN_TICKETS, PortalError, validated, type ErrorCode, type TicketingClient } from '../../contract/index.ts';
import { memory, memoryAccess, SAMPLE_PASSWORD, sampleData, type MemoryBackend } from './index.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const alice = { id: '1', email: 'alice@acme.example', name: 'Alice Arnold' };
const is = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
let keys = 0;
const write = (): { idempotencyKey: string } => ({ idempotencyKey: `k${String(keys += 1)}` });
const setUp = (options: Parameters<typeof memory>[0] = {}): { backend: MemoryBackend; client: TicketingClient; ticketId: string } => {
  const backend = memory({ data: sampleData(NOW), now: () => NOW, ...options });
  return { backend, client: validated(backend.adapterFor(alice, OWN_TICKETS)), ticketId: backend.idOf('login-loop') };
};

describe('faults of the backend in memory', () => {
  it('reject with a code, or with exactly the error given, until they are taken away', async () => {
    const { backend, client } = setUp();
    backend.faults.set('listTickets', { reject: 'rate-limited' });
    await assert.rejects(client.listTickets({}, {}), (error) => isPortalError(error, 'rate-limited') && error.retryAfter === 5);
    const error = new PortalError('timeout', 'Mine.');
    backend.faults.set('listTickets', { reject: error });
    await assert.rejects(client.listTickets({}, {}), error);
    assert.equal((await client.listForms({}, {})).items.length, 3, 'other operations are untouched');
    backend.faults.clear();
    assert.ok((await client.listTickets({}, {})).items.length > 0);
  });

  it('strike once where asked to', async () => {
    const { backend, client } = setUp();
    backend.faults.set('listTickets', { reject: 'unavailable', once: true });
    await assert.rejects(client.listTickets({}, {}), is('unavailable'));
    assert.ok((await client.listTickets({}, {})).items.length > 0);
  });

  it('answer garbage, which callers see as a bad response', async () => {
    const { backend, client, ticketId } = setUp();
    backend.faults.set('getTicket', { answer: '<html>' });
    await assert.rejects(client.getTicket({ ticketId }, {}), is('bad-response'));
    backend.faults.set('getTicket', { answer: undefined });
    await assert.rejects(client.getTicket({ ticketId }, {}), is('bad-response'));
  });

  it('hang until the caller gives up', async () => {
    const { backend, client } = setUp();
    backend.faults.set('listTickets', { hang: true });
    const controller = new AbortController();
    const call = client.listTickets({}, { signal: controller.signal });
    const first = await Promise.race([call.catch(() => 'rejected'), new Promise((resolve) => {
      setTimeout(resolve, 5, 'still hanging');
    })]);
    assert.equal(first, 'still hanging');
    controller.abort();
    await assert.rejects(call, controller.signal.reason as Error);
  });

  it('delay, and stop delaying when the caller gives up', { timeout: 5000 }, async () => {
    const { backend, client } = setUp({ delay: 20 });
    const began = performance.now();
    await client.listForms({}, {});
    assert.ok(performance.now() - began >= 15, 'the backend\'s own delay');
    backend.faults.set('listForms', { delay: 60_000 });
    const controller = new AbortController();
    const call = client.listForms({}, { signal: controller.signal });
    controller.abort();
    await assert.rejects(call, controller.signal.reason as Error);
  });

  it('lose the answer of a write that was done, and the repetition answers it', async () => {
    const { backend, client, ticketId } = setUp();
    backend.faults.set('reply', { after: true, reject: 'network', once: true });
    const key = write();
    await assert.rejects(client.reply({ ticketId, text: 'Sent' }, key), is('network'));
    const answer = await client.reply({ ticketId, text: 'Sent' }, key);
    const { items } = await client.listMessages({ ticketId }, {});
    assert.deepEqual(items.filter(({ text }) => text === 'Sent').map(({ id }) => id), [answer.id]);
  });
});

describe('the backend in memory', () => {
  it('caps pages', async () => {
    const { client } = setUp({ maxPage: 2 });
    const page = await client.listTickets({ limit: 100 }, {});
    assert.deepEqual([page.items.length, page.nextCursor === null], [2, false]);
  });

  it('does not let callers change what it holds', async () => {
    const { client, ticketId } = setUp();
    const ticket = await client.getTicket({ ticketId }, {});
    const before = structuredClone(ticket);
    ticket.status.label = 'changed';
    ticket.requester.name = 'changed';
    ticket.fields.length = 0;
    assert.deepEqual(await client.getTicket({ ticketId }, {}), before);
    const raw = setUp().backend.adapterFor(alice, OWN_TICKETS);
    const profile = await raw.getProfile({}, {});
    profile.capabilities.views.length = 0;
    profile.capabilities.stages.length = 0;
    assert.notDeepEqual((await raw.getProfile({}, {})).capabilities, profile.capabilities);
  });

  it('refuses names that are paths, and files that are not as long as they say', async () => {
    const { client, ticketId } = setUp();
    for (const name of ['../../etc/passwd', 'a\\b', 'a\u0000b', '..', '']) {
      await assert.rejects(client.reply({ ticketId, files: [new File(['x'], name)] }, write()), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.code === 'file-name', name);
    }
    const lying = { name: 'a.txt', type: '', size: 5, stream: () => new Blob(['four']).stream() };
    await assert.rejects(client.reply({ ticketId, files: [lying] }, write()), is('invalid-input'));
  });

  it('tells how far files are', async () => {
    const { client, ticketId } = setUp();
    const told: { file: number; sent: number; size: number }[] = [];
    await client.reply({ ticketId, files: [new File(['x'.repeat(200_000)], 'a.txt'), new File(['y'], 'b.txt')] }, { ...write(), onProgress: (progress) => told.push(progress) });
    assert.deepEqual([told.at(-1), told.filter(({ file }) => file === 0).at(-1)], [{ file: 1, sent: 1, size: 1 }, { file: 0, sent: 200_000, size: 200_000 }]);
  });

  it('opens, keeps or refuses when a closed ticket is replied to', async () => {
    for (const [replyToClosed, expected] of [['reopen', 'open'], ['keep', 'closed'], ['refuse', 'conflict']] as const) {
      const { backend, client } = setUp({ replyToClosed });
      const ticketId = backend.idOf('solved');
      const outcome = await client.reply({ ticketId, text: 'Again' }, write()).then(async () => (await client.getTicket({ ticketId }, {})).status.category, (error: unknown) => (error as PortalError).code);
      assert.equal(outcome, expected);
    }
  });

  it('has an agent\'s side', async () => {
    const { backend, client } = setUp();
    const ticketId = backend.createTicketFor(alice.email, { subject: 'By phone', text: 'Alice called.' });
    assert.equal((await client.listTickets({}, {})).items[0]?.id, ticketId, 'the newest comes first');
    backend.agentReply(ticketId, { text: 'We call back.', author: 'max@desk.example' });
    backend.internalNote(ticketId, { text: 'INTERNAL-ONLY', files: [{ name: 'x', type: '', content: 'INTERNAL-ONLY' }] });
    backend.setStatus(ticketId, 'waiting');
    const [reply, first, ...others] = (await client.listMessages({ ticketId }, {})).items;
    assert.deepEqual([reply?.author, first?.author.isMe, others], [{ name: 'Max', role: 'agent', isMe: false }, true, []]);
    const ticket = await client.getTicket({ ticketId }, {});
    assert.deepEqual([ticket.status.label, ticket.waitingOn], ['Waiting for your reply', 'customer']);
    backend.agentReply(ticketId, { text: 'Someone' });
    assert.equal((await client.listMessages({ ticketId }, {})).items[0]?.author.role, 'agent');
    assert.throws(() => backend.agentReply('none', { text: '' }), /no ticket none/);
    assert.throws(() => backend.idOf('none'), /no ticket "none"/);
  });

  it('knows a customer without any data', async () => {
    const client = validated(memory().adapterFor(alice, OWN_TICKETS));
    assert.deepEqual([(await client.getProfile({}, {})).organizations, (await client.listTickets({}, {})).items, (await client.listForms({}, {})).items], [[], [], []]);
  });
});

describe('the sample data', () => {
  it('gives everybody what the stories need, and none of the notes', async () => {
    const data = sampleData(NOW);
    const backend = memory({ data });
    const counts: Record<string, number> = {};
    for (const { email, name } of data.customers) {
      const client = validated(backend.adapterFor({ id: email, email, name }, OWN_TICKETS));
      const { total } = await client.listTickets({}, {});
      counts[name] = total ?? 0;
      const { items } = await client.listTickets({ limit: 100 }, {});
      for (const { id: ticketId } of items) {
        const messages = await client.listMessages({ ticketId, limit: 100 }, {});
        assert.equal(messages.items.length > 0, ticketId !== backend.idOf('phone-call'));
        assert.doesNotMatch(JSON.stringify([await client.getTicket({ ticketId }, {}), messages]), /INTERNAL/);
      }
      assert.ok(items.every(({ created, lastActivity }) => Date.parse(created) <= NOW && Date.parse(lastActivity) <= NOW), 'nothing lies in the future');
    }
    assert.deepEqual(counts, { 'Alice Arnold': 5, 'Bob Becker': 4, 'Carol Conte': 3, 'Dave Dupont': 0, 'Erin Egede': 300 });
  });

  it('has forms that can be filled in', async () => {
    const { client } = setUp();
    const values = { subject: 'It is broken', product: 'cloud', component: 'api', severity: 'high', order: 'ORD-123456', seats: 3, since: '2026-10-01', browsers: ['safari'], callback: true, phone: '0123', message: 'Since this morning.' };
    const ticket = await client.createTicket({ formId: 'problem', values }, write());
    assert.deepEqual(ticket.fields.map(({ value }) => value), ['Widget Cloud', 'API', 'High', 'ORD-123456', 3, '2026-10-01', ['Safari'], true, '0123']);
  });
});

describe('access in memory', () => {
  const { customers } = sampleData(NOW);
  let now = NOW;
  const access = (signedIn?: string): ReturnType<typeof memoryAccess> => memoryAccess({ customers, now: () => now, ...(signedIn === undefined ? {} : { signedIn }) });

  it('lets a customer in and out', async () => {
    const adapter = access();
    assert.deepEqual(await adapter.getSession({}, {}), { customer: null, expires: null });
    const session = await adapter.signIn({ email: ' Alice@ACME.example', password: SAMPLE_PASSWORD }, write());
    assert.deepEqual(session, { customer: alice, expires: '2026-11-01T12:30:00.000Z', ends: '2026-11-02T00:00:00.000Z' });
    assert.deepEqual(await adapter.getSession({}, {}), session);
    assert.deepEqual(await adapter.signOut({}, write()), { customer: null, expires: null });
    assert.deepEqual(await adapter.getSession({}, {}), { customer: null, expires: null });
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const refusal = (email: string, password: string): Promise<unknown> => access().signIn({ email, password }, write()).then(() => assert.fail('let in'), (error: unknown) => [(error as PortalError).code, (error as PortalError).message]);
    const wrong = await refusal(alice.email, 'wrong');
    assert.deepEqual(wrong, ['wrong-credentials', (wrong as string[])[1]]);
    assert.deepEqual(await refusal('nobody@acme.example', SAMPLE_PASSWORD), wrong);
  });

  it('ends a session that idles, and one that is ended from outside', async () => {
    const adapter = access(alice.email);
    assert.equal((await adapter.getSession({}, {})).customer?.email, alice.email);
    now += 29 * 60_000;
    assert.equal((await adapter.getSession({}, {})).customer?.email, alice.email, 'each request keeps it alive');
    now += 31 * 60_000;
    assert.equal((await adapter.getSession({}, {})).customer, null);
    const other = access(alice.email);
    other.expire();
    assert.equal((await other.getSession({}, {})).customer, null);
  });

  it('fails on demand', async () => {
    const adapter = access();
    adapter.faults.set('signIn', new PortalError('unavailable', 'Down.'));
    await assert.rejects(adapter.signIn({ email: alice.email, password: SAMPLE_PASSWORD }, write()), is('unavailable'));
    await assert.rejects(adapter.getSession({}, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });
});
