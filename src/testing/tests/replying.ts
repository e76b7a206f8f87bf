import { ok, rejects, same } from '../assert.ts';
import { everyMessage, everyTicket } from '../bench.ts';
import { plain } from './reading.ts';
import type { Tests } from '../suite.ts';

/** A text that gets hurt by whatever escapes, sanitises, trims, folds or shortens. */
const TEXT = 'Hello <b>Agnes</b> & all,\n\n  indented, "quoted", it\'s 100% C:\\temp \u{1F4A5} 서울 مرحبا\n> quoted line\n\n{{template}} ${variable} &amp; <script>alert(1)</script>';

/** What a customer writes. Where the backend takes no replies at all, the capabilities' tests say so. */
export function replyTests({ bench, test }: Tests): void {
  /** Runs where the backend takes replies; elsewhere proves that it takes none. */
  const replying = (name: string, body: () => Promise<void>): void => {
    test(name, async () => {
      const client = await bench.client('wendy');
      if ((await client.getProfile({}, {})).capabilities.reply) return body();
      await rejects(client.reply({ ticketId: bench.id('open-01'), text: 'x' }, bench.write()), 'unsupported', 'a reply, which the capabilities deny');
    });
  };

  replying('a reply is in the conversation, letter by letter, as the customer\'s own', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const before = await everyMessage(client, ticketId);
    const answer = await client.reply({ ticketId, text: TEXT }, bench.write());
    const [stored, ...older] = await everyMessage(client, ticketId);
    same([plain(answer.text), answer.author], [TEXT, { name: 'Wendy Wolf', role: 'customer', isMe: true }], 'what the reply answers');
    same([stored?.id, plain(stored?.text), stored?.author], [answer.id, TEXT, answer.author], 'the newest message');
    same(older.map(({ id }) => id), before.map(({ id }) => id), 'the older messages');
  });

  replying('a reply moves the ticket\'s last activity and makes it the support team\'s turn', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const answer = await client.reply({ ticketId, text: 'Any news?' }, bench.write());
    const row = (await everyTicket(client)).find(({ id }) => id === ticketId);
    same([Date.parse(row?.lastActivity ?? ''), row?.lastMessageBy, row?.waitingOn], [Date.parse(answer.created), 'customer', 'support'], 'row of the ticket');
  });

  replying('a long reply comes back whole', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const text = 'Line of a log with words, 서울 and numbers 0123456789\n'.repeat(1500).trimEnd();
    await client.reply({ ticketId, text }, bench.write());
    const [stored] = await everyMessage(client, ticketId);
    ok(plain(stored?.text) === text, `A reply of ${String(text.length)} letters came back with ${String(stored?.text?.length)}.`);
  });

  replying('an empty reply is refused and leaves nothing', async () => {
    const client = await bench.client('alice');
    const before = await everyMessage(client, bench.id('words'));
    for (const text of ['', '  \n\t']) {
      const { issues } = await rejects(client.reply({ ticketId: bench.id('words'), text }, bench.write()), 'invalid-input', 'an empty reply');
      same(issues.map(({ path, code }) => [path, code]), [['text', 'required']], 'what is wrong');
    }
    same(await everyMessage(client, bench.id('words')), before, 'the conversation');
  });

  replying('what else is sent along with a reply has no effect', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const before = await client.getTicket({ ticketId }, {});
    const along = {
      ticketId, text: 'Only this.', internal: true, visibility: 'internal', author: { name: 'Agnes', role: 'agent' }, role: 'agent', requester: bench.customer('carol').email,
      status: 'closed', stage: 'solved', created: '2001-01-01T00:00:00Z', organization: 'globex', cc: [bench.customer('carol').email], id: '1', html: '<b>x</b>',
    };
    const answer = await client.reply(along, bench.write());
    same([answer.author.role, answer.author.isMe, plain(answer.text), answer.created.startsWith('2001')], ['customer', true, 'Only this.', false], 'the message');
    const after = await client.getTicket({ ticketId }, {});
    same([after.requester, after.organization, after.status.category, after.cc, after.created], [before.requester, before.organization, before.status.category, before.cc, before.created], 'the ticket');
    ok((await everyMessage(client, ticketId)).some(({ id }) => id === answer.id), 'The reply is not in the conversation.');
  });
}
