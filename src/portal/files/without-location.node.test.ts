import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exifSegment, heic, jpeg, jpegOfTwo, photoshop, PIXELS, PLACED, png, readPng, readTiff, SECRET, segment, tiff, webp, XMP } from './pictures.node.test.ts';
import { withoutLocation } from './without-location.ts';

const sent = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  const file = new File([bytes], 'IMG 0001.jpg', { type: 'image/jpeg', lastModified: 1_700_000_000_000 });
  const clean = await withoutLocation(file);
  assert.deepEqual([clean.name, clean.type, clean.lastModified, clean.size], [file.name, file.type, file.lastModified, file.size]);
  return new Uint8Array(await clean.arrayBuffer());
};
const has = (bytes: Uint8Array, what: string | Uint8Array): boolean => Buffer.from(bytes).includes(typeof what === 'string' ? what : Buffer.from(what));
/** No position, and all else. */
function assertClean(bytes: Uint8Array, ...kept: readonly (string | Uint8Array)[]): void {
  assert(!has(bytes, SECRET), 'the position is there');
  for (const what of kept) assert(has(bytes, what), `gone: ${typeof what === 'string' ? what : 'the picture'}`);
}
const exifOf = (bytes: Uint8Array): Map<number, unknown> => {
  const buffer = Buffer.from(bytes);
  return readTiff(new Uint8Array(buffer.subarray(Math.max(buffer.indexOf('MM\0*'), buffer.indexOf('II*\0')))));
};

