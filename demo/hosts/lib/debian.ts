import { existsSync } from 'node:fs';
import { run } from './run.ts';

/** Installs Debian's packages where they are missing. @throws Error that names them, where that is not possible here */
export async function debian(...packages: readonly string[]): Promise<void> {
  // It fails where one is unknown, and lists the others all the same.
  const known = await run('sh', ['-c', 'dpkg-query -W -f "\\${Package} \\${db:Status-Status}\\n" "$@" 2>/dev/null; true', 'sh', ...packages]).catch(() => '');
  const installed = new Set(known.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
  const missing = packages.filter((name) => !installed.has(name));
  if (missing.length === 0) return;
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!existsSync('/usr/bin/apt-get') || (root.length > 0 && !existsSync('/usr/bin/sudo'))) {
    throw new Error(`Missing here: Debian's packages ${missing.join(', ')}. Install them, or run as root where there is apt-get.`);
  }
  console.error(`Installing Debian's packages ${missing.join(', ')}`);
  const apt = async (...args: readonly string[]): Promise<void> => {
    // In runlevel 1 packages start no servers of their own.
    const command = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args];
    await run(command[0] ?? '', command.slice(1));
  };
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...missing);
}
