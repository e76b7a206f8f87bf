import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installEngines } from '../engines/engines.mjs';
import { build, report, runTests } from '../run-tests.ts';

/**
 * `npm run test:cluster`: two gateways on one PostgreSQL behind nginx, at each of them directly, through nginx, and in a browser. Installs what is
 * missing. The last line says `N passed, N failed`.
 */
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

installEngines(['chromium']);
execFileSync(path('install'), { stdio: ['ignore', 'inherit', 'inherit'] });
await build();
report([await runTests(path('cluster.ts'))]);
