import { install, runNode } from './install.mjs';

/**
 * `npm test`: installs, finds or gets a browser, and runs every test. Plain JavaScript, for the system's Node; what
 * follows runs on the project's own. `npm test -- types lint` runs only these steps.
 */
install();
const { getChromium } = await import('./chromium.mjs');
const CHROMIUM_PATH = await getChromium();
process.exitCode = await runNode(['.config/test-steps.mjs', ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM_PATH },
});
