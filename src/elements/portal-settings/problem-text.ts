import type { SettingsProblem } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';

/** What an owner reads about what is wrong with their settings. */
export const problemText = (t: LocalizeController['t'], { code, subject }: SettingsProblem): string =>
  t(`settings.problem.${code}`, { subject: `\u2068${subject ?? ''}\u2069` });
