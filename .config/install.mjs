import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Gets the project ready to run on a machine that has only some Node (20 or later) and npm. Plain JavaScript, and
 * nothing but Node's own modules: this runs before anything is installed.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const readLock = (path) => (existsSync(root + path) ? JSON.parse(readFileSync(root + path, 'utf8')).packages : undefined);

/**
 * Whether what is installed is what the lock file says. Compares contents, not dates: a checkout or an `npm install`
 * touches the files in any order.
 */
export function isInstalled() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  if (!present || !projectNode()) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    if (present[path]) return present[path].version === version;
    return optional || devOptional || peer; // left out on this platform
  });
}

/** Runs `npm ci` where it is needed. */
export function install() {
  if (isInstalled()) return;
  console.log('Installing the dependencies (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed (${status ?? 'could not be started'}).`);
}

/** Path of the Node that the project brings along (24), which runs TypeScript; undefined before the installation. */
function projectNode() {
  return ['node_modules/node/bin/node', 'node_modules/node/bin/node.exe'].map((path) => root + path).find(existsSync);
}

/**
 * Runs a script with the project's Node and waits for its end. Ctrl-C and SIGTERM reach it, also through npm.
 *
 * @param {string[]} args script and arguments, relative to the repository's root
 * @returns {Promise<number>} its exit code
 */
export function runNode(args, { env = process.env } = {}) {
  const child = spawn(projectNode() ?? process.execPath, args, { cwd: root, stdio: 'inherit', env });
  const forward = (signal) => {
    // a terminal sends Ctrl-C to both, and twice means "at once" to a server
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  // npm hands SIGTERM to the shell that it runs scripts in, and that ends without a word to us
  const parent = process.ppid;
  const watch = process.env.npm_lifecycle_event && setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 500);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
}
