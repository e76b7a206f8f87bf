import { isPortalError } from '../../contract/index.ts';
import { ok, rejects, same } from '../assert.ts';
import { everyMessage, everyTicket } from '../bench.ts';
import { fill } from './forms.ts';
import type { Tests } from '../suite.ts';

/** The queue of the owner's choice, and tickets of which somebody only called. */
export function inboxTests({ bench, test, limited }: Tests): void {
  const inbox = (): string => bench.id('billing', 'queue');
  /** Wendy under an owner who has chosen an inbox, or none. */
  const client = (chosen: string | null = inbox()): ReturnType<typeof bench.client> => bench.client('wendy', ['mine'], null, { inbox: chosen });
  /** Tells a ticket's queue by a rule about it: nothing else does. */
  const isInInbox = async (ticketId: string): Promise<boolean> =>
    (await bench.client('wendy', ['mine'], { property: 'queue', operator: 'is', value: inbox() })).getTicket({ ticketId }, {}).then(() => true, (error: unknown) => {
      if (isPortalError(error, 'not-found')) return false;
      throw error;
    });

  test('a new ticket arrives in the owner\'s inbox, whatever the form says', async () => {
    for (const [chosen, expected] of [[inbox(), true], [null, false]] as const) {
      const wendy = await client(chosen);
      if (!(await wendy.getProfile({}, {})).capabilities.createTicket) return;
      const form = await wendy.getForm({ formId: bench.id('problem', 'form') }, {});
      const { id } = await wendy.createTicket({ formId: form.id, values: { ...fill(form), subject: 'Into the inbox' } }, bench.write());
      same(await isInInbox(id), expected, `whether a new ticket is in the inbox ${String(chosen)}`);
    }
  }, 'queues', 'inbox');

  test('a ticket without any conversation is shown, and says so', async () => {
    const wendy = await client();
    const ticketId = bench.id('phone-02');
    ok((await everyTicket(wendy)).some(({ id }) => id === ticketId), 'A ticket without any conversation is not in the list.');
    const ticket = await wendy.getTicket({ ticketId }, {});
    same([ticket.subject, ticket.lastMessageBy, Date.parse(ticket.lastActivity)], [bench.given('phone-02').subject, null, Date.parse(ticket.created)], 'subject, last writer and last activity');
    same(await everyMessage(wendy, ticketId), [], 'messages');
  }, 'inbox');

  test('a ticket without any conversation moves to the owner\'s inbox with the customer\'s first reply', async () => {
    const wendy = await client();
    const ticketId = bench.take('phone');
    if (!(await wendy.getTicket({ ticketId }, {})).capabilities.reply) return;
    same(await isInInbox(ticketId), false, 'whether the ticket is in the inbox before');
    const { id } = await wendy.reply({ ticketId, text: 'You called me about a manual.' }, bench.write());
    same((await everyMessage(wendy, ticketId)).map((message) => message.id), [id], 'messages');
    same(await isInInbox(ticketId), true, 'whether the ticket is in the inbox after the first reply');
  }, 'queues', 'inbox');

  test('a ticket with a conversation stays in its queue', async () => {
    const wendy = await client();
    const ticketId = bench.take('open');
    if (!(await wendy.getTicket({ ticketId }, {})).capabilities.reply) return;
    await wendy.reply({ ticketId, text: 'Stays where it is.' }, bench.write());
    same(await isInInbox(ticketId), false, 'whether the ticket is in the inbox');
  }, 'queues', 'inbox');

  test('an inbox that is not there is refused, and takes nothing', async () => {
    const wendy = await client('no-such-queue');
    if (!(await wendy.getProfile({}, {})).capabilities.createTicket) return;
    const form = await wendy.getForm({ formId: bench.id('problem', 'form') }, {});
    await rejects(wendy.createTicket({ formId: form.id, values: { ...fill(form), subject: 'Into nowhere' } }, bench.write()), ['invalid-input', 'unavailable'], 'a ticket into an inbox that is not there');
    same((await everyTicket(wendy)).filter(({ subject }) => subject === 'Into nowhere'), [], 'tickets that were refused');
  }, 'inbox');

  limited('inbox', async () => {
    const wendy = await client();
    if (!(await wendy.getProfile({}, {})).capabilities.createTicket || bench.limit('queues') !== undefined) return;
    const form = await wendy.getForm({ formId: bench.id('problem', 'form') }, {});
    const isKept = await wendy.createTicket({ formId: form.id, values: { ...fill(form), subject: 'No inbox' } }, bench.write()).then(({ id }) => isInInbox(id), () => false);
    ok(!isKept, 'The backend has an inbox.');
  });
}
