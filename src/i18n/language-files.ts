import type { Text, TextKey } from './en.ts';

/** Texts of which some may not be there: not yet brought by an element, or missing in a language file of another version. */
export type SomeTexts = Readonly<Partial<Record<TextKey, Text>>>;
/** Fetches a file of texts. */
export type Load = () => Promise<SomeTexts>;

const files: Readonly<Record<string, Load>> = {
  'ar': async () => (await import('./ar.ts')).ar,
  'de': async () => (await import('./de.ts')).de,
  'es': async () => (await import('./es.ts')).es,
  'fr': async () => (await import('./fr.ts')).fr,
  'he': async () => (await import('./he.ts')).he,
  'it': async () => (await import('./it.ts')).it,
  'ja': async () => (await import('./ja.ts')).ja,
  'ko': async () => (await import('./ko.ts')).ko,
  'nl': async () => (await import('./nl.ts')).nl,
  'pl': async () => (await import('./pl.ts')).pl,
  'pt-BR': async () => (await import('./pt-BR.ts')).ptBR,
  'ru': async () => (await import('./ru.ts')).ru,
  'tr': async () => (await import('./tr.ts')).tr,
  'zh-Hans': async () => (await import('./zh-Hans.ts')).zhHans,
  'zh-Hant': async () => (await import('./zh-Hant.ts')).zhHant,
};

/** Languages besides English that Portico brings along. */
export const BESIDES: readonly string[] = Object.keys(files);

/**
 * The files of a language that hold a section of its texts; without a section, all of them. Here a language is one file; the script tag, whose build has
 * a module of its own in place of this one, fetches them in parts.
 */
export function filesOf(language: string, _section?: SomeTexts): readonly Load[] {
  const load = files[language];
  return load === undefined ? [] : [load];
}
