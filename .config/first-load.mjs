import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright';
import { launchOptions } from './chromium.mjs';
import { root } from './entries.mjs';

/**
 * What a page really loads over the script tag until the first thing is usable: a real Chromium with an empty cache opens a page
 * with `<customer-portal>`, served from `dist/cdn`, over the gateway on a backend in memory.
 */

/** The screens: who is there, where, and what has to be on the page: an element of the portal, and something in it; in another language, what it says. */
const SCREENS = {
  login: { signedIn: false, place: () => '', usable: 'portal-login input[type=email]' },
  list: { signedIn: true, place: () => '', usable: 'ticket-list tbody tr:has(a)' },
  detail: { signedIn: true, place: (ticketId) => `#/tickets/${ticketId}`, usable: 'ticket-detail article' },
  german: { signedIn: true, place: () => '', usable: 'ticket-list tbody tr:has(a)', language: 'de', says: 'Betreff' },
};

const CUSTOMER = { email: 'alice@acme.example', name: 'Alice Archer', password: 'correct horse battery' };
const page = (language) => `<!doctype html><html lang="${language}"><title>Host</title><link rel="icon" href="data:,">
  <script type="module" src="/cdn/portico.js" data-gateway="/api"></script><customer-portal></customer-portal>`;

/** Runs in the page: notes the first moment at which something is to be seen in one of the portal's elements. */
function noteWhenUsable(usable) {
  const { document, performance, requestAnimationFrame } = globalThis;
  const [element, ...inside] = usable.split(' ');
  const look = () => {
    const found = document.querySelector('customer-portal')?.shadowRoot?.querySelector(element)?.shadowRoot?.querySelector(inside.join(' '));
    if (found?.checkVisibility()) globalThis.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}

/** Runs in the page: what it had begun to fetch by then. */
const fetchedUntilUsable = () => globalThis.performance.getEntriesByType('resource')
  .filter(({ startTime }) => startTime <= globalThis.usableAt).map(({ name }) => new URL(name).pathname);

/** Brotli at its best, as a CDN keeps it. */
export const compress = (content) => brotliCompressSync(content, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});

const esm = (path) => import(pathToFileURL(join(root, 'dist/esm', path)).href);

/** A gateway on sample data, and the cookie of a customer who has signed in there. */
async function startGateway(origin) {
  const [{ createGateway }, { memory, sampleData }] = await Promise.all([esm('gateway/index.js'), esm('adapters/memory/index.js')]);
  const gateway = createGateway({
    backend: memory({ data: sampleData() }), database: { sqlite: ':memory:' }, secret: 'a secret for measuring that is long enough',
    baseURL: 'https://gateway.example', origins: [origin], logger: () => undefined,
  });
  await gateway.accounts.create(CUSTOMER);
  const ask = (path, init = {}) => gateway.fetch(
    new Request(`https://gateway.example${path}`, { ...init, headers: { Origin: origin, ...init.headers } }), { address: '192.0.2.1' });
  const answer = await ask('/v1/session', {
    method: 'POST', body: JSON.stringify({ email: CUSTOMER.email, password: CUSTOMER.password }),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'sign-in' },
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const { items } = await (await ask('/v1/tickets?limit=25', { headers: { Cookie: cookie } })).json();
  return { ask: (path, signedIn) => ask(path, signedIn ? { headers: { Cookie: cookie } } : {}), ticketId: items[0].id, close: () => gateway.close?.() };
}

/**
 * @returns {Promise<Record<string, { bytes: number, files: string[], asked: string[] }>>} for each screen, both on a first visit (`login`) and
 *   where the device remembers that somebody was signed in (`list, again`): bytes of JavaScript and CSS, brotli at its best, the files and
 *   what the gateway was asked, all until the screen is usable
 */
export async function measureFirstLoads() {
  const seen = { files: new Map(), asked: [], signedIn: false, language: 'en' };
  let gateway;
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/api/')) {
      seen.asked.push(path.slice(4));
      const answer = await gateway.ask(path.slice(4), seen.signedIn);
      response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/json' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    } else if (/^\/cdn\/[\w./-]+\.(js|css)$/.test(path)) {
      const body = compress(readFileSync(join(root, 'dist', path)));
      seen.files.set(path.slice(5), body.length);
      response.writeHead(200, { 'Content-Type': path.endsWith('.js') ? 'text/javascript' : 'text/css', 'Content-Encoding': 'br' }).end(body);
    } else {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page(seen.language));
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const origin = `http://127.0.0.1:${server.address().port}`;
  gateway = await startGateway(origin);
  const browser = await chromium.launch(await launchOptions());
  const measured = {};
  try {
    for (const [screen, { signedIn, place, usable, language = 'en', says }] of Object.entries(SCREENS)) {
      for (const again of signedIn ? [false, true] : [false]) {
        const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
        if (again) await context.addInitScript((key) => { globalThis.localStorage.setItem(key, '1'); }, `portico:signed-in:${origin}/api`);
        await context.addInitScript(noteWhenUsable, usable);
        Object.assign(seen, { files: new Map(), asked: [], signedIn, language });
        const tab = await context.newPage();
        await tab.goto(origin + '/' + place(gateway.ticketId), { waitUntil: 'commit' });
        await tab.waitForFunction(() => globalThis.usableAt !== undefined, undefined, { timeout: 20_000 });
        if (says !== undefined) await tab.getByText(says).first().waitFor();
        const begun = new Set(await tab.evaluate(fetchedUntilUsable));
        const files = [...seen.files].filter(([file]) => begun.has(`/cdn/${file}`));
        measured[again ? `${screen}, again` : screen] = {
          bytes: files.reduce((total, [, bytes]) => total + bytes, 0), files: files.map(([file]) => file), asked: [...seen.asked],
        };
        await context.close();
      }
    }
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
    await gateway.close();
  }
  return measured;
}
