/** A language tag with what it leaves to be understood, such as its script; nothing for one that is none: a page may write anything there. */
export function understood(tag: string): Partial<Pick<Intl.Locale, 'baseName' | 'language' | 'script'>> {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return {};
  }
}
