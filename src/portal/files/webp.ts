import { blankPosition } from './exif.ts';
import { copyOf, LARGEST, letters, type Patch, type Window } from './window.ts';
import { blankXmp } from './xmp.ts';

/** Where a WebP file holds positions. */
export async function webpPatches(file: Window): Promise<Patch[]> {
  const patches: Patch[] = [];
  for (let at = 12; at + 8 <= file.size;) {
    const head = await file.read(at, 8);
    const [type, length] = [letters(head, 0, 4), head.getUint32(4, true)];
    if ((type === 'EXIF' || type === 'XMP ') && length <= LARGEST && at + 8 + length <= file.size) {
      const bytes = copyOf(await file.read(at + 8, length));
      // Some writers put in front what stands there in JPEG files.
      const isHeaded = letters(new DataView(bytes.buffer), 0, 6) === 'Exif\0\0';
      if (type === 'EXIF' ? blankPosition(bytes.subarray(isHeaded ? 6 : 0)) : blankXmp(bytes)) patches.push({ at: at + 8, bytes });
    }
    at += 8 + length + (length % 2);
  }
  return patches;
}
