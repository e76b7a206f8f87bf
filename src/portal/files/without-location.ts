import { heifPatches } from './heif.ts';
import { jpegPatches } from './jpeg.ts';
import { pngPatches } from './png.ts';
import { webpPatches } from './webp.ts';
import { letters, windowOf, type Patch, type Window } from './window.ts';

const cleaned = new WeakMap<File, Promise<File>>();

/**
 * The file without the position at which it was taken: that of Exif, XMP and IPTC data in JPEG, PNG, WebP, HEIC and AVIF pictures is written over, and nothing else.
 * Picture, size, name and all other data stay. What is no picture, or cannot be understood, is handed on as it is. The same file gives the
 * same answer each time. Never rejects.
 */
export function withoutLocation(file: File): Promise<File> {
  const known = cleaned.get(file) ?? clean(file).catch(() => file); // what cannot be read is told by whoever sends it
  cleaned.set(file, known);
  return known;
}

async function clean(file: File): Promise<File> {
  const patches = (await patchesOf(windowOf(file))).sort((a, b) => a.at - b.at);
  if (patches.length === 0) return file;
  const parts: BlobPart[] = [];
  let end = 0;
  for (const { at, bytes } of patches) {
    if (at < end) continue; // lies in what has been taken out already
    parts.push(file.slice(end, at), bytes);
    end = at + bytes.byteLength;
  }
  return new File([...parts, file.slice(end)], file.name, { type: file.type, lastModified: file.lastModified });
}

/** By what a file is, not by what it is called. */
async function patchesOf(file: Window): Promise<Patch[]> {
  const head = letters(await file.read(0, 12), 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return jpegPatches(file);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return pngPatches(file);
  if (/^RIFF.{4}WEBP$/s.test(head)) return webpPatches(file);
  if (/^.{4}ftyp/s.test(head)) return heifPatches(file);
  return [];
}
