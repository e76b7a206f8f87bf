/** The datasets of record 2 that say where: content location code and name, city, sublocation, province, country code and name (IPTC IIM 4.2, 6). */
const PLACES: ReadonlySet<number> = new Set([26, 27, 90, 92, 95, 100, 101]);
const SPACE = 0x20;

/**
 * Takes places out of IPTC data, in place: their words become spaces.
 * @param bytes Resources of Photoshop, which begin with `8BIM`; IPTC data is the one of number 0x0404. Written to.
 * @returns whether there were any.
 */
export function blankPlaces(bytes: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = false;
  for (let at = 0; at + 12 <= bytes.length && view.getUint32(at) === 0x3842494d;) {
    // The name has its length in front; name and data are of even length.
    const data = at + 6 + even(1 + view.getUint8(at + 6)) + 4;
    if (data > bytes.length) break;
    const end = data + view.getUint32(data - 4);
    if (view.getUint16(at + 4) === 0x0404 && end <= bytes.length) found = blankRecords(bytes, view, data, end) || found;
    at = even(end - at) + at;
  }
  return found;
}

function blankRecords(bytes: Uint8Array<ArrayBuffer>, view: DataView, start: number, end: number): boolean {
  let found = false;
  for (let at = start; at + 5 <= end && view.getUint8(at) === 0x1c;) {
    const length = view.getUint16(at + 3);
    // Longer ones than 32 KB have another form, and are no places.
    if (length > 0x7fff || at + 5 + length > end) break;
    if (view.getUint8(at + 1) === 2 && PLACES.has(view.getUint8(at + 2))) {
      bytes.fill(SPACE, at + 5, at + 5 + length);
      found = true;
    }
    at += 5 + length;
  }
  return found;
}

const even = (length: number): number => length + (length % 2);
