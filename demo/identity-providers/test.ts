import { fileURLToPath } from 'node:url';
import { installEngines } from '../engines/engines.mjs';
import { build, report, runTests } from '../run-tests.ts';

/**
 * `npm run test:sso`: every way in with real identity providers (SimpleSAMLphp, oidc-provider) and a real mail server, in Chromium, Firefox and WebKit
 * (PORTICO_ENGINES=chromium,firefox chooses). Installs what is missing. The last line says `N passed, N failed`.
 */
installEngines();
await build();
report([await runTests(fileURLToPath(new URL('journeys.ts', import.meta.url)))]);
