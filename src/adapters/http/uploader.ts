import { isPortalError, PortalError, uploads, type FileSource, type Upload, type WriteContext } from '../../contract/index.ts';
import type { Caller } from './caller.ts';

/** Sends the files of writes. */
export interface Uploader {
  /** Sends a file, or what of it is missing yet, and answers the id of its upload. */
  send(file: FileSource, index: number, ticketId: string | undefined, context: WriteContext): Promise<string>;
  /** Waits for the write that used the files, and forgets uploads that no other write can use. */
  settle<Answer>(files: readonly FileSource[], write: Promise<Answer>): Promise<Answer>;
}

interface Started { readonly upload: string; readonly ticketId: string | undefined }

/** Bytes of the first slice, and of the smallest. */
const [FIRST, SMALLEST] = [64 * 1024, 8 * 1024];
/** Milliseconds that a slice is to take: so large that the way there and back hardly counts, so small that a cut costs little and no request comes near its time limit. */
const AIM = 4000;
/** How often in a row a slice is tried again that did not arrive. */
const PATIENCE = 2;
const PAUSE = 1000;
/** Longer waits, in milliseconds, are told instead of waited for. */
const LONGEST_PAUSE = 10_000;

export function createUploader(call: Caller): Uploader {
  const started = new WeakMap<FileSource, Started>();

  /** The upload that a former try has begun, if the gateway still has it. */
  async function resume(file: FileSource, ticketId: string | undefined, context: WriteContext): Promise<Upload | undefined> {
    const known = started.get(file);
    if (known === undefined || known.ticketId !== ticketId) return undefined;
    try {
      return await call(uploads.getUpload, { uploadId: known.upload }, { signal: context.signal }) as Upload;
    } catch (error) {
      if (isPortalError(error, 'not-found')) return undefined;
      throw error;
    }
  }

  // The key is the write's: announced again by the same write, a file is the same upload, even if that write has happened and only its answer was lost.
  const create = (file: FileSource, index: number, ticketId: string | undefined, { signal, idempotencyKey }: WriteContext): Promise<unknown> =>
    call(uploads.createUpload, { name: file.name, type: file.type, size: file.size, ticketId }, { signal, idempotencyKey: `${idempotencyKey.slice(0, 90)}-${String(index)}` });

  return {
    async send(file, index, ticketId, context) {
      const begin = async (): Promise<Upload> => {
        const upload = await resume(file, ticketId, context) ?? await create(file, index, ticketId, context) as Upload;
        started.set(file, { upload: upload.id, ticketId });
        return upload;
      };
      let [upload, read, size, failures] = [await begin(), reader(file, index), FIRST, 0];
      for (;;) {
        const { id, received, sliceBytes } = upload;
        context.onProgress?.({ file: index, sent: received, size: file.size });
        if (received >= file.size) break;
        const bytes = await read(received, Math.min(size, sliceBytes));
        const begun = performance.now();
        try {
          upload = await call(uploads.appendUpload, { uploadId: id, offset: received, bytes }, { signal: context.signal, once: true }) as Upload;
          size = Math.max(SMALLEST, Math.min(Math.round(bytes.size * AIM / Math.max(performance.now() - begun, 1)), bytes.size * 4));
          failures = 0;
        } catch (error) {
          const pause = pauseAfter(error, failures += 1);
          if (pause === undefined) throw error;
          await sleep(pause, context.signal);
          size = Math.max(SMALLEST, Math.round(bytes.size / 4));
          // The slice may have arrived, and only its answer was lost; and what took too long may have expired. A stream begins anew.
          [upload, read] = [await begin(), reader(file, index)];
        }
      }
      return upload.id;
    },
    async settle(files, write) {
      const forget = (): void => { for (const file of files) started.delete(file); };
      try {
        const answer = await write;
        forget();
        return answer;
      } catch (error) {
        if (isPortalError(error, 'invalid-input')) forget();
        throw error;
      }
    },
  };
}

/** Milliseconds until the gateway is asked how much it has, after so many failures in a row; undefined where that would not help. */
function pauseAfter(error: unknown, failures: number): number | undefined {
  if (failures > PATIENCE || !isPortalError(error)) return undefined;
  const { code, retryAfter } = error;
  // It has expired, or the gateway has less of it than it said.
  if (code === 'not-found' || code === 'conflict') return 0;
  if (!['network', 'timeout', 'unavailable', 'rate-limited', 'bad-response'].includes(code)) return undefined;
  const pause = retryAfter === undefined ? PAUSE * failures * (0.5 + Math.random() / 2) : retryAfter * 1000;
  return pause > LONGEST_PAUSE ? undefined : pause;
}

const sleep = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> => new Promise((resolve, reject) => {
  const given = (): void => {
    clearTimeout(timer);
    reject(signal?.reason as Error);
  };
  const timer = setTimeout(() => {
    signal?.removeEventListener('abort', given);
    resolve();
  }, milliseconds);
  signal?.addEventListener('abort', given, { once: true });
});

/** Reads a file piece by piece, forwards. A browser's File is sliced, everything else is read from its stream. */
function reader(file: FileSource, index: number): (offset: number, length: number) => Promise<Blob> {
  const unreadable = (cause?: unknown): PortalError =>
    new PortalError('invalid-input', 'The file cannot be read, or has changed since it was chosen.', { cause, issues: [{ path: `files.${String(index)}`, code: 'invalid' }] });
  if (file instanceof Blob) {
    const whole: Blob = file;
    // Read before it is sent: a file that has gone would otherwise look like a failure of the network.
    return async (offset, length) => new Blob([await whole.slice(offset, offset + length).arrayBuffer().catch((cause: unknown) => { throw unreadable(cause); })]);
  }
  let stream: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  let position = 0;
  let rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  return async (offset, length) => {
    stream ??= file.stream().getReader();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let missing = length;
    while (missing > 0) {
      if (rest.byteLength === 0) {
        const { done, value } = await stream.read().catch((cause: unknown) => { throw unreadable(cause); });
        if (done) break;
        rest = value;
      }
      const skipped = Math.min(Math.max(offset - position, 0), rest.byteLength);
      const part = rest.subarray(skipped, skipped + missing);
      if (part.byteLength > 0) parts.push(part);
      missing -= part.byteLength;
      position += skipped + part.byteLength;
      rest = rest.subarray(skipped + part.byteLength);
    }
    if (parts.length === 0) throw unreadable();
    return new Blob(parts);
  };
}
