import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { parseAst } from 'vite';
import { buildPage, makeConsumer, pkg, runModule } from './consumer.mjs';
import { entries, isServerEntry, root } from './entries.mjs';
import { packageExports } from './exports.mjs';

/** The package as its users get it: in an empty application, and built there. */

let app, tarball, scratch, remove;
before(() => { ({ app, tarball, scratch, remove } = makeConsumer()); });
after(() => remove());

/** What a module imports, statically or later, where it says so by a plain string. */
function importsOf(code) {
  const found = [];
  const visit = (node) => {
    if (typeof node !== 'object' || node === null) return;
    if (/^(Import|Export)/.test(node.type) && typeof node.source?.value === 'string') found.push(node.source.value);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code));
  return found;
}

test('package.json exports what lies in src (npm run exports)', () => {
  assert.deepEqual(pkg.exports, packageExports());
});

test('publint finds nothing wrong with the package', async () => {
  const bytes = readFileSync(tarball);
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages } = await publint({ pack: { tarball: data }, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test('every entry has types that TypeScript finds (attw)', () => {
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/.bin/attw'), tarball, '--profile', 'esm-only', '--no-emoji', '--exclude-entrypoints', './custom-elements.json'],
    { cwd: scratch, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
});

test('only the public files are in the package', () => {
  const names = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const stray = names.filter((name) => !/^package\/(dist\/|package\.json$|README\.md$|LICENSE$)/.test(name));
  assert.deepEqual(stray, []);
  assert(!names.some((name) => /\.test\.|\.stamp$/.test(name)));
});

test('no browser entry reaches a server file or a Node module', () => {
  const shipped = (source) => join(root, source.replace(/^src\//, 'dist/esm/').replace(/\.ts$/, '.js'));
  const server = /\/dist\/esm\/(gateway|policy|bin|sql|adapters\/(?!memory\/|http\/))/;
  for (const [subpath, source] of Object.entries(entries()).filter(([name]) => !isServerEntry(name))) {
    const seen = new Set();
    const visit = (file) => {
      if (seen.has(file)) return;
      seen.add(file);
      assert(!server.test(file), `${subpath} reaches ${file.slice(root.length)}`);
      for (const specifier of importsOf(readFileSync(file, 'utf8'))) {
        assert(!specifier.startsWith('node:'), `${subpath} reaches ${specifier} in ${file.slice(root.length)}`);
        if (specifier.startsWith('.')) visit(resolve(dirname(file), specifier));
      }
    };
    visit(shipped(source));
  }
});

test('an empty Vite app with the package in it builds, and has the elements', async () => {
  const { files } = await buildPage(app, `import '${pkg.name}/define'; import * as all from '${pkg.name}'; console.log(all);`);
  const output = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  for (const subpath of Object.keys(entries()).filter((name) => name.endsWith('/define'))) {
    const tag = subpath.split('/').at(-2);
    if (tag !== '.') assert(output.includes(tag), `${tag} is missing`);
  }
});

test('the gateway in browser code throws a clear sentence, and none of it is in the bundle', async () => {
  const names = Object.keys(await import(pathToFileURL(join(root, 'dist/esm/gateway/index.js')).href));
  const { main, files } = await buildPage(app, `import { ${names[0]} } from '${pkg.name}/gateway'; globalThis.gateway = ${names[0]};`);
  const output = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  assert(!/hono|better-auth/.test(output));
  await assert.rejects(import(pathToFileURL(main).href), /portico-portal\/gateway .*runs on a server/);
});

test('a server loads the gateway and every adapter with the declared dependencies alone', () => {
  const wanted = Object.keys(entries()).filter((name) => isServerEntry(name) || /^\.\/(contract|testing|adapters\/)/.test(name));
  const code = wanted.map((name) => `await import('${pkg.name}${name.slice(1)}');`).join('\n');
  runModule(app, code);
});

test('who wants PostgreSQL without its driver is told what to install', () => {
  const code = `
    import { desk } from '${pkg.name}/adapters/desk';
    import { createGateway } from '${pkg.name}/gateway';
    const database = { postgres: 'postgres://127.0.0.1:1/none' };
    const said = [];
    await desk(database).catch((error) => said.push(error.message));
    const gateway = createGateway({ backend: { name: 'none' }, database, secret: 'x'.repeat(32), baseURL: 'http://127.0.0.1' });
    await gateway.ready().catch((error) => said.push(error.cause.message));
    console.log(said.join());`;
  const said = runModule(app, code);
  const sentence = 'PostgreSQL needs the package pg: npm install pg';
  assert.equal(said, `${sentence},${sentence}\n`);
});

test('importing the classes registers nothing', () => {
  const code = `
    const registered = [];
    globalThis.HTMLElement ??= class {};
    globalThis.customElements = { define: (tag) => registered.push(tag), get: () => undefined };
    await import('${pkg.name}');
    if (registered.length > 0) throw new Error('registered ' + registered);`;
  runModule(app, code);
});

test('the script tag has a chunk that registers each element', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'dist/cdn/manifest.json'), 'utf8'));
  const codeOf = (key) => readFileSync(join(root, 'dist/cdn', manifest[key].file), 'utf8');
  for (const source of Object.values(entries()).filter((file) => /^src\/elements\/[^/]+\/define\.ts$/.test(file))) {
    const tag = source.split('/').at(-2);
    // the chunk itself, or one that it imports: shared code is wherever the bundler put it; what is in one with more goes by another name
    const named = source in manifest ? [source, ...(manifest[source].imports ?? [])] : Object.keys(manifest);
    const keys = named.filter((key) => manifest[key] && !manifest[key].isEntry);
    assert(keys.some((key) => new RegExp(`\\(['"\`]${tag}['"\`],`).test(codeOf(key))), `${tag} is registered nowhere`);
  }
});
