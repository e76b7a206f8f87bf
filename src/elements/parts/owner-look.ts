import type { Theme } from '../../contract/index.ts';

const sheets = new WeakMap<ShadowRoot, CSSStyleSheet>();

/**
 * Gives an element the owner's look: `--portal-*` for what is inside, and colours and font of its own box. What the owner has left open stays
 * the page's, and what the page's styles say of the element itself goes over the owner's.
 */
export function wear(root: ShadowRoot, theme: Theme): void {
  let sheet = sheets.get(root);
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheets.set(root, sheet);
    root.adoptedStyleSheets.push(sheet);
  }
  sheet.replaceSync(':host {}');
  const { style } = sheet.cssRules[0] as CSSStyleRule;
  for (const [name, value] of Object.entries(properties(root, theme))) style.setProperty(name, value);
}

function properties(root: ShadowRoot, { accent, surface, text, radius, font }: Theme): Record<string, string> {
  return {
    ...accent === undefined ? {} : accented(root, accent),
    ...radius === undefined ? {} : { '--portal-radius': `${String(radius)}px` },
    ...font === undefined ? {} : { 'font-family': font },
    ...surface === undefined ? {} : {
      'background': surface, 'padding': 'calc(var(--_space) * 1.5)', 'border-radius': 'var(--_radius)',
      // What is derived for light and dark pages follows the surface, whatever the page is.
      'color-scheme': isDark(luminance(root, surface)) ? 'dark' : 'light', 'color': 'CanvasText',
    },
    ...text === undefined ? {} : written(root, text, surface),
  };
}

/** The colour of texts, as far as it can be read: on the owner's surface, else on the page, which may be light or dark. */
function written(root: ShadowRoot, text: string, surface: string | undefined): Record<string, string> {
  if (surface === undefined) return { color: readable(root, text) };
  const [dim = 0, bright = 0] = [luminance(root, text), luminance(root, surface)].sort((a, b) => a - b);
  // Black or white stays, whichever the surface allows for.
  return (bright + 0.05) / (dim + 0.05) < 4.5 ? {} : { color: text };
}

/** A colour in a shade that can be read on a light page, and in one for a dark page. */
function readable(root: ShadowRoot, color: string): string {
  const lightness = Math.cbrt(luminance(root, color));
  const mixed = (other: string, share: number): string => (share > 0 ? `color-mix(in oklab, ${color}, ${other} ${(share * 100).toFixed(1)}%)` : color);
  return `light-dark(${mixed('black', 1 - 0.53 / lightness)}, ${mixed('white', (0.75 - lightness) / (1 - lightness))})`;
}

/** The accent, what is written on it, and a shade of it that can be read as text on the page. */
function accented(root: ShadowRoot, accent: string): Record<string, string> {
  return {
    '--portal-accent': accent, '--portal-on-accent': isDark(luminance(root, accent)) ? '#fff' : '#000',
    '--portal-link': readable(root, accent),
    '--portal-focus': 'var(--portal-link)',
  };
}

/** Whether white is easier to read on a colour than black. */
const isDark = (bright: number): boolean => bright < 0.179;

/** How bright a colour of any notation is, 0 to 1, as WCAG counts. */
function luminance(root: ShadowRoot, color: string): number {
  const probe = document.createElement('i');
  probe.style.color = `color-mix(in srgb-linear, ${color}, ${color})`;
  root.append(probe);
  const [red = 0, green = 0, blue = 0] = (/srgb-linear ([^/)]*)/.exec(getComputedStyle(probe).color)?.[1] ?? '').split(' ').map(Number);
  probe.remove();
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
