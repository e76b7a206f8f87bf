import type { Ticket, TicketingClient } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { everyMessage } from '../bench.ts';
import type { Tests } from '../suite.ts';

/** What a backend claims works, and what it denies is refused. Search, sorting, views, forms and files prove theirs where they are tested. */
export function capabilityTests({ bench, test, limited }: Tests): void {
  /** Tries all that can be done with a ticket, and holds the outcome against what the ticket says. */
  const prove = async (client: TicketingClient, ticketId: string): Promise<void> => {
    const { capabilities: backend } = await client.getProfile({}, {});
    const ticket = await client.getTicket({ ticketId }, {});
    const { capabilities, status } = ticket;
    ok((!capabilities.reply || backend.reply) && (!capabilities.attach || capabilities.reply), `The ticket promises replies or files that the backend denies: ${JSON.stringify(capabilities)}.`);
    ok((!capabilities.attach || backend.files !== null) && (!capabilities.close || backend.closeTicket) && (!capabilities.reopen || backend.reopenTicket),
      `The ticket promises what the backend denies: ${JSON.stringify(capabilities)}.`);

    ok([[capabilities.cc, backend.cc], [capabilities.rate, backend.rate], [capabilities.followUp, backend.followUp]].every(([promised, had]) => promised !== true || had === true),
      `The ticket promises what the backend denies: ${JSON.stringify(capabilities)}.`);

    const denied = (has: boolean): 'conflict' | 'unsupported' => (has ? 'conflict' : 'unsupported');
    if (status.category === 'open') {
      const close = client.closeTicket({ ticketId }, bench.write());
      if (capabilities.close) same((await close).status.category, 'closed', 'status after closing, which the ticket promises');
      else await rejects(close, denied(backend.closeTicket), 'closing, which the ticket denies');
    } else {
      const reopen = client.reopenTicket({ ticketId }, bench.write());
      if (capabilities.reopen) same((await reopen).status.category, 'open', 'status after reopening, which the ticket promises');
      else await rejects(reopen, denied(backend.reopenTicket), 'reopening, which the ticket denies');
    }
    await proveReply(client, await client.getTicket({ ticketId }, {}), backend.reply);
  };

  const proveReply = async (client: TicketingClient, { id: ticketId, capabilities }: Ticket, backend: boolean): Promise<void> => {
    const before = await everyMessage(client, ticketId);
    const file = new File(['a file'], 'a.txt', { type: 'text/plain' });
    const reply = client.reply({ ticketId, text: 'May I?', files: [] }, bench.write());
    if (!capabilities.reply) {
      await rejects(reply, backend ? 'conflict' : 'unsupported', 'a reply, which the ticket denies');
      await rejects(client.reply({ ticketId, files: [file] }, bench.write()), backend ? ['conflict', 'invalid-input'] : 'unsupported', 'a file, which the ticket denies');
      same(await everyMessage(client, ticketId), before, 'the conversation after what was refused');
      return;
    }
    await reply;
    const withFile = client.reply({ ticketId, text: 'And a file?', files: [file] }, bench.write());
    if (capabilities.attach) await withFile;
    else await rejects(withFile, ['conflict', 'invalid-input'], 'a file, which the ticket denies');
    same((await everyMessage(client, ticketId)).length, before.length + (capabilities.attach ? 2 : 1), 'number of messages');
  };

  test('what an open ticket promises works, and what it denies is refused', async () => prove(await bench.client('wendy'), bench.take('open')));
  test('what a closed ticket promises works, and what it denies is refused', async () => prove(await bench.client('wendy'), bench.take('closed')));

  test('a ticket with which nothing may be done says so, and means it', async () => {
    const client = await bench.client('wendy');
    for (let count = 0; count < 2; count += 1) {
      const ticketId = bench.take('locked');
      const { capabilities } = await client.getTicket({ ticketId }, {});
      const { followUp: _followUp, ...onTicket } = capabilities;
      sameSet(Object.entries(onTicket).filter(([, can]) => can).map(([name]) => name), [], 'capabilities of a locked ticket');
      await prove(client, ticketId);
      const email = 'locked@nobody.example';
      for (const change of [() => client.addCc({ ticketId, email }, bench.write()), () => client.removeCc({ ticketId, email }, bench.write()), () => client.rateTicket({ ticketId, score: 5 }, bench.write())]) {
        await rejects(change(), ['conflict', 'unsupported'], 'a change of a locked ticket');
      }
    }
  }, 'locked');
  limited('locked', async () => {
    const { capabilities } = await (await bench.client('wendy')).getTicket({ ticketId: bench.id('locked-01') }, {});
    ok(Object.values(capabilities).includes(true), 'The backend has locked tickets.');
  });

  test('the stages that a list can be narrowed by are those of the data set', async () => {
    const { stages } = (await (await bench.client('alice')).getProfile({}, {})).capabilities;
    for (const { id, category } of bench.data.stages) same(stages.find((stage) => stage.id === bench.id(id, 'stage'))?.category, category, `category of the stage ${id}`);
  });
}
