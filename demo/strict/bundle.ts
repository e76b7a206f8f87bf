import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles the portal's element as an application does that has Portico from npm. Answers the folder with `bundle.js`; it goes with the process. */
export async function bundle(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bundle-'));
  process.once('exit', () => { void rm(folder, { recursive: true, force: true }); });
  const entry = join(folder, 'entry.js');
  await writeFile(entry, `import ${JSON.stringify(fileURLToPath(new URL('../../dist/esm/elements/customer-portal/define.js', import.meta.url)))};`);
  await build({
    configFile: false, logLevel: 'error', root: folder,
    build: { outDir: folder, emptyOutDir: false, minify: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: () => 'bundle.js' } },
  });
  return folder;
}
