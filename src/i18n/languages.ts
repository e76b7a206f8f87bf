import { nearestLanguage } from '../contract/index.ts';
import type { Text, TextKey } from './en.ts';

/** Texts of which some may not be there: not yet brought by an element, or missing in a language file of another version. */
type SomeTexts = Readonly<Partial<Record<TextKey, Text>>>;
type Load = () => Promise<SomeTexts>;

/** Languages besides English, each in files of its own that are fetched when a page needs them: the first one for everybody, others for what few pages have. */
const loaders: Readonly<Record<string, Load[]>> = {
  'ar': [async () => (await import('./ar.ts')).ar],
  'de': [async () => (await import('./de.ts')).de],
  'es': [async () => (await import('./es.ts')).es],
  'fr': [async () => (await import('./fr.ts')).fr],
  'he': [async () => (await import('./he.ts')).he],
  'it': [async () => (await import('./it.ts')).it],
  'ja': [async () => (await import('./ja.ts')).ja],
  'ko': [async () => (await import('./ko.ts')).ko],
  'nl': [async () => (await import('./nl.ts')).nl],
  'pl': [async () => (await import('./pl.ts')).pl],
  'pt-BR': [async () => (await import('./pt-BR.ts')).ptBR],
  'ru': [async () => (await import('./ru.ts')).ru],
  'tr': [async () => (await import('./tr.ts')).tr],
  'zh-Hans': [async () => (await import('./zh-Hans.ts')).zhHans],
  'zh-Hant': [async () => (await import('./zh-Hant.ts')).zhHant],
};

/** The English texts that the page's elements have brought. */
const english: Partial<Record<TextKey, Text>> = {};
const loaded = new Map<string, SomeTexts>([['en', english]]);
const loading = new Map<string, Promise<SomeTexts>>();

/** The languages that Portico brings along. */
export const LANGUAGES: readonly string[] = ['en', ...Object.keys(loaders)];

/** Takes the English texts that an element brings. */
export const addEnglish = (sections: readonly SomeTexts[]): void => { Object.assign(english, ...sections); };

/** The texts of a section in languages of ours besides English, for an element that few pages have. */
export type LanguageFiles = Readonly<Record<string, Load>>;

/** Takes files that an element brings, once; what is there of their languages already is completed. */
export function addLanguageFiles(files: LanguageFiles): void {
  for (const [language, load] of Object.entries(files)) {
    const list = loaders[language];
    if (list === undefined || list.includes(load)) continue;
    list.push(load);
    if (loaded.has(language) || loading.has(language)) void complete(language, load);
  }
}

async function complete(language: string, load: Load): Promise<void> {
  try {
    const [texts] = await Promise.all([load(), loading.get(language)]);
    loaded.set(language, { ...loaded.get(language), ...texts, ...own.get(language) });
    textChanges.dispatchEvent(new Event('change'));
  } catch {
    // English stands in.
  }
}

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

/**
 * The language of ours, or of the page's own, that fits a language tag best: `ko-KR` → `ko`, by its script `zh-TW` → `zh-Hant`, else a sister such as
 * `pt` → `pt-BR`; English where none does.
 */
export function bestLanguage(tag: string): string {
  const known = [...LANGUAGES, ...own.keys()];
  return nearestLanguage(tag, known) ?? 'en';
}

/** The texts of a language if they are here already. */
export const textsOf = (language: string): SomeTexts | undefined => loaded.get(language);

/** Fetches the texts of a language of ours. Falls back to English where the file cannot be fetched; the next call tries again. */
export function loadTexts(language: string): Promise<SomeTexts> {
  const here = loaded.get(language);
  if (here !== undefined) return Promise.resolve(here);
  let request = loading.get(language);
  if (request === undefined) {
    const files = loaders[language] ?? [() => Promise.resolve(english)];
    request = Promise.all(files.map((load) => load())).then((parts) => {
      const all = Object.assign({}, ...parts, own.get(language)) as SomeTexts;
      loaded.set(language, all);
      return all;
    }, () => english).finally(() => { loading.delete(language); });
    loading.set(language, request);
  }
  return request;
}
