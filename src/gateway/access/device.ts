/** Browser and system of a `User-Agent`, as people call them: `Firefox, Linux`; `''` where it tells neither. Order matters: most browsers name others too. */
export function deviceOf(userAgent: string): string {
  const browser = firstOf(userAgent, [['Edg', 'Edge'], ['OPR', 'Opera'], ['SamsungBrowser', 'Samsung Internet'], ['Firefox', 'Firefox'], ['FxiOS', 'Firefox'], ['Chrome', 'Chrome'], ['CriOS', 'Chrome'], ['Safari', 'Safari']]);
  const system = firstOf(userAgent, [['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Android', 'Android'], ['Windows', 'Windows'], ['Mac OS X', 'macOS'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux']]);
  return [browser, system].filter(Boolean).join(', ');
}

const firstOf = (text: string, names: readonly (readonly [mark: string, name: string])[]): string => names.find(([mark]) => text.includes(mark))?.[1] ?? '';
