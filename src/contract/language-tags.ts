/** A language tag with what it leaves to be understood, such as its script; nothing for one that is none: a page may write anything there. */
export function understood(tag: string): Partial<Pick<Intl.Locale, 'baseName' | 'language' | 'script'>> {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return {};
  }
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** English, which is there before any other language: the first script that Intl is asked for takes it milliseconds. */
const ENGLISH = /^en(-[a-z]{2})?$/i;

/** Whether a language is written from right to left: its script is. */
export const isRightToLeft = (language: string): boolean => !ENGLISH.test(language) && RIGHT_TO_LEFT.has(understood(language).script ?? '');

/** Those of some language tags that fit one, the best one first (RFC 4647, lookup): for `pt-BR`, `pt-BR` and `pt`. */
export function fittingTags(tag: string, known: readonly string[]): string[] {
  const found: string[] = [];
  for (let rest = tag.toLowerCase(); rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    found.push(...known.filter((language) => language.toLowerCase() === rest));
  }
  return found;
}

/**
 * The one of some language tags that fits a wanted one best: `ko-KR` → `ko`, by its script `zh-TW` → `zh-Hant`, else a sister such as `pt` → `pt-BR`;
 * undefined where none does. Of two that fit alike, the first.
 */
export function nearestLanguage(wanted: string, known: readonly string[]): string | undefined {
  const [best] = fittingTags(wanted, known);
  if (best !== undefined) return best;
  const { baseName = '', language = '' } = understood(wanted);
  // Chinese has two scripts, and neither is readable to everybody.
  const sister = language === 'zh' ? undefined : known.find((tag) => tag.split('-')[0]?.toLowerCase() === language);
  return fittingTags(baseName, known)[0] ?? sister;
}
