import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.ts';

/**
 * Installs packages into `node_modules` of a folder, once per list.
 * @param packages Names and exact versions
 * @param fields What else the folder's `package.json` says, such as `{ overrides }`; it is `private` and of `"type": "module"`
 * @throws Error where npm fails, or a version is a range
 */
export async function installNpm(folder: string, packages: Readonly<Record<string, string>>, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const range = Object.entries(packages).find(([, version]) => !/^(\d+\.\d+\.\d+\S*|file:.*)$/.test(version));
  if (range !== undefined) throw new Error(`${range.join('@')} is no exact version; what is tested has to stay the same.`);
  const wanted = JSON.stringify({ private: true, type: 'module', ...fields, dependencies: packages }, null, 2);
  const done = join(folder, '.installed.json');
  if (await readFile(done, 'utf8').catch(() => '') === wanted) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), wanted);
  await run('npm', ['install', '--no-fund', '--no-audit', '--no-update-notifier', '--no-progress'], { cwd: folder });
  await writeFile(done, wanted);
}
