import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A throw-away PostgreSQL for tests and demos, from Debian's package (installed by apt-get where that is possible). It
 * lives in a temporary folder, listens on a free port of this machine, wants a password, and is gone when it is stopped,
 * or when the process that started it ends, however that happens.
 */

/** Runs the server until the pipe from our process closes, then ends it and deletes the folder, whose path comes first. */
const WATCH = 'folder=$1; shift; "$@" & server=$!; exec 2>/dev/null; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$folder"';

/** What makes it fast, and forgetful when it is killed. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * @param {{ lasting?: boolean }} [options] `lasting`: what it has confirmed is still there after a crash; default false, which is faster
 * @returns {Promise<{ url: string, crash: () => Promise<void>, stop: () => Promise<void> }>} `url` is a connection string; `crash` kills the server in the
 *   middle of whatever it does and starts it again; `stop` ends it and deletes its data
 * @throws {Error} with a sentence why there is no PostgreSQL here
 */
export async function startPostgres({ lasting = false } = {}) {
  const binaries = findBinaries() ?? install();
  const owner = ownerOf();
  const folder = await mkdtemp(join(tmpdir(), 'portico-postgres-'));
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  let server;
  const stop = async () => {
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.ref();
      server.stdin.end();
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const password = randomBytes(16).toString('hex');
    const secret = join(folder, 'password');
    await writeFile(secret, password, { mode: 0o600 });
    if (owner.uid !== undefined) await chown(secret, owner.uid, owner.gid);
    const data = join(folder, 'data');
    execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'portico', '--pwfile', secret, '--auth', 'scram-sha-256', '-E', 'UTF8', '--locale', 'C', '--no-sync'], { ...owner, cwd: folder, stdio: 'pipe' });
    const port = await freePort();
    const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 100, ...(lasting ? {} : FAST) };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const start = async () => {
      server = spawn('sh', ['-c', WATCH, 'sh', folder, join(binaries, 'postgres'), '-D', data, ...options], { ...owner, cwd: '/', detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
      await ready(server);
      // A server that nobody stops must not keep the process alive.
      server.unref();
      for (const stream of [server.stdin, server.stderr]) stream.unref();
    };
    const crash = async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.ref();
      // The shell that watches goes with it, or it would delete the data.
      process.kill(-server.pid, 'SIGKILL');
      await ended;
      // The last of its processes may still be noticing that the first one is dead.
      for (let tries = 0; ; tries++) {
        const failure = await start().then(() => undefined, (error) => error);
        if (failure === undefined) return;
        process.kill(-server.pid, 'SIGKILL');
        if (tries === 50) throw failure;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    await start();
    return { url: `postgres://portico:${password}@127.0.0.1:${port}/postgres`, crash, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The newest version installed by Debian or Ubuntu. */
function findBinaries() {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions).sort((a, b) => Number(b) - Number(a)).map((version) => join(versions, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

function install() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('There is no PostgreSQL here. Install one (Debian: apt-get install postgresql) to have it tested.');
  }
  console.error('There is no PostgreSQL yet: installing the Debian package.');
  const apt = (...args) => execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'postgresql');
  } catch (cause) {
    throw new Error('There is no PostgreSQL here, and installing it by apt-get did not work.', { cause });
  }
  const found = findBinaries();
  if (!found) throw new Error('Debian\'s package postgresql is installed, but has no binaries under /usr/lib/postgresql.');
  return found;
}

/** PostgreSQL refuses to run as root; Debian's package has made a user for it. */
function ownerOf() {
  if (process.getuid?.() !== 0) return {};
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const ready = (server) => new Promise((resolve, reject) => {
  let said = '';
  server.stderr.on('data', (data) => {
    said = (said + data).slice(-5000);
    if (said.includes('ready to accept connections')) resolve();
  });
  server.once('error', reject);
  server.stderr.once('close', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
});