describe('a picture on its way', () => {
  for (const little of [false, true]) {
    it(`has no position in its Exif data, and all the rest of it (${little ? 'little' : 'big'} endian)`, async () => {
      const clean = await sent(jpeg(exifSegment(tiff(PLACED, { little, next: [[0x0103, 6], [0x8825, [[1, 'N'], [2, SECRET]]]] }))));
      assertClean(clean, PIXELS);
      assert.deepEqual(exifOf(clean), new Map<number, unknown>([
        [0x010f, 'Camera Works'], [0x0112, 6], [0x8769, new Map<number, unknown>([[0x9003, '2026:11:26 10:00:00'], [0xa002, 4000]])], [0xa430, 'Owner of the camera'], [-1, new Map([[0x0103, 6]])],
      ]));
    });
  }

  it('has no position where it is the only thing that is told, and where it stands in the directory of the camera', async () => {
    assertClean(await sent(jpeg(exifSegment(tiff([[0x8825, [[2, SECRET]]]])))), PIXELS);
    const inner = await sent(jpeg(exifSegment(tiff([[0x0112, 3], [0x8769, [[0x8825, [[2, SECRET]]], [0x9003, '2026']]]]))));
    assertClean(inner, PIXELS, '2026');
    assert.equal(exifOf(inner).get(0x0112), 3);
  });

  it('has none in its XMP and IPTC data', async () => {
    const clean = await sent(jpeg(segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', XMP), segment(0xe1, 'http://ns.adobe.com/xmp/extension/\0', 'A'.repeat(40), XMP), photoshop()));
    assertClean(clean, PIXELS, 'tiff:Orientation="6"', '<dc:title>A day by the', '</rdf:Description></rdf:RDF></x:xmpmeta>', 'A title', 'A caption', 'digest');
    assert(!has(clean, 'Gps') && !has(clean, 'exif:GPS'), 'well-formed, and without a name of it');
  });

  it('has none in the further pictures of its file', async () => {
    assertClean(await sent(jpegOfTwo(jpeg(exifSegment(tiff(PLACED))))), PIXELS, 'Camera Works');
  });

  it('has none as PNG, wherever it stood, and right checksums', async () => {
    for (const little of [false, true]) {
      const clean = await sent(png(tiff(PLACED, { little })));
      assertClean(clean, PIXELS, 'A day', 'tiff:Orientation="6"', 'Camera Works');
      assert.deepEqual(readPng(clean).map(({ type }) => type), ['IHDR', 'iTXt', 'IDAT', 'tEXt', 'eXIf', 'prIv', 'prIv', 'IEND']);
      assert.equal(exifOf(clean).get(0x0112), 6);
    }
  });

  it('has none as WebP, with and without what stands in front in JPEG files', async () => {
    for (const data of [tiff(PLACED), new Uint8Array(Buffer.concat([Buffer.from('Exif\0\0'), tiff(PLACED, { little: true })]))]) {
      const clean = await sent(webp(data));
      assertClean(clean, PIXELS.subarray(0, 9999), 'tiff:Orientation="6"');
      assert.equal(exifOf(clean).get(0x0112), 6);
    }
  });

  it('has none as HEIC, in every version of its list of items', async () => {
    for (const options of [{ version: 0 }, { version: 1 }, { version: 1, beside: true }, { version: 2 }]) {
      const clean = await sent(heic(tiff(PLACED), options));
      assertClean(clean, PIXELS, 'tiff:Orientation="6"');
      assert.equal(exifOf(clean).get(0x0112), 6);
    }
  });

  it('is the same file where it has no position, and each time it is asked for', async () => {
    for (const bytes of [jpeg(exifSegment(tiff([[0x0112, 6]]))), png(tiff([[0x0112, 6]])).slice(0, 60), Buffer.from('GPS no picture'), new Uint8Array(0)]) {
      const file = new File([new Uint8Array(bytes)], 'x');
      assert.equal(await withoutLocation(file), file);
    }
    const file = new File([jpeg(exifSegment(tiff(PLACED)))], 'x.jpg');
    assert.equal(await withoutLocation(file), await withoutLocation(file), 'an upload that was cut goes on with the same file');
  });

  it('passes through as it is, or without its position, when it is cut off anywhere', async () => {
    for (const whole of [jpeg(exifSegment(tiff(PLACED))), png(tiff(PLACED)), webp(tiff(PLACED)), heic(tiff(PLACED)), heic(tiff(PLACED), { version: 2, beside: true })]) {
      for (let length = 0; length < whole.length; length += length < 2000 ? 7 : 1999) await sent(whole.slice(0, length));
    }
  });

  it('stays a picture whatever its data says', async () => {
    const data = tiff(PLACED);
    let seed = 1;
    const random = (below: number): number => { seed = (seed * 48_271) % 2_147_483_647; return seed % below; };
    for (let round = 0; round < 500; round += 1) {
      const hostile = data.slice();
      for (let change = 0; change <= random(8); change += 1) hostile[random(hostile.length)] = [0, 8, 255, random(256)][random(4)]!;
      assert(has(await sent(jpeg(exifSegment(hostile))), PIXELS));
    }
    const containers = [png(data), webp(data), heic(data), jpeg(photoshop(), segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', XMP))];
    for (let round = 0; round < 200; round += 1) {
      const hostile = containers[random(containers.length)]!.slice();
      for (let change = 0; change <= random(8); change += 1) hostile[random(400)] = random(256);
      await sent(hostile);
    }
  });

  it('is read where its data stands, not as a whole', async () => {
    const file = new File([jpeg(exifSegment(tiff(PLACED))), new Uint8Array(20_000_000)], 'large.jpg', { type: 'image/jpeg' });
    let read = 0;
    const slice = file.slice.bind(file);
    file.slice = (from = 0, to = file.size) => {
      const part = slice(from, to);
      const whole = part.arrayBuffer.bind(part);
      part.arrayBuffer = () => { read += to - from; return whole(); };
      return part;
    };
    const clean = await withoutLocation(file);
    assert.notEqual(clean, file);
    assert(read < 20_000, String(read));
  });

  it('that is gone is left to whoever sends it', async () => {
    const gone = Object.assign(new File(['x'], 'x.jpg', { type: 'image/jpeg' }), { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) });
    assert.equal(await withoutLocation(gone), gone);
  });
});
