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

/** Bytes of the first slice. Slices grow while they are fast, so that slow lines are not cut by the timeout of one request. */
const FIRST_SLICE = 256 * 1024;
const FAST = 1000;

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
      let upload = await resume(file, ticketId, context) ?? await create(file, index, ticketId, context) as Upload;
      started.set(file, { upload: upload.id, ticketId });
      const read = reader(file, index);
      let size = Math.min(FIRST_SLICE, upload.sliceBytes);
      for (;;) {
        context.onProgress?.({ file: index, sent: upload.received, size: file.size });
        if (upload.received >= file.size) break;
        const begun = Date.now();
        const bytes = await read(upload.received, size);
        upload = await call(uploads.appendUpload, { uploadId: upload.id, offset: upload.received, bytes }, { signal: context.signal }) as Upload;
        if (Date.now() - begun < FAST) size = Math.min(size * 2, upload.sliceBytes);
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
