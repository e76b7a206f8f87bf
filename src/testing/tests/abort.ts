import { isPortalError, operationNames, ticketing, type TicketingClient, type TicketingOperation, type WriteContext } from '../../contract/index.ts';
import { ConformanceError, ok, same } from '../assert.ts';
import { everyMessage } from '../bench.ts';
import type { Tests } from '../suite.ts';

type Attempt = (client: TicketingClient, ids: { readonly ticketId: string; readonly messageId: string; readonly attachmentId: string; readonly formId: string }, context: WriteContext) => Promise<unknown>;

/** How each operation is called only to be given up. One without a line does not compile. */
const ATTEMPTS: { readonly [Name in TicketingOperation]: Attempt } = {
  getProfile: (client, _ids, context) => client.getProfile({}, context),
  listTickets: (client, _ids, context) => client.listTickets({}, context),
  getTicket: (client, { ticketId }, context) => client.getTicket({ ticketId }, context),
  listMessages: (client, { ticketId }, context) => client.listMessages({ ticketId }, context),
  downloadAttachment: (client, { ticketId, messageId, attachmentId }, context) => client.downloadAttachment({ ticketId, messageId, attachmentId }, context),
  reply: (client, { ticketId }, context) => client.reply({ ticketId, text: 'given up' }, context),
  closeTicket: (client, { ticketId }, context) => client.closeTicket({ ticketId }, context),
  reopenTicket: (client, { ticketId }, context) => client.reopenTicket({ ticketId }, context),
  listColleagues: (client, _ids, context) => client.listColleagues({}, context),
  addCc: (client, { ticketId }, context) => client.addCc({ ticketId, email: 'given-up@nobody.example' }, context),
  removeCc: (client, { ticketId }, context) => client.removeCc({ ticketId, email: 'given-up@nobody.example' }, context),
  rateTicket: (client, { ticketId }, context) => client.rateTicket({ ticketId, score: 1 }, context),
  listForms: (client, _ids, context) => client.listForms({}, context),
  getForm: (client, { formId }, context) => client.getForm({ formId }, context),
  createTicket: (client, { formId }, context) => client.createTicket({ formId, values: { subject: 'given up' } }, context),
};
/** What a backend may answer out of its configuration, so fast that there is nothing to give up. */
const AT_ONCE: readonly TicketingOperation[] = ['getProfile', 'listForms', 'getForm', 'createTicket'];

/** Who gives up gets the reason of the signal, and nothing else. */
export function abortTests({ bench, test }: Tests): void {
  const idsOf = async (client: TicketingClient): Promise<Parameters<Attempt>[1]> => {
    const ticketId = bench.id('conversation');
    const message = (await everyMessage(client, ticketId)).find(({ attachments }) => attachments.length > 0);
    return { ticketId, messageId: message?.id ?? '', attachmentId: message?.attachments[0]?.id ?? '', formId: bench.id('problem', 'form') };
  };
  const offered = async (client: TicketingClient): Promise<TicketingOperation[]> => {
    const { capabilities } = await client.getProfile({}, {});
    return operationNames(ticketing).filter((name) => {
      const operation = ticketing[name];
      return !('capability' in operation) || capabilities[operation.capability] === true;
    });
  };
  const gaveUp = async (call: Promise<unknown>, reason: unknown, what: string): Promise<void> => {
    const outcome = await call.then(() => 'answered', (error: unknown) => error);
    if (outcome !== reason) throw new ConformanceError(`${what}: expected the signal's reason, but it ${outcome === 'answered' ? 'answered' : `rejected with ${String(outcome)}`}.`);
  };

  test('a call whose signal has fired before rejects with its reason', async () => {
    const client = await bench.client('alice');
    const ids = await idsOf(client);
    const before = await everyMessage(client, ids.ticketId);
    for (const name of await offered(client)) {
      const reason = new Error('Changed my mind.');
      await gaveUp(ATTEMPTS[name](client, ids, { ...bench.write(), signal: AbortSignal.abort(reason) }), reason, name);
    }
    same(await everyMessage(client, ids.ticketId), before, 'the conversation after what was given up before it began');
    ok((await client.getTicket({ ticketId: ids.ticketId }, {})).status.category === 'open', 'A closing that was given up before it began has closed the ticket.');
  });

  test('a call whose signal fires while it runs rejects with its reason', async () => {
    const client = await bench.client('alice');
    const ids = await idsOf(client);
    const reads = (await offered(client)).filter((name) => ticketing[name].method === 'GET' && !AT_ONCE.includes(name));
    for (const name of reads) {
      const controller = new AbortController();
      const reason = new DOMException('Changed my mind.', 'AbortError');
      const call = ATTEMPTS[name](client, ids, { ...bench.write(), signal: controller.signal });
      controller.abort(reason);
      await gaveUp(call, reason, name);
    }
  });

  test('a reply that was given up and is sent again is there once', async () => {
    const client = await bench.client('walt');
    const ticketId = bench.take('walt');
    if (!(await client.getTicket({ ticketId }, {})).capabilities.reply) return;
    const controller = new AbortController();
    const key = bench.write();
    const call = client.reply({ ticketId, text: 'given up' }, { ...key, signal: controller.signal });
    controller.abort();
    await gaveUp(call, controller.signal.reason, 'reply');
    // The first one may still be at work where the caller has gone away already; a repetition is then told so.
    const again = (): Promise<unknown> => client.reply({ ticketId, text: 'given up' }, key);
    for (let attempts = 0; attempts < 50 && await again().then(() => false, (error: unknown) => isPortalError(error, 'conflict')); attempts += 1) await everyMessage(client, ticketId);
    await again();
    same((await everyMessage(client, ticketId)).filter(({ text }) => text?.includes('given up')).length, 1, 'number of replies');
  });

  test('the next call works after one that was given up', async () => {
    const client = await bench.client('alice');
    const controller = new AbortController();
    const call = client.listTickets({}, { signal: controller.signal }).catch(() => undefined);
    controller.abort();
    await call;
    ok((await client.listTickets({}, {})).items.length > 0, 'The list is empty after a call that was given up.');
  });
}
