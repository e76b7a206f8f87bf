import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes up all the room that is left. */
  fill(): Promise<void>;
  /** Gives that room back. */
  empty(): Promise<void>;
  end(): void;
}

/** Mounts one in memory. Needs root and Linux. @throws Error where that is not possible */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'portico-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'portico', folder], { stdio: 'pipe' });
  } catch (cause) {
    rmdirSync(folder);
    throw new Error('A small disk can be mounted by root on Linux only.', { cause });
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    async fill() {
      const file = await open(filler, 'a');
      try {
        // To the last page.
        for (let size = 1024 * 1024; size >= 4096;) {
          const written = await file.write(Buffer.alloc(size)).then(({ bytesWritten }) => bytesWritten, () => 0);
          if (written < size) size = Math.floor(size / 4);
        }
      } finally {
        await file.close();
      }
    },
    empty: () => rm(filler, { force: true }),
    end() {
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}
