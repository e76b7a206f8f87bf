import type { Filter } from '../../contract/index.ts';
import { ok, rejects, sameSet } from '../assert.ts';
import { ALL_VIEWS, everyTicket } from '../bench.ts';
import { isLimited, visible } from '../oracle.ts';
import type { CustomerKey } from '../data.ts';
import type { Limit } from '../harness.ts';
import type { Tests } from '../suite.ts';

/** The owner's rule: what it leaves out is not there, in lists and by id alike. */
export function filterTests({ bench, test, limited }: Tests): void {
  const keeps = (name: string, rule: () => Filter, ...needs: Limit[]): void => {
    test(`a rule keeps tickets ${name}`, async () => {
      const client = await bench.client('alice', ['mine'], rule());
      const expected = visible(bench, 'alice', ['mine'], rule()).filter((key) => !isLimited(bench, bench.given(key)));
      const all = visible(bench, 'alice', ['mine']);
      ok(expected.length > 0 && expected.length < all.length, 'The data gives no point to this rule.');
      sameSet((await everyTicket(client)).map(({ id }) => bench.keyOf(id)), expected, 'tickets in the list');
      const hidden = all.find((key) => !expected.includes(key) && !isLimited(bench, bench.given(key))) ?? '';
      await rejects(client.getTicket({ ticketId: bench.id(hidden) }, {}), 'not-found', `${hidden}, which the rule leaves out`);
      await client.getTicket({ ticketId: bench.id(expected[0] ?? '') }, {});
    }, ...needs);
  };
  const stage = (key: string): string => bench.id(key, 'stage');
  const field = (key: string): string => `field:${bench.id(key, 'field')}`;

  keeps('by subject, exactly and in any case', () => ({ property: 'subject', operator: 'is', value: 'RED GREEN BLUE' }));
  keeps('by subject, all but one', () => ({ property: 'subject', operator: 'is-not', value: 'Red green blue' }));
  keeps('whose subject contains a word', () => ({ property: 'subject', operator: 'contains', value: 'DISCOUNT' }));
  keeps('whose subject contains a percent sign', () => ({ property: 'subject', operator: 'contains', value: '100%' }));
  keeps('whose subject contains a quote', () => ({ property: 'subject', operator: 'contains', value: 'It\'s a "' }));
  keeps('whose subject does not contain a word', () => ({ property: 'subject', operator: 'not-contains', value: 'discount' }));
  keeps('by id', () => ({ property: 'id', operator: 'in', value: [bench.id('words'), bench.id('stranger'), 'no-such-id'] }));
  keeps('by category', () => ({ property: 'category', operator: 'is', value: 'closed' }));
  keeps('in all but one category', () => ({ property: 'category', operator: 'is-not', value: 'closed' }));
  keeps('in one of several stages', () => ({ property: 'stage', operator: 'in', value: [stage('waiting'), stage('solved')] }));
  keeps('in none of several stages', () => ({ property: 'stage', operator: 'not-in', value: [stage('waiting'), stage('solved')] }));
  keeps('of a queue', () => ({ property: 'queue', operator: 'is', value: bench.id('billing', 'queue') }), 'queues');
  limited('queues', async () => {
    const client = await bench.client('alice', ['mine'], { property: 'queue', operator: 'is', value: bench.id('billing', 'queue') });
    const found = await everyTicket(client).then((items) => items.map(({ id }) => bench.keyOf(id)), () => []);
    ok(found.length !== bench.data.tickets.filter(({ queue }) => queue === 'billing').length, 'The backend has queues.');
  });
  keeps('created before a moment', () => ({ property: 'created', operator: 'before', value: bench.given('percent').created }), 'dates');
  keeps('created after a moment', () => ({ property: 'created', operator: 'after', value: bench.given('percent').created }), 'dates');
  keeps('by a field\'s value', () => ({ property: field('order'), operator: 'is', value: 'ord-123456' }), 'fields');
  keeps('where a field is filled in', () => ({ property: field('order'), operator: 'is-known' }), 'fields');
  keeps('where a field is not filled in', () => ({ property: field('order'), operator: 'is-unknown' }), 'fields');
  keeps('by a choice of several', () => ({ property: field('browsers'), operator: 'contains', value: 'safari' }), 'fields');
  keeps('by all of several conditions', () => ({ all: [{ property: 'category', operator: 'is', value: 'open' }, { property: 'subject', operator: 'contains', value: 'page' }] }));
  keeps('by any of several conditions', () => ({ any: [{ property: 'stage', operator: 'is', value: stage('waiting') }, { property: 'subject', operator: 'contains', value: 'blue' }] }));
  keeps('by groups in groups', () => ({
    any: [{ all: [{ property: 'category', operator: 'is', value: 'closed' }, { property: 'subject', operator: 'not-contains', value: 'blue' }] }, { property: 'subject', operator: 'is', value: 'Printer prints blank pages' }],
  }));
  keeps('that are among none of a few', () => ({ all: [{ property: 'id', operator: 'not-in', value: [bench.id('words')] }, { all: [] }] }));

  test('a rule that nothing satisfies leaves nothing', async () => {
    for (const rule of [{ any: [] }, { property: 'subject', operator: 'is', value: 'no such subject' }] as const) {
      const client = await bench.client('alice', ALL_VIEWS, rule);
      sameSet((await everyTicket(client)).map(({ id }) => bench.keyOf(id)), [], 'tickets');
      await rejects(client.getTicket({ ticketId: bench.id('conversation') }, {}), 'not-found', 'a ticket by id');
    }
  });

  test('a rule holds in every view', async () => {
    const rule: Filter = { property: 'requester', operator: 'is', value: bench.customer('bob').email.toUpperCase() };
    for (const [who, view] of [['alice', 'organization'], ['bob', 'mine']] as const satisfies readonly (readonly [CustomerKey, string])[]) {
      const client = await bench.client(who, ['mine', view], rule);
      sameSet((await everyTicket(client, { view })).map(({ id }) => bench.keyOf(id)), visible(bench, who, [view], rule), `tickets of ${who} in ${view}`);
    }
  }, 'organizations');

  test('a rule about an organization is kept', async () => {
    const rule: Filter = { property: 'organization', operator: 'is', value: bench.id('acme', 'organization') };
    sameSet((await everyTicket(await bench.client('bob', ['mine'], rule))).map(({ id }) => bench.keyOf(id)), visible(bench, 'bob', ['mine'], rule), 'tickets of Acme');
    sameSet((await everyTicket(await bench.client('frank', ['mine'], rule))).map(({ id }) => id), [], 'tickets of a customer without organization');
  }, 'organizations');

  test('a rule holds when the list is searched and narrowed', async () => {
    const rule: Filter = { property: 'subject', operator: 'not-contains', value: 'order_17' };
    const client = await bench.client('alice', ['mine'], rule);
    const { capabilities } = await client.getProfile({}, {});
    if (capabilities.search !== 'none') sameSet((await everyTicket(client, { search: 'Discount' })).map(({ id }) => bench.keyOf(id)), ['no-percent'], 'tickets found');
    ok(!(await everyTicket(client, { status: 'open' })).some(({ id }) => id === bench.id('percent')), 'A ticket that the rule leaves out is in the narrowed list.');
  });

  test('a rule about something unknown is refused, not dropped', async () => {
    // A gateway in front may tell customers that the portal does not work: the rule is none of theirs.
    const refused = ['invalid-input', 'unavailable'] as const;
    const client = await bench.client('alice', ['mine'], { all: [{ any: [{ property: 'field:no-such-field', operator: 'is', value: 'x' }] }] });
    await rejects(client.listTickets({}, {}), refused, 'a list under a rule about an unknown field');
    await rejects(client.getTicket({ ticketId: bench.id('conversation') }, {}), refused, 'a ticket under a rule about an unknown field');
    await rejects((await bench.client('alice', ['mine'], { property: 'no-such-property', operator: 'is-unknown' })).listTickets({}, {}), refused, 'a list under a rule about an unknown property');
  });
}
