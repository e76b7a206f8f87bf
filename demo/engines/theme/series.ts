import assert from 'node:assert/strict';
import { distance, hex, type Rgba } from '../../hosts/compare/color.ts';
import { compare } from '../../hosts/compare/compare.ts';
import { look, type Look } from '../../hosts/compare/look.ts';
import type { Person } from '../person.ts';
import type { Journey, Series } from '../series.ts';
import { startElements, type ElementsWorld } from '../elements/world.ts';
import { MANNERS, SELECTORS, themePages, type Switch } from './pages.ts';

/** The look of the page and the portal in it, when colours have come to rest. */
async function measure(who: Person): Promise<Look> {
  await who.finds({ css: 'button.primary' });
  await new Promise((resolve) => { setTimeout(resolve, 400); });
  return who.page.eval(look, SELECTORS);
}

/** What is not as the host has it. */
const faults = (seen: Look, state: string): string[] =>
  Object.entries(compare(seen)).filter(([, { ok }]) => !ok).map(([what, { short, detail }]) => `${state}, ${what}: ${detail ?? short}`);

/** Runs in the page: switches, and answers the portal's look after one frame and long after. */
async function following(to: 'light' | 'dark', { at, attribute, ...values }: Switch): Promise<[string, string]> {
  const portal = document.querySelector('customer-portal');
  if (portal === null) throw new Error('There is no portal.');
  const read = (): string => ['--_accent', '--_link', '--_field', '--_border'].map((name) => getComputedStyle(portal).getPropertyValue(name)).join(' | ') + getComputedStyle(portal).colorScheme;
  const frame = (): Promise<void> => new Promise((resolve) => { requestAnimationFrame(() => { resolve(); }); });
  await frame();
  document.querySelector(at)?.setAttribute(attribute, values[to]);
  // The first callback runs before the frame in which the switch is drawn, the second after it.
  await frame();
  await frame();
  const soon = read();
  await new Promise((resolve) => { setTimeout(resolve, 600); });
  return [soon, read()];
}

const asHost = (name: string, modes: string): Journey<ElementsWorld> => ({
  name: `theme-${name}`, title: `accent, text, link, surface, font and radius are the page’s own, and can be read${modes}`,
  async walk(world) {
    const { switch: given } = MANNERS[name] ?? {};
    const who = await world.visit(name);
    const light = await measure(who);
    const found = faults(light, 'light');
    if (given !== undefined) {
      const [soon, late] = await who.page.eval(following, 'dark', given);
      const dark = await measure(who);
      assert.ok(distance(light.portal.text.surface, dark.portal.text.surface) > 0.5, 'the page has become dark');
      found.push(...faults(dark, 'switched to dark'), ...soon === late ? [] : [`a frame after the switch: ${soon}, later: ${late}`]);
      await who.page.eval(following, 'light', given);
      const again = await measure(who);
      found.push(...faults(again, 'switched back'));
      assert.equal(hexOf(again.portal.button?.background), hexOf(light.portal.button?.background), 'the same accent as at first');
    }
    assert.deepEqual(found, []);
  },
});

const hexOf = (color: Rgba | undefined): string => (color === undefined ? 'none' : hex(color));

/** The look of the page, taken over. */
export const theme: Series<ElementsWorld> = {
  title: 'the theme',
  start: (engine) => startElements(engine, themePages),
  journeys: [
    asHost('bootstrap', ', also when an attribute switches to dark'),
    asHost('shadcn', ', also when a class switches to dark'),
    asHost('wordpress', ''),
    asHost('no-tokens', ', also when a class of the body switches to dark'),
    {
      ...asHost('by-media', ''), title: 'a page that is dark by media alone is followed, in light and in dark',
      async walk(world) {
        const found: string[] = [];
        for (const dark of [false, true]) {
          const who = await world.visit('by-media', { dark });
          found.push(...faults(await measure(who), dark ? 'dark' : 'light'));
          await world.leave();
        }
        assert.deepEqual(found, []);
      },
    },
    {
      name: 'theme-override', title: '--portal-* goes over what was measured',
      async walk(world) {
        const { portal, texts, controls } = await measure(await world.visit('overridden'));
        assert.deepEqual([hexOf(portal.button?.background), hexOf(portal.button?.text), portal.button?.radius], ['#b00020', '#fff5f5', 3]);
        assert.ok(texts.length > 0 && controls.length > 0);
      },
    },
    {
      name: 'theme-none', title: 'theme="none" takes no colour from the page, and can be read',
      async walk(world) {
        const seen = await measure(await world.visit('none'));
        const { accent, contrast } = compare(seen);
        assert.equal(accent.ok, false, 'the accent is not the page’s');
        assert.equal(hexOf(seen.portal.button?.background), '#1a5fb4');
        assert.deepEqual(contrast, { ...contrast, ok: true });
      },
    },
  ],
};
