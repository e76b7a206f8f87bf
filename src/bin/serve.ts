import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { encodeError, PortalError } from '../contract/index.ts';
import type { Gateway } from '../gateway/index.ts';

/** A gateway that listens. */
export interface Listening {
  readonly url: string;
  /** Takes no more connections, lets requests under way finish, then ends the rest. */
  stop(patience?: number): Promise<void>;
}

/** Puts a gateway on a port of this machine; port 0 takes a free one. @throws Error where the port is taken */
export async function serve(gateway: Gateway, host: string, port: number): Promise<Listening> {
  const listener = getRequestListener(
    (request, { incoming }) => gateway.fetch(request, { address: (incoming as IncomingMessage).socket.remoteAddress }),
    // What is not even a request (a Host that is none) is answered like all that is not understood.
    { overrideGlobalObjects: false, errorHandler: () => encodeError(new PortalError('invalid-input', 'This is no valid request.')) },
  );
  const server = createServer((incoming, outgoing) => { void listener(incoming, outgoing); });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${String(port)} of ${host} is taken; choose another with PORT, or with "port" in the configuration.`) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`, stop: (patience = 30_000) => stop(gateway, server, patience) };
}

async function stop(gateway: Gateway, server: Server, patience: number): Promise<void> {
  gateway.endStreams();
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  // Kept-alive connections become idle one after the other while requests finish.
  const idle = setInterval(() => { server.closeIdleConnections(); }, 50);
  const last = setTimeout(() => { server.closeAllConnections(); }, patience);
  await closed;
  clearInterval(idle);
  clearTimeout(last);
}
