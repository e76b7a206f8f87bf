import { fileURLToPath } from 'node:url';
import { build, report, runTests } from '../run-tests.ts';
import { installEngines } from './engines.mjs';

/**
 * `npm run test:embedding`: the cookies of a gateway on the page's site and on another one, over TLS, in Chromium, Firefox and WebKit. Installs what
 * is missing. The last line says `N passed, N failed`.
 */
installEngines();
await build();
report([
  await runTests(fileURLToPath(new URL('drivers.ts', import.meta.url))),
  await runTests(fileURLToPath(new URL('cookies.ts', import.meta.url))),
]);
