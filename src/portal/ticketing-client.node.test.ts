import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory, sampleData } from '../adapters/memory/index.ts';
import { exifSegment, jpeg, PLACED, SECRET, tiff } from './files/pictures.node.test.ts';
import { ticketingClient } from './ticketing-client.ts';

/** The content of files that came with a reply and with a new ticket. */
async function arrived(file: File, keepsLocation: boolean): Promise<Buffer[]> {
  const client = ticketingClient(memory({ data: sampleData() }).adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, { views: ['mine'], filter: null }), () => undefined, () => keepsLocation);
  const { items: [open] } = await client.listTickets({ status: 'open' }, {});
  const message = await client.reply({ ticketId: open!.id, files: [file] }, { idempotencyKey: 'reply' });
  const ticket = await client.createTicket({ formId: 'problem', values: { subject: 'A picture', message: 'Here is what it looks like.', product: 'cloud', severity: 'low' }, files: { attachments: [file] } }, { idempotencyKey: 'create' });
  const { items: [first] } = await client.listMessages({ ticketId: ticket.id }, {});
  return Promise.all([[open!.id, message] as const, [ticket.id, first!] as const].map(async ([ticketId, { id, attachments }]) => {
    const download = await client.downloadAttachment({ ticketId, messageId: id, attachmentId: attachments[0]!.id }, {});
    return Buffer.from(await new Response(download.stream()).arrayBuffer());
  }));
}

describe('the pictures of replies and new tickets', () => {
  const picture = jpeg(exifSegment(tiff(PLACED)));
  const named = (name: string, type: string): File => new File([picture], name, { type });

  it('leave the device without their position, also where the browser does not know their type', async () => {
    for (const file of [named('home.jpg', 'image/jpeg'), named('HOME.HEIC', '')]) {
      for (const bytes of await arrived(file, false)) assert.deepEqual([bytes.length, bytes.includes(SECRET)], [picture.length, false], file.name);
    }
  });

  it('keep it where the owner says so, and what is no picture stays as it is', async () => {
    for (const bytes of [...await arrived(named('home.jpg', 'image/jpeg'), true), ...await arrived(named('home.txt', 'text/plain'), false)]) assert(bytes.equals(picture));
  });
});
