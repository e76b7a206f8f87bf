import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { background, type Background } from '../lib/background.ts';
import { run } from '../lib/run.ts';

/** MariaDB with an empty database `wordpress` in a folder, reachable by a socket alone, without a password. */
export async function startDatabase(folder: string, socket: string): Promise<Background> {
  if (/\s/.test(folder)) throw new Error(`MariaDB cannot keep its data in "${folder}", because of the space in it; choose another folder with PORTICO_HOSTS.`);
  const data = join(folder, 'database');
  const common = ['--no-defaults', ...process.getuid?.() === 0 ? ['--user=root'] : [], `--datadir=${data}`];
  if (!existsSync(join(data, 'mysql'))) await run('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const server = background('mariadbd', [...common, `--socket=${socket}`, '--skip-networking', `--pid-file=${folder}/database.pid`, '--innodb-buffer-pool-size=64M'], { log: join(folder, 'database.log') });
  try {
    const client = ['--no-defaults', '--user=root', `--socket=${socket}`];
    await server.until('MariaDB', async () => (await run('mariadb-admin', [...client, 'ping'])).includes('alive'));
    await run('mariadb', [...client, '--execute=CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4']);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
