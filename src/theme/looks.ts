import { backgroundOf } from './ground.ts';
import { samples, standIns, standing } from './sample.ts';

/** What a page makes of its links, main buttons and text fields, as CSS has it. */
export interface Looks {
  readonly link?: LinkLook | undefined;
  readonly buttons: readonly ButtonLook[];
  readonly field?: FieldLook | undefined;
  /** What was looked at. */
  readonly seen: readonly Element[];
}

export interface LinkLook { readonly color: string; readonly isUnderlined: boolean; readonly family: string }
export interface ButtonLook {
  /** Layers, the topmost first; a gradient is its colours. */
  readonly fill: readonly (readonly string[])[];
  readonly text: string;
  readonly radius: string;
  readonly weight: string;
  /** Whether it has the edge that browsers give buttons. */
  readonly isPlain: boolean;
  /** Whether it has another edge. */
  readonly hasShape: boolean;
  /** How likely it is the main one, by its names. */
  readonly standing: number;
}
export interface FieldLook { readonly fill: string; readonly border: string; readonly radius: string }

/** Link colours of browsers, where a page has none of its own. */
const BROWSERS_LINK = /^rgb\((?:0, 0, 238|158, 158, 255|140, 140, 255)\)$/;

/** Looks at what is near an element; at stand-ins in its place where the page has nothing of a kind. @param text The colour of texts there */
export function looksAround(element: Element, root: ShadowRoot, text: string): Looks {
  const { links, buttons, fields } = samples(element);
  // Links in a text of another colour are of another part of the page.
  const ours = links.filter(({ parentElement }) => parentElement !== null && getComputedStyle(parentElement).color === text);
  const ofKind = {
    link: commonest((ours.length > 0 ? ours : links).map(linkLook), ({ color }) => color),
    buttons: buttons.map(buttonLook),
    field: fields.map(fieldLook).find((look) => look !== undefined),
  };
  const seen = [...links, ...buttons, ...fields];
  if (ours.length > 0 && buttons.length > 0 && fields.length > 0) return { ...ofKind, seen };
  return standIns(element, root, (link, button, field) => {
    const plain = linkLook(link);
    const isStyled = plain.color !== text && !BROWSERS_LINK.test(plain.color);
    return {
      link: ours.length === 0 && isStyled ? plain : ofKind.link,
      buttons: buttons.length > 0 ? ofKind.buttons : [buttonLook(button)],
      field: fields.length > 0 ? ofKind.field : fieldLook(field),
      seen,
    };
  });
}

function linkLook(link: Element): LinkLook {
  const { color, textDecorationLine, borderBottomStyle, fontFamily } = getComputedStyle(link);
  return { color, isUnderlined: textDecorationLine.includes('underline') || borderBottomStyle !== 'none', family: fontFamily };
}

/** What buttons look like while nobody points at them. */
const atRest = new WeakMap<Element, ButtonLook>();

function buttonLook(button: Element): ButtonLook {
  const isTouched = button.matches(':hover, :active');
  const known = isTouched ? atRest.get(button) : undefined;
  if (known !== undefined) return known;
  const style = getComputedStyle(button);
  const { color, borderRadius, borderTopStyle, borderTopWidth, fontWeight } = style;
  const isPlain = borderTopStyle === 'outset';
  const look = { fill: backgroundOf(style), text: color, radius: borderRadius, weight: fontWeight, isPlain, hasShape: !isPlain && borderTopWidth !== '0px', standing: standing(button) };
  if (!isTouched) atRest.set(button, look);
  return look;
}

/** Undefined where it is the browser's own, sunk into the page. */
function fieldLook(field: Element): FieldLook | undefined {
  const { backgroundColor, borderTopWidth, borderBottomColor, borderBottomStyle, borderBottomWidth, borderTopLeftRadius } = getComputedStyle(field);
  if (borderBottomStyle === 'inset') return undefined;
  return {
    fill: backgroundColor, border: borderBottomWidth === '0px' ? '' : borderBottomColor,
    // A mere line below has no corners.
    radius: borderTopWidth === '0px' && borderTopLeftRadius === '0px' ? '' : borderTopLeftRadius,
  };
}

/** The first of those that are alike most often. */
function commonest<Item>(items: readonly Item[], key: (item: Item) => string): Item | undefined {
  const count = (item: Item): number => items.filter((other) => key(other) === key(item)).length;
  return items.reduce<Item | undefined>((best, item) => (best === undefined || count(item) > count(best) ? item : best), undefined);
}
