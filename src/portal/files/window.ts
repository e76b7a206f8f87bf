/** Bytes that are written over those of a file, in place. */
export interface Patch { readonly at: number; readonly bytes: Uint8Array<ArrayBuffer> }

/** A file that is read where something of interest stands, not as a whole. */
export interface Window {
  readonly size: number;
  /** Bytes from a place on; fewer where the file ends, none outside of it. */
  read(at: number, length: number): Promise<DataView<ArrayBuffer>>;
}

/** Bytes of the largest piece of metadata that is looked at. */
export const LARGEST = 1024 * 1024;
/** Bytes that are read at once: most of what is asked for next lies right behind. */
const AHEAD = 4096;

export function windowOf(file: Blob): Window {
  let [start, held] = [0, new ArrayBuffer(0)];
  return {
    size: file.size,
    async read(at, length) {
      const [from, to] = [Math.min(Math.max(at, 0), file.size), Math.min(Math.max(at + Math.min(length, LARGEST), 0), file.size)];
      if (from < start || to > start + held.byteLength) [start, held] = [from, await file.slice(from, Math.max(to, from + AHEAD)).arrayBuffer()];
      return new DataView(held, from - start, Math.max(to - from, 0));
    },
  };
}

/** Letters of a name that stands in a file, such as the four of a chunk; shorter where the bytes end. */
export const letters = (view: DataView<ArrayBuffer>, at: number, length: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset, view.byteLength).subarray(at, at + length));

/** The bytes of a view, as a copy that may be written to. */
export const copyOf = (view: DataView<ArrayBuffer>): Uint8Array<ArrayBuffer> => new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
