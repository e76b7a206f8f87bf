import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './entries.mjs';
import { compress, measureFirstLoads } from './first-load.mjs';

/**
 * What may come over the script tag: bytes of JavaScript and CSS, brotli at its best, the loader included. `login`, `list` and `detail`
 * until the sign-in, the first row and the first message are there, in a real browser; `german` is the list in another language; `everything` is all that customers can come to need,
 * but for other languages; `owner` is what the owner's settings need besides. `goal` is where we want to be; `limit` is the goal where it is reached, else 2 % above what is: lower it with
 * every step towards the goal, and never raise it without a reason in the commit's message.
 */
export const BUDGET = {
  login: { goal: 27_000, limit: 49_000 },
  list: { goal: 33_000, limit: 64_200 },
  detail: { goal: 46_000, limit: 72_900 },
  german: { goal: 36_000, limit: 66_800 },
  everything: { goal: 65_000, limit: 169_200 },
  owner: { goal: 33_900, limit: 35_700 },
};

/** Where the owner's own element begins; customers never load it. */
const OWNER = 'src/elements/portal-settings/define.ts';

/**
 * What the script tag can load, but for languages besides the built-in one: all that customers may need, and what the owner's element needs besides.
 * @returns {{ customers: { bytes: number, files: string[] }, owner: { bytes: number, files: string[] } }}
 */
export function measureEverything() {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/cdn/manifest.json'), 'utf8'));
  const isLanguage = (source) => /^src\/i18n\/[\w-]+-settings\.ts$/.test(source);
  const reachable = (source, closed, found = new Set()) => {
    if (found.has(source) || source === closed || isLanguage(source)) return found;
    found.add(source);
    const { imports = [], dynamicImports = [] } = manifest[source];
    for (const next of [...imports, ...dynamicImports]) reachable(next, closed, found);
    return found;
  };
  const entry = Object.keys(manifest).find((source) => manifest[source].isEntry);
  const measured = (sources) => {
    const files = [...new Set(sources.flatMap((source) => [manifest[source].file, ...manifest[source].css ?? []]))];
    return { bytes: files.reduce((total, file) => total + compress(readFileSync(join(root, 'dist/cdn', file))).length, 0), files };
  };
  const customers = reachable(entry, OWNER);
  return { customers: measured([...customers]), owner: measured([...reachable(entry)].filter((source) => !customers.has(source))) };
}

/** @returns {string} a screen's bytes beside its limit and its goal */
export function line(screen, bytes, { goal, limit }) {
  return `${screen.padEnd(13)} ${String(bytes).padStart(6)} bytes, limit ${limit}, goal ${goal}${bytes > goal ? `: ${bytes - goal} too many` : ''}`;
}

/** The budget of a screen as {@link measureFirstLoads} names it: `list, again` is the list's. */
export const budgetOf = (screen) => BUDGET[screen.split(',')[0]];

/** `npm run budget`: the screens, then what weighs most in each chunk (characters before minification). */
async function print() {
  for (const [screen, { bytes }] of Object.entries(await measureFirstLoads())) console.log(line(screen, bytes, budgetOf(screen)));
  const { customers, owner } = measureEverything();
  console.log(line('everything', customers.bytes, BUDGET.everything));
  console.log(line('owner', owner.bytes, BUDGET.owner));
  const { build } = await import('vite');
  const [{ output }] = [await build({ root, logLevel: 'error', build: { write: false } })].flat();
  const chunks = output.filter(({ type }) => type === 'chunk').map((chunk) => ({
    ...chunk, bytes: compress(chunk.code).length,
  }));
  for (const { fileName, bytes, modules } of chunks.sort((a, b) => b.bytes - a.bytes).slice(0, 8)) {
    const weights = {};
    for (const [id, { renderedLength }] of Object.entries(modules)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? id.replace(root, '');
      weights[name] = (weights[name] ?? 0) + renderedLength;
    }
    console.log(`\n${String(bytes).padStart(6)} ${fileName}`);
    const heaviest = Object.entries(weights).sort(([, a], [, b]) => b - a).slice(0, 10);
    for (const [name, weight] of heaviest) console.log(`       ${String(weight).padStart(6)} ${name}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await print();
