import { blankPosition } from './exif.ts';
import { copyOf, LARGEST, letters, type Patch, type Window } from './window.ts';
import { blankXmp } from './xmp.ts';

/** A box (ISO/IEC 14496-12): where its contents are. */
interface Box { readonly type: string; readonly start: number; readonly end: number }
/** Where an item's data lies; `inside` what: the file, or the box of data beside the list of items. */
interface Place { readonly inside: 'file' | 'idat'; readonly offset: number; readonly length: number }

/** Where a HEIC or AVIF file holds positions: in items of Exif and XMP data (ISO/IEC 23008-12, annex A). */
export async function heifPatches(file: Window): Promise<Patch[]> {
  const meta = (await boxes(file, 0, file.size)).find(({ type }) => type === 'meta');
  if (meta === undefined) return [];
  const inner = await boxes(file, meta.start + 4, meta.end);
  const [names, places, data] = ['iinf', 'iloc', 'idat'].map((name) => inner.find(({ type }) => type === name));
  if (names === undefined || places === undefined) return [];
  const kinds = await itemKinds(file, names);
  const patches: Patch[] = [];
  for (const [id, { inside, offset, length }] of itemPlaces(await file.read(places.start, places.end - places.start))) {
    const kind = kinds.get(id);
    const at = inside === 'file' ? offset : (data?.start ?? file.size) + offset;
    if (kind === undefined || length < 8 || length > LARGEST || at + length > file.size) continue;
    const bytes = copyOf(await file.read(at, length));
    // Exif data says how far behind itself it begins.
    if (kind === 'Exif' ? blankPosition(bytes.subarray(4 + new DataView(bytes.buffer).getUint32(0))) : blankXmp(bytes)) patches.push({ at, bytes });
  }
  return patches;
}

const MOST_BOXES = 1000;

async function boxes(file: Window, from: number, to: number): Promise<Box[]> {
  const found: Box[] = [];
  for (let at = from; at + 8 <= to && found.length < MOST_BOXES;) {
    const head = await file.read(at, 16);
    const short = head.getUint32(0);
    const isLong = short === 1 && head.byteLength === 16;
    const size = isLong ? Number(head.getBigUint64(8)) : short === 0 ? to - at : short;
    if (size < (isLong ? 16 : 8) || at + size > to) break;
    found.push({ type: letters(head, 4, 4), start: at + (isLong ? 16 : 8), end: at + size });
    at += size;
  }
  return found;
}

/** The items that can hold a position, by their ids. */
async function itemKinds(file: Window, { start, end }: Box): Promise<ReadonlyMap<number, 'Exif' | 'XMP'>> {
  const version = (await file.read(start, 1)).getUint8(0);
  const kinds = new Map<number, 'Exif' | 'XMP'>();
  for (const entry of await boxes(file, start + (version === 0 ? 6 : 8), end)) {
    const view = await file.read(entry.start, entry.end - entry.start);
    if (entry.type !== 'infe' || view.byteLength < 12) continue;
    // Older versions have no types.
    const wide = view.getUint8(0) === 3 ? 2 : 0;
    if (view.getUint8(0) < 2) continue;
    const id = wide === 0 ? view.getUint16(4) : view.getUint32(4);
    const type = letters(view, 8 + wide, 4);
    if (type === 'Exif') kinds.set(id, 'Exif');
    else if (type === 'mime' && letters(view, 12 + wide, 200).includes('application/rdf+xml')) kinds.set(id, 'XMP');
  }
  return kinds;
}

/** Where the items are that lie in one piece. */
function itemPlaces(view: DataView<ArrayBuffer>): ReadonlyMap<number, Place> {
  const version = view.getUint8(0);
  const nibble = (at: number, shift: number): number => (view.getUint8(at) >> shift) & 15;
  const [offsetSize, lengthSize, baseSize, indexSize] = [nibble(4, 4), nibble(4, 0), nibble(5, 4), version === 0 ? 0 : nibble(5, 0)];
  let at = 6;
  const next = (size: number): number => {
    let value = 0;
    for (const end = at + size; at < end; at += 1) value = value * 256 + view.getUint8(at);
    return value;
  };
  const found = new Map<number, Place>();
  for (let items = next(version < 2 ? 2 : 4); items > 0; items -= 1) {
    const id = next(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : next(2) & 15;
    next(2);
    const base = next(baseSize);
    const extents = next(2);
    for (let extent = 0; extent < extents; extent += 1) {
      next(indexSize);
      const [offset, length] = [next(offsetSize), next(lengthSize)];
      if (extents === 1 && method < 2) found.set(id, { inside: method === 0 ? 'file' : 'idat', offset: base + offset, length });
    }
  }
  return found;
}
