import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { install, runNode } from '../.config/install.mjs';

/**
 * `npm start`: installs, builds what is stale and serves the demo. `npm run demo` is the same without the installation.
 * Arguments go on to the demo server, and so do PORT and PORTICO_DATA.
 */
const server = 'demo/server.ts';
const args = process.argv.slice(2).filter((arg) => arg !== '--no-install');

if (!process.argv.includes('--no-install')) install();
if (!existsSync(fileURLToPath(new URL('server.ts', import.meta.url)))) throw new Error(`${server} is missing.`);
const built = await runNode(['.config/build.mjs', '--if-stale']);
process.exitCode = built === 0 ? await runNode([server, ...args]) : built;
