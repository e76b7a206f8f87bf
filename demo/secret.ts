import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The demo's own secret: made once per data folder, so that sessions survive a restart. */
export async function secretIn(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'secret');
  const made = randomBytes(32).toString('base64');
  try {
    await writeFile(path, made, { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return readFile(path, 'utf8');
  }
}
