import { existsSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../cluster/free-port.ts';
import { build, report } from '../run-tests.ts';
import { startBrowser } from './browser.ts';
import type { Host } from './host.ts';
import { startPortal } from './portal.ts';
import { counts, details, table } from './table.ts';
import { tryHost, type Row } from './try-host.ts';

/**
 * `npm run test:hosts [NAME...]`: starts real sites with the portal in a page, and compares what Chromium shows of the portal with what it shows of the site.
 * A name is a folder beside this file, or a host of one. Installs what is missing; PORTICO_HOSTS says where sites keep their files (default: a folder for
 * temporary files). Prints a table, where the pictures are, and `N passed, N failed`.
 */
const FOLDERS = ['wordpress', 'mediawiki', 'mkdocs', 'docusaurus', 'bootstrap', 'tailwind', 'shadcn', 'bare', 'html', 'knowledge-base', 'vitepress', 'react', 'vue'];
const names = process.argv.slice(2);
const state = process.env['PORTICO_HOSTS'] ?? join(tmpdir(), 'portico-hosts');

/** The hosts of a folder, with what is wrong where there are none. */
async function hostsOf(folder: string): Promise<readonly Host[] | string> {
  const file = new URL(`${folder}/host.ts`, import.meta.url);
  if (!existsSync(fileURLToPath(file))) return `demo/hosts/${folder} has no host.ts.`;
  try {
    const { host, hosts } = await import(file.href) as { host?: Host; hosts?: readonly Host[] };
    return hosts ?? (host === undefined ? `demo/hosts/${folder}/host.ts exports neither host nor hosts.` : [host]);
  } catch (error) {
    return `demo/hosts/${folder}/host.ts cannot be loaded: ${String(error)}`;
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { process.exit(1); });
const found = await Promise.all(FOLDERS.map(async (folder) => ({ folder, hosts: await hostsOf(folder) })));
const isWanted = (folder: string, { name }: { name: string }): boolean => names.length === 0 || names.includes(folder) || names.includes(name);
const wanted = found.flatMap(({ folder, hosts }) => (typeof hosts === 'string' ? [] : hosts.filter((host) => isWanted(folder, host)).map((host) => ({ folder, host }))));
const absent = found.flatMap(({ folder, hosts }) => (typeof hosts === 'string' && isWanted(folder, { name: folder }) ? [{ folder, why: hosts }] : []));
const known = new Set(found.flatMap(({ folder, hosts }) => [folder, ...typeof hosts === 'string' ? [] : hosts.map(({ name }) => name)]));
const unknown = names.filter((name) => !known.has(name));
if (unknown.length > 0) {
  console.error(`There is no host ${unknown.join(', ')}; there are ${[...known].join(', ')}.`);
  process.exit(2);
}

await build();
await mkdir(state, { recursive: true });
const pictures = await mkdtemp(join(tmpdir(), 'portico-pictures-'));
// The portal has to know its pages' origins first.
const ports = new Map<Host, number>();
for (const { host } of wanted) ports.set(host, await freePort());
const portal = await startPortal([...ports.values()].map((port) => `http://127.0.0.1:${String(port)}`));
const browser = await startBrowser();
const rows = new Map<Host, Row>();
const failures = new Map<string, string>(absent.map(({ folder, why }) => [folder, why]));
try {
  for (const { folder, host } of wanted) {
    const begun = performance.now();
    const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
    try {
      const own = join(state, folder);
      await mkdir(own, { recursive: true });
      const running = await host.start({ ...portal, folder: own, port: ports.get(host) ?? 0 });
      console.log(`${host.title} stands at ${running.url} after ${seconds()}`);
      try {
        rows.set(host, await tryHost(host, running, { browser, portal, pictures }));
      } finally {
        await running.stop();
      }
    } catch (error) {
      failures.set(host.name, error instanceof Error ? error.message : String(error));
    }
    console.log(`${host.name}: ${seconds()}`);
  }
} finally {
  await browser.close();
  await portal.stop();
}

console.log(`\n${table(rows)}\n`);
for (const line of details(rows)) console.log(line);
for (const [name, why] of failures) console.log(`${name} was not tried: ${why}`);
console.log(`\nPictures: ${pictures}`);
report([...[...rows.values()].map(counts), ...[...failures].map(() => ({ passed: 0, failed: 1 }))]);
