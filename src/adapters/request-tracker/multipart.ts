import { PortalError, type FileSource, type WriteContext } from '../../contract/index.ts';
import type { Call } from './client.ts';

/** A file of a form and the field it goes into. */
export interface FormFile { readonly field: string; readonly file: FileSource }

type Chunk = Uint8Array<ArrayBuffer>;
const encoder = new TextEncoder();

/** A file's name within a header: RT takes UTF-8 as it is, and nothing that could end the quotes or the line. */
export const quotedName = (name: string): string => name.replace(/"/g, '%22').replace(/[\r\n]/g, ' ');
/** The name again, as RT gives it back. */
export const unquotedName = (name: string): string => name.replace(/%22/g, '"');

/**
 * The body of a call with files (RFC 7578), streamed. By hand, for three reasons: RT answers 500 where no line end follows the last boundary, which
 * fetch's own FormData does not promise; the length must be known in front, as not every server before RT takes chunks; and progress is told.
 * Aborting stops it up to the last byte.
 */
export function multipart(json: unknown, files: readonly FormFile[], { signal, onProgress }: Partial<WriteContext> = {}): NonNullable<Call['body']> {
  const boundary = `portico-${crypto.randomUUID()}`;
  const head = (name: string, more = ''): Chunk => encoder.encode(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`);
  const heads = files.map(({ field, file }) =>
    head(field, `; filename="${quotedName(file.name)}"\r\nContent-Type: ${mediaType(file.type)}`));
  const start = [head('JSON'), encoder.encode(`${JSON.stringify(json)}\r\n`)];
  const lineEnd = encoder.encode('\r\n');
  const end = encoder.encode(`--${boundary}--\r\n`);
  const length = [...start, ...heads, end].reduce((sum, part) => sum + part.length, 0)
    + files.reduce((sum, { file }) => sum + file.size + lineEnd.length, 0);

  async function* chunks(): AsyncGenerator<Chunk, void> {
    yield* start;
    for (const [index, { file }] of files.entries()) {
      yield heads[index] ?? lineEnd;
      let sent = 0;
      for await (const chunk of read(file.stream())) {
        sent += chunk.length;
        if (sent > file.size) break;
        yield chunk;
        onProgress?.({ file: index, sent, size: file.size });
      }
      // RT has not got the end yet, so nothing is written
      if (sent !== file.size) throw new PortalError('invalid-input', 'A file is not as long as it says.', { issues: [{ path: `files.${String(index)}`, code: 'invalid' }] });
      yield lineEnd;
    }
    yield end;
  }

  return {
    type: `multipart/form-data; boundary=${boundary}`, length,
    stream(onChunk) {
      const source = chunks();
      return new ReadableStream<Chunk>({
        async pull(controller) {
          try {
            // Until the last byte RT has written nothing. From then on it may have, and the answer is worth waiting for.
            signal?.throwIfAborted();
            const { done, value } = await source.next();
            onChunk();
            if (done === true) controller.close();
            else controller.enqueue(value);
          } catch (error) {
            controller.error(error);
          }
        },
        async cancel() {
          await source.return(undefined);
        },
      });
    },
  };
}

/** RT believes what it is told and refuses a file without a type; a type is one token, a slash and another. */
const mediaType = (type: string): string => (/^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream');

async function* read(stream: ReadableStream<Chunk>): AsyncGenerator<Chunk, void> {
  const reader = stream.getReader();
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
  } finally {
    await reader.cancel();
  }
}
