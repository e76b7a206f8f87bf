/** Builds pictures for the tests of what is taken out of them; no test itself. */
import { deflateSync } from 'node:zlib';

/** What stands in a directory: its tag, and a text or a number, or another directory. */
export type Entry = readonly [tag: number, value: string | number | readonly Entry[]];

/** The words and numbers that must not be found in what is sent. */
export const SECRET = 'position-of-home';

/** Where a picture was taken, as cameras write it, and its orientation around it. */
export const PLACED: readonly Entry[] = [
  [0x010f, 'Camera Works'], [0x0112, 6], [0x8825, [[1, 'N'], [2, `${SECRET} 52 31 12`], [3, 'E'], [0x1b, SECRET]]], [0x8769, [[0x9003, '2026:11:26 10:00:00'], [0xa002, 4000]]], [0xa430, 'Owner of the camera'],
];

/** A TIFF structure: directories first, values behind them. @param next Entries of the directory that follows: that of the thumbnail. */
export function tiff(entries: readonly Entry[], { little = false, next = [] as readonly Entry[] } = {}): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4096));
  let end = 8;
  const write = (list: readonly Entry[], linked: readonly Entry[]): number => {
    const at = end;
    end += 2 + list.length * 12 + 4;
    view.setUint16(at, list.length, little);
    list.forEach(([tag, value], index) => {
      const entry = at + 2 + index * 12;
      view.setUint16(entry, tag, little);
      const set = (type: number, count: number): void => { view.setUint16(entry + 2, type, little); view.setUint32(entry + 4, count, little); };
      if (typeof value === 'number') { set(3, 1); view.setUint16(entry + 8, value, little); }
      else if (typeof value !== 'string') { set(4, 1); view.setUint32(entry + 8, write(value, []), little); }
      else {
        const bytes = Buffer.from(`${value}\0`);
        set(2, bytes.length);
        const target = bytes.length > 4 ? end : entry + 8;
        bytes.forEach((byte, offset) => { view.setUint8(target + offset, byte); });
        if (bytes.length > 4) { view.setUint32(entry + 8, target, little); end += bytes.length + (bytes.length % 2); }
      }
    });
    if (linked.length > 0) view.setUint32(at + 2 + list.length * 12, write(linked, []), little);
    return at;
  };
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, write(entries, next), little);
  return new Uint8Array(view.buffer.slice(0, end));
}

/** A directory as it is read, directories in it included; the texts and numbers by tag. */
export function readTiff(bytes: Uint8Array, at?: number): Map<number, unknown> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  const start = at ?? view.getUint32(4, little);
  const found = new Map<number, unknown>();
  const count = view.getUint16(start, little);
  for (let index = 0; index < count; index += 1) {
    const entry = start + 2 + index * 12;
    const [tag, type, length] = [view.getUint16(entry, little), view.getUint16(entry + 2, little), view.getUint32(entry + 4, little)];
    const target = length > 4 ? view.getUint32(entry + 8, little) : entry + 8;
    if (type === 2) found.set(tag, Buffer.from(bytes.subarray(target, target + length - 1)).toString());
    else if (type === 3) found.set(tag, view.getUint16(entry + 8, little));
    else found.set(tag, readTiff(bytes, view.getUint32(entry + 8, little)));
  }
  const next = view.getUint32(start + 2 + count * 12, little);
  if (next > 0) found.set(-1, readTiff(bytes, next));
  return found;
}

