import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, type Engine, type EnginePage } from '../../engines/engines.mjs';
import { person, type Person } from '../../engines/person.ts';
import { EMAIL, signIn } from '../../strict/journey.ts';
import { startWorld, type World } from '../../strict/world.ts';
import { inspect, stylesOfPage } from './inspect.ts';
import { ELEMENTS, HOSTILE_PAGES, hostilePages } from './pages.ts';

/** Waits until every element of a page has shown what it has. */
export async function settled(page: EnginePage): Promise<void> {
  await page.until(() => {
    const inside = (element: string, css: string): boolean => document.querySelector(element)?.shadowRoot?.querySelector(css) != null;
    return inside('ticket-list', '[part~="row"], [part~="card"]') && inside('ticket-detail', '[part~="message"]') && inside('support-form', '#submit') && inside('portal-link', 'a')
      && inside('ticket-badge', '.badge') && inside('portal-settings', 'input') && document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list')?.shadowRoot?.querySelector('[part~="row"], [part~="card"]') != null;
  });
  // The look of the page is taken over within a frame.
  await page.eval(() => new Promise((resolve) => { setTimeout(resolve, 100); }));
}

/**
 * Tests of every element on pages that are hostile to everything in them, in an engine: that it can be read and used, and that the page stays as it is. Call
 * it in a file that `node --test` runs; `dist/cdn` and the engine have to be there.
 * @param names The pages; default all.
 */
export function hostileChecks(engine: Engine, names: readonly string[] = HOSTILE_PAGES): void {
  describe(`hostile pages in ${engine}`, { timeout: 600_000 }, () => {
    let world: World;
    let light: EnginePage;
    let dark: EnginePage;
    before(async () => {
      // The sample data number tickets in their order.
      world = await startWorld((places) => hostilePages(places, '1002'));
      light = await open(engine);
      dark = names.includes('dark-media') ? await open(engine, { dark: true }) : light;
    });
    after(async () => {
      for (const page of new Set([light, dark])) await page.close();
      await world.end();
    });
    const look = async (page: EnginePage, elements: readonly string[]): Promise<void> => {
      const faults: string[] = [];
      for (const element of elements) faults.push(...await page.eval(inspect, element));
      assert.deepEqual(faults, []);
    };
    const start = async (name: string): Promise<{ page: EnginePage; customer: Person }> => {
      const page = name === 'dark-media' ? dark : light;
      const customer = person(page);
      await customer.goto(`${world.pages}/fresh`);
      return { page, customer };
    };

    for (const name of names) {
      it(`${name}: the sign-in can be read and used`, async () => {
        const { page, customer } = await start(name);
        await customer.goto(`${world.pages}/${name}`);
        await customer.finds({ css: 'input', name: EMAIL });
        await look(page, ['customer-portal']);
        await signIn(customer);
      });
      it(`${name}: all elements can be read and used, and the page is as it was`, async () => {
        const { page, customer } = await start(name);
        await customer.goto(`${world.pages}/${name}`);
        await signIn(customer);
        await customer.goto(`${world.pages}/${name}-without`);
        const before = await page.eval(stylesOfPage, ELEMENTS);
        await customer.goto(`${world.pages}/${name}-all`);
        await settled(page);
        const now = new Set(await page.eval(stylesOfPage, ELEMENTS));
        assert.deepEqual(before.filter((line) => !now.has(line)), []);
        await look(page, ELEMENTS.filter((element) => element !== 'portal-session'));
      });
    }
  });
}
