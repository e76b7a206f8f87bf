import type { Host } from '../host.ts';
import type { Rgba } from './color.ts';

/** What somebody sees of a page with the portal in it. All colours are opaque: as they are painted on what is behind. */
export interface Look {
  readonly host: {
    /** Undefined where the site has none, or only the browser's own. */
    readonly button?: ButtonLook;
    /** Undefined where it is the browser's own. */
    readonly link?: Rgba;
    readonly text: TextLook & { readonly ownFont: boolean };
  };
  readonly portal: { readonly button?: ButtonLook; readonly link?: Rgba; readonly text: TextLook };
  /** What can be read in the portal's shadow roots, once for each pair of colours. */
  readonly texts: readonly { readonly text: string; readonly color: Rgba; readonly behind: Rgba }[];
  /** Fields and buttons with a shape: the colours that set them off from what is around. */
  readonly controls: readonly { readonly what: string; readonly edges: readonly Rgba[]; readonly around: Rgba }[];
  /** The ring of a field that has the focus. */
  readonly focus?: { readonly color: Rgba; readonly around: Rgba };
}

export interface ButtonLook {
  readonly background: Rgba;
  readonly text: Rgba;
  /** Of the corner at the top left, in pixels, as it is painted: at most half of the height. */
  readonly radius: number;
  /** The ends are half circles. */
  readonly pill: boolean;
}

export interface TextLook { readonly color: Rgba; readonly surface: Rgba; readonly font: string; readonly size: number }

