import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory, sampleData } from '../../adapters/memory/index.ts';
import { isWrite, operationNames, ticketing, validated, type TicketingAdapter, type TicketingClient, type WriteContext } from '../../contract/index.ts';
import { is, key } from './access-helpers.node.test.ts';
import { readOnly } from './read-only.ts';

const alice = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const adapter = memory({ data: sampleData() }).adapterFor(alice, { views: ['mine', 'organization', 'cc'], filter: null });
const [sound, preview] = [validated(adapter), validated(readOnly(adapter))];
const firstId = async (): Promise<string> => (await sound.listTickets({}, {})).items[0]!.id;

describe('an adapter for previews', () => {
  it('reads what the customer reads', async () => {
    assert.deepEqual(await preview.listTickets({}, {}), await sound.listTickets({}, {}));
    const ticketId = await firstId();
    assert.deepEqual(await preview.listMessages({ ticketId }, {}), await sound.listMessages({ ticketId }, {}));
    const { capabilities: _, ...ticket } = await preview.getTicket({ ticketId }, {});
    const { capabilities: own, ...same } = await sound.getTicket({ ticketId }, {});
    assert.deepEqual(ticket, same);
    assert(own.reply && own.attach);
    const pages = await Promise.all((await sound.listTickets({ view: 'organization', limit: 100 }, {})).items.map(({ id }) => sound.listMessages({ ticketId: id }, {}).then(({ items }) => ({ id, items }))));
    const { id, items } = pages.find((page) => page.items.some(({ attachments }) => attachments.length > 0))!;
    const message = items.find(({ attachments }) => attachments.length > 0)!;
    const file = { ticketId: id, messageId: message.id, attachmentId: message.attachments[0]!.id };
    assert.equal((await preview.downloadAttachment(file, {})).name, (await sound.downloadAttachment(file, {})).name);
  });

  it('promises nothing that writes', async () => {
    const { capabilities } = await preview.getProfile({}, {});
    const { capabilities: own } = await sound.getProfile({}, {});
    assert(own.createTicket && own.reply && own.closeTicket && own.reopenTicket && own.cc && own.rate && own.followUp && own.files !== null);
    assert.deepEqual(capabilities, { ...own, createTicket: false, reply: false, closeTicket: false, reopenTicket: false, cc: false, rate: false, followUp: false, files: null });
    assert.deepEqual((await preview.getTicket({ ticketId: await firstId() }, {})).capabilities, { reply: false, attach: false, close: false, reopen: false, cc: false, rate: false, followUp: false });
    assert((await sound.listForms({}, {})).items.length > 0);
    assert.deepEqual(await preview.listForms({}, {}), { items: [] });
  });

  it('has no operation that writes, and none that exists only for one', async () => {
    const offered = readOnly(adapter) as unknown as Record<string, unknown>;
    for (const name of operationNames(ticketing)) {
      const writes = isWrite(ticketing[name]) || 'capability' in ticketing[name];
      assert.equal(offered[name] === undefined, writes, name);
      if (writes) await assert.rejects((preview[name] as (input: unknown, context: WriteContext) => Promise<unknown>)({}, key()), is('unsupported'), name);
    }
  });

  it('calls a class\'s methods as its own', async () => {
    class Bound { readonly forms = 1; async listTickets(): Promise<unknown> { assert.equal(this.forms, 1); return { items: [], nextCursor: null }; } }
    const client: TicketingClient = validated(readOnly(new Bound() as unknown as TicketingAdapter));
    assert.deepEqual(await client.listTickets({}, {}), { items: [], nextCursor: null });
  });
});
