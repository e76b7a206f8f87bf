import { en, type Texts } from './en.ts';

type Load = () => Promise<Texts>;

/** Languages besides English, each a file of its own that is fetched when a page needs it. */
const loaders: Readonly<Record<string, Load>> = {
  ko: async () => (await import('./ko.ts')).ko,
};

const loaded = new Map<string, Texts>([['en', en]]);
const loading = new Map<string, Promise<Texts>>();

/** The language of ours that fits a language tag best: `ko-KR` → `ko`; English where none does. */
export function bestLanguage(tag: string): string {
  for (let rest = tag; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    const known = ['en', ...Object.keys(loaders)].find((language) => language.toLowerCase() === rest.toLowerCase());
    if (known !== undefined) return known;
  }
  return 'en';
}

/** The texts of a language if they are here already. */
export const textsOf = (language: string): Texts | undefined => loaded.get(language);

/** Fetches the texts of a language of ours. Falls back to English where the file cannot be fetched; the next call tries again. */
export function loadTexts(language: string): Promise<Texts> {
  const here = loaded.get(language);
  if (here !== undefined) return Promise.resolve(here);
  let request = loading.get(language);
  if (request === undefined) {
    request = (loaders[language] ?? (() => Promise.resolve(en)))().then((texts) => {
      loaded.set(language, texts);
      return texts;
    }, () => en).finally(() => { loading.delete(language); });
    loading.set(language, request);
  }
  return request;
}
