import { BLACK, chroma, contrast, distance, lightness, ofNumber, opposite, over, readable, shown, toCss, WHITE, type Color } from './color.ts';
import type { Role } from './token-names.ts';

/** What was seen of a page, in colours and pixels. What is missing could not be seen. */
export interface Measured {
  /** What the element stands on; `isSure` where somebody has painted it, and no picture. */
  readonly surface: Color;
  readonly isSure: boolean;
  /** The colour of texts: the element's, then what else the page writes in. */
  readonly texts: readonly Color[];
  /** Pixels of the element's font size, for what has to stay in proportion. */
  readonly fontSize: number;
  /** What the page calls its colours, the likeliest first. */
  readonly tokens: Partial<Record<Exclude<Role, 'radius'>, readonly Color[]>>;
  /** Pixels of roundness by the page's names. */
  readonly radius?: number | undefined;
  /** The main one; without colours where the page has only others, that have their shape in common with it. */
  readonly button?: { readonly fill?: Color; readonly text?: Color; readonly radius: string; readonly weight: number } | undefined;
  readonly link?: { readonly color: Color; readonly isUnderlined: boolean } | undefined;
  readonly field?: { readonly fill: Color; readonly border?: Color | undefined; readonly radius: number } | undefined;
  /** What the owner of the portal has decided. */
  readonly owner: { readonly [name in 'accent' | 'surface' | 'text']?: Color | undefined } & { readonly radius?: number | undefined };
  /** What the page has decided for the portal by `--portal-*`. */
  readonly given: { readonly [name in 'accent' | 'on-accent' | 'surface' | 'field' | 'raised' | 'link']?: Color | undefined };
}

/** Portico's own colours, for pages that have none. */
const OWN = { accent: ofNumber(0x1a5fb4), danger: ofNumber(0xb3261e), success: ofNumber(0x146c2e), warning: ofNumber(0x8a4b00) };

const TEXT = 4.5;
const CONTROL = 3;

/** The look of a portal on a page, as properties of CSS: the private `--_host-*` of tokens.styles.ts, `color-scheme`, and `color` where the page's cannot be read. */
export function derive(page: Measured): Record<string, string> {
  const { owner, given, tokens, link, button, field } = page;
  const own = page.texts[0] ?? BLACK;
  // In the steps of the screen, as all that stands on it.
  const surface = shown(given.surface ?? owner.surface ?? (page.isSure || contrast(own, page.surface) >= CONTROL ? page.surface : opposite([own])));
  const text = shown(owner.text === undefined ? page.texts.find((color) => contrast(shown(color), surface) >= TEXT) ?? readable(own, [surface], 8) : readable(owner.text, [surface], TEXT));

  const raised = given.raised !== undefined ? shown(given.raised) : shade(surface, text, 0.05);
  const fields = shown(given.field ?? (field !== undefined && contrast(field.fill, text) >= TEXT ? field.fill : shade(surface, text, 0.03)));
  const grounds = [surface, raised];

  const { fill, on } = accent(page, surface);
  const isDecided = (given.accent ?? owner.accent) !== undefined;
  // A page's links elsewhere may be for another ground than its tokens are here.
  const called = isDecided ? [] : [...shownLinks(page), ...tokens.link ?? []];
  const links = readable(called.find((color) => contrast(color, surface) >= TEXT) ?? called[0] ?? fill, [surface], TEXT);
  // A line that stands out more than a control has to was meant for another surface, unless the page's own fields have it.
  const isLine = (color: Color): boolean => contrast(color, surface) > 1.1 && (contrast(color, surface) < 4 || (field?.border !== undefined && distance(color, field.border) < 0.05));
  const border = tokens.border?.find(isLine) ?? over(text, 0.18, surface);
  const controls = readable(field?.border ?? border, [surface, fields], CONTROL);
  const signal = (role: 'danger' | 'success' | 'warning'): string => toCss(readable(tokens[role]?.find((color) => chroma(color) > 0.06) ?? OWN[role], grounds, TEXT));
  const radius = [field?.radius, page.radius, parseFloat(button?.radius ?? '')].find((one) => one !== undefined && one >= 0);
  const boxes = radius === undefined && owner.radius === undefined ? undefined : `${String(owner.radius ?? Math.min(radius ?? 0, page.fontSize))}px`;

  return {
    'color-scheme': lightness(surface) < lightness(text) ? 'dark' : 'light',
    ...distance(text, own) > 0.01 ? { color: toCss(text) } : {},
    ...named({
      'surface': toCss(surface), 'text': toCss(text), 'raised': toCss(raised), 'field': toCss(fields),
      'accent': toCss(fill), 'on-accent': toCss(on),
      'accent-hover': toCss(over(opposite([on]), 0.12, fill)),
      // A fill that can hardly be told from the page has an outline of its hue.
      'accent-border': toCss(readable(fill, [surface], CONTROL)),
      'link': toCss(links), 'raised-link': toCss(readable(links, grounds, TEXT)),
      'underline': link?.isUnderlined === false && contrast(links, text) >= CONTROL ? 'none' : 'underline',
      'focus': toCss(readable(fill, grounds, CONTROL)),
      'muted': toCss(readable(over(text, 0.76, surface), grounds, TEXT)),
      'border': toCss(border), 'control-border': toCss(controls),
      'danger': signal('danger'), 'success': signal('success'), 'warning': signal('warning'),
      'radius': boxes,
      'button-radius': owner.radius === undefined ? button?.radius : boxes,
      'button-weight': button === undefined ? undefined : String(Math.min(Math.max(button.weight, 400), 700)),
    }),
  };
}

const named = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[`--_host-${name}`, value]])));

/** A little of the text's colour on the surface; of its opposite where too little contrast would be left for the text. */
function shade(surface: Color, text: Color, share: number): Color {
  const usual = shown(over(text, share, surface));
  return contrast(text, usual) >= TEXT ? usual : shown(over(opposite([text]), share, surface));
}

const shownLinks = ({ link }: Measured): Color[] => (link === undefined ? [] : [link.color]);

/** The main buttons' colour and what is written on them. */
function accent(page: Measured, surface: Color): { fill: Color; on: Color } {
  const { owner, given, tokens, button } = page;
  const decided = given.accent ?? owner.accent;
  const chosen = decided === undefined ? button : undefined;
  const isSeen = (color: Color): boolean => chroma(color) > 0.03 && distance(color, surface) > 0.1;
  const fill = decided ?? chosen?.fill ?? tokens.accent?.find(isSeen) ?? shownLinks(page).find(isSeen)
    ?? [...tokens.accent ?? [], ...shownLinks(page)].find((color) => contrast(color, surface) >= CONTROL) ?? OWN.accent;
  const on = shown(given['on-accent'] ?? chosen?.text ?? (contrast(fill, WHITE) >= (decided === undefined ? CONTROL : TEXT) ? WHITE : BLACK));
  if (contrast(shown(fill), on) >= TEXT || given['on-accent'] !== undefined) return { fill, on };
  const moved = readable(fill, [on], TEXT);
  // A shade nearby keeps the look; further away, the text changes sides.
  return decided === undefined && distance(moved, fill) <= 0.12 && contrast(moved, on) >= TEXT ? { fill: moved, on } : { fill, on: opposite([fill]) };
}
