/**
 * The tag of a language that is there and fits a wanted one best, the same way as the elements choose theirs: `ko-KR` → `ko`, by its script
 * `zh-TW` → `zh-Hant`, else a sister such as `pt` → `pt-BR`; undefined where none does. Of two that fit alike, the first.
 */
export function nearestLanguage(wanted: string, tags: readonly string[]): string | undefined {
  const { baseName = '', language = '' } = understood(wanted);
  // Chinese has two scripts, and neither is readable to everybody.
  const sister = language === 'zh' ? undefined : tags.find((tag) => tag.split('-')[0]?.toLowerCase() === language);
  return startOf(wanted, tags) ?? startOf(baseName, tags) ?? sister;
}

/** The tag that is the wanted one, or else what is left of it without its last parts. */
function startOf(wanted: string, tags: readonly string[]): string | undefined {
  for (let rest = wanted.toLowerCase(); rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    const found = tags.find((tag) => tag.toLowerCase() === rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A tag with what it leaves to be understood, such as its script; nothing for one that is none: anything may be asked for. */
function understood(tag: string): Partial<Pick<Intl.Locale, 'baseName' | 'language'>> {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return {};
  }
}
