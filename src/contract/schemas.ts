import * as z from 'zod/mini';

/** A moment, as an ISO 8601 date and time in UTC (`2026-11-22T15:21:24Z`, fractions of a second allowed). */
export const timestamp = z.iso.datetime();

/** The id of anything in a backend: opaque to everybody else, compared letter by letter. */
export const id = z.string().check(z.minLength(1), z.maxLength(200));

/** A file on its way in or out. A browser's `File` is one. `stream` may be read once for a download. */
export interface FileSource {
  /** The file's name as people see it; may hold any letter, never a path. */
  readonly name: string;
  /** Its media type; `''` where unknown. */
  readonly type: string;
  /** Its size in bytes. */
  readonly size: number;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** A {@link FileSource}. On the wire a file of an input is the id of its upload, and a file as output is the body of the response. */
export const fileSource = z.custom<FileSource>((value: unknown) =>
  typeof value === 'object' && value !== null
  && typeof (value as FileSource).name === 'string' && typeof (value as FileSource).size === 'number'
  && typeof (value as FileSource).stream === 'function');
