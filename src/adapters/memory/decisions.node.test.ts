import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, OWN_TICKETS, validated, type ErrorCode, type Scope, type TicketingClient } from '../../contract/index.ts';
import { memory, sampleData, type MemoryBackend, type MemoryData } from './index.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const QUEUES = [{ id: 'support', name: 'Support' }, { id: 'billing', name: 'Billing' }];
const alice = { id: '1', email: 'alice@acme.example', name: 'Alice Arnold' };
const is = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
let keys = 0;
const write = (): { idempotencyKey: string } => ({ idempotencyKey: `k${String(keys += 1)}` });

describe('what the owner decides, in memory', () => {
  const as = (email: string, scope: Partial<Scope> = {}, options: Parameters<typeof memory>[0] = {}): { backend: MemoryBackend; client: TicketingClient } => {
    const backend = memory({ data: sampleData(NOW), now: () => NOW, ...options });
    return { backend, client: validated(backend.adapterFor({ id: email, email, name: email }, { ...OWN_TICKETS, ...scope })) };
  };

  it('shows the original conversation or all of them', async () => {
    for (const [threads, count] of [['original', 2], ['all', 4], [undefined, 4]] as const) {
      const { backend, client } = as('bob@acme.example', threads === undefined ? {} : { threads });
      assert.equal((await client.listMessages({ ticketId: backend.idOf('two-threads') }, {})).items.length, count, threads);
    }
  });

  it('takes a form of which the owner has hidden what is required, and refuses what does not fit', async () => {
    const { backend } = as('bob@acme.example');
    // Without the check in front: the owner's conditions are known to who asks, not to the backend.
    const raw = backend.adapterFor({ id: 'bob', email: 'bob@acme.example', name: 'Bob' }, OWN_TICKETS);
    const create = (values: Record<string, string>): Promise<unknown> => raw.createTicket!({ formId: 'invoice', values, files: {} }, write());
    await create({ subject: 'Without a topic', message: 'And without a number.' });
    await create({ subject: 'A number that the form would not ask for', topic: 'address', order: 'ORD-123456', message: 'x' });
    await assert.rejects(create({ subject: 'x', topic: 'no such topic' }), is('invalid-input'));
    await assert.rejects(create({ subject: 'x', order: '17' }), is('invalid-input'));
    await assert.rejects(create({ subject: 'x', colour: 'red' }), is('invalid-input'));
  });

  it('asks for what depends on another field only where it does', async () => {
    const { client } = as('bob@acme.example');
    const values = { subject: 'x', topic: 'refund', message: 'y' };
    await assert.rejects(client.createTicket({ formId: 'invoice', values }, write()), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'order');
    await client.createTicket({ formId: 'invoice', values: { ...values, topic: 'address' } }, write());
  });

  it('lets tickets arrive in the form\'s queue, unless the owner says where, and nowhere that is closed', async () => {
    const queueOf = async (inbox: string | null, forms: Partial<MemoryData> = {}): Promise<string> => {
      const { backend, client } = as('bob@acme.example', { inbox }, { data: { ...sampleData(NOW), queues: [...QUEUES, { id: 'attic', name: 'Attic', problem: 'disabled' }], ...forms } });
      const { id } = await client.createTicket({ formId: 'invoice', values: { subject: 'x', topic: 'address', message: 'y' } }, write());
      for (const { id: queue } of QUEUES) if ((await backend.countTickets({ all: [{ property: 'queue', operator: 'is', value: queue }, { property: 'id', operator: 'is', value: id }] }, 0)).count === 1) return queue;
      return assert.fail('The ticket is nowhere.');
    };
    const nowhere = { forms: sampleData(NOW).forms.map((form) => ({ ...form, queue: null })) };
    assert.deepEqual([await queueOf(null), await queueOf('support'), await queueOf('support', nowhere)], ['billing', 'support', 'support']);
    await assert.rejects(queueOf('attic'), is('invalid-input'));
    await assert.rejects(queueOf(null, nowhere), is('unsupported'));
  });

  it('moves a ticket without a conversation to the inbox with the first reply', async () => {
    const { backend, client } = as('carol@globex.example', { inbox: 'billing' });
    const ticketId = backend.idOf('phone-call');
    await assert.rejects(validated(backend.adapterFor({ id: 'c', email: 'carol@globex.example', name: 'Carol' }, { ...OWN_TICKETS, inbox: 'no-such-queue' })).reply({ ticketId, text: 'Hello' }, write()), is('invalid-input'));
    await client.reply({ ticketId, text: 'Hello' }, write());
    assert.deepEqual((await backend.countTickets({ property: 'queue', operator: 'is', value: 'billing' }, 1)).sample.map(({ id }) => id), [ticketId]);
  });

  it('knows what the data says of closing, rating and following up', async () => {
    const ticket = { requester: alice.email, created: '2026-01-01T00:00:00Z', messages: [{ visibility: 'public', author: alice.email, created: '2026-01-02T00:00:00Z', text: 'x' }] } as const;
    const backend = memory({ data: { customers: [{ ...alice, organizations: [] }], tickets: [
      { ...ticket, key: 'old', subject: 'Old', stage: 'closed', rating: { score: 4, comment: 'Fine' } },
      { ...ticket, key: 'dated', subject: 'Dated', stage: 'closed', closed: '2026-01-03T00:00:00Z' },
      { ...ticket, key: 'next', subject: 'Next', stage: 'open', followUpOf: 'old' },
    ] } });
    const client = validated(backend.adapterFor(alice, OWN_TICKETS));
    const [old, dated, next] = await Promise.all(['old', 'dated', 'next'].map((key) => client.getTicket({ ticketId: backend.idOf(key) }, {})));
    assert.deepEqual([old?.closed, dated?.closed, next?.closed], ['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z', null]);
    assert.deepEqual([old?.rating, next?.rating, old?.followUps?.map(({ subject }) => subject), next?.followUpOf?.displayId], [{ score: 4, comment: 'Fine' }, null, ['Next'], old?.displayId]);
  });

  it('does without what is switched off', async () => {
    const { backend, client } = as('alice@acme.example', {}, { capabilities: { cc: false, rate: false, followUp: false } });
    const ticketId = backend.idOf('solved');
    const { capabilities } = await client.getTicket({ ticketId }, {});
    assert.deepEqual([capabilities.cc, capabilities.rate, capabilities.followUp], [false, false, false]);
    await assert.rejects(client.listColleagues({}, {}), is('unsupported'));
    await assert.rejects(client.addCc({ ticketId, email: 'x@y.example' }, write()), is('unsupported'));
    await assert.rejects(client.rateTicket({ ticketId, score: 5 }, write()), is('unsupported'));
    await assert.rejects(client.createTicket({ formId: 'question', values: { subject: 'x', message: 'y' }, followUpOf: ticketId }, write()), is('conflict'));
    assert.deepEqual((await backend.describe()).can, { threads: true, inbox: true, cc: false, rate: false, followUp: false, close: true, reopen: true });
  });

  it('finds twenty people at most', async () => {
    const customers = Array.from({ length: 30 }, (_, index) => ({ email: `c${String(index)}@acme.example`, name: `C ${String(index)}`, organizations: ['acme'] }));
    const { backend, client } = as('c7@acme.example', {}, { data: { customers, organizations: [{ id: 'acme', name: 'Acme' }] } });
    const found = [(await client.listColleagues({}, {})).items, await backend.findCustomers(''), await backend.findCustomers('c2')];
    assert.deepEqual(found.map(({ length }) => length), [20, 20, 11]);
  });

  it('describes a form without properties of tickets as it is', async () => {
    const { forms, queues } = await as('alice@acme.example').backend.describe();
    assert.deepEqual(forms.map(({ id, queue, fields }) => [id, queue, fields.length]), [['problem', 'support', 12], ['question', 'support', 2], ['invoice', 'billing', 4]]);
    assert.deepEqual(queues, QUEUES);
  });
});
