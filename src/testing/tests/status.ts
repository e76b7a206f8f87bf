import { ok, rejects, same } from '../assert.ts';
import type { Tests } from '../suite.ts';

/** Closing and reopening by the customer, where the backend has it. */
export function statusTests({ bench, test }: Tests): void {
  test('a closed ticket is closed in its page and in the list', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const { capabilities } = await client.getTicket({ ticketId }, {});
    if (!capabilities.close) {
      await rejects(client.closeTicket({ ticketId }, bench.write()), ['unsupported', 'conflict'], 'closing, which the capabilities deny');
      return;
    }
    const closed = await client.closeTicket({ ticketId }, bench.write());
    same([closed.status.category, closed.waitingOn, closed.capabilities.close], ['closed', null, false], 'the closed ticket');
    same(await client.getTicket({ ticketId }, {}), closed, 'the ticket read again');
    const { items } = await client.listTickets({ status: 'closed', limit: 100 }, {});
    same(items.find(({ id }) => id === ticketId)?.status, closed.status, 'status in the list of closed tickets');
  });

  test('a reopened ticket is open in its page and in the list', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('closed');
    const { capabilities } = await client.getTicket({ ticketId }, {});
    if (!capabilities.reopen) {
      await rejects(client.reopenTicket({ ticketId }, bench.write()), ['unsupported', 'conflict'], 'reopening, which the capabilities deny');
      return;
    }
    const opened = await client.reopenTicket({ ticketId }, bench.write());
    same([opened.status.category, opened.waitingOn !== null, opened.capabilities.reopen], ['open', true, false], 'the reopened ticket');
    same(await client.getTicket({ ticketId }, {}), opened, 'the ticket read again');
    const { items } = await client.listTickets({ status: 'open', limit: 100 }, {});
    same(items.find(({ id }) => id === ticketId)?.status, opened.status, 'status in the list of open tickets');
  });

  test('a ticket says when it was closed, while it is', async () => {
    const client = await bench.client('wendy');
    for (const ticketId of [bench.take('closed'), bench.take('open')]) {
      const ticket = await client.getTicket({ ticketId }, {});
      if (ticket.closed === undefined) return;
      const moved = ticket.capabilities.close ? await client.closeTicket({ ticketId }, bench.write()) : ticket.capabilities.reopen ? await client.reopenTicket({ ticketId }, bench.write()) : ticket;
      for (const { status, closed = null, created } of [ticket, moved, await client.getTicket({ ticketId }, {})]) {
        same(closed !== null, status.category === 'closed', `whether a ticket that is ${status.category} says when it was closed`);
        ok(closed === null || Date.parse(closed) >= Date.parse(created), `The ticket was closed at ${String(closed)}, before it was created at ${created}.`);
      }
    }
  });

  test('closing a closed ticket and reopening an open one change nothing', async () => {
    const client = await bench.client('wendy');
    const { capabilities } = await client.getProfile({}, {});
    const closed = await client.getTicket({ ticketId: bench.take('closed') }, {});
    const open = await client.getTicket({ ticketId: bench.take('open') }, {});
    if (capabilities.closeTicket) same(await client.closeTicket({ ticketId: closed.id }, bench.write()), closed, 'a closed ticket, closed again');
    if (capabilities.reopenTicket) same(await client.reopenTicket({ ticketId: open.id }, bench.write()), open, 'an open ticket, reopened');
    same([await client.getTicket({ ticketId: closed.id }, {}), await client.getTicket({ ticketId: open.id }, {})], [closed, open], 'both tickets, read again');
  });
}
