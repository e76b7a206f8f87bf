import { blankPosition } from './exif.ts';
import { blankPlaces } from './iptc.ts';
import { copyOf, letters, type Patch, type Window } from './window.ts';
import { blankXmp } from './xmp.ts';

type Blank = (bytes: Uint8Array<ArrayBuffer>) => boolean;

/** What segments of applications begin with, and what takes positions out of what follows. */
const KINDS: readonly (readonly [marker: number, head: string, blank: Blank])[] = [
  [0xe1, 'Exif\0', (bytes) => blankPosition(bytes.subarray(1))],
  [0xe1, 'http://ns.adobe.com/xap/1.0/\0', blankXmp],
  [0xe1, 'http://ns.adobe.com/xmp/extension/\0', blankXmp],
  [0xed, 'Photoshop 3.0\0', blankPlaces],
];
const FURTHER = 'MPF\0';
const MOST_PICTURES = 100;

/** Where a JPEG file holds positions, its further pictures (CIPA DC-007) included. */
export async function jpegPatches(file: Window): Promise<Patch[]> {
  const starts = new Set([0]);
  const patches: Patch[] = [];
  for (const start of starts) {
    for await (const { marker, at, length } of segments(file, start)) {
      const view = await file.read(at, length);
      const kind = KINDS.find(([its, head]) => its === marker && letters(view, 0, head.length) === head);
      if (kind !== undefined) {
        const bytes = copyOf(view).subarray(kind[1].length);
        if (kind[2](bytes)) patches.push({ at: at + kind[1].length, bytes });
      } else if (marker === 0xe2 && letters(view, 0, 4) === FURTHER && start === 0) {
        for (const offset of furtherPictures(copyOf(view).subarray(4))) starts.add(at + 4 + offset);
      }
    }
  }
  return patches;
}

/** The segments in front of a picture's own data. */
async function* segments(file: Window, start: number): AsyncGenerator<{ readonly marker: number; readonly at: number; readonly length: number }> {
  if ((await file.read(start, 2)).byteLength < 2) return;
  for (let at = start + 2; at + 4 <= file.size;) {
    const head = await file.read(at, 4);
    const [fill, marker, length] = [head.getUint8(0), head.getUint8(1), head.getUint16(2)];
    if (fill !== 0xff) return;
    if (marker === 0xff) at += 1; // any number of these may stand in front
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2; // without a length
    else {
      // The end, the picture's own data, or a length that is none.
      if (marker === 0xd9 || marker === 0xda || length < 2 || at + 2 + length > file.size) return;
      yield { marker, at: at + 4, length: length - 2 };
      at += 2 + length;
    }
  }
}

/** Where further pictures begin, counted from the start of the list (a TIFF structure) that tells of them. */
function furtherPictures(bytes: Uint8Array<ArrayBuffer>): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 10) return [];
  const isLittle = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > view.byteLength) return [];
  const found: number[] = [];
  for (let entry = directory + 2; entry + 12 <= view.byteLength && entry < directory + 2 + view.getUint16(directory, isLittle) * 12; entry += 12) {
    if (view.getUint16(entry, isLittle) !== 0xb002) continue;
    const [length, list] = [view.getUint32(entry + 4, isLittle), view.getUint32(entry + 8, isLittle)];
    for (let at = list; at + 16 <= Math.min(list + length, view.byteLength) && found.length < MOST_PICTURES; at += 16) found.push(view.getUint32(at + 8, isLittle));
  }
  // The first picture is at 0: the file itself.
  return found.filter((offset) => offset > 0);
}
