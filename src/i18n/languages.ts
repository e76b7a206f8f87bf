import { en, type Text, type TextKey, type Texts } from './en.ts';

type Load = () => Promise<Texts>;

/** Languages besides English, each a file of its own that is fetched when a page needs it. */
const loaders: Readonly<Record<string, Load>> = {
  ko: async () => (await import('./ko.ts')).ko,
};

const loaded = new Map<string, Texts>([['en', en]]);
const loading = new Map<string, Promise<Texts>>();

/** The languages that Portico brings along. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(loaders)];

/** Texts that the page has set itself: they go over ours. */
const own = new Map<string, Partial<Record<TextKey, Text>>>();

/** Fires when the page has set texts. */
export const textChanges = new EventTarget();

/**
 * Sets texts of a language: a few in other words, or a whole language that Portico does not bring along; what is missing there stays
 * English. Elements that are shown already follow at once.
 *
 * @param language A language tag, `de` or `pt-BR`. @param texts As in `en.ts`: `{name}` is a placeholder, and texts
 * with a number may be an object by plural category. Shown as plain text.
 *
 * @example setTexts('en', { 'portal.newTicket': 'Ask us', 'list.waitingOnUs': 'With our engineers' });
 */
export function setTexts(language: string, texts: Partial<Record<TextKey, Text>>): void {
  own.set(language, { ...own.get(language), ...texts });
  const base = loaded.get(language) ?? (language in loaders ? undefined : en);
  if (base !== undefined) loaded.set(language, { ...base, ...texts });
  textChanges.dispatchEvent(new Event('change'));
}

/** The language of ours, or of the page's own, that fits a language tag best: `ko-KR` → `ko`; English where none does. */
export function bestLanguage(tag: string): string {
  for (let rest = tag; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    const known = [...LANGUAGES, ...own.keys()].find((language) => language.toLowerCase() === rest.toLowerCase());
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
      const all = { ...texts, ...own.get(language) };
      loaded.set(language, all);
      return all;
    }, () => en).finally(() => { loading.delete(language); });
    loading.set(language, request);
  }
  return request;
}
