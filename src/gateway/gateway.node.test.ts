import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { http, httpAccess } from '../adapters/http/index.ts';
import { isPortalError, validated, type FileSource, type TicketingClient } from '../contract/index.ts';
import { browser, GATEWAY, get, PASSWORD, sampleGateway, type Browser, type TestGateway } from './helpers.node.test.ts';

const bytesOf = async (file: FileSource): Promise<Uint8Array> => new Uint8Array(await new Response(file.stream()).arrayBuffer());
const random = (length: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
};

describe('a customer\'s day through http adapter and gateway', () => {
  let gateway: TestGateway;
  let tab: Browser;
  let client: TicketingClient;
  before(async () => {
    gateway = sampleGateway();
    await gateway.accounts.create({ email: 'alice@acme.example', name: 'Alice', password: PASSWORD });
    tab = browser(gateway);
    client = validated(http({ gateway: GATEWAY, fetch: tab.fetch }));
  });
  after(() => gateway.close());

  it('signs in and keeps the session in a cookie that no script can read', async () => {
    const access = httpAccess({ gateway: GATEWAY, fetch: tab.fetch });
    assert.deepEqual(await access.getSession({}, {}), { customer: null, expires: null });
    const session = await access.signIn({ email: ' Alice@ACME.example', password: PASSWORD }, { idempotencyKey: 'k' });
    assert.equal(session.customer?.email, 'alice@acme.example');
    assert.deepEqual((await access.getSession({}, {})).customer, session.customer);
    assert.deepEqual([...tab.cookies.keys()], ['__Host-portico']);
  });

  it('lists tickets and reads a conversation', async () => {
    const { items } = await client.listTickets({}, {});
    assert(items.length > 3);
    const ticket = await client.getTicket({ ticketId: items[0]!.id }, {});
    assert.equal(ticket.subject, items[0]!.subject);
    assert((await client.listMessages({ ticketId: ticket.id }, {})).items.length > 0);
  });

  it('replies with files of several slices, which come back byte for byte', async () => {
    const ticketId = (await client.listTickets({ status: 'open' }, {})).items[0]!.id;
    const content = random(2_500_000);
    const progress: number[] = [];
    const file = new File([content], 'Bericht über Größen 報告.pdf', { type: 'application/pdf' });
    const small: FileSource = { name: 'log.txt', type: 'text/plain', size: 5, stream: () => new Blob(['hello']).stream() };
    const message = await client.reply({ ticketId, text: 'Here it is', files: [file, small] }, {
      idempotencyKey: crypto.randomUUID(), onProgress: ({ file: index, sent }) => { if (index === 0) progress.push(sent); },
    });
    assert.deepEqual(message.attachments.map(({ name, type, size }) => [name, type, size]), [[file.name, 'application/pdf', 2_500_000], ['log.txt', 'text/plain', 5]]);
    assert(progress.length >= 4 && progress.at(-1) === 2_500_000, progress.join());
    const download = await client.downloadAttachment({ ticketId, messageId: message.id, attachmentId: message.attachments[0]!.id }, {});
    assert.equal(download.name, file.name);
    assert.equal(download.size, content.byteLength);
    assert(Buffer.from(await bytesOf(download)).equals(content));
  });

  it('opens a ticket by a form, closes it and opens it again', async () => {
    const file = new File(['x'], 'x.txt', { type: 'text/plain' });
    const values = { subject: 'It broke', product: 'cloud', severity: 'high', message: 'It broke this morning.' };
    const ticket = await client.createTicket({ formId: 'problem', values, files: { attachments: [file] } }, { idempotencyKey: crypto.randomUUID() });
    assert.equal(ticket.subject, 'It broke');
    const [message] = (await client.listMessages({ ticketId: ticket.id }, {})).items;
    assert.equal(message!.attachments[0]!.name, 'x.txt');
    assert.equal((await client.closeTicket({ ticketId: ticket.id }, { idempotencyKey: crypto.randomUUID() })).status.category, 'closed');
    assert.equal((await client.reopenTicket({ ticketId: ticket.id }, { idempotencyKey: crypto.randomUUID() })).status.category, 'open');
  });

  it('names the wrong values of a form', async () => {
    const wrong = client.createTicket({ formId: 'problem', values: { subject: 'x', seats: 1.5 } }, { idempotencyKey: crypto.randomUUID() });
    await assert.rejects(wrong, (error) => isPortalError(error, 'invalid-input') && error.issues.some(({ path }) => path === 'seats'));
  });

  it('signs out, and nothing more is answered', async () => {
    const access = httpAccess({ gateway: GATEWAY, fetch: tab.fetch });
    const old = new Map(tab.cookies);
    await access.signOut({}, { idempotencyKey: 'k' });
    assert.equal(tab.cookies.size, 0);
    await assert.rejects(client.listTickets({}, {}), (error) => isPortalError(error, 'unauthenticated'));
    for (const [name, value] of old) tab.cookies.set(name, value);
    await assert.rejects(client.listTickets({}, {}), (error) => isPortalError(error, 'unauthenticated'), 'the old cookie is worth nothing');
  });

  it('tells its health and describes itself', async () => {
    assert.deepEqual(await (await gateway.fetch(get('/health'))).json(), { status: 'ok', database: 'ok', backend: 'ok' });
    const document = await (await gateway.fetch(get('/openapi.json'))).json() as { openapi: string; paths: Record<string, unknown> };
    assert.equal(document.openapi, '3.1.0');
    assert(Object.hasOwn(document.paths, '/v1/tickets/{ticketId}/messages'));
  });
});
