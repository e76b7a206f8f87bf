import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript', '.css': 'text/css', '.map': 'application/json', '.json': 'application/json', '.png': 'image/png', '.svg': 'image/svg+xml',
};

/** A file below a folder as a response; undefined where there is none. A path that leads out of the folder leads nowhere. */
export async function fileAt(folder: string, path: string): Promise<Response | undefined> {
  const target = join(folder, path);
  const type = types[extname(target)];
  if (!target.startsWith(folder + sep) || type === undefined) return undefined;
  const content = await readFile(target).catch(() => undefined);
  if (content === undefined) return undefined;
  // Chunks carry their content's digest in their names and never change.
  const cache = path.includes('chunks/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  return new Response(content, { headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': cache, 'X-Content-Type-Options': 'nosniff' } });
}
