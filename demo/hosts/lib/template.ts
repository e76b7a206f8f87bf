import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a page from a template whose `{{name}}`s stand for values, as themes of help centres and site generators have them.
 * @param target The file to write; its folder is made.
 * @throws Error that names a placeholder without a value
 */
export async function writePage(template: URL, target: string, values: Readonly<Record<string, string>>): Promise<void> {
  const page = (await readFile(template, 'utf8')).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template.pathname} has ${placeholder}, and there is no value for it.`);
    return value;
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, page);
}

/** What is left of a snippet for the content of a page, where the script tag stands elsewhere: in the site's settings, in the template's head. */
export const withoutScript = (snippet: string): string => snippet.replace(/<script\b.*?<\/script>\s*/gs, '');
