import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as viteBuild } from 'vite';
import { root } from './entries.mjs';
import { writeFrameworkTypes } from './framework-types.mjs';
import { manifest, writeEditorData } from './manifest.mjs';

/**
 * `npm run build`: `dist/esm` (every module with its types, for bundlers and for Node), `dist/cdn` (the script tag),
 * `dist/custom-elements.json`, editor data and the types of frameworks' templates. With `--if-stale` only when something changed since the last one.
 *
 * Everything is made beside `dist` and moved there when it is whole, so that a running demo never sees half a build.
 */
process.chdir(root);
const work = `.cache/build-${process.pid}`;
const stampFile = 'dist/.stamp';
const only = (name) => process.argv.includes(`--${name}`);

/** Changes whenever a source, a setting or a dependency does. */
function stamp() {
  const files = globSync([
    'src/**/*.ts', '.config/*', 'package.json', 'package-lock.json', 'tsconfig*.json', 'vite.config.ts',
  ]).filter((file) => !/\.test\.(ts|mjs)$/.test(file)).sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** A sub-process with the Node that runs this. */
function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}.`);
}

/**
 * What a bundler takes for a browser instead of the gateway: it throws. It needs the gateway's own export names, or
 * the bundler would stop first, at a missing name, with a sentence that helps nobody.
 */
async function guardGateway() {
  const folder = join(root, work, 'esm/gateway');
  if (!existsSync(join(folder, 'index.js')) || !existsSync(join(folder, 'gateway.browser.js'))) return;
  const names = Object.keys(await import(pathToFileURL(join(folder, 'index.js')).href)).filter((name) => name !== 'default');
  const guard = join(folder, 'gateway.browser.js');
  const code = readFileSync(guard, 'utf8').replace(/^export \{\};?$/m, '').replace(/^\/\/# sourceMappingURL.*$/m, '');
  writeFileSync(guard, `${code.trim()}\n${names.map((name) => `export const ${name} = undefined;\n`).join('')}`);
}

/** Declarations name each other by the `.ts` of the sources; what is shipped is `.js`. */
function renameInDeclarations() {
  for (const file of globSync(`${work}/esm/**/*.d.ts`)) {
    const code = readFileSync(file, 'utf8');
    writeFileSync(file, code.replace(/((?:from|import)\s*\(?\s*['"]\.[^'"\n]*)\.ts(?=['"])/g, '$1.js'));
  }
}

const current = stamp();
if (only('if-stale') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === current) process.exit(0);

const started = performance.now();
try {
  mkdirSync(work, { recursive: true });
  run('node_modules/typescript-7/bin/tsc', '-p', '.config/tsconfig.build.json', '--outDir', `${work}/esm`);
  renameInDeclarations();
  await guardGateway();
  await viteBuild({ logLevel: 'warn', build: { outDir: `${work}/cdn` } });
  const elements = manifest();
  writeFileSync(`${work}/custom-elements.json`, `${JSON.stringify(elements, null, 2)}\n`);
  writeEditorData(elements, work);
  writeFrameworkTypes(elements, work);
  writeFileSync(`${work}/.stamp`, current);
  if (existsSync('dist')) renameSync('dist', `${work}-old`);
  renameSync(work, 'dist');
  console.log(`Built dist in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
} catch (error) {
  console.error(`The build failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  for (const left of [work, `${work}-old`]) rmSync(left, { recursive: true, force: true });
}
