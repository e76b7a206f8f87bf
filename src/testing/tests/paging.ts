import type { SortKey, TicketingClient } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { everyMessage, everyTicket } from '../bench.ts';
import { publicOf, plain } from './reading.ts';
import type { Tests } from '../suite.ts';

/** Pages and cursors. */
export function pagingTests({ bench, test }: Tests): void {
  const all = bench.data.tickets.filter(({ key }) => key.startsWith('page-')).map(({ key }) => key);

  for (const limit of [1, 7, 25]) {
    test(`pages of ${String(limit)} neither repeat nor skip a ticket`, async () => {
      const client = await bench.client('erin');
      // Sorted by what many tickets share, where only a total order keeps pages apart.
      const { capabilities } = await client.getProfile({}, {});
      for (const sort of (['status', 'subject', 'lastActivity'] as const).filter((key) => capabilities.sort.includes(key))) {
        sameSet((await everyTicket(client, { sort, limit })).map(({ id }) => bench.keyOf(id)), all, `tickets sorted by ${sort}`);
        if (limit === 1) return;
      }
    });
  }

  test('the size of pages does not change the order', async () => {
    const client = await bench.client('erin');
    const { capabilities } = await client.getProfile({}, {});
    for (const sort of capabilities.sort) {
      for (const direction of ['ascending', 'descending'] as const) {
        const [wide, narrow] = await Promise.all([everyTicket(client, { sort, direction, limit: 100 }), everyTicket(client, { sort, direction, limit: 13 })]);
        same(narrow.map(({ id }) => id), wide.map(({ id }) => id), `order by ${sort}, ${direction}`);
      }
    }
  });

  test('a narrowed list has pages of its own', async () => {
    const client = await bench.client('erin');
    const closed = await everyTicket(client, { status: 'closed', limit: 5 });
    same(closed.length, bench.data.tickets.filter(({ key, stage }) => key.startsWith('page-') && ['solved', 'rejected'].includes(stage)).length, 'number of closed tickets');
  });

  test('messages come newest first, page after page, each once', async () => {
    const client = await bench.client('alice');
    const expected = publicOf(bench.given('long')).map(({ text }) => plain(text)).reverse();
    for (const limit of [1, 4, 100]) same((await everyMessage(client, bench.id('long'), limit)).map(({ text }) => plain(text)), expected, `messages in pages of ${String(limit)}`);
  });

  test('a limit out of bounds is invalid', async () => {
    const client = await bench.client('erin');
    for (const limit of [0, -1, 101, 1.5, Number.NaN]) await rejects(client.listTickets({ limit }, {}), 'invalid-input', `limit ${String(limit)}`);
  });

  /** A list in pages of five, and the cursor of its second page. */
  const listed = async (client: TicketingClient): Promise<{ query: { limit: number; sort: SortKey }; cursor: string; sorts: readonly SortKey[] }> => {
    const sorts = (await client.getProfile({}, {})).capabilities.sort;
    const query = { limit: 5, sort: sorts[0] ?? 'lastActivity' };
    const { nextCursor } = await client.listTickets(query, {});
    ok(nextCursor !== null, 'A list of sixty tickets in pages of five has no second page.');
    return { query, cursor: nextCursor, sorts };
  };

  test('a cursor that nobody gave is invalid', async () => {
    const client = await bench.client('erin');
    const { query, cursor: real } = await listed(client);
    for (const cursor of ['x', '0', '-1', '2', 'eyJpZCI6MX0', '%00', '\' OR 1=1 --', `${real}x`]) {
      await rejects(client.listTickets({ ...query, cursor }, {}), 'invalid-input', `cursor ${cursor}`);
      await rejects(client.listMessages({ ticketId: bench.id('page-01'), cursor }, {}), 'invalid-input', `cursor ${cursor} for messages`);
    }
  });

  test('a cursor of another query is invalid', async () => {
    const client = await bench.client('erin');
    const { query, cursor, sorts } = await listed(client);
    for (const other of [{ sort: sorts[1] ?? query.sort, direction: 'ascending' }, { direction: 'ascending' }, { status: 'open' }, { stage: bench.id('new', 'stage') }] as const) {
      await rejects(client.listTickets({ ...query, ...other, cursor }, {}), 'invalid-input', `cursor in ${JSON.stringify(other)}`);
    }
    await rejects(client.listMessages({ ticketId: bench.id('page-01'), cursor }, {}), 'invalid-input', 'cursor of a ticket list for messages');
  });

  test('a cursor of another customer or another ticket is invalid', async () => {
    const { query, cursor } = await listed(await bench.client('erin'));
    const alice = await bench.client('alice');
    await rejects(alice.listTickets({ ...query, cursor }, {}), 'invalid-input', 'cursor of another customer');
    const { nextCursor } = await alice.listMessages({ ticketId: bench.id('long'), limit: 3 }, {});
    ok(nextCursor !== null, 'A long conversation in pages of three has no second page.');
    await rejects(alice.listMessages({ ticketId: bench.id('conversation'), limit: 3, cursor: nextCursor }, {}), 'invalid-input', 'cursor of another ticket');
  });
}
