import type { Text, TextKey, Texts } from './en.ts';

type Load = () => Promise<Texts>;
/** Texts of which some may not be there: not yet brought by an element, or missing in a language file of another version. */
type SomeTexts = Readonly<Partial<Record<TextKey, Text>>>;

/** Languages besides English, each a file of its own that is fetched when a page needs it. */
const loaders: Readonly<Record<string, Load>> = {
  ko: async () => (await import('./ko.ts')).ko,
};

/** The English texts that the page's elements have brought. */
const english: Partial<Record<TextKey, Text>> = {};
const loaded = new Map<string, SomeTexts>([['en', english]]);
const loading = new Map<string, Promise<SomeTexts>>();

/** The languages that Portico brings along. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(loaders)];

/** Takes the English texts that an element brings. */
export const addEnglish = (sections: readonly SomeTexts[]): void => { Object.assign(english, ...sections); };

/** An English text, if an element has brought it. */
export const inEnglish = (key: TextKey): Text | undefined => english[key];

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
  const base = loaded.get(language) ?? (language in loaders ? undefined : english);
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
export const textsOf = (language: string): SomeTexts | undefined => loaded.get(language);

/** Fetches the texts of a language of ours. Falls back to English where the file cannot be fetched; the next call tries again. */
export function loadTexts(language: string): Promise<SomeTexts> {
  const here = loaded.get(language);
  if (here !== undefined) return Promise.resolve(here);
  let request = loading.get(language);
  if (request === undefined) {
    request = (loaders[language] ?? (() => Promise.resolve(english)))().then((texts) => {
      const all = { ...texts, ...own.get(language) };
      loaded.set(language, all);
      return all;
    }, () => english).finally(() => { loading.delete(language); });
    loading.set(language, request);
  }
  return request;
}
