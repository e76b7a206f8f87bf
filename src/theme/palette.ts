import { over, WHITE, type Color } from './color.ts';

/** A colour with its opacity, 0 to 1. */
export interface Paint { readonly color: Color; readonly opacity: number }
/** What has become of a colour of any notation, once it is resolved; undefined where it is none. */
export interface Look { paint: Paint | undefined }

/**
 * Colours in any notation of CSS, which the browser itself is asked to resolve, all at once: by the shadows of an element that nobody sees.
 */
export class Palette {
  /** The colour of a page that has painted nothing; known once everything is resolved. */
  canvas: Color = WHITE;
  readonly #notations: string[] = [];
  readonly #looks: Look[] = [];

  /** Notes a colour down. Bare channels, as some systems keep them in custom properties, are understood; what is no colour stays undefined. */
  add(css: string): Look {
    const look: Look = { paint: undefined };
    const notation = [css, `${/^[\d.]+%/.test(css) ? 'oklch' : css.includes('%') ? 'hsl' : 'rgb'}(${css.replaceAll(',', ' ')})`].find((one) => css !== '' && CSS.supports('color', one));
    if (notation !== undefined) {
      this.#notations.push(notation);
      this.#looks.push(look);
    }
    return look;
  }

  /**
   * Resolves what was noted down.
   * @param at What `currentcolor` and `light-dark()` mean there, the `color-scheme` of the canvas, and a length of any notation.
   * @returns that length in pixels
   */
  resolve(root: ShadowRoot, { color, colorScheme, canvas, radius }: { readonly [name in 'color' | 'colorScheme' | 'canvas' | 'radius']: string }): number | undefined {
    const [probe, page] = [document.createElement('i'), document.createElement('i')];
    const hidden = { display: 'none', forcedColorAdjust: 'none' };
    Object.assign(probe.style, hidden, { color, colorScheme, borderRadius: radius, boxShadow: shadows(this.#notations) });
    Object.assign(page.style, hidden, { colorScheme: canvas, boxShadow: shadows(['Canvas']) });
    root.append(probe, page);
    const { boxShadow, borderTopLeftRadius } = getComputedStyle(probe);
    paints(boxShadow).forEach((paint, index) => { (this.#looks[index] ?? { paint }).paint = paint; });
    this.canvas = paints(getComputedStyle(page).boxShadow)[0]?.color ?? WHITE;
    probe.remove();
    page.remove();
    return radius === '' || borderTopLeftRadius.includes('%') ? undefined : parseFloat(borderTopLeftRadius);
  }
}

/** Mixed with themselves, colours read back as plain numbers. */
const shadows = (notations: readonly string[]): string => notations.map((one) => `0 0 color-mix(in srgb-linear, ${one}, ${one})`).join();

const paints = (boxShadow: string): Paint[] => [...boxShadow.matchAll(/srgb-linear ([^)]+)\)/g)].map(([, numbers = '']) => {
  const [red = 0, green = 0, blue = 0, opacity = 1] = numbers.split(/[ /]+/).map(Number);
  return { color: [red, green, blue], opacity };
});

/** What is seen of paints on top of each other, the lowest first. */
export const stacked = (layers: readonly Paint[], canvas: Color): Color => layers.reduce((below, { color, opacity }) => over(color, opacity, below), canvas);

/** The mean of a gradient's colours. */
export function average(layers: readonly (Paint | undefined)[]): Paint | undefined {
  const known = layers.filter((one) => one !== undefined);
  if (known.length === 0) return undefined;
  const mean = (part: (paint: Paint) => number): number => known.reduce((sum, paint) => sum + part(paint), 0) / known.length;
  return { color: [mean(({ color }) => color[0]), mean(({ color }) => color[1]), mean(({ color }) => color[2])], opacity: mean(({ opacity }) => opacity) };
}
