import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './entries.mjs';

/** What a screen may cost over the script tag: bytes of JavaScript and CSS, brotli at its best, the loader included. */
export const BUDGET = {
  login: { elements: ['customer-portal', 'portal-login'], bytes: 27_000 },
  list: { elements: ['customer-portal', 'ticket-list'], bytes: 33_000 },
  detail: { elements: ['customer-portal', 'ticket-detail'], bytes: 46_000 },
  everything: { bytes: 65_000 },
};

const isLanguage = (source) => /^src\/i18n\//.test(source);
const compressed = (file) =>
  brotliCompressSync(readFileSync(join(root, 'dist/cdn', file)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).length;

/**
 * Measures `dist/cdn` by its manifest: for each screen the loader, the chunks of its elements, all that these import,
 * and what they fetch later (the sanitiser, say), but no language besides the built-in one.
 *
 * @returns {Record<keyof typeof BUDGET, { bytes: number, files: string[] }>}
 */
export function measure() {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/cdn/manifest.json'), 'utf8'));
  const loader = Object.keys(manifest).find((key) => manifest[key].isEntry);
  const elementChunk = (name) => {
    const key = [`src/elements/${name}/define.ts`, `src/elements/${name}/${name}.ts`].find((path) => manifest[path]);
    if (!key && manifest[loader].dynamicImports) throw new Error(`dist/cdn has no chunk of its own for ${name}.`);
    return key; // a script that fetches nothing has everything in itself
  };
  const isElement = (key) => /^src\/elements\/[^/]+\/(define|[^/]+)\.ts$/.test(key) && manifest[key].isDynamicEntry;

  /** The files of these chunks with all they import; `later` follows dynamic imports too, but into no other element. */
  const closure = (keys, later) => {
    const seen = new Set();
    const visit = (key) => {
      if (seen.has(key) || isLanguage(key)) return;
      seen.add(key);
      const { imports = [], dynamicImports = [] } = manifest[key];
      imports.forEach(visit);
      if (later(key)) dynamicImports.filter((next) => !isElement(next)).forEach(visit);
    };
    keys.forEach(visit);
    return [...seen].flatMap((key) => [manifest[key].file, ...(manifest[key].css ?? [])]);
  };

  return Object.fromEntries(
    Object.entries(BUDGET).map(([screen, { elements }]) => {
      const keys = elements
        ? [loader, ...elements.map(elementChunk).filter(Boolean)]
        : Object.keys(manifest).filter((key) => !isLanguage(key));
      const files = [...new Set(closure(keys, (key) => key !== loader))].filter((file) => existsSync(join(root, 'dist/cdn', file)));
      return [screen, { bytes: files.reduce((total, file) => total + compressed(file), 0), files }];
    }),
  );
}

/** `npm run budget`: the screens, then what weighs most in each chunk (characters before minification). */
async function print() {
  for (const [screen, { bytes, files }] of Object.entries(measure())) {
    console.log(`${screen.padEnd(11)} ${String(bytes).padStart(6)} of ${BUDGET[screen].bytes} bytes in ${files.length} files`);
  }
  const { build } = await import('vite');
  const [{ output }] = [await build({ root, logLevel: 'error', build: { write: false } })].flat();
  const chunks = output.filter(({ type }) => type === 'chunk').map((chunk) => ({
    ...chunk, bytes: brotliCompressSync(chunk.code).length,
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
