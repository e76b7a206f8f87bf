import { KNOWN } from './known-tokens.ts';

/** What a custom property of a page can be taken for. */
export type Role = 'accent' | 'link' | 'danger' | 'success' | 'warning' | 'border' | 'radius';

/** The words that make a name one of a role, the surest first; and words besides them that take nothing away. */
const ROLES: Readonly<Record<Role, readonly [words: string, fine?: RegExp]>> = {
  accent: ['primary|brand|cta|accent|theme', /^(bg|background|button)$/],
  link: ['link|links|hyperlink', /^primary$/],
  danger: ['danger|error|destructive|critical|negative'],
  success: ['success|positive'],
  warning: ['warning|caution|attention'],
  border: ['border|divider', /^subtle$/],
  radius: ['radius|rounded', /^(border|md?|medium|field|\d+)$/],
};
const HINTS = Object.fromEntries(Object.entries(ROLES).map(([role, [words]]) => [role, new RegExp(words, 'i')]));

/** Words that are part of names everywhere. Anything else after the word that counts makes a state, a shade or a part of it: `primary-hover`, `border-width`. */
const COMMON = /^(|colou?rs?|c|default|base|global|main|sys|rest|solid|fill|loud|emphasis|\d+)$/;
/** Before it, only these make something else of it. */
const SPOILS = /^(on|inverse|invert|secondary|admin|focus|hover|active|border)$/;
/** The shades that are a colour itself, where there are ten of it. */
const PLAIN = /^([56]00|1|9)$/;
const ENOUGH = 3.5;

/** How surely a custom property is one of a role by its name; {@link ENOUGH} is worth a try. */
function score(name: string, role: Role): number {
  const known = KNOWN[role]?.split(' ').indexOf(name) ?? -1;
  if (known >= 0) return 100 - known;
  // Most names are of none, and need no closer look.
  if (HINTS[role]?.test(name) !== true) return 0;
  const [list, fine] = ROLES[role];
  const words = list.split('|');
  let [total, cost] = [0, 0];
  for (const word of name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase().split(/[-_]+/)) {
    const place = words.indexOf(word);
    // Of two that say the same, the shorter one.
    if (place >= 0) total ||= 5 - place / 4;
    else if (fine?.test(word)) cost += 0.1;
    else if (COMMON.test(word)) cost += /\d/.test(word) && !PLAIN.test(word) ? 2 : 0.1;
    else cost += total > 0 || SPOILS.test(word) ? 9 : 0.25;
  }
  return total - cost;
}

/**
 * The custom properties that a page may mean by a role, the likeliest three first: by {@link KNOWN} names, else by the words of the name.
 * @param names As a page writes them, `--color-brand-600`.
 */
export const namesOf = (names: readonly string[], role: Role): readonly string[] => names.map((name) => ({ name, points: score(name.slice(2), role) }))
  .filter(({ points }) => points >= ENOUGH).sort((a, b) => b.points - a.points).slice(0, 3).map(({ name }) => name);

/** Whether a name is worth being looked at; the elements' own and the page's wishes for them are not. */
export const isToken = (name: string): boolean => /^--(?!_|portal-)/.test(name);
