import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.xml': 'application/xml', '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff': 'font/woff', '.woff2': 'font/woff2', '.ttf': 'font/ttf',
};

/** The file for a path: itself, the index of a folder, or `path.html` as many hosters answer a path without an ending. */
async function fileFor(folder: string, path: string): Promise<string | undefined> {
  const target = resolve(folder, `.${path}`);
  if (target !== folder && !target.startsWith(folder + sep)) return undefined;
  for (const file of [target, join(target, 'index.html'), `${target}.html`]) {
    if ((await stat(file).catch(() => undefined))?.isFile() === true) return file;
  }
  return undefined;
}

/** How a folder is served. */
export interface ServeOptions {
  /** Headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** More folders, by the path that they stand at, such as `/node_modules`. */
  readonly mounts?: Readonly<Record<string, string>>;
}

/** Serves a folder on 127.0.0.1 as a web host of static sites does; `404.html` answers what is not there. */
export async function serve(folder: string, port: number, { headers = {}, mounts = {} }: ServeOptions = {}): Promise<{ stop(): Promise<void> }> {
  const find = async (path: string): Promise<string | undefined> => {
    const [at, mounted] = Object.entries(mounts).find(([start]) => path.startsWith(`${start}/`)) ?? ['', folder];
    return fileFor(resolve(mounted), path.slice(at.length));
  };
  const server = createServer((request, response) => {
    void (async () => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname);
      const found = await find(path);
      const file = found ?? await find('/404.html');
      const type = file === undefined ? 'text/plain' : TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(found === undefined ? 404 : 200, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
      response.end(file === undefined ? 'There is no such page.' : await readFile(file));
    })().catch(() => { response.destroy(); });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
