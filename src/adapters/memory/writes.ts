import { checkFiles, PortalError, type Customer, type FileLimits, type FileSource, type Issue, type WriteContext } from '../../contract/index.ts';
import type { MemoryFile } from './data.ts';

/** Answers already given to writes, by customer, operation and key. */
export class Answers {
  readonly #given = new Map<string, unknown>();

  /**
   * Writes once per key. `prepare` reads what the write needs and may run more than once; `write` must be synchronous, so that of two
   * calls with the same key at the same time exactly one writes.
   */
  async once<Prepared, Answer>(
    customer: Customer, operation: string, { idempotencyKey, signal }: WriteContext, prepare: () => Promise<Prepared>, write: (prepared: Prepared) => Answer,
  ): Promise<Answer> {
    const key = JSON.stringify([customer.email.toLowerCase(), operation, idempotencyKey]);
    if (!this.#given.has(key)) {
      const prepared = await prepare();
      signal?.throwIfAborted();
      if (!this.#given.has(key)) this.#given.set(key, write(prepared));
    }
    return structuredClone(this.#given.get(key)) as Answer;
  }
}

/** Reads files to their end, and says how far it is. @throws PortalError `invalid-input` for a file that is not what it says it is. */
export async function readFiles(files: readonly FileSource[], { signal, onProgress }: WriteContext): Promise<MemoryFile[]> {
  const read: MemoryFile[] = [];
  for (const [index, file] of files.entries()) {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let sent = 0;
    const reader = file.stream().getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (signal?.aborted === true) await reader.cancel(signal.reason);
      signal?.throwIfAborted();
      chunks.push(chunk.value);
      sent += chunk.value.length;
      onProgress?.({ file: index, sent, size: file.size });
    }
    if (sent !== file.size) throw invalid([{ path: `files.${String(index)}`, code: 'invalid' }]);
    read.push({ name: file.name, type: file.type, content: new Uint8Array(await new Blob(chunks).arrayBuffer()) });
  }
  return read;
}

/** @throws PortalError `invalid-input` for files that the limits or their names forbid. */
export function refuseBadFiles(files: readonly FileSource[], limits: FileLimits | null): void {
  refuse([...checkFiles(files, limits), ...badNames(files, 'files')]);
}

/** A name is a name, not a path, and can be written on a line. */
export const badNames = (files: readonly FileSource[], path: string): Issue[] =>
  files.flatMap(({ name }, index): Issue[] => (/^\.{0,2}$|[/\\\p{Cc}]/u.test(name) ? [{ path: `${path}.${String(index)}`, code: 'file-name' }] : []));

/** @throws PortalError `invalid-input` where there are issues */
export function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw invalid(issues);
}

const invalid = (issues: readonly Issue[]): PortalError => new PortalError('invalid-input', 'The values or files do not fit.', { issues });
