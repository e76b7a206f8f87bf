import { blankPosition } from './exif.ts';
import { copyOf, LARGEST, letters, type Patch, type Window } from './window.ts';
import { blankXmp } from './xmp.ts';

/** Texts that hold Exif, XMP or IPTC data as numbers or compressed, which cannot be changed in place: they go as a whole. */
const OPAQUE = /^(?:Raw profile type (?:exif|APP1|xmp|iptc)|XML:com\.adobe\.xmp)\0/i;

/** Where a PNG file holds positions, with the checksums that follow from it. */
export async function pngPatches(file: Window): Promise<Patch[]> {
  const patches: Patch[] = [];
  for (let at = 8; at + 12 <= file.size;) {
    const head = await file.read(at, 8);
    const [length, type] = [head.getUint32(0), letters(head, 4, 4)];
    if (at + 12 + length > file.size) break;
    if (/^(?:eXIf|[iz]TXt|tEXt)$/.test(type) && length <= LARGEST - 8) {
      // From the type to the checksum.
      const chunk = copyOf(await file.read(at + 4, length + 8));
      if (blankChunk(chunk, type)) {
        new DataView(chunk.buffer).setUint32(chunk.length - 4, checksum(chunk.subarray(0, -4)));
        patches.push({ at: at + 4, bytes: chunk });
      }
    }
    at += 12 + length;
  }
  return patches;
}

function blankChunk(chunk: Uint8Array<ArrayBuffer>, type: string): boolean {
  const data = chunk.subarray(4, -4);
  if (type === 'eXIf') return blankPosition(data);
  const head = letters(new DataView(data.buffer, data.byteOffset, data.byteLength), 0, 80);
  // Keyword, NUL, whether it is compressed.
  if (type === 'iTXt' && head.startsWith('XML:com.adobe.xmp\0\0')) return blankXmp(data);
  if (!OPAQUE.test(head)) return false;
  // A chunk of nobody's kind, which everybody passes over and may copy.
  chunk.set(NOBODYS);
  data.fill(0);
  return true;
}

/** `prIv` */
const NOBODYS = [0x70, 0x72, 0x49, 0x76];

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The checksum of a chunk's type and data (PNG 3, annex D). */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
