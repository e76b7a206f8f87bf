import type { LinkLook } from './looks.ts';

/** Fonts that browsers use where a page has chosen none. */
const BROWSERS_FONT = /^["']?(?:Times(?: New Roman)?|serif|-webkit-standard)["']?$/;

type Name = 'font-family' | 'font-size' | 'line-height' | 'font-weight' | 'letter-spacing';

/**
 * Declarations in place of what is inherited, but is the browser's own or nothing that a portal's texts can be read in: a font that only the page's parts have,
 * absurd sizes, lines and weights.
 * @param written What Portico has written on the element before: there, the parent says what is inherited.
 */
export function corrections(
  { element, parent, body, link }: { readonly [name in 'element' | 'parent' | 'body']: CSSStyleDeclaration } & { readonly link?: LinkLook | undefined },
  font: string | undefined, written: Readonly<Record<string, string>>,
): Record<string, string> {
  const found: Record<string, string> = {};
  const inherited = (name: Name): string => (written[name] === undefined ? element : parent).getPropertyValue(name);
  const own = inherited('font-family');
  const family = font !== undefined && CSS.supports('font-family', font) ? font
    : [own, body.fontFamily, link?.family ?? own].find((one) => !BROWSERS_FONT.test(one));
  if (family !== undefined && (family !== own || written['font-family'] !== undefined)) found['font-family'] = family;
  const size = parseFloat(inherited('font-size'));
  if (!(size >= 11)) found['font-size'] = '16px';
  const lines = parseFloat(inherited('line-height')) / size;
  if (lines < 1.1 || lines > 2.25) found['line-height'] = '1.5';
  if (Number(inherited('font-weight')) > 700) found['font-weight'] = '400';
  if (Math.abs(parseFloat(inherited('letter-spacing'))) > size * 0.08) found['letter-spacing'] = 'normal';
  return found;
}
