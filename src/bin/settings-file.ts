import { readFile, stat } from 'node:fs/promises';

/** Milliseconds between looks at a file. */
const ROUND = 1_000;

/** A file's text, read again when the file has changed, which is looked for at most once a second. @param clock Milliseconds that only grow. */
export function settingsFile(path: string, clock: () => number = () => performance.now()): () => Promise<string> {
  let last: { readonly at: number; readonly text: Promise<string> } | undefined;
  let known: { readonly mark: string; readonly text: string } | undefined;
  const read = async (): Promise<string> => {
    const { mtimeMs, size, ino } = await stat(path);
    const mark = `${mtimeMs} ${size} ${ino}`;
    if (mark !== known?.mark) known = { mark, text: await readFile(path, 'utf8') };
    return known.text;
  };
  return () => {
    const now = clock();
    if (last === undefined || now - last.at >= ROUND) last = { at: now, text: read() };
    return last.text;
  };
}
