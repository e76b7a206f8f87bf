import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands before a mail server and can be shut, as if the mail server were down. */
export interface MailGate {
  readonly url: string;
  open: boolean;
  end(): Promise<void>;
}

/** @param server Address of the mail server, `smtp://127.0.0.1:2525`. */
export async function startMailGate(server: string): Promise<MailGate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  };
  const gate = createServer((socket) => {
    keep(socket);
    if (!made.open) {
      socket.destroy();
      return;
    }
    const upstream = keep(connect(Number(new URL(server).port), '127.0.0.1'));
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve, reject) => { gate.once('error', reject).listen(0, '127.0.0.1', resolve); });
  const made: MailGate = {
    url: `smtp://127.0.0.1:${String((gate.address() as AddressInfo).port)}`, open: true,
    async end() {
      const closed = new Promise<void>((resolve) => { gate.close(() => { resolve(); }); });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return made;
}
