import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningHost, Site } from '../host.ts';
import { serve } from './serve.ts';
import { writePage } from './template.ts';

/** A site of one page. */
export interface OnePage {
  /** Template of the page; `{{snippet}}` is where the snippet comes to stand. */
  readonly template: URL;
  /** Folder that is served; the page is its `index.html`. */
  readonly pages: string;
  /** The page's own style sheet, served as `/site.css`. */
  readonly styleSheet?: URL;
  /** What else the template's placeholders stand for. */
  readonly values?: Readonly<Record<string, string>>;
  /** More folders, by the path that they stand at. */
  readonly mounts?: Readonly<Record<string, string>>;
}

/** Writes the page of a site that has one, and serves it. */
export async function startOnePage({ snippet, port }: Site, { template, pages, styleSheet, values = {}, mounts = {} }: OnePage): Promise<RunningHost> {
  await writePage(template, join(pages, 'index.html'), { ...values, snippet });
  if (styleSheet !== undefined) await copyFile(fileURLToPath(styleSheet), join(pages, 'site.css'));
  const { stop } = await serve(pages, port, { mounts });
  return { url: `http://127.0.0.1:${String(port)}/`, stop };
}
