import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

let made: Promise<string> | undefined;

/** The path of gateway.ts with all that it needs in one file, made once a process: a gateway that is killed hundreds of times has to start fast. It goes with the process. */
export function gatewayProgram(): Promise<string> {
  return made ??= make();
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-gateway-'));
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  await build({
    configFile: false, logLevel: 'error', root: fileURLToPath(new URL('.', import.meta.url)),
    ssr: { noExternal: true, external: ['pg-native'] },
    build: { ssr: fileURLToPath(new URL('gateway.ts', import.meta.url)), outDir: folder, emptyOutDir: false, minify: false, rolldownOptions: { output: { entryFileNames: 'gateway.mjs' } } },
  });
  return join(folder, 'gateway.mjs');
}
