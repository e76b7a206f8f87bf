import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/**
 * Where the line is cut: before anything of the request has passed, in its head, in its body, when its last byte has passed, when the answer has begun
 * and nothing of it has passed, in the middle of the answer.
 */
export type CutPoint = 'before' | 'head' | 'body' | 'sent' | 'answered' | 'answer';

/** A cut that waits for its request. */
export interface Cut {
  /** The requests that it hits, by `METHOD /path`. */
  readonly request: RegExp;
  readonly at: CutPoint;
  /** How many of them, one after the other. */
  readonly times: number;
  /** How much of head, body or answer has passed by then, from 0 to 1. */
  readonly share: number;
  /** Done at that point, before the line is cut. */
  readonly reached?: () => Promise<unknown>;
}

/** A line between two programs that speak HTTP/1.1, a request a connection, which can be cut at any point. */
export interface Wire {
  /** Where it begins: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** How many requests have been cut since the cut was armed. */
  readonly hits: number;
  /** Waits for a request to cut; forgets the cut before. */
  arm(cut: Cut | null): void;
  /** Takes the whole line down, or up again. */
  setDown(down: boolean): void;
  /** Cuts whatever is under way. */
  cutAll(): void;
  /** Something that may go wrong with every request by chance; null for none. */
  setNoise(noise: (() => CutPoint | null) | null): void;
  end(): Promise<void>;
}

interface Head { readonly line: string; readonly bytes: Buffer; readonly length: number }

/** @param target The port of this machine where a path leads. */
export async function startWire(target: (path: string) => number): Promise<Wire> {
  const lines = new Set<Socket>();
  let cut: Cut | null = null;
  let hits = 0;
  let isDown = false;
  let noise: (() => CutPoint | null) | null = null;

  const take = ({ line }: Head): Cut | null => {
    const chance = noise?.() ?? null;
    if (chance !== null) return { request: /./, at: chance, times: 1, share: Math.random() };
    if (cut === null || hits >= cut.times || !cut.request.test(line)) return null;
    hits += 1;
    return cut;
  };

  const server = createServer((near) => {
    follow(near);
    if (isDown) near.destroy();
    else void readHead(near).then((head) => { if (head !== null) carry(near, head, take(head)); });
  });
  const follow = (socket: Socket): void => {
    lines.add(socket);
    socket.on('error', () => undefined).once('close', () => { lines.delete(socket); });
  };

  function carry(near: Socket, head: Head & { readonly rest: Buffer }, armed: Cut | null): void {
    let far: Socket | undefined;
    const sever = (): void => {
      far?.destroy();
      near.resetAndDestroy();
    };
    const reach = (): void => { void Promise.resolve(armed?.reached?.()).finally(sever); };
    // A head without a body has no middle of one.
    const at = armed?.at === 'body' && head.length < 2 ? 'head' : armed?.at;
    if (at === 'before') {
      reach();
      return;
    }
    far = connect(target(head.line.split(' ')[1] ?? '/'), '127.0.0.1');
    follow(far);
    const there = far;
    near.once('close', () => { there.destroy(); });
    there.once('error', () => { near.resetAndDestroy(); });
    if (at === 'head') {
      there.write(head.bytes.subarray(0, part(head.bytes.length, armed?.share)), reach);
      return;
    }
    there.write(head.bytes);

    const bound = at === 'body' ? part(head.length, armed?.share) : head.length;
    let passed = 0;
    const pass = (bytes: Buffer): void => {
      const next = bytes.subarray(0, bound - passed);
      passed += next.length;
      const isLast = passed === bound && (at === 'body' || at === 'sent');
      if (!there.write(next, isLast ? reach : undefined)) {
        near.pause();
        there.once('drain', () => { near.resume(); });
      }
      if (isLast) near.removeAllListeners('data').pause();
    };
    near.on('data', pass);
    pass(head.rest);
    near.resume();

    let answered = false;
    there.on('data', (bytes: Buffer) => {
      if (at === 'body' || at === 'sent') return;
      if (at !== 'answered' && at !== 'answer') {
        if (!near.write(bytes)) {
          there.pause();
          near.once('drain', () => { there.resume(); });
        }
        return;
      }
      if (answered) return;
      answered = true;
      if (at === 'answered') reach();
      else near.write(bytes.subarray(0, part(bytes.length, armed?.share)), reach);
    });
    there.once('end', () => { if (!answered) near.end(); });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = (): void => { for (const line of lines) line.resetAndDestroy(); };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    get hits() { return hits; },
    arm(next) {
      cut = next;
      hits = 0;
    },
    setDown(down) {
      isDown = down;
      if (down) cutAll();
    },
    setNoise(next) { noise = next; },
    cutAll,
    async end() {
      const closed = once(server, 'close');
      server.close();
      cutAll();
      await closed;
    },
  };
}

/** Something of a length, but neither nothing nor all. */
const part = (length: number, share = 0.5): number => Math.min(Math.max(1, Math.floor(length * share)), length - 1);

/** The head of the one request of a connection, which is told to end after it, and what has come behind the head. Null where none comes. */
async function readHead(socket: Socket): Promise<Head & { readonly rest: Buffer } | null> {
  let bytes = Buffer.alloc(0);
  return new Promise((resolve) => {
    const onData = (more: Buffer): void => {
      bytes = Buffer.concat([bytes, more]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.off('data', onData).pause();
      const [line = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
      const kept = fields.filter((field) => !/^(?:connection|keep-alive):/i.test(field));
      const length = Number(fields.map((field) => /^content-length: *(\d+)/i.exec(field)?.[1]).find((found) => found !== undefined) ?? 0);
      resolve({ line, length, bytes: Buffer.from([line, ...kept, 'Connection: close', '', ''].join('\r\n'), 'latin1'), rest: bytes.subarray(end + 4) });
    };
    socket.on('data', onData).once('close', () => { resolve(null); });
  });
}
