import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { entries, root } from './entries.mjs';
import { TYPE_ENTRIES } from './framework-types.mjs';

/**
 * The `exports` of package.json, derived from what lies in `src`: spelled out, so that tools can check each entry and
 * nobody can reach past them. `npm run exports` writes them; a test says when that was forgotten.
 */
export function packageExports() {
  const shipped = (source) => source.replace(/^src\//, './dist/esm/').replace(/\.ts$/, '');
  const exports = {};
  for (const [subpath, source] of Object.entries(entries())) {
    exports[subpath] = { types: `${shipped(source)}.d.ts`, default: `${shipped(source)}.js` };
    if (subpath === './gateway' && existsSync(`${root}src/gateway/gateway.browser.ts`)) {
      // null would not do: Vite bundles the server's file all the same
      const { types, default: server } = exports[subpath];
      exports[subpath] = { types, browser: './dist/esm/gateway/gateway.browser.js', default: server };
    }
  }
  for (const name of TYPE_ENTRIES) exports[`./${name}`] = { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` };
  return { ...exports, './custom-elements.json': './dist/custom-elements.json', './package.json': './package.json' };
}

if (argv[1] === new URL(import.meta.url).pathname) {
  const file = `${root}package.json`;
  const pkg = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify({ ...pkg, exports: packageExports() }, null, 2)}\n`);
}
