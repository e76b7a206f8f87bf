import * as z from 'zod/mini';

/** A language as BCP 47 writes it: `en`, `pt-BR`, `zh-Hant`. */
export const languageTag = z.string().check(z.regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z\d]{2,8})*$/));

/** A text in the owner's words, by language. */
export const localizedText = z.record(languageTag, z.string().check(z.maxLength(2000)));
export type LocalizedText = z.infer<typeof localizedText>;

/**
 * The text for a language, by RFC 4647 lookup: `pt-BR`, then `pt`, then by the script that is understood (`zh-TW` reads `zh-Hant`), then
 * `fallback`, then the first that there is.
 * @returns undefined where the owner has written nothing
 */
export function textIn(text: LocalizedText, language: string, fallback = 'en'): string | undefined {
  const written = new Map(Object.entries(text).filter(([, words]) => words.trim() !== '').map(([tag, words]) => [tag.toLowerCase(), words]));
  const wanted = [...startsOf(language), ...startsOf(inFull(language)), fallback.toLowerCase()];
  return wanted.map((tag) => written.get(tag)).find((words) => words !== undefined) ?? [...written.values()][0];
}

/** A tag, and what is left of it without its last parts: `pt-br`, `pt`. */
function startsOf(tag: string): string[] {
  const parts = tag.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/** A tag with its script: `zh-TW` → `zh-Hant-TW`; as it is where it is none, which a page may write. */
function inFull(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().baseName;
  } catch {
    return tag;
  }
}
