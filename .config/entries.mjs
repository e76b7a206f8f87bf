import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const folders = (path) =>
  existsSync(root + path)
    ? readdirSync(root + path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)
    : [];

/** A folder's way in: `index.ts`, or the file that is named like the folder. */
const entryOf = (folder) =>
  [`${folder}/index.ts`, `${folder}/${folder.split('/').at(-1)}.ts`].find((path) => existsSync(root + path));

/**
 * The public entries of the package, found by looking: each is one source file, and there are no others.
 *
 * @returns {Record<string, string>} subpath of the package → source file, such as
 *   `./elements/ticket-list/define` → `src/elements/ticket-list/define.ts`
 */
export function entries() {
  const found = { '.': 'src/index.ts', './define': 'src/define.ts' };
  for (const area of ['contract', 'policy', 'portal', 'theme', 'i18n', 'gateway', 'react', 'testing']) {
    found[`./${area}`] = entryOf(`src/${area}`);
  }
  for (const name of folders('src/adapters')) found[`./adapters/${name}`] = entryOf(`src/adapters/${name}`);
  for (const name of folders('src/elements')) {
    if (!existsSync(`${root}src/elements/${name}/${name}.ts`)) continue; // parts/ and the like are nobody's business
    found[`./elements/${name}`] = `src/elements/${name}/${name}.ts`;
    found[`./elements/${name}/define`] = `src/elements/${name}/define.ts`;
  }
  return Object.fromEntries(Object.entries(found).filter(([, file]) => file && existsSync(root + file)));
}

/** What only a server may load. The rest of the entries run in a browser. */
export const isServerEntry = (subpath) => /^\.\/(gateway|policy|adapters\/(?!memory$|http$))/.test(subpath);
