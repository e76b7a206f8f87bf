import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { root } from './entries.mjs';

/** The package's package.json. */
export const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/**
 * The package as its users get it: packed, and unpacked into an application that has what the package declares, and nothing that only
 * this repository has. Needs a built dist.
 *
 * @param {string[]} packages what the application has besides
 * @returns its folder `app`, the `tarball`, and `remove`
 */
export function makeConsumer(packages = []) {
  const scratch = mkdtempSync(join(tmpdir(), 'portico-package-'));
  const app = join(scratch, 'app');
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], {
    cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert(packed.includes(pkg.name));
  const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith('.tgz')));
  const installed = join(app, 'node_modules', pkg.name);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of [...Object.keys(pkg.dependencies), ...packages]) {
    const link = join(app, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }');
  return { app, tarball, scratch, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/** Builds a page of an application that runs `code`, and gives back the script that came out, and all of them. */
export async function buildPage(app, code) {
  const page = mkdtempSync(join(app, 'page-'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><script type="module" src="./main.js"></script>');
  writeFileSync(join(page, 'main.js'), code);
  await build({
    root: page, configFile: false, logLevel: 'error',
    build: { outDir: 'out', minify: false, modulePreload: { polyfill: false }, target: 'es2022' },
  });
  const assets = join(page, 'out/assets');
  const files = readdirSync(assets).filter((name) => name.endsWith('.js'));
  return { main: join(assets, files.find((name) => name.startsWith('index'))), files: files.map((name) => join(assets, name)) };
}

/** Runs code as a module of an application, in Node, and gives back what it printed. */
export const runModule = (app, code) =>
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: app, encoding: 'utf8', stdio: 'pipe' });
