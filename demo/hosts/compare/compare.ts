import { contrast, distance, hex, sameHue, type Rgba } from './color.ts';
import type { Look } from './look.ts';

/** What the table says of one thing: whether it is right, in few words, and what was expected and seen where it is not as the host has it. */
export interface Verdict { readonly ok: boolean; readonly short: string; readonly detail?: string }

/** The farthest that a colour of the portal may be from the host's, in OKLab. */
const NEAR = 0.02;
/** What the eye needs, after WCAG: letters, and the edges of controls. */
const TEXT = 4.5;
const CONTROL = 3;

/** A colour that something has to be told from. */
interface Ground { readonly color: Rgba; readonly least: number; /** What it is at the host, where that is something else. */ readonly host?: Rgba | undefined }

/**
 * A colour of the portal against the host's. Where the host's own cannot be read, in the host or on the portal's ground, the portal has to differ: to one
 * that can, of the same hue.
 * @param expected Undefined where the host has nothing but the browser's: then any that can be read is right
 * @param grounds What the colour has to be told from
 */
export function color(expected: Rgba | undefined, seen: Rgba | undefined, ...grounds: readonly Ground[]): Verdict {
  if (seen === undefined) return { ok: false, short: 'none', detail: 'the portal shows none' };
  const on = (one: Rgba): string => `${hex(one)} (${grounds.map((ground) => `${contrast(one, ground.color).toFixed(2)} : 1 on ${hex(ground.color)}`).join(', ')})`;
  const isTold = (one: Rgba, { color: ground, least }: Ground): boolean => contrast(one, ground) >= least;
  if (expected === undefined) return { ok: grounds.every((ground) => isTold(seen, ground)), short: 'free', detail: `the host has none of its own, the portal ${on(seen)}` };
  const apart = distance(expected, seen);
  if (apart <= NEAR) return { ok: true, short: apart.toFixed(3) };
  const detail = `the host has ${on(expected)}, the portal ${on(seen)}, ${apart.toFixed(3)} apart`;
  const wrong = grounds.filter((ground) => !isTold(expected, ground) || (ground.host !== undefined && !isTold(expected, { ...ground, color: ground.host })));
  if (wrong.length > 0 && wrong.every((ground) => isTold(seen, ground)) && sameHue(expected, seen)) return { ok: true, short: 'repaired', detail };
  return { ok: false, short: apart.toFixed(3), detail };
}

/** The names of the columns that {@link compare} fills. */
export const COLUMNS = ['accent', 'on accent', 'text', 'link', 'surface', 'font', 'radius', 'contrast'] as const;
export type Column = (typeof COLUMNS)[number];

/** Compares the portal with the page around it. */
export function compare({ host, portal, ...seen }: Look): Readonly<Record<Column, Verdict>> {
  const { surface } = portal.text;
  const ground: Ground = { color: surface, least: TEXT };
  const apart = distance(host.text.surface, surface);
  return {
    // A site without a button of its own has its accent in its links.
    'accent': color(host.button?.background ?? host.link, portal.button?.background, { color: surface, least: CONTROL }, { color: portal.button?.text ?? surface, host: host.button?.text, least: TEXT }),
    'on accent': color(host.button?.text, portal.button?.text, { color: portal.button?.background ?? surface, host: host.button?.background, least: TEXT }),
    'text': color(host.text.color, portal.text.color, ground),
    'link': color(host.link, portal.link, ground),
    'surface': { ok: apart <= NEAR, short: apart.toFixed(3), ...apart > NEAR && { detail: `the host has ${hex(host.text.surface)}, behind the portal is ${hex(surface)}` } },
    'font': font(host.text, portal.text),
    'radius': radius(host.button, portal.button),
    'contrast': readable(seen),
  };
}

function font(host: Look['host']['text'], portal: Look['portal']['text']): Verdict {
  const sizes = Math.abs(host.size - portal.size) < 0.5;
  const says = (look: { font: string; size: number }): string => `${look.font} ${String(look.size)}px`;
  const detail = `the host has ${says(host)}, the portal ${says(portal)}`;
  if (host.font === portal.font) return sizes ? { ok: true, short: 'same' } : { ok: false, short: `${(portal.size - host.size).toFixed(1)}px`, detail };
  return host.ownFont ? { ok: false, short: 'other', detail } : { ok: sizes, short: 'free', detail };
}

function radius(host: Look['host']['button'], portal: Look['portal']['button']): Verdict {
  if (portal === undefined) return { ok: false, short: 'none', detail: 'the portal shows no main button' };
  if (host === undefined) return { ok: true, short: 'free', detail: `the host has none of its own, the portal ${portal.radius.toFixed(1)}px` };
  const apart = Math.abs(host.radius - portal.radius);
  const ok = apart <= 1 || (host.pill && portal.pill);
  return { ok, short: `${apart.toFixed(1)}px`, ...!ok && { detail: `the host has ${host.radius.toFixed(1)}px, the portal ${portal.radius.toFixed(1)}px` } };
}

/** Whether everything that is shown can be read and made out. */
export function readable({ texts, controls, focus }: Pick<Look, 'texts' | 'controls' | 'focus'>): Verdict {
  const letters = texts.map(({ text, color: own, behind }) => ({ what: `"${text}" ${hex(own)} on ${hex(behind)}`, value: contrast(own, behind), least: TEXT }));
  const edges = [
    ...controls.map(({ what, edges: own, around }) => ({ what: `edge of ${what} ${own.map(hex).join(' ')} on ${hex(around)}`, value: Math.max(...own.map((edge) => contrast(edge, around))), least: CONTROL })),
    ...focus === undefined ? [] : [{ what: `focus ${hex(focus.color)} on ${hex(focus.around)}`, value: contrast(focus.color, focus.around), least: CONTROL }],
  ];
  const lowest = (all: readonly { value: number }[]): string => (all.length === 0 ? '-' : Math.min(...all.map(({ value }) => value)).toFixed(1));
  const wrong = [...letters, ...edges].filter(({ value, least }) => value < least);
  const short = `${lowest(letters)} / ${lowest(edges)}`;
  if (letters.length === 0) return { ok: false, short, detail: 'nothing can be read' };
  return wrong.length === 0 ? { ok: true, short } : { ok: false, short, detail: wrong.map(({ what, value, least }) => `${what}: ${value.toFixed(2)} < ${String(least)}`).join('; ') };
}
