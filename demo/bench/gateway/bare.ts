import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TicketQuery } from '../../../src/contract/index.ts';
import { backendAt, CUSTOMER, SCOPE } from './backend.ts';

/** A backend with nothing between it and HTTP: what a gateway in front of it is compared with. Says where it listens, as a gateway does. */
const backend = await backendAt(process.env['BENCH_BACKEND'] ?? 'memory:0');
const adapter = backend.adapterFor(CUSTOMER, SCOPE);
const QUERY: TicketQuery = { view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 25 };

function answer({ url = '' }: IncomingMessage): Promise<unknown> {
  const [, ticketId, part] = /^\/api\/v1\/tickets(?:\/(\d+)(\/messages)?)?/.exec(url) ?? [];
  if (ticketId === undefined) return adapter.listTickets(QUERY, {});
  return part === undefined ? adapter.getTicket({ ticketId }, {}) : adapter.listMessages({ ticketId, limit: 30 }, {});
}

const server = createServer((request, response) => {
  void answer(request).then((output) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(output)), (error: unknown) => response.destroy(error as Error));
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => { console.log(`The backend listens on ${String((server.address() as AddressInfo).port)}`); });
