import * as z from 'zod/mini';
import type { Operation } from './operation.ts';
import { id } from './schemas.ts';

/** A file on its way: its bytes go to the gateway in slices, then a reply or a new ticket names it by its id. */
export const upload = z.object({
  id,
  /** Bytes the gateway has; the next slice starts here. */
  received: z.number(),
  size: z.number(),
  /** The largest slice that the gateway takes, in bytes. */
  sliceBytes: z.number(),
});
export type Upload = z.infer<typeof upload>;

/** The bytes of a slice: whoever sends one has them, whoever receives one reads them as they come. */
export type SliceBytes = Blob | AsyncIterable<Uint8Array<ArrayBuffer>>;
const sliceBytes = z.custom<SliceBytes>((value) => value instanceof Blob || (value instanceof Object && Symbol.asyncIterator in value));

/**
 * How files travel between the `http` adapter and the gateway. Slices give progress in every browser (fetch reports none),
 * and after a cut only the missing part is sent again. An upload belongs to its customer, may be used by one write
 * only, on its own ticket, and expires.
 */
export const uploads = {
  createUpload: {
    method: 'POST', path: '/uploads', output: upload,
    input: z.object({
      name: z.string().check(z.minLength(1), z.maxLength(500)), type: z.string().check(z.maxLength(200)), size: z.int().check(z.gte(1)),
      /** The ticket whose reply the file is for; left out for a new ticket. */
      ticketId: z.optional(id),
    }),
    summary: 'Announces a file. Too large ones and types that are not accepted are refused here, before any byte is sent.',
  },
  getUpload: {
    method: 'GET', path: '/uploads/:uploadId', input: z.object({ uploadId: id }), output: upload,
    summary: 'How much of a file has arrived.',
  },
  appendUpload: {
    method: 'PUT', path: '/uploads/:uploadId', output: upload, bytes: 'bytes', numeric: ['offset'],
    input: z.object({ uploadId: id, offset: z.int().check(z.gte(0)), bytes: sliceBytes }),
    summary: 'Adds the slice that starts at an offset; one that has arrived already changes nothing, a gap is a conflict.',
  },
  deleteUpload: {
    method: 'DELETE', path: '/uploads/:uploadId', input: z.object({ uploadId: id }), output: z.object({}),
    summary: 'Forgets a file that will not be used.',
  },
} as const satisfies Record<string, Operation>;
export type Uploads = typeof uploads;
