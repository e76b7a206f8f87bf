import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PEOPLE } from './people.mjs';

const WWW = '/usr/share/simplesamlphp/www';
const PACKAGES = ['simplesamlphp', 'php-cli', 'php-xml', 'php-mbstring', 'php-curl', 'openssl'];

/**
 * A real SAML 2.0 identity provider (SimpleSAMLphp, of Debian's packages) on this machine, for tests and for trying out. Nothing is kept
 * when it ends, and nothing in `/etc` is changed.
 * @param {{ entityId: string, acs: string, logout?: string, certificate?: string, host?: string }} portal the portal's own entity id and addresses;
 *   `certificate` (Base64, without PEM's lines) where its requests are signed; `host` as browsers write the provider's, `127.0.0.1` or `localhost`
 * @returns {Promise<{ entityId: string, signInURL: string, signOutURL: string, certificate: string, idpInitiatedURL: string, stop: () => Promise<void> }>}
 * @throws {Error} with a sentence why it cannot be had here
 */
export async function startSimpleSamlPhp({ host = '127.0.0.1', ...portal }) {
  install();
  const folder = await mkdtemp(join(tmpdir(), 'portico-saml-'));
  const port = await freePort();
  const origin = `http://${host}:${port}`;
  for (const name of ['config', 'metadata', 'cert', 'log', 'data', 'tmp', 'sessions']) await mkdir(join(folder, name));
  const own = fileURLToPath(new URL('simplesamlphp', import.meta.url));
  for (const name of ['config.php', 'authsources.php']) await cp(join(own, name), join(folder, 'config', name));
  for (const name of ['saml20-idp-hosted.php', 'saml20-sp-remote.php']) await cp(join(own, name), join(folder, 'metadata', name));
  await writeFile(join(folder, 'people.json'), JSON.stringify(PEOPLE));
  await writeFile(join(folder, 'portal.json'), JSON.stringify(portal));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '30', '-subj', '/CN=demo',
    '-keyout', join(folder, 'cert/idp.key'), '-out', join(folder, 'cert/idp.pem')], { stdio: 'ignore' });
  const php = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', WWW], {
    stdio: 'ignore', detached: true,
    env: {
      ...process.env, SIMPLESAMLPHP_CONFIG_DIR: join(folder, 'config'), PHP_CLI_SERVER_WORKERS: '4',
      DEMO_FOLDER: folder, DEMO_ORIGIN: origin, DEMO_SALT: randomBytes(16).toString('hex'),
    },
  });
  const stop = async () => {
    if (php.exitCode === null && php.signalCode === null) {
      const ended = new Promise((resolve) => { php.once('exit', resolve); });
      process.kill(-php.pid, 'SIGTERM'); // its workers too
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const entityId = `${origin}/saml2/idp/metadata.php`;
  try {
    await answering(entityId);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    entityId, signInURL: `${origin}/saml2/idp/SSOService.php`, signOutURL: `${origin}/saml2/idp/SingleLogoutService.php`,
    idpInitiatedURL: `${origin}/saml2/idp/SSOService.php?spentityid=${encodeURIComponent(portal.entityId)}`,
    certificate: await readFile(join(folder, 'cert/idp.pem'), 'utf8'), stop,
  };
}

function install() {
  if (existsSync(WWW)) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error('There is no SimpleSAMLphp here. Install it to have SAML tested (Debian: apt-get install simplesamlphp php-cli php-xml php-mbstring php-curl).');
  }
  console.error('There is no SimpleSAMLphp yet: installing the Debian packages.');
  const apt = (...args) => execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=600', ...PACKAGES);
}

async function answering(url) {
  for (let tries = 0; ; tries++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (tries === 150) throw new Error(`SimpleSAMLphp does not answer at ${url}.`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
