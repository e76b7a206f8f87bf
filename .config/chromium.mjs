import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Finds, or gets, the Chromium that the tests run in. Plain JavaScript, because the first command on a fresh
 * machine runs it with whatever Node the system has (20 or later).
 */

const KNOWN_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser that `npx playwright install chromium` would have put into the user's cache. */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    return undefined; // before the first `npm ci` there is no playwright to ask
  }
}

/**
 * @returns {Promise<string | undefined>} path of a Chromium: `CHROMIUM_PATH` if set, else one of the usual places,
 *   else playwright's own; undefined where there is none
 * @throws {Error} when `CHROMIUM_PATH` names a file that is not there
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, but there is no such file.`);
  }
  return [...KNOWN_PLACES, await playwrightsOwn()].find((path) => path && existsSync(path));
}

/** Runs apt-get as root, by sudo where need be; false where that is not possible. */
function installByApt() {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const root = process.getuid?.() === 0;
  if (!root && !existsSync('/usr/bin/sudo')) return false;
  const apt = (...args) => {
    const [command, ...rest] = [...(root ? [] : ['sudo', '-n']), 'apt-get', ...args];
    execFileSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  try {
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
    return true;
  } catch (error) {
    console.error(`Installing chromium by apt-get did not work: ${error.message}`);
    return false;
  }
}

/** As {@link findChromium}, but installs Debian's package where there is none. */
export async function getChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('There is no Chromium yet: installing the Debian package.');
  const installed = installByApt() ? await findChromium() : undefined;
  if (installed) return installed;
  throw new Error(
    'The tests need a Chromium. Install one (Debian: apt-get install chromium; anywhere: npx playwright install chromium), ' +
      'or set CHROMIUM_PATH to the one you have.',
  );
}

/** Playwright's launch options for that browser: works as root, headless, and keeps the browser off the network. */
export async function launchOptions() {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('No Chromium found. `npm test` gets one; or set CHROMIUM_PATH.');
  return {
    executablePath,
    chromiumSandbox: false, // Chromium refuses its sandbox to root
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
