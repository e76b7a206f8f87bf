import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A slow line between two programs, which breaks. */
export interface SlowLine {
  /** Where it begins: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Bytes that have been put into it on this side. */
  readonly travelled: number;
  /** Whether nothing passes for the time being: what is under way breaks, and nobody can connect. */
  isDown: boolean;
  /** Called whenever bytes have been put into it; breaks by {@link cut} from there. */
  onTravel: () => void;
  /** Breaks whatever is under way. */
  cut(): void;
  end(): Promise<void>;
}

/**
 * @param port Where it leads, on this machine.
 * @param rate Bytes a second, towards that port; the way back is fast.
 */
export async function slowLine(port: number, rate: number): Promise<SlowLine> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (line.isDown) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    far.pipe(near);
    near.on('data', (bytes) => {
      near.pause();
      travelled += bytes.length;
      line.onTravel();
      setTimeout(() => {
        if (!far.destroyed) far.write(bytes);
        near.resume();
      }, bytes.length / rate * 1000);
    });
  });
  let travelled = 0;
  let isDown = false;
  const cut = (): void => { for (const socket of open) socket.destroy(); };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const line: SlowLine = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, cut, onTravel: () => undefined,
    get travelled() { return travelled; },
    get isDown() { return isDown; },
    set isDown(down) {
      isDown = down;
      if (down) cut();
    },
    async end() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
  return line;
}
