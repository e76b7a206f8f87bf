import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openWithPuppeteer } from './puppeteer.mjs';
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

const PATIENCE = 15_000;

/** Waiting is the same in all engines; a page that is being left answers nothing and is asked again. */
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
    newPage: async () => withWaiting(await page.newPage()),
  };
}
