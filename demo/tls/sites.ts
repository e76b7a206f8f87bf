import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { makeCertificate } from './certificate.ts';

/** Websites over TLS on this machine, under any names and ports. */
export interface Sites {
  /** The proxy to open a browser with. */
  readonly proxy: string;
  end(): Promise<void>;
}

/**
 * Serves websites under names of the public net, to test what browsers make of sites. A proxy leads every name and every port here, so nothing is
 * resolved and nothing leaves the machine. Use the names that are reserved for examples (`www.example.com`, `support.example.net`): WebKitGTK
 * takes names below a made-up top-level domain (`.test`, `.localhost`) for a site each.
 * @param answer Gets the address as the browser has it: `https://www.example.com/`.
 */
export async function startSites(names: readonly string[], answer: (request: Request) => Response | Promise<Response>): Promise<Sites> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-sites-'));
  const { certificate: cert, key } = await makeCertificate(folder, names);
  const listener = getRequestListener(answer, { overrideGlobalObjects: false });
  const server = createHttpsServer({ cert, key }, (incoming, outgoing) => { void listener(incoming, outgoing); });
  const port = await listening(server);
  // What a browser asks for by itself, and everything without TLS, gets no answer of anybody's.
  const proxy = createHttpServer((_incoming, outgoing) => { outgoing.writeHead(403).end(); });
  proxy.on('connect', ({ url = '' }, client, head) => {
    client.on('error', () => undefined);
    if (!names.includes(url.replace(/:\d+$/, ''))) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connected\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) one.on('error', () => undefined).once('close', () => other.destroy());
  });
  return {
    proxy: `http://127.0.0.1:${String(await listening(proxy))}`,
    async end() {
      await Promise.all([proxy, server].map(stopped));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  return (server.address() as AddressInfo).port;
}

async function stopped(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  server.closeAllConnections();
  await closed;
}
