import type { LanguageFiles } from './languages.ts';

/** The texts of the owner's settings besides English. */
export const settingsFiles: LanguageFiles = {
  ko: async () => (await import('./ko-settings.ts')).koSettings,
};
