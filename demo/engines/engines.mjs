import { execFileSync } from 'node:child_process';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWithPuppeteer, toEnginePage } from './puppeteer.mjs';
import { openWebKit } from './webkit.mjs';

/**
 * Real browsers of three engines behind one interface; engines.d.mts describes it. Chromium is driven by its DevTools protocol, Firefox by
 * WebDriver BiDi, WebKitGTK by its own WebDriver in a window under Xvfb. Profiles are temporary.
 */
export const ENGINES = ['chromium', 'firefox', 'webkit'];

/** Installs what is missing of the engines. Throws where that is not possible; what is missing has been printed then. */
export function installEngines(engines = ENGINES) {
  execFileSync(fileURLToPath(new URL('install', import.meta.url)), engines, { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Starts a browser with one page. */
export async function open(engine, options = {}) {
  if (!ENGINES.includes(engine)) throw new Error(`There is no engine "${engine}"; there are ${ENGINES.join(', ')}.`);
  const page = await (engine === 'webkit' ? openWebKit(options) : openWithPuppeteer(engine, options));
  return withWaiting(page);
}

/** A page that puppeteer has opened otherwise, behind the same interface. */
export const enginePage = (page, details) => withWaiting(toEnginePage(page, details));

const PATIENCE = 15_000;

/** Waiting is the same in all engines, for the page and for files; a page that is being left answers nothing and is asked again. */
function withWaiting(page) {
  return {
    ...page,
    async until(look, ...args) {
      const begun = performance.now();
      let failure;
      while (performance.now() - begun < PATIENCE) {
        try {
          if (await page.eval(look, ...args)) return;
          failure = undefined;
        } catch (error) {
          failure = error;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`Waited in vain, for ${PATIENCE / 1000} s, for ${look}`, { cause: failure });
    },
    async download(begin) {
      await begin();
      const begun = performance.now();
      while (performance.now() - begun < PATIENCE) {
        const found = await finished(page.downloads);
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`Nothing was downloaded in ${PATIENCE / 1000} s; the folder holds: ${await readdir(page.downloads)}`);
    },
    newPage: async () => withWaiting(await page.newPage()),
  };
}

/** Sizes of the files in a folder, by name. */
async function sizes(folder) {
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, await stat(join(folder, name)).then(({ size }) => size, () => -1)])));
}

/** Takes the one file out of a folder of downloads. Undefined while there is none, or its browser still writes it: to a file of another ending beside it, or it grows. */
async function finished(folder) {
  const before = await sizes(folder);
  if (before.size !== 1) return undefined;
  const [[name, size]] = before;
  if (size <= 0 || /\.(?:crdownload|part|wkdownload)$/.test(name)) return undefined;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const after = await sizes(folder);
  if (after.size !== 1 || after.get(name) !== size) return undefined;
  const bytes = await readFile(join(folder, name));
  await rm(join(folder, name));
  return { name, bytes };
}
