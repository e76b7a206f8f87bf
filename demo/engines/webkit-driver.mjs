import { execFileSync, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts Xvfb, WebKitWebDriver and, by it, MiniBrowser. Everything ends with `stop`, or with our process.
 * `call` sends a command of the session and answers its value; `inWindow` does so in one of its windows, one after the other.
 */
export async function startWebKitDriver({ dark = false, locale = 'en-US', timezone, reducedMotion = false, width = 1280, height = 1024, ignoreCertificateErrors = false, proxy }) {
  const folder = await mkdtemp(join(tmpdir(), 'portico-webkit-'));
  const children = [];
  const kill = () => {
    // Each leads a process group of its own: the browser ends with its driver.
    for (const { pid } of children.splice(0).reverse()) {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // it has ended by itself
      }
    }
  };
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const start = async (command, args, options) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', ...options });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    children.push(child);
    return child;
  };
  try {
    const display = await startScreen(start);
    const port = await freePort();
    const downloads = await configure(folder, { reducedMotion });
    const own = { XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
    // Some languages bring an input method that drops the Shift key.
    const look = { DISPLAY: display, GDK_BACKEND: 'x11', GTK_IM_MODULE: 'gtk-im-context-simple', GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita' };
    await start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env: { ...process.env, ...own, ...look, ...timezone === undefined ? {} : { TZ: timezone }, ...localeVariables(locale, folder) } });
    const address = `http://127.0.0.1:${port}`;
    await answering(address);
    const { sessionId, capabilities } = await send('POST', `${address}/session`, {
      capabilities: {
        alwaysMatch: {
          acceptInsecureCerts: ignoreCertificateErrors, timeouts: { script: 15_000, pageLoad: 30_000 },
          'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation', ...proxy === undefined ? [] : [`--proxy=${proxy}`]] },
        },
      },
    });
    const call = (method, path, body) => send(method, `${address}/session/${sessionId}${path}`, body);
    const resize = () => call('POST', '/window/rect', { x: 0, y: 0, width, height });
    await resize();
    return {
      version: capabilities.browserVersion, call, inWindow: turns(call), downloads, resize,
      stop: async () => {
        await call('DELETE', '').catch(() => undefined);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Settings of GTK, in the place of a user's own. Answers the folder of downloads. */
async function configure(folder, { reducedMotion }) {
  const downloads = join(folder, 'downloads');
  await Promise.all([mkdir(downloads), mkdir(join(folder, 'gtk-3.0'))]);
  await Promise.all([
    writeFile(join(folder, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`),
    writeFile(join(folder, 'gtk-3.0', 'settings.ini'), `[Settings]\ngtk-enable-animations=${reducedMotion ? 0 : 1}\n`),
    // Its tool bar would not let the window be as narrow as a phone.
    writeFile(join(folder, 'gtk-3.0', 'gtk.css'), '* { margin: 0; padding: 0; border: 0; min-width: 0; }\n'),
  ]);
  return downloads;
}

/** Lets commands of several windows take turns: the driver has one window at a time. */
function turns(call) {
  let current;
  let last = Promise.resolve();
  return (window, command) => {
    const turn = last.then(async () => {
      if (current !== window) await call('POST', '/window', { handle: window });
      current = window;
      return command();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** A screen on a display number that Xvfb has found free. */
async function startScreen(start) {
  const screen = await start('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const pipe = screen.stdio[3];
  const number = await new Promise((resolve, reject) => {
    let said = '';
    pipe.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (said.endsWith('\n')) resolve(said.trim());
    });
    pipe.once('close', () => reject(new Error('Xvfb did not start.')));
  });
  pipe.destroy();
  return `:${number}`;
}

/** WebKitGTK speaks the language of the C library's locale, which has to be there. English is what it falls back to. */
function localeVariables(locale, folder) {
  const name = `${locale.replace('-', '_')}.UTF-8`;
  if (!locale.startsWith('en')) execFileSync('localedef', ['-i', locale.replace('-', '_'), '-f', 'UTF-8', join(folder, name)], { stdio: 'ignore' });
  return { LC_ALL: name, LOCPATH: folder };
}

function miniBrowser() {
  const [found] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser');
  if (found === undefined) throw new Error('There is no MiniBrowser of WebKitGTK here; demo/engines/install gets it.');
  return found;
}

async function answering(address) {
  for (let tries = 0; ; tries++) {
    try {
      await send('GET', `${address}/status`);
      return;
    } catch (cause) {
      if (tries > 100) throw new Error('WebKitWebDriver does not answer.', { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function send(method, url, body) {
  const response = await fetch(url, { method, headers: { 'Content-Type': 'application/json' }, ...body === undefined ? {} : { body: JSON.stringify(body) } });
  const { value } = await response.json();
  if (value?.error) throw new Error(`WebKit: ${value.error}: ${value.message}`);
  return value;
}

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});