/** Runs in the page, so it uses nothing outside of itself: measures {@link Look}. Pictures behind a text are not seen. */
export function look({ button, link, content }: Host['selectors']): Look {
  type Box = Element | null;
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser has no canvas.');
  const known = new Map<string, Rgba>();
  const rgba = (color: string): Rgba => {
    const found = known.get(color);
    if (found !== undefined) return found;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
    const result: Rgba = [r / 255, g / 255, b / 255, a / 255];
    known.set(color, result);
    return result;
  };
  const over = ([r, g, b, a]: Rgba, [x, y, z]: Rgba, opacity = 1): Rgba => {
    const part = a * opacity;
    return [r * part + x * (1 - part), g * part + y * (1 - part), b * part + z * (1 - part), 1];
  };
  const parentOf = (element: Element): Box => {
    const root = element.getRootNode();
    return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };
  const styleOf = (element: Element, pseudo?: string): CSSStyleDeclaration => getComputedStyle(element, pseudo);
  /** The browser's own ground, below everything: it depends on colour schemes, which pages set in several ways. */
  const canvas = ((): Rgba => {
    const asked = document.createElement('span');
    asked.style.setProperty('color', 'Canvas', 'important');
    document.documentElement.append(asked);
    const { color } = styleOf(asked);
    asked.remove();
    return rgba(color);
  })();
  const opacityOf = (element: Box): number => (element === null ? 1 : Number(styleOf(element).opacity) * opacityOf(parentOf(element)));
  /** What is painted behind the content of an element, down to the canvas. */
  const behind = (element: Box): Rgba => {
    if (element === null) return canvas;
    return over(rgba(styleOf(element).backgroundColor), behind(parentOf(element)), opacityOf(element));
  };
  const painted = (color: string, element: Element): Rgba => over(rgba(color), behind(element), opacityOf(element));
  const isVisible = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const buttonLook = (element: Element): ButtonLook => {
    const style = styleOf(element);
    const half = element.getBoundingClientRect().height / 2;
    const radius = parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith('%') ? half / 50 : 1);
    // A button that is only drawn has its colour in its line or its letters.
    const isDrawn = rgba(style.backgroundColor)[3] < 0.5;
    const line = parseFloat(style.borderTopWidth) > 0 && rgba(style.borderTopColor)[3] >= 0.5 ? style.borderTopColor : style.color;
    return {
      background: isDrawn ? painted(line, element) : behind(element), text: painted(style.color, element),
      radius: Math.min(radius, half), pill: radius >= half - 1,
    };
  };
  const textLook = (element: Element): TextLook => {
    const { color, fontFamily, fontSize } = styleOf(element);
    return { color: painted(color, element), surface: behind(element), font: fontFamily, size: parseFloat(fontSize) };
  };
  /** Whether the site has given an element a look of its own: an empty document knows the browser's. */
  const isOwn = (element: Element, ...properties: readonly ('backgroundColor' | 'borderTopStyle' | 'color' | 'fontFamily')[]): boolean => {
    const frame = document.createElement('iframe');
    document.documentElement.append(frame);
    const [inner, view] = [frame.contentDocument, frame.contentWindow];
    if (inner === null || view === null) throw new Error('An empty frame has no document.');
    inner.documentElement.style.colorScheme = canvas[0] < 0.5 ? 'dark' : 'light';
    const plain = inner.createElement(element.localName);
    if (element instanceof HTMLAnchorElement) plain.setAttribute('href', element.href);
    inner.body.append(plain);
    const differs = properties.some((property) => view.getComputedStyle(plain)[property] !== styleOf(element)[property]);
    frame.remove();
    return differs;
  };

  const box = document.querySelector(content);
  if (box === null) throw new Error(`There is no ${content} in the page.`);
  const main = button === undefined ? null : document.querySelector(button);
  if (button !== undefined && main === null) throw new Error(`There is no ${button} in the page.`);
  const hostLink = document.querySelector(link);
  if (hostLink === null) throw new Error(`There is no ${link} in the page.`);

  const all = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...element.shadowRoot === null ? [] : all(element.shadowRoot)]);
  const portals = [...document.querySelectorAll('*')].filter(({ localName, shadowRoot }) => /^(customer-portal|portal-|ticket-|support-form)/.test(localName) && shadowRoot !== null);
  const inside = portals.flatMap((portal) => (portal.shadowRoot === null ? [] : all(portal.shadowRoot))).filter(isVisible);
  const isOff = (element: Element): boolean => element.closest(':disabled, [aria-disabled="true"]') !== null;

  const texts = new Map<string, Look['texts'][number]>();
  const read = (element: Element, text: string, color: string): void => {
    const one = { text: text.trim().slice(0, 40), color: painted(color, element), behind: behind(element) };
    if (one.text !== '' && !isOff(element)) texts.set(JSON.stringify([one.color, one.behind]), one);
  };
  const controls: Look['controls'][number][] = [];
  for (const element of inside) {
    const style = styleOf(element);
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) read(element, node.textContent ?? '', style.color);
    const isField = element.matches('input:not([type=checkbox], [type=radio], [type=file], [type=hidden]), textarea, select');
    if (isField && 'value' in element) {
      read(element, String(element.value), style.color);
      if (element.value === '') read(element, element.getAttribute('placeholder') ?? '', styleOf(element, '::placeholder').color);
    }
    if (!isField && !element.matches('button, .button') || isOff(element)) continue;
    const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).filter((side) => parseFloat(style[`border${side}Width`]) > 0 && rgba(style[`border${side}Color`])[3] > 0);
    const isFilled = rgba(style.backgroundColor)[3] > 0;
    // What has neither a line nor a ground is told by its letters.
    if (!isField && sides.length === 0 && !isFilled) continue;
    const around = behind(parentOf(element));
    const edges = [...sides.map((side) => over(rgba(style[`border${side}Color`]), around)), ...isFilled ? [behind(element)] : []];
    controls.push({ what: `${element.localName} "${(element.textContent || element.id).trim().slice(0, 30)}"`, edges, around });
  }

  const primary = inside.find((element) => element.matches('.primary'));
  // Navigation is no link in a text.
  const portalLink = inside.find((element) => element.matches('a.title, a[href]:not(.button, nav a)'));
  const root = (primary ?? portalLink ?? inside[0])?.getRootNode();
  if (!(root instanceof ShadowRoot)) throw new Error('The portal shows nothing.');
  const field = inside.find((element): element is HTMLInputElement => element.matches('input:not([type=checkbox], [type=radio])'));
  let focus: Look['focus'];
  if (field !== undefined) {
    const before = document.activeElement;
    field.focus({ preventScroll: true });
    focus = { color: painted(styleOf(field).outlineColor, field), around: behind(parentOf(field)) };
    field.blur();
    if (before instanceof HTMLElement && before.shadowRoot === null) before.focus({ preventScroll: true });
  }
  return {
    host: {
      ...main !== null && isOwn(main, 'backgroundColor', 'borderTopStyle') && { button: buttonLook(main) },
      ...isOwn(hostLink, 'color') && { link: painted(styleOf(hostLink).color, hostLink) },
      text: { ...textLook(box), ownFont: isOwn(box, 'fontFamily') },
    },
    portal: {
      ...primary !== undefined && { button: buttonLook(primary) },
      ...portalLink !== undefined && { link: painted(styleOf(portalLink).color, portalLink) },
      text: textLook(root.host),
    },
    texts: [...texts.values()], controls, ...focus !== undefined && { focus },
  };
}
