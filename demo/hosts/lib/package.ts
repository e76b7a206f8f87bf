import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Packs the package as it was built, into a folder, and answers what to install there: another name for every content, so that npm sees what is new. */
export async function packedPackage(folder: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (/^portico-portal-\d.*\.tgz$/.test(name)) await rm(join(folder, name));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder, root]);
  const packed = (await readdir(folder)).find((name) => /^portico-portal-\d.*\.tgz$/.test(name)) ?? '';
  const digest = createHash('sha256').update(await readFile(join(folder, packed))).digest('hex').slice(0, 12);
  await rename(join(folder, packed), join(folder, `portico-${digest}.tgz`));
  return { 'portico-portal': `file:portico-${digest}.tgz` };
}
