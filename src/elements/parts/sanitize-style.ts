/** The declarations of a mail that stay, each with what its value may look like. Nothing here can move, size or cover anything. */
const HARMLESS: Readonly<Record<string, RegExp>> = {
  'font-weight': /^(?:normal|bold|bolder|lighter|[1-9]00)$/,
  'font-style': /^(?:normal|italic|oblique)$/,
  'text-decoration-line': /^(?:none|underline|line-through|underline line-through)$/,
  'text-align': /^(?:start|end|left|right|center|justify)$/,
  'vertical-align': /^(?:baseline|sub|super|top|middle|bottom)$/,
  'white-space-collapse': /^(?:preserve|preserve-breaks|break-spaces)$/,
  'list-style-type': /^(?:disc|circle|square|decimal|none|(?:lower|upper)-(?:alpha|latin|roman|greek))$/,
  'direction': /^(?:ltr|rtl)$/,
};

/** An element to read styles from; made when first needed, because importing this must not need a page. */
let spare: HTMLElement | undefined;

function parsed(declarations: string): CSSStyleDeclaration {
  spare ??= document.createElement('span');
  spare.style.cssText = declarations;
  return spare.style;
}

/**
 * Carries the harmless part of a mail's style over to an element, by the CSSOM, which every content security policy allows. A
 * coloured text ("my answers in red") keeps its hue, in a lightness that can be read on the page's own background, light or dark; greys,
 * whites and blacks are the page's text colour.
 */
export function applyStyle(target: HTMLElement, declarations: string, color: string | null): void {
  if (declarations === '' && color === null) return;
  const style = parsed(declarations);
  for (const [property, allowed] of Object.entries(HARMLESS)) {
    const value = style.getPropertyValue(property);
    if (value !== '' && allowed.test(value)) target.style.setProperty(property, value);
  }
  if (/\bmonospace\b|courier|consolas|menlo/i.test(style.fontFamily)) target.style.fontFamily = 'monospace';
  if (style.color === '' && color !== null) style.color = color;
  const hue = colorOf(style.color);
  if (hue !== undefined) target.style.color = hue;
}

/**
 * Whether a style hides what it is on: the preheaders of newsletters, which are there for the inbox only. A font size of nothing does
 * not count: newsletters set it on rows whose cells have sizes of their own.
 */
export function isHidden(declarations: string): boolean {
  if (!/display|visibility|mso-hide/i.test(declarations)) return false;
  const { display, visibility } = parsed(declarations);
  return display === 'none' || visibility === 'hidden' || /mso-hide\s*:\s*all/i.test(declarations);
}

/** As below, remembered: a mail has few colours and uses them often. */
function colorOf(value: string): string | undefined {
  if (!colors.has(value)) {
    if (colors.size > 200) colors.clear();
    colors.set(value, readableColor(value));
  }
  return colors.get(value);
}

/** A colour with a hue, made readable on light and on dark; undefined for those without, and for what is no colour. */
function readableColor(value: string): string | undefined {
  const channels = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(rgb(value))?.slice(1).map(Number);
  if (channels === undefined || Math.max(...channels) - Math.min(...channels) < 48) return undefined;
  const color = `rgb(${channels.join(' ')})`;
  return `light-dark(oklch(from ${color} min(l, 0.5) c h), oklch(from ${color} max(l, 0.78) c h))`;
}

const colors = new Map<string, string | undefined>();
let canvas: CanvasRenderingContext2D | null | undefined;

/** Any colour in one notation; a canvas answers `#rrggbb` for opaque ones. */
function rgb(value: string): string {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (value === '' || canvas === null) return '';
  canvas.fillStyle = '#000000';
  canvas.fillStyle = value;
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/.exec(canvas.fillStyle);
  return hex === null ? '' : `rgb(${hex.slice(1).map((part) => String(Number.parseInt(part, 16))).join(', ')})`;
}
