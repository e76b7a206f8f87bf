import { PortalError, type FileSource } from '../contract/index.ts';
import { cleanName, contentType, HEAD_BYTES } from './files.ts';

/**
 * Hands a file out as one to save, never to run: not as a page of the gateway's own origin, not inside of another site. Its bytes
 * flow through as they come; a backend that stops sending is cut.
 * @param patience Milliseconds between two pieces.
 */
export async function download(file: FileSource, patience: number): Promise<Response> {
  const reader = file.stream().getReader();
  const ahead: Uint8Array<ArrayBuffer>[] = [];
  let seen = 0;
  let done = false;
  while (seen < HEAD_BYTES && !done) {
    const piece = await inTime(reader, patience);
    done = piece.done;
    if (piece.value !== undefined) ahead.push(piece.value);
    seen += piece.value?.byteLength ?? 0;
  }
  const headers = new Headers({
    'Content-Type': contentType(file.type, headOf(ahead)),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeName(cleanName(file.name) || 'file')}`,
    'Content-Security-Policy': 'sandbox; default-src \'none\'; frame-ancestors \'none\'',
    'Cache-Control': 'private, no-store',
  });
  if (Number.isSafeInteger(file.size) && file.size >= 0) headers.set('Content-Length', String(file.size));
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = ahead.shift();
      if (next !== undefined) {
        controller.enqueue(next);
        return;
      }
      const piece = await inTime(reader, patience);
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
  return new Response(body, { headers });
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

async function inTime(reader: Reader, patience: number): ReturnType<Reader['read']> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new PortalError('timeout', 'The backend stopped sending the file.');
      reject(error);
      reader.cancel(error).catch(() => undefined);
    }, patience);
  });
  try {
    return await Promise.race([reader.read(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function headOf(pieces: readonly Uint8Array[]): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  let length = 0;
  for (const piece of pieces) {
    const part = piece.subarray(0, HEAD_BYTES - length);
    head.set(part, length);
    length += part.byteLength;
  }
  return head.subarray(0, length);
}

/** RFC 8187 allows fewer letters than encodeURIComponent leaves alone. */
const encodeName = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
