import { isPortalError, type Message, type TicketingClient } from '../../contract/index.ts';
import { ok, same, rejects } from '../assert.ts';
import { everyMessage, everyTicket } from '../bench.ts';
import { fill, open } from './forms.ts';
import type { Tests } from '../suite.ts';

/** A write happens once per key, however often it is sent. */
export function idempotencyTests({ bench, test }: Tests): void {
  const can = async (what: 'reply' | 'createTicket'): Promise<boolean> => (await (await bench.client('wendy')).getProfile({}, {})).capabilities[what];
  const reply = (client: TicketingClient, ticketId: string, context = bench.write()): Promise<Message> =>
    client.reply({ ticketId, text: 'Once only', files: [] }, context);

  test('a reply that is sent again with the same key is there once, and answers the same', async () => {
    if (!await can('reply')) return;
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const key = bench.write();
    const [first, second] = [await reply(client, ticketId, key), await reply(client, ticketId, key)];
    same(second, first, 'what the repetition answers');
    same((await everyMessage(client, ticketId)).filter(({ text }) => text?.includes('Once only')).length, 1, 'number of replies');
  });

  test('replies that are sent at the same time with the same key are there once', async () => {
    if (!await can('reply')) return;
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const key = bench.write();
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => reply(client, ticketId, key)));
    const ids = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.id] : []));
    // A repetition may be told that the first one is still at work, but not that it failed.
    for (const outcome of outcomes) if (outcome.status === 'rejected') ok(isPortalError(outcome.reason, 'conflict'), `A repetition at the same time failed: ${String(outcome.reason)}`);
    same([new Set(ids).size, ids.length > 0], [1, true], 'number of different answers');
    same((await everyMessage(client, ticketId)).filter(({ text }) => text?.includes('Once only')).length, 1, 'number of replies');
  });

  test('a reply with a file that is sent again has the file once', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    if (!(await client.getTicket({ ticketId }, {})).capabilities.attach) return;
    const key = bench.write();
    const send = (): Promise<Message> => client.reply({ ticketId, text: '', files: [new File(['content'], 'once.txt', { type: 'text/plain' })] }, key);
    const [first, second] = [await send(), await send()];
    same(second, first, 'what the repetition answers');
    same((await everyMessage(client, ticketId)).filter(({ attachments }) => attachments.some(({ name }) => name === 'once.txt')).length, 1, 'number of messages with the file');
  });

  test('two replies with keys of their own are two, however alike', async () => {
    if (!await can('reply')) return;
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const [first, second] = [await reply(client, ticketId), await reply(client, ticketId)];
    ok(first.id !== second.id, 'Two replies with different keys became one.');
    same((await everyMessage(client, ticketId)).filter(({ text }) => text?.includes('Once only')).length, 2, 'number of replies');
  });

  test('a key belongs to its customer', async () => {
    if (!await can('reply')) return;
    const key = bench.write();
    const [wendys, walts] = [bench.take('open'), bench.take('walt')];
    const [one, other] = [await reply(await bench.client('wendy'), wendys, key), await reply(await bench.client('walt'), walts, key)];
    same([one.author.name, other.author.name], ['Wendy Wolf', 'Walt Weber'], 'authors of two customers\' replies with the same key');
    same((await everyMessage(await bench.client('walt'), walts)).filter(({ text }) => text?.includes('Once only')).map(({ author }) => author.isMe), [true], 'Walt\'s replies');
  });

  test('a ticket that is opened again with the same key is there once', async () => {
    if (!await can('createTicket')) return;
    const client = await bench.client('wendy');
    const key = bench.write();
    const first = await open(bench, client, 'Once in sequence', key);
    same((await open(bench, client, 'Once in sequence', key)).id, first.id, 'id that the repetition answers');
    same((await everyTicket(client)).filter(({ subject }) => subject === 'Once in sequence').map(({ id }) => id), [first.id], 'tickets');
  });

  test('tickets that are opened at the same time with the same key are there once', async () => {
    if (!await can('createTicket')) return;
    const client = await bench.client('wendy');
    const form = await client.getForm({ formId: bench.id('problem', 'form') }, {});
    const key = bench.write();
    const outcomes = await Promise.allSettled(Array.from({ length: 3 }, () => client.createTicket({ formId: form.id, values: { ...fill(form), subject: 'Once at a time' } }, key)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') ok(isPortalError(outcome.reason, 'conflict'), `A repetition at the same time failed: ${String(outcome.reason)}`);
    same((await everyTicket(client)).filter(({ subject }) => subject === 'Once at a time').length, 1, 'number of tickets');
  });

  test('a repeated key closes once: what happened in between stays', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const { capabilities } = await client.getTicket({ ticketId }, {});
    const { reopenTicket } = (await client.getProfile({}, {})).capabilities;
    if (!capabilities.close || !reopenTicket) return;
    const key = bench.write();
    const closed = await client.closeTicket({ ticketId }, key);
    if (!closed.capabilities.reopen) return;
    await client.reopenTicket({ ticketId }, bench.write());
    same((await client.closeTicket({ ticketId }, key)).status.category, 'closed', 'what the late repetition answers');
    same((await client.getTicket({ ticketId }, {})).status.category, 'open', 'status of the ticket that was reopened in between');
  });

  test('a write without a key, or with one that is none, is invalid', async () => {
    const client = await bench.client('alice');
    if (!await can('reply')) return;
    for (const idempotencyKey of ['', 'with space', 'x'.repeat(101), 'quote\'']) {
      await rejects(client.reply({ ticketId: bench.id('words'), text: 'x' }, { idempotencyKey }), 'invalid-input', `the key ${JSON.stringify(idempotencyKey)}`);
    }
  });
}