export const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description exif:GPSLatitude="${SECRET}" tiff:Orientation="6"
  drone-dji:GpsLongitude = '${SECRET}'><exif:GPSMapDatum>${SECRET}</exif:GPSMapDatum><exif:GPSVersionID/><dc:title>A day by the GPS="sea"</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>`;

const bytes = (...parts: readonly (string | number | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
const uint = (value: number, size: 2 | 4, little = false): Uint8Array => {
  const buffer = Buffer.alloc(size);
  if (little) buffer.writeUIntLE(value, 0, size); else buffer.writeUIntBE(value, 0, size);
  return buffer;
};

/** What stands for the picture itself. */
export const PIXELS = bytes(...Array.from({ length: 20_000 }, (_, index) => (index * 7) % 256));

/** A segment of a JPEG file. */
export const segment = (marker: number, ...parts: readonly (string | Uint8Array)[]): Uint8Array => { const data = bytes(...parts); return bytes(0xff, marker, uint(data.length + 2, 2), data); };
export const exifSegment = (data: Uint8Array): Uint8Array => segment(0xe1, 'Exif\0\0', data);
export const jpeg = (...segments: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => bytes(0xff, 0xd8, segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'), ...segments, segment(0xda, '\x01\x01\0\0?\0'), PIXELS, 0xff, 0xd9);
/** IPTC data between two other resources. */
export const photoshop = (): Uint8Array => {
  const record = (number: number, text: string): Uint8Array => bytes(0x1c, 2, number, uint(text.length, 2), text);
  const resource = (id: number, name: string, data: Uint8Array): Uint8Array => bytes('8BIM', uint(id, 2), name.length, name, name.length % 2 === 0 ? 0 : '', uint(data.length, 4), data, data.length % 2 === 0 ? '' : 0);
  return segment(0xed, 'Photoshop 3.0\0', resource(0x03ed, 'odd', bytes('abc')), resource(0x0404, '', bytes(record(5, 'A title'), record(90, SECRET), record(101, SECRET), record(120, 'A caption'))), resource(0x0425, '', bytes('digest')));
};
/** A picture with a further one behind it, as telephones write them. */
export function jpegOfTwo(second: Uint8Array): Uint8Array<ArrayBuffer> {
  const list = (offset: number): Uint8Array => segment(0xe2, 'MPF\0', 'MM\0*', uint(8, 4), uint(1, 2), uint(0xb002, 2), uint(7, 2), uint(32, 4), uint(26, 4), uint(0, 4), uint(0, 4), uint(1, 4), uint(0, 4), uint(0, 4), uint(0, 4), uint(second.length, 4), uint(offset, 4), uint(0, 4));
  const first = jpeg(exifSegment(tiff([[0x0112, 6]])), list(0));
  const place = Buffer.from(first).indexOf('MPF\0') + 4;
  return bytes(jpeg(exifSegment(tiff([[0x0112, 6]])), list(first.length - place)), second);
}

export const crc = (data: Uint8Array): number => {
  let value = 0xffffffff;
  for (const byte of data) { value ^= byte; for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1; }
  return ~value >>> 0;
};
const chunk = (type: string, ...parts: readonly (string | Uint8Array)[]): Uint8Array => { const data = bytes(...parts); return bytes(uint(data.length, 4), type, data, uint(crc(bytes(type, data)), 4)); };
export const png = (exif: Uint8Array): Uint8Array<ArrayBuffer> => bytes(
  '\x89PNG\r\n\x1a\n', chunk('IHDR', uint(4, 4), uint(4, 4), '\x08\x02\0\0\0'), chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', XMP), chunk('IDAT', PIXELS), chunk('tEXt', 'Title\0A day'),
  chunk('eXIf', exif), chunk('iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0', deflateSync(XMP)), chunk('zTXt', 'Raw profile type exif\0\0', deflateSync(SECRET)), chunk('IEND'),
);
/** The chunks of a PNG file, whose checksums are right. */
export function readPng(file: Uint8Array): { type: string; data: Uint8Array }[] {
  const found: { type: string; data: Uint8Array }[] = [];
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 8; at < file.length;) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 8 + length) !== crc(file.subarray(at + 4, at + 8 + length))) throw new Error('A checksum is wrong.');
    found.push({ type: Buffer.from(file.subarray(at + 4, at + 8)).toString('latin1'), data: file.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

export function webp(exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const part = (type: string, data: Uint8Array): Uint8Array => bytes(type, uint(data.length, 4, true), data, data.length % 2 === 0 ? '' : 0);
  const body = bytes('WEBP', part('VP8X', bytes('\x0c\0\0\0\0\0\0\0\0\0')), part('VP8 ', PIXELS.subarray(0, 9999)), part('EXIF', exif), part('XMP ', bytes(XMP)));
  return bytes('RIFF', uint(body.length, 4, true), body);
}

const box = (type: string, ...parts: readonly (string | number | Uint8Array)[]): Uint8Array => { const data = bytes(...parts); return bytes(uint(data.length + 8, 4), type, data); };
/** A HEIC file with a picture, Exif data in the file or beside the list of items, and XMP data. */
export function heic(exif: Uint8Array, { version = 1, beside = false } = {}): Uint8Array<ArrayBuffer> {
  const item = bytes(uint(6, 4), 'Exif\0\0', exif);
  const xmp = bytes(XMP);
  const id = (value: number): Uint8Array => uint(value, version < 2 ? 2 : 4);
  const head = box('ftyp', 'heic\0\0\0\0mif1heic');
  const infe = (number: number, type: string, more = ''): Uint8Array => box('infe', 2, 0, 0, 0, uint(number, 2), 0, 0, type, '\0', more);
  const build = (start: number): Uint8Array => {
    const place = (number: number, method: number, offset: number, length: number): Uint8Array => bytes(id(number), version === 0 ? '' : uint(method, 2), uint(0, 2), uint(1, 2), uint(offset, 4), uint(length, 4));
    return box('meta', uint(0, 4), box('hdlr', uint(0, 4), 'pict'), box('iinf', uint(0, 4), uint(3, 2), infe(1, 'hvc1'), infe(2, 'Exif'), infe(3, 'mime', 'application/rdf+xml\0')),
      box('iloc', version, 0, 0, 0, 0x44, 0, version < 2 ? uint(3, 2) : uint(3, 4), place(1, 0, start, PIXELS.length), beside ? place(2, 1, 3, item.length) : place(2, 0, start + PIXELS.length, item.length), place(3, 0, start + PIXELS.length + item.length, xmp.length)),
      beside ? box('idat', 'pad', item) : '');
  };
  const size = head.length + build(0).length + 8;
  return bytes(head, build(size), box('mdat', PIXELS, beside ? new Uint8Array(item.length) : item, xmp));
}
