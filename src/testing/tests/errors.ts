import type { ErrorCode, TicketingClient } from '../../contract/index.ts';
import { ok, rejects } from '../assert.ts';
import { everyMessage } from '../bench.ts';
import { fill } from './forms.ts';
import type { Tests } from '../suite.ts';

/** What a customer's page is told when the ticketing system fails. */
const FAILURES: readonly ErrorCode[] = ['unavailable', 'timeout', 'bad-response', 'rate-limited', 'network'];

/** A failure is a failure, and never an empty list or an absent ticket. */
export function errorTests({ bench, test }: Tests): void {
  const during = async (attempt: (client: TicketingClient) => Promise<void>): Promise<void> => {
    const client = await bench.client('alice');
    ok(bench.harness.outage !== undefined, 'The harness has no outage; declare the limit "outage" with a reason.');
    await bench.harness.outage(() => attempt(client));
  };

  test('while the backend fails, everything that reads says so', async () => {
    const ticketId = bench.id('conversation');
    const message = (await everyMessage(await bench.client('alice'), ticketId)).find(({ attachments }) => attachments.length > 0);
    const formId = bench.id('problem', 'form');
    await during(async (client) => {
      await rejects(client.listTickets({}, {}), FAILURES, 'a list during an outage');
      await rejects(client.listTickets({ search: 'no such words' }, {}), [...FAILURES, 'unsupported'], 'a search during an outage');
      await rejects(client.getTicket({ ticketId }, {}), FAILURES, 'a ticket during an outage');
      await rejects(client.getTicket({ ticketId: 'no-such-id' }, {}), [...FAILURES, 'not-found'], 'an absent ticket during an outage');
      await rejects(client.listMessages({ ticketId }, {}), FAILURES, 'a conversation during an outage');
      await rejects(client.downloadAttachment({ ticketId, messageId: message?.id ?? '', attachmentId: message?.attachments[0]?.id ?? '' }, {}), FAILURES, 'a file during an outage');
      await client.listForms({}, {}).then(({ items }) => ok(items.some(({ id }) => id === formId), 'An outage shows no forms.'), () => undefined);
    });
    await (await bench.client('alice')).getTicket({ ticketId }, {});
  }, 'outage');

  test('while the backend fails, everything that writes says so, and can be sent again', async () => {
    const ticketId = bench.take('walt');
    const client = await bench.client('walt');
    const { capabilities } = await client.getProfile({}, {});
    if (!capabilities.reply) return;
    const key = bench.write();
    const form = capabilities.createTicket ? await client.getForm({ formId: bench.id('problem', 'form') }, {}) : undefined;
    const before = (await everyMessage(client, ticketId)).length;
    await during(async () => {
      await rejects(client.reply({ ticketId, text: 'During an outage' }, key), FAILURES, 'a reply during an outage');
      if (form !== undefined) await rejects(client.createTicket({ formId: form.id, values: fill(form) }, bench.write()), FAILURES, 'a new ticket during an outage');
      if (capabilities.closeTicket) await rejects(client.closeTicket({ ticketId }, bench.write()), FAILURES, 'closing during an outage');
    });
    await client.reply({ ticketId, text: 'During an outage' }, key);
    ok((await everyMessage(client, ticketId)).length === before + 1, 'A reply that was sent again after an outage is not there exactly once.');
  }, 'outage');

  test('input that breaks the contract is invalid, and names what is wrong', async () => {
    const client = await bench.client('alice');
    for (const [query, path] of [[{ sort: 'nonsense' }, 'sort'], [{ view: 'all' }, 'view'], [{ status: 'pending' }, 'status'], [{ createdFrom: 'yesterday' }, 'createdFrom'], [{ direction: 'up' }, 'direction'], [{ search: 'x'.repeat(201) }, 'search']] as const) {
      const { issues } = await rejects(client.listTickets(query as never, {}), 'invalid-input', JSON.stringify(query));
      ok(issues.some((issue) => issue.path === path), `${JSON.stringify(query)} is invalid, but ${path} is not named.`);
    }
  });
}
