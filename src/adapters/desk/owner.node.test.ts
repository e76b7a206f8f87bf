import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isPortalError, validated, type Condition, type Customer, type ErrorCode, type Filter, type FilterProperty, type Scope, type TicketingClient, type TicketSummary } from '../../contract/index.ts';
import { allDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';

const ALICE: Customer = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const BOB: Customer = { id: '2', email: 'bob@acme.example', name: 'Bob' };
const AGNES = 'agnes@desk.example';
let keys = 0;
const fresh = (): { idempotencyKey: string } => ({ idempotencyKey: `key-${String(keys += 1)}` });
const refusal = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);

for (const databases of await allDatabases()) {
  describe(`the owner's rules on the desk on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let now = Date.parse('2026-11-01T08:00:00Z');
    const as = (customer: Customer, scope: Partial<Scope> = {}): TicketingClient => validated(backend.adapterFor(customer, { views: ['mine', 'organization', 'cc'], filter: null, ...scope }));

    before(async () => {
      backend = await desk({ dialect: (await databases.create())(), now: () => (now += 1000) });
      const { agent } = backend;
      await agent.saveAgent({ email: AGNES, name: 'Agnes' });
      for (const id of ['acme', 'labs', 'globex']) await agent.saveOrganization({ id, name: id.toUpperCase() });
      await agent.savePerson({ ...ALICE, organizations: ['acme', 'labs', 'globex'] });
      await agent.savePerson({ ...BOB, organizations: ['acme'] });
      await agent.saveQueue({ id: 'sales', name: 'Sales' });
      await agent.saveField({ id: 'product', type: 'select', label: 'Product', options: [{ value: 'c', label: 'Cloud' }, { value: 'd', label: 'Desktop' }] });
      await agent.saveField({ id: 'tools', type: 'multiselect', label: 'Tools', options: [{ value: 'a', label: 'Axe' }, { value: 'b', label: 'Bow' }] });
      await agent.saveField({ id: 'seats', type: 'number', label: 'Seats' });
      await agent.saveField({ id: 'since', type: 'date', label: 'Since' });
      await agent.saveField({ id: 'callback', type: 'checkbox', label: 'Call me' });
      await agent.saveField({ id: 'phone', type: 'text', label: 'Phone', when: { field: 'callback', is: ['true'] } });
      await agent.saveField({ id: 'cause', type: 'textarea', label: 'Cause', agentsOnly: true });
      await agent.saveForm({ id: 'call', name: 'Call', queue: 'sales', fields: [{ id: 'subject', required: true }, { id: 'product' }, { id: 'callback' }, { id: 'phone', required: true }, { id: 'cause' }] });
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    it('are offered all that the desk has, but for what is the agents\' to show', async () => {
      const described = await backend.describe();
      assert.deepEqual(described.queues.map(({ id }) => id), ['support', 'sales']);
      assert.deepEqual(described.stages.map(({ id }) => id), ['new', 'open', 'waiting', 'on-hold', 'resolved', 'closed']);
      assert.deepEqual(described.fields.map(({ id }) => id), ['product', 'tools', 'seats', 'since', 'callback', 'phone']);
      assert.deepEqual(described.properties.map(({ id, type }) => `${id} ${type}`), [
        'id number', 'subject text', 'category choice', 'stage choice', 'created date', 'requester text', 'organization choice', 'queue choice',
        'field:product choice', 'field:tools choice', 'field:seats number', 'field:since date', 'field:callback boolean', 'field:phone text', 'field:cause text',
      ]);
      const options = (id: string): unknown => described.properties.find((property) => property.id === id)?.options;
      assert.deepEqual(options('field:product'), [{ value: 'c', label: 'Cloud' }, { value: 'd', label: 'Desktop' }]);
      assert.deepEqual(options('queue'), [{ value: 'support', label: 'Support' }, { value: 'sales', label: 'Sales' }]);
      assert.deepEqual(described.forms.map(({ id, queue, fields }) => [id, queue, fields.map((field) => field.id)]), [
        ['contact-support', 'support', ['subject', 'message', 'attachments']], ['call', 'sales', ['subject', 'product', 'callback', 'phone']],
      ]);
      assert.deepEqual(described.can, { threads: true, inbox: true, cc: true, rate: true, followUp: true, close: true, reopen: true });
    });

    it('are kept by every operator that is offered', async () => {
      const valueOf = ({ type, options }: FilterProperty): string => options?.[0]?.value ?? { text: 'x', number: '5', date: '2026-11-01', choice: 'x', boolean: 'true' }[type];
      for (const property of (await backend.describe()).properties) {
        for (const operator of property.operators) {
          const value: Condition['value'] = operator.endsWith('in') ? [valueOf(property)] : valueOf(property);
          await backend.countTickets({ property: property.id, operator, ...(operator.endsWith('known') ? {} : { value }) }, 1);
        }
      }
    });

    it('tell how many tickets they keep, and the latest of them, whoever\'s they are', async () => {
      const before = (await backend.countTickets(null, 0)).count;
      const ids: string[] = [];
      for (const requester of [ALICE, BOB, ALICE]) ids.push(await backend.agent.createTicket({ subject: 'Counted', requester, fields: { cause: `INTERNAL-ONLY ${requester.name}` } }));
      const counted: Filter = { property: 'subject', operator: 'is', value: 'counted' };
      const { count, sample } = await backend.countTickets(counted, 2);
      assert.deepEqual([count, sample.map(({ id }) => id)], [3, [ids[2], ids[1]]]);
      assert.doesNotMatch(JSON.stringify(sample), /INTERNAL/);
      assert.equal((await backend.countTickets({ all: [counted, { property: 'field:cause', operator: 'contains', value: 'bob' }] }, 5)).count, 1);
      assert.equal((await backend.countTickets(null, 1)).count, before + 3);
      await assert.rejects(backend.countTickets({ property: 'field:mood', operator: 'is', value: 'bad' }, 5), refusal('invalid-input'));
    });

    it('are tried as a customer who is found by name or address', async () => {
      assert.deepEqual(await backend.findCustomers('ALI'), [{ name: 'Alice', email: 'alice@acme.example' }]);
      assert.deepEqual((await backend.findCustomers('@acme.')).map(({ name }) => name), ['Alice', 'Bob']);
      assert.deepEqual(await backend.findCustomers('agnes'), []);
      for (let index = 0; index < 25; index += 1) await backend.agent.savePerson({ email: `crowd-${String(index)}@crowd.example`, name: 'Crowd', organizations: [] });
      assert.equal((await backend.findCustomers('crowd')).length, 20);
    });

    it('list the tickets of several organizations page by page in one order, or of the primary one alone', async () => {
      const times = [5, 3, 9, 9, 1, 7, 7, 7, 2, 8, 4, 6];
      for (const [index, minute] of times.entries()) {
        await backend.agent.createTicket({
          subject: `Shared ${String(index % 5)}`, requester: BOB, organization: ['acme', 'labs', 'globex'][index % 3] ?? null, stage: index % 4 === 0 ? 'closed' : 'new',
          created: new Date(Date.UTC(2026, 0, 1, 0, minute)),
        });
      }
      const every = async (scope: Partial<Scope>, sort: 'lastActivity' | 'subject' | 'status' | 'id', direction: 'ascending' | 'descending', limit: number): Promise<TicketSummary[]> => {
        const found: TicketSummary[] = [];
        for (let cursor: string | null | undefined; cursor !== null;) {
          const page = await as(ALICE, { filter: { property: 'subject', operator: 'contains', value: 'shared' }, ...scope })
            .listTickets({ view: 'organization', sort, direction, limit, ...(cursor === undefined ? {} : { cursor }) }, {});
          if (cursor === undefined) assert.equal(page.total, scope.organizations === 'primary' ? 4 : 12);
          found.push(...page.items);
          cursor = page.nextCursor;
        }
        return found;
      };
      for (const sort of ['lastActivity', 'subject', 'status', 'id'] as const) {
        for (const direction of ['ascending', 'descending'] as const) {
          const ids = (await every({}, sort, direction, 100)).map(({ id }) => id);
          assert.equal(new Set(ids).size, 12);
          for (const limit of [1, 3, 5]) assert.deepEqual((await every({}, sort, direction, limit)).map(({ id }) => id), ids, `${sort} ${direction} by ${String(limit)}`);
        }
      }
      const active = (await every({}, 'lastActivity', 'descending', 3)).map(({ lastActivity }) => lastActivity);
      assert.deepEqual(active, active.toSorted().reverse());
      assert.deepEqual(new Set((await every({ organizations: 'primary' }, 'id', 'ascending', 3)).map(({ organization }) => organization?.id)), new Set(['acme']));
    });

    it('show the fields of a page\'s tickets that the owner has chosen, never those of agents', async () => {
      const subject = 'With columns';
      await backend.agent.createTicket({ subject, requester: ALICE, fields: { product: 'c', tools: ['b', 'a'], seats: 3, cause: 'INTERNAL-ONLY' } });
      const find = async (columns: readonly string[]): Promise<TicketSummary | undefined> => (await as(ALICE, { columns }).listTickets({ search: subject }, {})).items[0];
      assert.deepEqual((await find(['seats', 'cause', 'nothing', 'tools', 'product', 'since']))?.fields, [
        { id: 'seats', label: 'Seats', type: 'number', value: 3 }, { id: 'tools', label: 'Tools', type: 'multiselect', value: ['Bow', 'Axe'] }, { id: 'product', label: 'Product', type: 'select', value: 'Cloud' },
      ]);
      assert.equal((await find([]))?.fields, undefined);
      assert.deepEqual((await find(['cause']))?.fields, []);
    });

    it('leave a required field unasked while its condition does not hold', async () => {
      const send = (values: Record<string, string | boolean>): ReturnType<TicketingClient['createTicket']> => as(ALICE).createTicket({ formId: 'call', values: { subject: 'Call', ...values } }, fresh());
      assert.deepEqual((await as(ALICE).getForm({ formId: 'call' }, {})).fields.find(({ id }) => id === 'phone')?.when, { field: 'callback', is: ['true'] });
      assert.deepEqual((await send({})).fields.map(({ id }) => id), []);
      assert.deepEqual((await send({ callback: true, phone: '555' })).fields.map(({ id }) => id), ['callback', 'phone']);
      await assert.rejects(send({ callback: true }), refusal('invalid-input'));
      await assert.rejects(send({ callback: false, phone: '555' }), refusal('invalid-input'));
    });

    it('refuse a form with a field that could never be asked', async () => {
      const save = (fields: Parameters<Desk['agent']['saveForm']>[0]['fields']): Promise<void> => backend.agent.saveForm({ id: 'never', name: 'Never', queue: 'sales', fields });
      await assert.rejects(save([{ id: 'phone' }]), refusal('invalid-input'));
      await assert.rejects(save([{ id: 'product', when: { field: 'product', is: ['c'] } }]), refusal('invalid-input'));
      await assert.rejects(save([{ id: 'cause' }, { id: 'product', when: { field: 'cause', is: ['x'] } }]), refusal('invalid-input'));
      await save([{ id: 'callback' }, { id: 'phone' }, { id: 'seats', when: { field: 'phone', is: ['1'] } }]);
      await backend.agent.deleteForm('never');
    });

    it('and what customers do by them is before the team: rating, follow-up, copies, queue', async () => {
      const { agent } = backend;
      const ticketId = await agent.createTicket({ subject: 'A call', requester: ALICE });
      assert.equal((await agent.getTicket(ticketId)).queue, 'support');
      await as(ALICE, { inbox: 'sales' }).reply({ ticketId, text: 'You called?' }, fresh());
      await as(ALICE).addCc({ ticketId, email: 'New@Someone.example' }, fresh());
      const at = new Date('2026-12-01T00:00:00Z');
      await agent.setStatus(ticketId, 'resolved', at);
      await agent.setStatus(ticketId, 'closed');
      assert.equal((await as(BOB).getTicket({ ticketId }, {})).capabilities.rate, false, 'whoever asked says how well it was answered');
      await assert.rejects(as(BOB).rateTicket({ ticketId, score: 1 }, fresh()), refusal('conflict'));
      await as(ALICE).rateTicket({ ticketId, score: 2, comment: 'Slow\0' }, fresh());
      const { id: nextId } = await as(ALICE).createTicket({ formId: 'call', values: { subject: 'Again' }, followUpOf: ticketId }, fresh());
      const [first, next] = [await agent.getTicket(ticketId), await agent.getTicket(nextId)];
      assert.deepEqual([first.queue, first.rating, first.closed, first.cc, first.followUps.map(({ id }) => id), next.followUpOf?.id],
        ['sales', { score: 2, comment: 'Slow' }, at.toISOString(), [{ name: 'new@someone.example', email: 'new@someone.example' }], [nextId], ticketId]);
      await agent.setStatus(ticketId, 'open');
      assert.equal((await agent.getTicket(ticketId)).closed, null);
      const again = await agent.createTicket({ subject: 'By an agent', requester: ALICE, followUpOf: nextId });
      assert.deepEqual((await as(ALICE).getTicket({ ticketId: again }, {})).followUpOf, { id: nextId, displayId: `#${nextId}`, subject: 'Again' });
      await assert.rejects(agent.createTicket({ subject: 'x', requester: ALICE, followUpOf: '9999' }), refusal('not-found'));
    });

    it('answer the repetition of a follow-up, though the old ticket is open by then', async () => {
      const ticketId = await backend.agent.createTicket({ subject: 'Repeated', requester: ALICE, stage: 'closed' });
      const context = fresh();
      const send = (): ReturnType<TicketingClient['createTicket']> => as(ALICE).createTicket({ formId: 'call', values: { subject: 'Once' }, followUpOf: ticketId }, context);
      const first = await send();
      await backend.agent.setStatus(ticketId, 'open');
      assert.deepEqual(await send(), first);
    });

    it('know since when tickets are closed whose stage becomes a closed one', async () => {
      const { agent } = backend;
      const stages = await agent.listStages();
      await agent.saveStages([...stages, { id: 'archived', label: 'Archived', category: 'open' }]);
      const ticketId = await agent.createTicket({ subject: 'Archived', requester: ALICE, stage: 'archived' });
      await agent.saveStages([...stages, { id: 'archived', label: 'Archived', category: 'closed' }]);
      const { closed, created } = await agent.getTicket(ticketId);
      assert.equal(closed, created);
      await agent.saveStages([...stages, { id: 'archived', label: 'Archived', category: 'open' }]);
      assert.equal((await agent.getTicket(ticketId)).closed, null);
      await agent.setStatus(ticketId, 'new');
      await agent.saveStages(stages);
    });
  });
}
