import type { Ticket, TicketingClient } from '../../contract/index.ts';
import { ok, rejects, same } from '../assert.ts';
import { everyTicket } from '../bench.ts';
import { fill } from './forms.ts';
import type { Tests } from '../suite.ts';

/** New tickets that lead to closed ones. */
export function followUpTests({ bench, test, limited }: Tests): void {
  const following = (name: string, body: (wendy: TicketingClient) => Promise<void>): void => {
    test(name, async () => {
      const wendy = await bench.client('wendy');
      ok((await wendy.getProfile({}, {})).capabilities.followUp === true, 'The profile denies followUp; declare the limit "follow-up" with a reason.');
      await body(wendy);
    }, 'follow-up');
  };
  const open = async (client: TicketingClient, followUpOf: string, subject: string): Promise<Ticket> => {
    const form = await client.getForm({ formId: bench.id('problem', 'form') }, {});
    return client.createTicket({ formId: form.id, values: { ...fill(form), subject }, followUpOf }, bench.write());
  };
  /** A closed ticket that can be followed up; where closed ones take replies, it may be one that takes none. */
  const followed = async (wendy: TicketingClient): Promise<Ticket> => {
    for (const kind of ['finished', 'closed'] as const) {
      const ticket = await wendy.getTicket({ ticketId: bench.take(kind) }, {});
      if (ticket.capabilities.followUp === true) return ticket;
    }
    throw new Error('No closed ticket can be followed up, though the profile promises it.');
  };
  const related = ({ id, displayId, subject }: Ticket): unknown => ({ id, displayId, subject });

  following('a new ticket leads to the closed one that it follows up, and back', async (wendy) => {
    const old = await followed(wendy);
    const next = await open(wendy, old.id, 'Still not solved');
    same(next.followUpOf, related(old), 'what the new ticket follows up, as opening it answers');
    same((await wendy.getTicket({ ticketId: next.id }, {})).followUpOf, related(old), 'what the new ticket follows up');
    const after = await wendy.getTicket({ ticketId: old.id }, {});
    same([after.followUps, after.status, after.followUpOf ?? null], [[related(next)], old.status, null], 'follow-ups and status of the old ticket');
    same((await wendy.getTicket({ ticketId: bench.take('open') }, {})).followUpOf ?? null, null, 'what another ticket follows up');

    const without = (id: string): ReturnType<typeof bench.client> => bench.client('wendy', ['mine'], { property: 'id', operator: 'is-not', value: id });
    same((await (await without(next.id)).getTicket({ ticketId: old.id }, {})).followUps ?? [], [], 'follow-ups that are out of reach');
    same((await (await without(old.id)).getTicket({ ticketId: next.id }, {})).followUpOf ?? null, null, 'a followed ticket that is out of reach');
  });

  following('somebody else\'s ticket is absent to who would follow it up', async (wendy) => {
    for (const ticketId of [bench.id('colleague-closed'), bench.id('labs'), `${bench.id('labs')}000`, 'no-such-id']) {
      await rejects(open(wendy, ticketId, 'Must not follow'), 'not-found', `a follow-up of ${bench.keyOf(ticketId)}`);
    }
    same((await everyTicket(wendy)).filter(({ subject }) => subject === 'Must not follow'), [], 'tickets that were refused');
  });

  following('an open ticket is not followed up', async (wendy) => {
    const ticketId = bench.take('open');
    ok((await wendy.getTicket({ ticketId }, {})).capabilities.followUp !== true, 'An open ticket promises to take a follow-up.');
    await rejects(open(wendy, ticketId, 'Too early'), 'conflict', 'a follow-up of an open ticket');
    same((await everyTicket(wendy)).filter(({ subject }) => subject === 'Too early'), [], 'tickets that were refused');
  });

  limited('follow-up', async () => {
    const wendy = await bench.client('wendy');
    ok((await wendy.getProfile({}, {})).capabilities.followUp !== true, 'The profile promises follow-ups.');
    const ticketId = bench.take('finished');
    ok((await wendy.getTicket({ ticketId }, {})).capabilities.followUp !== true, 'A ticket promises follow-ups.');
    if ((await wendy.getProfile({}, {})).capabilities.createTicket) await rejects(open(wendy, ticketId, 'No follow-up'), ['conflict', 'unsupported'], 'a follow-up, which is declared as a limit');
  });
}
