import assert from 'node:assert/strict';
import type { EngineOptions } from '../engines.mjs';
import type { Person } from '../person.ts';
import type { Journey } from '../series.ts';
import { ORDER, signIn, type ElementsWorld } from './world.ts';

type Axe = { run(options: unknown): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> };

/** Every rule of axe-core that the page breaks, with the first place. The page as a whole is the host's, not ours. */
async function violations(who: Person, state: string): Promise<string[]> {
  await who.page.until(() => 'axe' in window);
  const found = await who.page.eval(async () => {
    const result = await (window as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'], rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } });
    return result.violations.map(({ id, nodes }) => `${id} at ${JSON.stringify(nodes[0]?.target)}: ${nodes[0]?.failureSummary ?? ''}`);
  });
  return found.map((violation) => `${state}: ${violation}`);
}

/** Goes through the portal's main states and looks at each. */
async function tour(world: ElementsWorld, page: string, options: EngineOptions): Promise<string[]> {
  const who = await world.visit(page, options);
  await who.finds({ css: 'button.primary' });
  const found = await violations(who, 'sign-in');
  await who.press(await who.finds({ css: 'button.primary' }));
  await who.finds({ css: '[aria-invalid="true"]' });
  found.push(...await violations(who, 'sign-in with errors'));
  await signIn(who);
  await who.finds({ css: 'a[href]', name: ORDER });
  found.push(...await violations(who, 'list'));
  await who.press(ORDER);
  await who.sees('we are sending the missing pieces');
  found.push(...await violations(who, 'ticket'));
  await who.press('Submit a support ticket');
  await who.tick('Ask a question');
  await who.press('Submit');
  await who.sees(/fields? needs? your attention/);
  found.push(...await violations(who, 'form with errors'));
  return found;
}

/** What all people need, in every engine. */
export const access: readonly Journey<ElementsWorld>[] = [
  {
    name: 'axe', title: 'axe finds nothing in the portal’s main states, in light',
    async walk(world) { assert.deepEqual(await tour(world, 'customer-portal-axe', {}), []); },
  },
  {
    name: 'axe-dark', title: 'nor in dark on a phone',
    async walk(world) { assert.deepEqual(await tour(world, 'dark-axe', { dark: true, width: 360, height: 740 }), []); },
  },
  {
    name: 'axe-settings', title: 'nor in the owner’s settings',
    async walk(world) {
      const who = await world.visit('portal-settings-axe');
      await signIn(who);
      const found: string[] = [];
      for (const name of ['General', 'Templates', 'Versions']) {
        await who.press(name);
        await who.finds({ css: '[role="tab"][aria-selected="true"]', name });
        found.push(...await violations(who, name));
      }
      assert.deepEqual(found, []);
    },
  },
  {
    name: 'media', title: 'with less motion nothing moves; with forced colours (not in WebKit) buttons and fields keep their edges and the focus its ring',
    async walk(world) {
      const who = await world.visit('customer-portal', { reducedMotion: true, forcedColors: true });
      await who.fill('Email', 'a');
      const seen = await who.page.eval(() => {
        const all = (root: ParentNode): Element[] => [...root.querySelectorAll('*')].flatMap((element) => [element, ...element.shadowRoot === null ? [] : all(element.shadowRoot)]);
        const elements = all(document).filter((element) => element.checkVisibility());
        const seconds = (times: string): number => Math.max(...times.split(',').map((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 0.001 : 1)));
        const moving = elements.filter((element) => {
          const style = getComputedStyle(element);
          return seconds(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01);
        }).map(({ localName, className }) => `${localName}.${className}`);
        const flat = elements.filter((element) => element.matches('.primary, input:not([type="hidden"], [type="checkbox"])')).filter((element) => {
          const { borderTopWidth, borderTopStyle } = getComputedStyle(element);
          return parseFloat(borderTopWidth) === 0 || borderTopStyle === 'none';
        }).map(({ localName, className }) => `${localName}.${className}`);
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return { moving, flat: matchMedia('(forced-colors: active)').matches ? flat : [], outline: active === null ? 'none' : getComputedStyle(active).outlineStyle, forced: matchMedia('(forced-colors: active)').matches };
      });
      assert.deepEqual(seen, { moving: [], flat: [], outline: seen.outline, forced: world.engine !== 'webkit' });
      assert.notEqual(seen.outline, 'none');
    },
  },
];
