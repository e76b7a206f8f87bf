import { nearestLanguage } from '../contract/index.ts';
import type { Text, TextKey } from './en.ts';
import { BESIDES, filesOf, type Load, type SomeTexts } from './language-files.ts';

/** The English texts that the page's elements have brought, whole and by sections. */
const english: Partial<Record<TextKey, Text>> = {};
const brought = new Set<SomeTexts>();
const loaded = new Map<string, SomeTexts>([['en', english]]);
const loading = new Map<string, Promise<SomeTexts>>();

/** The languages that Portico brings along. */
export const LANGUAGES: readonly string[] = ['en', ...BESIDES];

/** Takes the English texts that an element brings; other languages that are there are completed. */
export function addEnglish(sections: readonly SomeTexts[]): void {
  Object.assign(english, ...sections);
  for (const section of sections) brought.add(section);
  completeAll();
}

/** The texts of a section in languages of ours besides English, for an element that few pages have. */
export type LanguageFiles = Readonly<Record<string, Load>>;
const besides = new Map<string, Set<Load>>();

/** Takes files that an element brings, once; what is there of their languages already is completed. */
export function addLanguageFiles(files: LanguageFiles): void {
  for (const [language, load] of Object.entries(files)) besides.set(language, (besides.get(language) ?? new Set()).add(load));
  completeAll();
}

/** Files of a language that are here or on their way. */
const taken = new Map<string, Set<Load>>();

/** The files of a language that what was brought needs and nobody has fetched yet. Whoever asks fetches them. */
function missingFiles(language: string): readonly Load[] {
  const here = taken.get(language) ?? new Set();
  const files = new Set([...[...brought].flatMap((section) => filesOf(language, section)), ...besides.get(language) ?? []].filter((load) => !here.has(load)));
  taken.set(language, new Set([...here, ...files]));
  return [...files];
}

function completeAll(): void {
  for (const language of new Set([...loaded.keys(), ...loading.keys()])) void complete(language, missingFiles(language));
}

async function complete(language: string, files: readonly Load[]): Promise<void> {
  if (files.length === 0) return;
  try {
    const [before, ...parts] = await Promise.all([loading.get(language), ...files.map((load) => load())]);
    loaded.set(language, Object.assign({}, before, loaded.get(language), ...parts, own.get(language)) as SomeTexts);
    textChanges.dispatchEvent(new Event('change'));
  } catch {
    // English stands in.
    for (const load of files) taken.get(language)?.delete(load);
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
  const base = loaded.get(language) ?? (LANGUAGES.includes(language) ? undefined : english);
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

/** Fetches the texts of a language of ours that the page's elements need. Falls back to English where a file cannot be fetched; the next call tries again. */
export function bringTexts(language: string): Promise<SomeTexts> {
  const here = loaded.get(language);
  if (here !== undefined) return Promise.resolve(here);
  let request = loading.get(language);
  if (request === undefined) {
    request = textsIn(language, missingFiles(language)).then((texts) => {
      loaded.set(language, texts);
      return texts;
    }, () => {
      taken.delete(language);
      return english;
    }).finally(() => { loading.delete(language); });
    loading.set(language, request);
  }
  return request;
}

/** Fetches all texts of a language of ours, besides those that only few elements show. Falls back to English where a file cannot be fetched. */
export const loadTexts = async (language: string): Promise<SomeTexts> =>
  language === 'en' ? english : textsIn(language, [...filesOf(language), ...besides.get(language) ?? []]).catch(() => english);

async function textsIn(language: string, files: readonly Load[]): Promise<SomeTexts> {
  const parts = await Promise.all(files.map((load) => load()));
  return Object.assign({}, ...LANGUAGES.includes(language) ? parts : [english], own.get(language)) as SomeTexts;
}
