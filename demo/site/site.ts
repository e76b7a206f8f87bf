import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { fileAt } from '../static-files.ts';
import { document } from './page.ts';
import { pages, type DemoFacts } from './pages.ts';

const here = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const cdn = join(here, '../../dist/cdn');

/** The demo's website: its pages, its style sheet, and the script tag's files at /cdn. */
export function site(facts: DemoFacts): (request: Request) => Promise<Response> {
  const byPath = pages(facts);
  return async (request) => {
    const path = pathOf(request);
    if (path === '/site.css') return await fileAt(here, 'site.css') ?? notFound();
    if (path.startsWith('/cdn/')) return await fileAt(cdn, path.slice('/cdn/'.length)) ?? notFound();
    const match = byPath[path] ?? Object.entries(byPath).find(([pattern]) => pattern.endsWith('/*') && `${path}/`.startsWith(pattern.slice(0, -1)))?.[1];
    if (match === undefined) return notFound();
    return new Response(document(match), { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' } });
  };
}

/** The path as a person would write it; one that is no UTF-8 is taken as it stands. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

const notFound = (): Response => new Response('There is no such page.', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
