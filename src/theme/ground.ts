/** The element that another one is shown in, through slots and shadow roots. */
export function parentOf(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
}

/** What is behind an element's content. */
export interface Ground {
  /** Backgrounds as CSS has them, from the element outwards up to one that hides what is behind; those of a gradient are its colours. */
  readonly layers: readonly (readonly string[])[];
  /** Whether that is all there is to be seen: no image that can look like anything is among them, and the last one hides what is behind. */
  readonly isSure: boolean;
}

const COLOR = /\b(?:rgba?|hsla?|color|(?:ok)?l(?:ab|ch))\([^()]*\)/g;
/** Computed colours say their opacity only where they have less than all. */
const LETS_THROUGH = /^rgba|\/|transparent/;

/** What an element paints itself with, as CSS has it, the topmost first; a gradient is its colours. */
export function backgroundOf({ backgroundColor, backgroundImage }: CSSStyleDeclaration): string[][] {
  const stops = backgroundImage.match(COLOR);
  return [...stops === null ? [] : [stops], [backgroundColor]];
}

/** Reads the backgrounds behind an element. @param ours The background that Portico has given it, which is no news */
export function groundOf(element: Element, ours: string | undefined): Ground {
  const layers: string[][] = [];
  let hasPicture = false;
  for (let one: Element | null = element; one !== null; one = parentOf(one)) {
    const style = getComputedStyle(one);
    const { backgroundColor, backgroundImage } = style;
    if (one === element && backgroundColor === ours) continue;
    hasPicture ||= backgroundImage.includes('url(');
    layers.push(...backgroundOf(style));
    if (!LETS_THROUGH.test(backgroundColor)) return { layers, isSure: !hasPicture };
  }
  return { layers, isSure: false };
}
