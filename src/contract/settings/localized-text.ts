import * as z from 'zod/mini';
import { fittingTags, understood } from '../language-tags.ts';

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
  const tags = [...written.keys()];
  if (tags.length === 0) return undefined;
  const best = fittingTags(language, tags)[0] ?? fittingTags(understood(language).baseName ?? '', tags)[0] ?? fallback.toLowerCase();
  return written.get(best) ?? [...written.values()][0];
}
