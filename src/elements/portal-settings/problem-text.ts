import type { SettingsProblem } from '../../contract/index.ts';
import type { LocalizeController, TextKey } from '../../i18n/index.ts';

/** What an owner reads about what is wrong with their settings. @param value What stands there. */
export function problemText(t: LocalizeController['t'], { code, path, subject }: SettingsProblem, value: unknown): string {
  if (code !== 'invalid') return t(`settings.problem.${code}`, { subject: isolated(subject) });
  if (typeof value === 'string' && value.length > Number(subject)) return t('settings.invalid.long', { limit: subject ?? '' });
  const [, key, words = {}] = EXPECTED.find(([place]) => place.test(path)) ?? [undefined, 'settings.problem.invalid'] as const;
  return t(key, { subject: isolated(value), ...words });
}

const isolated = (value: unknown): string => `\u2068${typeof value === 'string' ? value : ''}\u2069`;

/** What has to stand at a place. */
const EXPECTED: readonly (readonly [place: RegExp, key: TextKey, words?: Readonly<Record<string, number>>])[] = [
  [/^path$/, 'settings.invalid.path'],
  [/^(?:brand\.favicon|brand\.logo\.src|navigation\.\d+\.href)$/, 'settings.invalid.address'],
  [/^brand\.theme\.(?:accent|surface|text)$/, 'settings.invalid.color'],
  [/^brand\.theme\.font$/, 'settings.invalid.font'],
  [/^brand\.theme\.radius$/, 'settings.invalid.number', { from: 0, to: 32 }],
  [/^form\.prefill\.maxLength$/, 'settings.invalid.number', { from: 1, to: 8000 }],
  [/^actions\.reopen\.days$/, 'settings.invalid.number', { from: 1, to: 3650 }],
  [/^actions\.undoSeconds$/, 'settings.invalid.number', { from: 0, to: 30 }],
  [/^access\.invitationDays$/, 'settings.invalid.days'],
  [/^editors\.\d+$/, 'settings.invalid.email'],
];
