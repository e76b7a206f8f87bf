import { ok, same } from '../assert.ts';
import { ALL_VIEWS, bytesOf, everyMessage, everyTicket, refuseCanary } from '../bench.ts';
import { CANARY, type CustomerKey } from '../data.ts';
import type { Tests } from '../suite.ts';

/** Internal notes never leave the adapter. Besides these tests, every answer that any test of the suite gets is searched for canaries. */
export function noteTests({ bench, test }: Tests): void {
  for (const key of ['alice', 'bob', 'carol'] as const satisfies readonly CustomerKey[]) {
    test(`nothing that ${key} can get holds anything internal, to the last byte`, async () => {
      const client = await bench.client(key, ALL_VIEWS);
      const { capabilities } = await client.getProfile({}, {});
      if (capabilities.createTicket) for (const { id } of (await client.listForms({}, {})).items) await client.getForm({ formId: id }, {});
      const ids = new Set<string>();
      for (const view of capabilities.views) for (const { id } of await everyTicket(client, { view })) ids.add(id);
      for (const ticketId of ids) {
        await client.getTicket({ ticketId }, {});
        for (const message of await everyMessage(client, ticketId)) {
          for (const { id } of message.attachments) {
            const file = await client.downloadAttachment({ ticketId, messageId: message.id, attachmentId: id }, {});
            refuseCanary(file.name, 'The name of a file');
            refuseCanary(new TextDecoder('latin1').decode(await bytesOf(file)), `The file ${file.name}`);
          }
        }
      }
    });
  }

  test('no search finds anything internal', async () => {
    for (const key of ['alice', 'bob', 'carol'] as const) {
      const client = await bench.client(key, ALL_VIEWS);
      const { capabilities } = await client.getProfile({}, {});
      if (capabilities.search === 'none') return;
      for (const view of capabilities.views) {
        for (const search of [CANARY, CANARY.toLowerCase(), 'narwhalnote', 'carrier lost it', 'time zone', 'dump of the session']) {
          const page = await client.listTickets({ view, search }, {});
          same([page.items.map(({ id }) => bench.keyOf(id)), page.total ?? 0, page.nextCursor], [[], 0, null], `what ${key} finds by ${search}`);
        }
      }
    }
  });

  test('an internal note moves no date and changes no turn', async () => {
    const client = await bench.client('alice');
    for (const key of ['note-last', 'note-between']) {
      const ticket = await client.getTicket({ ticketId: bench.id(key) }, {});
      const [last] = await everyMessage(client, bench.id(key));
      same([Date.parse(ticket.lastActivity), ticket.lastMessageBy, ticket.waitingOn], [Date.parse(last?.created ?? ''), 'customer', 'support'], `last activity, last writer and turn of ${key}`);
    }
  });

  test('an internal note that an agent writes now is nowhere to be seen', async () => {
    const ticketId = bench.take('open');
    const client = await bench.client('wendy');
    const look = async (): Promise<unknown> => [await client.getTicket({ ticketId }, {}), await client.listMessages({ ticketId }, {}), (await everyTicket(client)).find(({ id }) => id === ticketId)];
    const before = await look();
    ok(bench.harness.agentNote !== undefined, 'The harness has no agentNote; declare the limit "agent" with a reason.');
    await bench.harness.agentNote(ticketId, `${CANARY} okapinote`, { name: `${CANARY}.txt`, content: `${CANARY} content` });
    same(await look(), before, 'ticket, conversation and row');
    const { capabilities } = await client.getProfile({}, {});
    if (capabilities.search !== 'none') same((await client.listTickets({ search: 'okapinote' }, {})).items, [], 'tickets found by a word of the note');
  }, 'agent');

  test('an agent\'s public reply is seen at once, as an agent\'s', async () => {
    const ticketId = bench.take('open');
    const client = await bench.client('wendy');
    ok(bench.harness.agentReply !== undefined, 'The harness has no agentReply; declare the limit "agent" with a reason.');
    await bench.harness.agentReply(ticketId, 'This is our answer.');
    const [message] = await everyMessage(client, ticketId);
    same([message?.text?.trim(), message?.author.role, message?.author.isMe], ['This is our answer.', 'agent', false], 'newest message');
    const ticket = await client.getTicket({ ticketId }, {});
    same([ticket.lastMessageBy, Date.parse(ticket.lastActivity)], ['support', Date.parse(message?.created ?? '')], 'last writer and last activity');
  }, 'agent');
}
