import { chroma, contrast, distance, WHITE, type Color } from './color.ts';
import type { Measured } from './derive.ts';
import { groundOf, parentOf } from './ground.ts';
import { corrections } from './inherited.ts';
import { looksAround, type ButtonLook } from './looks.ts';
import { average, Palette, stacked, type Look, type Paint } from './palette.ts';
import { isToken, namesOf } from './token-names.ts';

/** The owner's look, as the settings have it. */
export interface OwnerLook {
  readonly accent?: string | undefined;
  readonly surface?: string | undefined;
  readonly text?: string | undefined;
  /** Pixels. */
  readonly radius?: number | undefined;
  readonly font?: string | undefined;
}

/** What a page looks like at an element. */
export interface Sight {
  readonly page: Measured;
  /** Declarations in place of what is inherited. */
  readonly corrections: Readonly<Record<string, string>>;
  /** Elements and custom properties whose change is a change of look. */
  readonly seen: readonly Element[];
  readonly names: readonly string[];
}

const ROLES = ['accent', 'link', 'danger', 'success', 'warning', 'border'] as const;
const OWNED = ['accent', 'surface', 'text'] as const;
const GIVEN = ['accent', 'on-accent', 'surface', 'field', 'raised', 'link'] as const;

/**
 * Looks at a page from an element. First everything is read, then what was read is resolved at once.
 * @param written What Portico has written on the element before, which is not the page's.
 */
export function measure(element: Element, root: ShadowRoot, owner: OwnerLook, written: Readonly<Record<string, string>>): Sight {
  const style = getComputedStyle(element);
  const parent = getComputedStyle(parentOf(element) ?? element);
  const body = getComputedStyle(document.body);
  const canvas = getComputedStyle(document.documentElement).colorScheme;
  const inherited = written['color'] === undefined ? style.color : parent.color;
  const ground = groundOf(element, written['background-color']);
  const looks = looksAround(element, root, inherited);
  const tokens = tokensIn(style);

  const palette = new Palette();
  const token = (name: string): Look => palette.add(style.getPropertyValue(name).trim());
  const add = (color: string): Look => palette.add(color);
  const layers = ground.layers.map((layer) => layer.map(add));
  const texts = [inherited, parent.color, body.color].map(add);
  const named = ROLES.map((role) => [role, tokens(role)] as const);
  const called = named.map(([role, names]) => [role, names.map(token)] as const);
  const given = GIVEN.map((name) => [name, token(`--portal-${name}`)] as const);
  const owned = OWNED.map((name) => [name, palette.add(owner[name] ?? '')] as const);
  const link = palette.add(looks.link?.color ?? '');
  const buttons = looks.buttons.map((look) => ({ look, fill: look.fill.map((layer) => layer.map(add)), text: palette.add(look.text) }));
  const field = { fill: palette.add(looks.field?.fill ?? ''), border: palette.add(looks.field?.border ?? '') };
  const radiusNames = tokens('radius');
  const radii = radiusNames.map((name) => style.getPropertyValue(name).trim());

  const round = palette.resolve(root, { color: inherited, colorScheme: parent.colorScheme, canvas, radius: radii.find((one) => CSS.supports('border-radius', one)) ?? '' });
  const flat = (looked: readonly (readonly Look[])[]): Paint[] => looked.map((layer) => average(layer.map((look) => look.paint))).filter((one) => one !== undefined).reverse();
  const surface = stacked(flat(layers), palette.canvas);
  const filled = (paints: readonly Paint[]): Color | undefined => (paints.some(({ opacity }) => opacity >= 0.5) ? stacked(paints, surface) : undefined);
  const seen = ({ paint }: Look): Color | undefined => (paint === undefined || paint.opacity < 0.05 ? undefined : stacked([paint], surface));
  const all = (looked: readonly Look[]): Color[] => looked.map(seen).filter((one) => one !== undefined);
  const byName = <Name extends string>(pairs: readonly (readonly [Name, Look])[]): { readonly [name in Name]?: Color } =>
    Object.fromEntries(pairs.map(([name, look]) => [name, seen(look)])) as { readonly [name in Name]?: Color };

  const linkColor = seen(link);
  return {
    page: {
      surface, isSure: ground.isSure, texts: all(texts), fontSize: parseFloat(style.fontSize) || 16, radius: round,
      tokens: Object.fromEntries(called.map(([role, looked]) => [role, all(looked)])),
      button: mainButton(buttons.map(({ look, fill, text }) => ({ look, fill: filled(flat(fill)), text: seen(text) })), surface),
      link: linkColor && { color: linkColor, isUnderlined: looks.link?.isUnderlined ?? true },
      field: looks.field && { fill: seen(field.fill) ?? surface, border: seen(field.border), radius: parseFloat(looks.field.radius) },
      owner: { ...byName(owned), radius: owner.radius }, given: byName(given),
    },
    corrections: corrections({ element: style, parent, body, link: looks.link }, owner.font, written),
    seen: looks.seen,
    names: [...named.flatMap(([, names]) => names), ...radiusNames, ...GIVEN.map((name) => `--portal-${name}`)],
  };
}

/** A page's custom properties at an element, by what they may be meant for. */
function tokensIn(style: CSSStyleDeclaration): (role: Parameters<typeof namesOf>[1]) => readonly string[] {
  const names: string[] = [];
  for (let index = 0; index < style.length; index++) {
    const name = style.item(index);
    if (isToken(name)) names.push(name);
  }
  return (role) => namesOf(names, role);
}

/** Which of a page's buttons is a main one: filled with a colour, or with what can be told from the page from afar. Where there is none, the shape of the first. */
function mainButton(buttons: readonly { readonly look: ButtonLook; readonly fill: Color | undefined; readonly text: Color | undefined }[], surface: Color): Measured['button'] {
  let best = 1;
  const shape = buttons.find(({ look }) => look.hasShape)?.look;
  let found: Measured['button'] = shape && { radius: shape.radius, weight: Number(shape.weight) };
  for (const { look, fill, text } of buttons) {
    if (fill === undefined || distance(fill, surface) < 0.05) continue;
    const isColourful = chroma(fill) > 0.04;
    if (!isColourful && (look.isPlain || contrast(fill, surface) < 4.5)) continue;
    const points = look.standing + (isColourful ? 2 : 1) + buttons.filter((other) => String(other.look.fill) === String(look.fill)).length / 4;
    if (points <= best) continue;
    best = points;
    found = { fill, text: text ?? WHITE, radius: look.radius, weight: Number(look.weight) };
  }
  return found;
}
