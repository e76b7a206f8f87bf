import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { http, httpAccess } from '../../src/adapters/http/index.ts';
import { memory, sampleData } from '../../src/adapters/memory/index.ts';
import { isPortalError, validated } from '../../src/contract/index.ts';
import { createGateway } from '../../src/gateway/index.ts';
import { slowLine } from './slow-line.ts';

/** A file on its way over a line that breaks. */
export interface SlowUpload {
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes a second. */
  readonly rate: number;
  /** Bytes of the gateway's largest slice; default its own. */
  readonly sliceBytes?: number;
}

/** What came of it. */
export interface Outcome {
  /** Bytes that went into the line, all together, by byte of the file. */
  readonly ratio: number;
  /** The file arrived as it was. */
  readonly isIntact: boolean;
  /** How many messages there are of it. */
  readonly messages: number;
  /** How much of the file the gateway had when the page was loaded again, from 0 to 1, and how much it had when sending went on. */
  readonly atReload: number;
  readonly afterReload: number;
  readonly seconds: number;
}

const PAGE = 'https://www.example';
const EMAIL = 'alice@acme.example';

/**
 * Sends a file with a reply over a slow line that breaks three times: after a quarter and after a half for a moment, and after four fifths until
 * the sender gives up; then the page is loaded again, and sends with the same key.
 */
export async function sendOverSlowLine({ size, rate, sliceBytes }: SlowUpload): Promise<Outcome> {
  const backend = memory({ data: sampleData(), capabilities: { files: { maxFiles: 5, maxBytes: size, accept: null } } });
  const gateway = createGateway({
    backend, database: { sqlite: ':memory:' }, secret: 'a secret that guards nothing, and is long enough', baseURL: 'https://gateway.example', origins: [PAGE], name: 'Demo',
    limits: sliceBytes === undefined ? {} : { sliceBytes }, logger: () => undefined,
  });
  await gateway.accounts.create({ email: EMAIL, name: 'Alice', password: 'a password for nothing' });
  const listener = getRequestListener((request) => gateway.fetch(request, { address: '192.0.2.1' }), { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => { void listener(incoming, outgoing); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const line = await slowLine((server.address() as AddressInfo).port, rate);

  const cookies = new Map<string, string>();
  const send = async (request: Request): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.set('Origin', PAGE);
    if (cookies.size > 0) headers.set('Cookie', [...cookies].map((cookie) => cookie.join('=')).join('; '));
    const response = await fetch(new Request(request, { headers }));
    for (const [, name = '', value = ''] of response.headers.getSetCookie().map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie) ?? [])) cookies.set(name, value);
    return response;
  };
  /** A page just loaded: it knows nothing of what the one before has sent. */
  const page = () => validated(http({ gateway: line.url, fetch: send }));
  const content = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) % 251);
  const file = (): File => new File([content], 'large.bin');

  try {
    await httpAccess({ gateway: line.url, fetch: send }).signIn({ email: EMAIL, password: 'a password for nothing' }, { idempotencyKey: crypto.randomUUID() });
    const { items: [ticket] } = await page().listTickets({ status: 'open' }, {});
    if (ticket === undefined) throw new Error('There is no ticket.');
    const idempotencyKey = crypto.randomUUID();
    const [ticketId, text] = [ticket.id, 'Over a slow line'];
    const begun = performance.now();
    const before = line.travelled;
    const cuts = [{ at: 0.25, forGood: false }, { at: 0.5, forGood: false }, { at: 0.8, forGood: true }];
    line.onTravel = () => {
      if (line.travelled - before < (cuts[0]?.at ?? Number.POSITIVE_INFINITY) * size) return;
      if (cuts.shift()?.forGood === true) line.isDown = true;
      else line.cut();
    };
    let [atReload, afterReload] = [0, -1];
    await page().reply({ ticketId, text, files: [file()] }, { idempotencyKey, onProgress: ({ sent }) => { atReload = sent / size; } })
      .catch((error: unknown) => { if (!isPortalError(error, 'network')) throw error; });
    line.isDown = false;
    const message = await page().reply({ ticketId, text, files: [file()] }, { idempotencyKey, onProgress: ({ sent }) => { if (afterReload < 0) afterReload = sent / size; } });
    const ratio = (line.travelled - before) / size;
    const seconds = (performance.now() - begun) / 1000;
    const { items } = await page().listMessages({ ticketId }, {});
    const arrived = await page().downloadAttachment({ ticketId, messageId: message.id, attachmentId: message.attachments[0]?.id ?? '' }, {});
    const isIntact = Buffer.from(await new Response(arrived.stream()).arrayBuffer()).equals(content);
    return { ratio, isIntact, messages: items.filter((one) => one.text === text).length, atReload, afterReload, seconds };
  } finally {
    await line.end();
    server.closeAllConnections();
    server.close();
    await gateway.close();
  }
}

/** 25 MB over a line of a megabyte a second. */
export const LARGE: SlowUpload = { size: 25_000_000, rate: 1_000_000 };
