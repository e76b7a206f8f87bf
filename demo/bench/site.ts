import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compress } from '../../.config/first-load.mjs';

/** An answer of the stubbed API. */
export interface Answer { readonly status: number; readonly type: string; readonly body: Uint8Array }

/** What a {@link startSite} serves. */
export interface SiteOptions {
  /** Documents by path, without a query: `/list` → HTML. */
  readonly pages: Readonly<Record<string, string>>;
  /** Scripts by path, beside those at `/cdn/`. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** The folder that is at `/cdn/`. Default `dist/cdn`. */
  readonly cdn?: URL;
  /** APIs by the path they begin with, such as `/api`: each gets the rest of the address. */
  readonly apis?: Readonly<Record<string, (path: string) => Promise<Answer>>>;
}

/** A site on this machine alone. */
export interface Site {
  readonly origin: string;
  /** Bytes that a file of JavaScript or CSS has on the wire; undefined for what is none, or was never asked for. */
  readonly bytesOf: (path: string) => number | undefined;
  readonly close: () => Promise<void>;
}

const fileType = (path: string): string => (path.endsWith('.css') ? 'text/css' : 'text/javascript');

/** Serves pages, scripts and APIs, everything compressed beforehand by brotli at its best, as a CDN does. */
export async function startSite({ pages, scripts = {}, apis = {}, cdn = new URL('../../dist/cdn/', import.meta.url) }: SiteOptions): Promise<Site> {
  const ready = new Map<string, Promise<Buffer>>();
  const sizes = new Map<string, number>();
  /** Compresses once, whoever asks. */
  const compressed = (key: string, content: () => Promise<Uint8Array | string>): Promise<Buffer> => {
    let bytes = ready.get(key);
    if (bytes === undefined) ready.set(key, bytes = content().then(compress) as Promise<Buffer>);
    return bytes;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site.example');
    const path = url.pathname;
    const send = (status: number, type: string, body: Buffer): void => {
      response.writeHead(status, { 'Content-Type': type, 'Content-Encoding': 'br', 'Content-Length': body.length }).end(body);
    };
    const answer = async (): Promise<void> => {
      const api = Object.keys(apis).find((prefix) => path.startsWith(`${prefix}/`));
      const page = pages[path];
      const file = new URL(path.replace(/^\/cdn\//, ''), cdn);
      if (api !== undefined) {
        const { status, type, body } = await apis[api]?.(path.slice(api.length) + url.search) ?? { status: 404, type: 'text/plain', body: new Uint8Array() };
        send(status, type, await compressed(`${String(status)} ${path}${url.search}`, async () => body));
      } else if (page !== undefined) {
        send(200, 'text/html; charset=utf-8', await compressed(path, async () => page));
      } else if (scripts[path] !== undefined || (/^\/cdn\/[\w./-]+\.(js|css)$/.test(path) && existsSync(file))) {
        const body = await compressed(path, async () => scripts[path] ?? readFile(file));
        sizes.set(path, body.length);
        send(200, fileType(path), body);
      } else {
        response.writeHead(404).end();
      }
    };
    answer().catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    bytesOf: (path) => sizes.get(path),
    close: () => new Promise((resolve) => {
      server.close(() => { resolve(); });
      server.closeAllConnections();
    }),
  };
}
