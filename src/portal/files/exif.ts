/** Tags of directories (Exif 3.0, 4.6.3; TIFF 6.0). */
const [GPS, EXIF] = [0x8825, 0x8769];
/** Bytes of a value, by its type. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const ENTRY = 12;

/**
 * Takes the position out of Exif data, in place: the directory of the position and all its values become zeros, and nothing leads to it any more.
 * All other values stay where they are.
 * @param bytes A TIFF structure, which begins with `II*\0` or `MM\0*`. Written to.
 * @returns whether there was a position.
 */
export function blankPosition(bytes: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 8) return false;
  const isLittle = view.getUint16(0) === 0x4949;
  if ((!isLittle && view.getUint16(0) !== 0x4d4d) || view.getUint16(2, isLittle) !== 42) return false;
  const short = (at: number): number => view.getUint16(at, isLittle);
  const long = (at: number): number => view.getUint32(at, isLittle);
  /** How many entries a directory has; none where it does not lie in the data as a whole. */
  const entriesAt = (at: number): number => (at >= 8 && at + 2 <= view.byteLength && at + 2 + short(at) * ENTRY <= view.byteLength ? short(at) : 0);

  const blankDirectory = (at: number): void => {
    const entries = entriesAt(at);
    for (let entry = at + 2; entry < at + 2 + entries * ENTRY; entry += ENTRY) {
      const length = (SIZES[short(entry + 2)] ?? 0) * long(entry + 4);
      const value = long(entry + 8);
      if (length > 4 && value >= 8 && value + length <= view.byteLength) bytes.fill(0, value, value + length);
    }
    // With the pointer to the next directory behind it.
    if (entries > 0) bytes.fill(0, at, Math.min(at + 2 + entries * ENTRY + 4, view.byteLength));
  };

  const found: number[] = [];
  const visited = new Set<number>();
  const search = (at: number): void => {
    const entries = entriesAt(at);
    if (entries === 0 || visited.has(at)) return;
    visited.add(at);
    for (let index = entries - 1; index >= 0; index -= 1) {
      const entry = at + 2 + index * ENTRY;
      const target = long(entry + 8);
      if (short(entry) === EXIF) search(target);
      if (short(entry) !== GPS) continue;
      found.push(target);
      // The entries behind it, and the pointer to the next directory, move up.
      const end = Math.min(at + 2 + short(at) * ENTRY + 4, view.byteLength);
      bytes.copyWithin(entry, entry + ENTRY, end).fill(0, end - ENTRY, end);
      view.setUint16(at, short(at) - 1, isLittle);
    }
    const next = at + 2 + short(at) * ENTRY;
    if (next + 4 <= view.byteLength) search(long(next));
  };
  search(long(4));
  // What is a directory of another kind as well is none of a position: nothing that is needed may go.
  for (const directory of found) if (!visited.has(directory)) blankDirectory(directory);
  return found.length > 0;
}
