import type { Message, Scope, TicketSummary } from '../../contract/index.ts';
import { ok, rejects, same } from '../assert.ts';
import { everyMessage, everyTicket } from '../bench.ts';
import { plain, publicOf } from './reading.ts';
import type { Tests } from '../suite.ts';

/** Tickets with two conversations, of which the owner shows both or the original one. */
export function threadTests({ bench, test, limited }: Tests): void {
  const client = (threads: NonNullable<Scope['threads']>): ReturnType<typeof bench.client> => bench.client('alice', ['mine'], null, { threads });
  const textsOf = (messages: readonly Message[]): unknown => messages.map(({ text }) => plain(text));
  const expected = (isShown: (thread: string | undefined) => boolean): unknown =>
    publicOf(bench.given('threads')).filter(({ thread }) => isShown(thread)).map(({ text }) => text).reverse();
  const ticketId = (): string => bench.id('threads');

  test('all conversations of a ticket are one, newest first, where the owner shows all', async () => {
    same(textsOf(await everyMessage(await client('all'), ticketId())), expected(() => true), 'messages');
  }, 'threads');

  test('only the original conversation is there where the owner shows no other', async () => {
    same(textsOf(await everyMessage(await client('original'), ticketId())), expected((thread) => thread === undefined), 'messages');
  }, 'threads');

  test('a file of another conversation is absent where the owner shows the original one', async () => {
    const message = (await everyMessage(await client('all'), ticketId())).find(({ attachments }) => attachments.length > 0);
    const file = { ticketId: ticketId(), messageId: message?.id ?? '', attachmentId: message?.attachments[0]?.id ?? '' };
    await (await client('all')).downloadAttachment(file, {});
    await rejects((await client('original')).downloadAttachment(file, {}), 'not-found', 'a file of another conversation');
  }, 'threads');

  test('what is said of a ticket\'s activity and turn comes from the conversation that is shown', async () => {
    for (const [threads, by, turn] of [['original', 'support', 'customer'], ['all', 'customer', 'support']] as const) {
      const adapter = await client(threads);
      const [last] = await everyMessage(adapter, ticketId());
      const ticket = await adapter.getTicket({ ticketId: ticketId() }, {});
      const row = (await everyTicket(adapter)).find(({ id }) => id === ticketId());
      for (const { lastActivity, lastMessageBy, waitingOn } of [ticket, row as TicketSummary]) {
        same([Date.parse(lastActivity), lastMessageBy, waitingOn], [Date.parse(last?.created ?? ''), by, turn], `last activity, last writer and turn with ${threads}`);
      }
    }
  }, 'threads');

  test('a list is searched, narrowed and sorted by the conversation that is shown', async () => {
    const { capabilities } = await (await client('original')).getProfile({}, {});
    for (const threads of ['original', 'all'] as const) {
      const adapter = await client(threads);
      const has = async (query: Parameters<typeof everyTicket>[1]): Promise<boolean> => (await everyTicket(adapter, query)).some(({ id }) => id === ticketId());
      if (capabilities.search === 'messages') same(await has({ search: 'PANGOLINWORD' }), threads === 'all', `found by a word of the chat with ${threads}`);
      if (capabilities.waitingOn) same(await has({ waitingOn: 'customer' }), threads === 'original', `waits on the customer with ${threads}`);
      const active = (await everyTicket(adapter)).map(({ lastActivity }) => Date.parse(lastActivity));
      same(active, [...active].sort((a, b) => b - a), `last activities with ${threads}`);
      const [all] = await everyMessage(await client('all'), ticketId());
      same(await has({ activeFrom: all?.created }), threads === 'all', `active since the last word of the chat with ${threads}`);
    }
  }, 'threads');

  test('a reply is in the original conversation', async () => {
    const wendy = await bench.client('wendy', ['mine'], null, { threads: 'original' });
    const split = bench.take('split');
    if (!(await wendy.getTicket({ ticketId: split }, {})).capabilities.reply) return;
    const before = await everyMessage(wendy, split);
    const { id } = await wendy.reply({ ticketId: split, text: 'One more word.' }, bench.write());
    same((await everyMessage(wendy, split)).map((message) => message.id), [id, ...before.map((message) => message.id)], 'messages');
  }, 'threads');

  limited('threads', async () => {
    const messages = await everyMessage(await client('original'), ticketId());
    ok(messages.length !== 2, 'The backend has conversations.');
  });
}
