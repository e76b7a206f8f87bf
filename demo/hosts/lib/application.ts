import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningHost, Site } from '../host.ts';
import { installNpm } from './npm.ts';
import { packedPackage } from './package.ts';
import { run } from './run.ts';
import { serve } from './serve.ts';

/** An application that is built with Vite and has Portico from npm. */
export interface Application {
  /** Folder of its sources, with a `tsconfig.json`. */
  readonly source: URL;
  /** Packages besides Portico, with exact versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** The program that checks its types. */
  readonly checker: 'tsc' | 'vue-tsc';
  /** Built for development, as by `vite build --mode development`. */
  readonly isDevelopment?: boolean;
}

/** Installs, checks, builds and serves an application whose pages `/` and `/support` change without a new document. */
export async function startApplication({ gateway, folder, port }: Site, { source, packages, checker, isDevelopment = false }: Application): Promise<RunningHost> {
  await installNpm(folder, { ...packages, ...await packedPackage(folder) });
  await cp(fileURLToPath(source), join(folder, 'site'), { recursive: true });
  const bin = (name: string): string => join(folder, 'node_modules/.bin', name);
  await run(bin(checker), ['-p', 'site'], { cwd: folder });
  await run(bin('vite'), ['build', 'site', ...isDevelopment ? ['--mode', 'development'] : []], {
    cwd: folder, env: { ...isDevelopment && { NODE_ENV: 'development' }, VITE_GATEWAY: gateway },
  });
  const built = join(folder, 'site/dist');
  // Every page of the application is the same document.
  await copyFile(join(built, 'index.html'), join(built, 'support.html'));
  const { stop } = await serve(built, port);
  const url = `http://127.0.0.1:${String(port)}`;
  return { url: `${url}/support`, link: { url: `${url}/`, selector: 'nav a[href="/support"]' }, stop };
}
