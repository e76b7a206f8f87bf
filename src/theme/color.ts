/** A colour of the screen: red, green and blue as light, 0 to 1 (linear sRGB). What a screen cannot show is outside of that. */
export type Color = readonly [red: number, green: number, blue: number];
/** A colour as people see it, of OKLab: lightness 0 to 1, and the two numbers that make its hue and chroma. */
type Lab = readonly [lightness: number, a: number, b: number];

export const BLACK: Color = [0, 0, 0];
export const WHITE: Color = [1, 1, 1];

/** How bright a colour is, 0 to 1, as WCAG counts. */
const luminance = ([red, green, blue]: Color): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** The contrast of two colours, 1 to 21, as WCAG counts. */
export function contrast(a: Color, b: Color): number {
  const [one, other] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return one > other ? one / other : other / one;
}

function toLab([red, green, blue]: Color): Lab {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: Lab): Color {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** How much of a colour there is, 0 for greys to about 0.32. */
export const chroma = (color: Color): number => Math.hypot(...toLab(color).slice(1));

/** How light a colour looks, 0 to 1. */
export const lightness = (color: Color): number => toLab(color)[0];

/** How far two colours are from each other for the eye; 0.02 is hardly seen. */
export function distance(a: Color, b: Color): number {
  const [one, other] = [toLab(a), toLab(b)];
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/** The same hue in another lightness, with no more chroma than a screen can show there. */
function inLightness([, a, b]: Lab, wanted: number): Color {
  const at = (share: number): Color => fromLab([wanted, a * share, b * share]);
  const fits = (color: Color): boolean => color.every((part) => part > -1e-4 && part < 1.0001);
  let [low, high] = [fits(at(1)) ? 1 : 0, 1];
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    if (fits(at(middle))) low = middle;
    else high = middle;
  }
  return shown(at(low));
}

const gamma = (part: number): number => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055);
const light = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const bytes = (color: Color): number[] => color.map((part) => Math.round(gamma(Math.min(1, Math.max(0, part))) * 255));

/** A colour as it arrives on the screen, in 256 steps. */
export function shown(color: Color): Color {
  const [red = 0, green = 0, blue = 0] = bytes(color).map((part) => light(part / 255));
  return [red, green, blue];
}

/** A colour by its number, as in `0x1a5fb4`. */
export const ofNumber = (number: number): Color => [light((number >> 16) / 255), light((number >> 8 & 255) / 255), light((number & 255) / 255)];

/** A colour for CSS: `rgb(13, 110, 253)`, the way browsers write it too. */
export const toCss = (color: Color): string => `rgb(${bytes(color).join(', ')})`;

/** What is seen of a colour of the given opacity over another: as browsers paint, which is in gamma. */
export function over(top: Color, opacity: number, below: Color): Color {
  const mixed = (index: 0 | 1 | 2): number => light(gamma(Math.max(0, top[index])) * opacity + gamma(Math.max(0, below[index])) * (1 - opacity));
  return [mixed(0), mixed(1), mixed(2)];
}

/** The least contrast that a colour has to any of the given ones. */
export const leastContrast = (color: Color, grounds: readonly Color[]): number => Math.min(...grounds.map((ground) => contrast(color, ground)));

/**
 * A colour with at least the wanted contrast to everything that it stands on: itself where it has that, else the nearest lightness of the same
 * hue. Where no lightness will do, because the grounds are too different, the best there is.
 */
export function readable(color: Color, grounds: readonly Color[], wanted: number): Color {
  const own = shown(color);
  if (leastContrast(own, grounds) >= wanted) return own;
  const lab = toLab(color);
  let best: Color | undefined;
  let change = Infinity;
  for (const end of [0, 1]) {
    if (leastContrast(end ? WHITE : BLACK, grounds) < wanted) continue;
    // The end will do, the colour does not: the nearest lightness that does is between.
    let [bad, good] = [lab[0], end];
    for (let step = 0; step < 9; step++) {
      const middle = (bad + good) / 2;
      if (leastContrast(inLightness(lab, middle), grounds) >= wanted) good = middle;
      else bad = middle;
    }
    if (Math.abs(good - lab[0]) >= change) continue;
    change = Math.abs(good - lab[0]);
    best = inLightness(lab, good);
  }
  return best ?? opposite(grounds);
}

/** Black or white, whichever can be read better on all of the given colours. */
export const opposite = (grounds: readonly Color[]): Color => (leastContrast(WHITE, grounds) > leastContrast(BLACK, grounds) ? WHITE : BLACK);
