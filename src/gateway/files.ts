/** What is known about a file by its name and its first bytes. */

/** Bytes that {@link contentType} looks at. */
export const HEAD_BYTES = 32;

// Raster images only: these are all that a page may show inline.
const IMAGES: readonly (readonly [type: string, test: (head: Uint8Array) => boolean])[] = [
  ['image/png', (head) => starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (head) => starts(head, [0xff, 0xd8, 0xff])],
  ['image/gif', (head) => /^GIF8[79]a/.test(ascii(head, 0, 6))],
  ['image/webp', (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP'],
  ['image/avif', (head) => ascii(head, 4, 8) === 'ftyp' && /^(?:avif|avis)$/.test(ascii(head, 8, 12))],
  ['image/bmp', (head) => ascii(head, 0, 2) === 'BM' && starts(head.subarray(6), [0, 0, 0, 0])],
];

/** Types that a browser would run, should the file ever be opened from a `blob:` address of the page. */
const ACTIVE = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/xml|(?:text|application)\/(?:x-)?(?:java|ecma)script|.*\+xml|application\/x-shockwave-flash|text\/xsl)$/;

const UNKNOWN = 'application/octet-stream';

/**
 * The type under which a file is handed on. An image is what its first bytes say, whatever it was called; what calls itself an image
 * and is none, and what a browser would run, is bytes of an unknown kind; all else keeps the type that it came with.
 */
export function contentType(claimed: string, head: Uint8Array): string {
  const image = IMAGES.find(([, test]) => test(head))?.[0];
  if (image !== undefined) return image;
  const type = claimed.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type) || ACTIVE.test(type)) return UNKNOWN;
  return IMAGES.some(([known]) => known === type) || type === 'image/jpg' ? UNKNOWN : type;
}

const starts = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);
const ascii = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

/**
 * A file's name without what could mislead people or file systems: folders in front, control characters, letters of no width, and
 * marks that turn the writing direction (`exe.pdf` shown for `fdp.exe`). Joiners stay inside of words and emoji, where they
 * belong. `''` where nothing is left.
 */
export function cleanName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .replace(/[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu, '')
    .replace(/(?<=^|[\x20-\x7e])[\u200c\u200d]+|[\u200c\u200d]+(?=$|[\x20-\x7e])/g, '')
    .trim();
  return /^\.*$/.test(clean) ? '' : clean;
}
