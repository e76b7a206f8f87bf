/** A colour as a browser paints it: red, green, blue and alpha, 0 to 1, in sRGB. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

/** Lightness (0 to 1) and the two axes of OKLab. */
export function oklab([red, green, blue]: Rgba): readonly [lightness: number, a: number, b: number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** How far two opaque colours are apart, in OKLab: 0.02 is hardly to be seen, 1 is black and white. */
export function distance(one: Rgba, other: Rgba): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Whether two colours have the same hue, within 15 degrees; a grey has any. */
export function sameHue(one: Rgba, other: Rgba): boolean {
  const [[, a1, b1], [, a2, b2]] = [oklab(one), oklab(other)];
  if (Math.min(Math.hypot(a1, b1), Math.hypot(a2, b2)) < 0.03) return true;
  const angle = Math.abs(Math.atan2(b1, a1) - Math.atan2(b2, a2)) * 180 / Math.PI;
  return Math.min(angle, 360 - angle) <= 15;
}

/** How bright a colour is, 0 to 1. */
export const luminance = ([red, green, blue]: Rgba): number => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** Contrast of two opaque colours after WCAG, 1 to 21. */
export function contrast(one: Rgba, other: Rgba): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `#rrggbb`. */
export const hex = ([red, green, blue]: Rgba): string => `#${[red, green, blue].map((channel) => Math.round(channel * 255).toString(16).padStart(2, '0')).join('')}`;
