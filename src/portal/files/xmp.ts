import { letters } from './window.ts';

const NAME = /[\w.:-]/;
const SPACE = 0x20;

/**
 * Takes positions out of XMP data, in place: every attribute and element whose name speaks of GPS (`exif:GPSLatitude`, and those of drones) becomes
 * spaces, so that the rest stays well-formed XML of the same length.
 * @param bytes XML in UTF-8. Written to.
 * @returns whether there was one.
 */
export function blankXmp(bytes: Uint8Array<ArrayBuffer>): boolean {
  const text = textOf(bytes);
  const names = /gps/gi;
  let found = false;
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    let [start, end] = [match.index, names.lastIndex];
    while (start > 0 && NAME.test(text.charAt(start - 1))) start -= 1;
    while (end < text.length && NAME.test(text.charAt(end))) end += 1;
    names.lastIndex = end;
    const range = text.charAt(start - 1) === '<' ? elementAt(text, start, end) : attributeAt(text, start, end);
    if (range === undefined) continue;
    bytes.fill(SPACE, ...range);
    names.lastIndex = range[1];
    found = true;
  }
  return found;
}

type Range = readonly [start: number, end: number];

/** The whole of an element whose name stands there. */
function elementAt(text: string, start: number, end: number): Range | undefined {
  const open = text.indexOf('>', end);
  if (open === -1) return undefined;
  if (text.charAt(open - 1) === '/') return [start - 1, open + 1];
  const close = `</${text.slice(start, end)}>`;
  const at = text.indexOf(close, open);
  return at === -1 ? undefined : [start - 1, at + close.length];
}

/** The whole of an attribute whose name stands there; undefined where it is something else. */
function attributeAt(text: string, start: number, end: number): Range | undefined {
  const [written, quote = ''] = /^\s{0,9}=\s{0,9}(["'])/.exec(text.slice(end, end + 20)) ?? [];
  const close = written === undefined ? -1 : text.indexOf(quote, end + written.length);
  return close === -1 ? undefined : [start, close + 1];
}

/** A letter for each byte: places in the text are places in the bytes. */
function textOf(bytes: Uint8Array<ArrayBuffer>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += letters(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at, 8192);
  return text;
}
