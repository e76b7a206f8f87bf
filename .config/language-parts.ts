import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

/** Which sections of the texts (`src/i18n/en/<name>.ts`) travel together: what every page shows first, then what belongs to one element. All others are for what people do there. */
const PARTS: Readonly<Record<string, string>> = {
  common: 'first', portal: 'first', login: 'first', navigation: 'first', session: 'first', tickets: 'first',
  list: 'list', ticket: 'ticket', form: 'form', access: 'access', account: 'account', ways: 'account',
};
const OTHERS = 'more';
const ALL_PARTS = [...new Set([...Object.values(PARTS), OTHERS])];

type Texts = Readonly<Record<string, unknown>>;
const exported = async (file: string): Promise<Texts> => Object.values(await import(pathToFileURL(file).href) as Record<string, Texts>)[0] ?? {};

/**
 * Splits each language of the script tag into parts, so that a page fetches the texts of what it shows, while translators have one file a language. All are named by what
 * all of them hold, so that their names need no list. In place of `language-files.ts` stands a module that fetches parts; English sections say by a
 * text without a name which part they are of.
 * @param root The folder with `src`.
 */
export const languageParts = (root: string): Plugin => {
  const folder = join(root, 'src/i18n');
  const texts = new Map<string, string>();
  let version = '';
  return {
    name: 'language-parts',
    enforce: 'pre',
    // A story book has each language as one file.
    apply: ({ build }) => Boolean(build?.lib),
    async buildStart() {
      const partOf = new Map<string, string>();
      for (const [section, part] of Object.entries(PARTS)) {
        for (const key of Object.keys(await exported(join(folder, `en/${section}.ts`)))) partOf.set(key, part);
      }
      texts.clear();
      for (const file of globSync(join(folder, '{??,??-*}.ts')).filter((one) => !/(?:\/en|-settings)\.ts$/.test(one)).sort()) {
        const all = Object.entries(await exported(file));
        for (const part of ALL_PARTS) {
          texts.set(`${basename(file, '.ts')}-${part}`, `export default ${JSON.stringify(Object.fromEntries(all.filter(([key]) => (partOf.get(key) ?? OTHERS) === part)))};\n`);
        }
      }
      version = createHash('sha256').update(JSON.stringify([...texts])).digest('base64url').slice(0, 8);
    },
    transform(code, id) {
      if (id === join(folder, 'language-files.ts')) {
        const languages = [...new Set([...texts.keys()].map((name) => name.replace(/-\w+$/, '')))];
        return {
          map: null,
          code: `const loads = new Map();
            export const BESIDES = ${JSON.stringify(languages)};
            export const filesOf = (language, section) => !BESIDES.includes(language) ? [] : (section?.[''] ? [section['']] : ${JSON.stringify(ALL_PARTS)}).map((part) => {
              const name = language + '-' + part;
              if (!loads.has(name)) loads.set(name, async () => (await import(/* @vite-ignore */ './' + name + '-${version}.js')).default);
              return loads.get(name);
            });`,
        };
      }
      // The owner's element has all texts, and settings are no customer's.
      if (!id.startsWith(join(folder, 'en/')) || !id.endsWith('.ts') || id.endsWith('/settings.ts')) return null;
      const part = PARTS[basename(id, '.ts')] ?? OTHERS;
      return { code: code.replace(/^(export const \w+ = \{)/m, `$1 '': '${part}',`), map: null };
    },
    generateBundle() {
      for (const [name, source] of texts) this.emitFile({ type: 'asset', fileName: `chunks/${name}-${version}.js`, source });
    },
  };
};
