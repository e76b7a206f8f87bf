import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { filterOperator, isPortalError, matches, type Condition, type FieldValue, type Filter } from '../../contract/index.ts';
import { allDatabases } from './databases.node.test.ts';
import { desk, type AgentTicketPage, type Desk } from './index.ts';

const ME = { id: '1', email: 'me@filter.example', name: 'Me' };

/** Random, but the same each time (a linear congruential generator with the constants of Numerical Recipes). */
function randomFrom(seed: number): <Item>(items: readonly Item[]) => Item {
  let state = seed;
  return (items) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return items[Math.floor(state / 4294967296 * items.length)] as (typeof items)[number];
  };
}

for (const databases of await allDatabases()) {
  describe(`the owner's filter on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let tickets: { readonly page: AgentTicketPage; readonly fields: Readonly<Record<string, FieldValue>> }[];

    before(async () => {
      backend = await desk({ dialect: (await databases.create())() });
      const { agent } = backend;
      await agent.saveQueue({ id: 'Sales', name: 'Sales' });
      for (const id of ['ACME', 'globex']) await agent.saveOrganization({ id, name: id });
      await agent.saveField({ id: 'seats', type: 'number', label: 'Seats' });
      await agent.saveField({ id: 'tools', type: 'multiselect', label: 'Tools' });
      await agent.saveField({ id: 'plan', type: 'text', label: 'Plan', agentsOnly: true });
      await agent.saveField({ id: 'vip', type: 'checkbox', label: 'VIP' });
      await agent.saveField({ id: 'since', type: 'date', label: 'Since' });
      const pick = randomFrom(7);
      tickets = [];
      for (let index = 0; index < 40; index += 1) {
        const fields = {
          seats: pick<FieldValue>([null, 1, 2, 10, 2.5]), tools: pick<FieldValue>([null, ['axe'], ['axe', 'Bow'], ['Saw']]),
          plan: pick<FieldValue>([null, 'Größe M', '10', '9', '100%', 'a_b', 'O\'Neill', '0x10', '2026-01-05', '2026-01-05T00:00:00.5Z', '2026-01-05t12:00']),
          since: pick<FieldValue>([null, '2026-01-05', '2026-01-06']), vip: pick<FieldValue>([null, true, false]),
        };
        const id = await agent.createTicket({
          subject: pick(['', ' ', 'Größe', 'größe 10%', 'größe  10%', ' größe\t10%', 'A_B', 'AxB', 'it\'s "x"', '100']), requester: ME, queue: pick(['support', 'Sales']), stage: pick(['new', 'open', 'closed']),
          organization: pick([null, 'ACME', 'globex']), created: new Date(pick(['2026-01-01T00:00:00.001Z', '2026-06-01T12:00:00Z', '2025-12-31T23:59:59Z'])), fields,
        });
        tickets.push({ page: await agent.getTicket(id), fields });
      }
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    const find = async (filter: Filter): Promise<string[]> =>
      (await backend.adapterFor(ME, { views: ['mine'], filter }).listTickets({ view: 'mine', sort: 'id', direction: 'ascending', limit: 100 }, {})).items.map(({ id }) => id);

    const expected = (filter: Filter): string[] => tickets.filter(({ page, fields }) => matches(filter, (property) => {
      const own: Record<string, FieldValue> = {
        id: page.id, subject: page.subject, category: page.status.category, stage: page.status.stage, created: page.created,
        requester: page.requester.email, organization: page.organization?.id ?? null, queue: page.queue,
      };
      return property.startsWith('field:') ? fields[property.slice(6)] ?? null : own[property] ?? null;
    })).map(({ page }) => page.id);

    it('keeps exactly the tickets that the contract\'s own meaning of the language keeps', async () => {
      const pick = randomFrom(2026);
      const values: Readonly<Record<string, readonly string[]>> = {
        'id': ['1001', '1010', '1020.5', 'x'], 'subject': ['GRÖSSE', 'größe', 'Größe 10%', 'GRÖßE  10%', 'größe ', '\t', '%', '_', '10', '100', '\'', 'a\0', '\ud800'], 'category': ['open', 'CLOSED', 'x'], 'stage': ['new', 'Open', 'o'],
        'created': ['2026-01-01', '2026-06-01T12:00:00.000Z', '2026-03-01T00:00:00Z'], 'requester': ['ME@filter.example', 'filter', 'nobody'],
        'organization': ['acme', 'GLOBEX', 'c', 'none'], 'queue': ['sales', 'SUPPORT', 'a'], 'field:seats': ['2', '10', '9', 'x'], 'field:tools': ['axe', 'BOW', 'a'],
        'field:plan': ['10', 'GRÖSSE M', '%', '_', '\'', '16', 'm', '2026-01-05', '2026-01-05T00:00:00Z', '2026-01-05T06:00:00.000Z', '2026'],
        'field:since': ['2026-01-05', '2026-01-05T00:00:00Z', '2026-01-05T06:00:00Z', '2026-01-06', 'x', '5'], 'field:vip': ['true', 'false'],
      };
      const condition = (): Condition => {
        const property = pick(Object.keys(values));
        const operator = pick(filterOperator.options);
        const some = values[property] ?? [];
        if (operator === 'is-known' || operator === 'is-unknown') return { property, operator };
        // Dates are moments, not texts; and some comparisons are refused: see below.
        if (property === 'created' && operator.includes('contains')) return condition();
        if ((property === 'subject' || property === 'organization') && (operator === 'before' || operator === 'after')) return { property, operator, value: pick(['größe', 'a_c', 'globe', '_']) };
        return { property, operator, value: operator === 'in' || operator === 'not-in' ? [pick(some), pick(some)] : pick(some) };
      };
      const rule = (depth: number): Filter => {
        const kind = depth === 0 ? 'one' : pick(['one', 'all', 'any']);
        const parts = (): Filter[] => Array.from({ length: pick([0, 1, 2, 3]) }, () => rule(depth - 1));
        return kind === 'one' ? condition() : kind === 'all' ? { all: parts() } : { any: parts() };
      };
      let kept = 0;
      for (let times = 0; times < 1000; times += 1) {
        const filter = rule(times % 3);
        const wanted = expected(filter);
        kept += Number(wanted.length > 0 && wanted.length < tickets.length);
        assert.deepEqual(await find(filter), wanted, JSON.stringify(filter));
      }
      assert.ok(kept > 100, `only ${String(kept)} rules kept some tickets and not others`);
    });

    it('takes an empty text for one that is in every other, and equal to none', async () => {
      for (const operator of ['is', 'is-not', 'contains', 'not-contains'] as const) {
        const filter: Filter = { property: 'subject', operator, value: [''] };
        assert.deepEqual(await find(filter), expected(filter), operator);
      }
    });

    it('compares dates as moments, however they are written', async () => {
      const all = (operator: Condition['operator'], value: string): Promise<string[]> => find({ property: 'created', operator, value });
      assert.deepEqual(await all('is', '2026-06-01T12:00:00Z'), await all('is', '2026-06-01T13:00:00+01:00'));
      assert.ok((await all('is', '2026-06-01T12:00:00Z')).length > 0);
      assert.equal((await all('before', '2026-06-01T12:00:00Z')).length + (await all('is', '2026-06-01T12:00:00Z')).length + (await all('after', '2026-06-01T12:00:00Z')).length, tickets.length);
    });

    it('keeps rules with thousands of parts', async () => {
      const words = Array.from({ length: 1500 }, (_, index) => `somebody-${String(index)}@filter.example`);
      const about = (operator: 'is' | 'is-not') => (value: string): Filter => ({ property: 'subject', operator, value });
      for (const filter of [
        { property: 'requester', operator: 'in', value: words }, { property: 'requester', operator: 'not-in', value: words }, { property: 'requester', operator: 'in', value: [...words, ME.email] },
        { any: [...words, 'Größe'].map(about('is')) }, { all: [...words, 'Größe'].map(about('is-not')) },
      ] satisfies Filter[]) assert.deepEqual(await find(filter), expected(filter));
    });

    it('refuses a rule that it cannot keep', async () => {
      for (const filter of [
        { property: 'mood', operator: 'is', value: 'bad' }, { property: 'field:mood', operator: 'is-unknown' }, { any: [{ all: [{ property: 'tags', operator: 'is-known' }] }] },
        { property: 'created', operator: 'after', value: 'yesterday' }, { property: 'created', operator: 'contains', value: '2026' },
        { property: 'created', operator: 'before', value: '5' }, { property: 'subject', operator: 'before', value: '10' }, { property: 'organization', operator: 'after', value: '2026-01-01' },
      ] satisfies Filter[]) {
        await assert.rejects(find(filter), (error) => isPortalError(error, 'invalid-input'), JSON.stringify(filter));
      }
    });

    it('holds for the page of a ticket, its messages and everything else, not only for lists', async () => {
      const [first] = tickets;
      const ticketId = first?.page.id ?? '';
      const adapter = backend.adapterFor(ME, { views: ['mine'], filter: { property: 'id', operator: 'is-not', value: ticketId } });
      const context = { idempotencyKey: 'filtered' };
      const absent = (error: unknown): boolean => isPortalError(error, 'not-found');
      await assert.rejects(adapter.getTicket({ ticketId }, {}), absent);
      await assert.rejects(adapter.listMessages({ ticketId, limit: 1 }, {}), absent);
      await assert.rejects(adapter.downloadAttachment({ ticketId, messageId: '1', attachmentId: '1' }, {}), absent);
      await assert.rejects(adapter.reply?.({ ticketId, text: 'x', files: [] }, context) ?? Promise.resolve(), absent);
      await assert.rejects(adapter.closeTicket?.({ ticketId }, context) ?? Promise.resolve(), absent);
      await assert.rejects(adapter.reopenTicket?.({ ticketId }, context) ?? Promise.resolve(), absent);
    });
  });
}
