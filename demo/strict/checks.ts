import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { open, type Engine, type EnginePage } from '../engines/engines.mjs';
import { person, type Person } from '../engines/person.ts';
import { bundle } from './bundle.ts';
import { mainJob, noted, signIn } from './journey.ts';
import { CLOBBERED, FALLBACK, strictPages, type Watched } from './pages.ts';
import { startWorld, type World } from './world.ts';

/** Pages on which the whole job has to go, without one broken directive, error or warning, and with nothing added to `window`. */
const WORKING = [
  'nonce', 'strict-dynamic', 'trusted-types', 'trusted-types-listed', 'two-scripts-listed', 'sandbox', 'two-scripts', 'bundle-and-script', 'amd', 'prototypes', 'fetch', 'base', 'named-ids', 'spoilt',
];
/** Those that hold what the others do. */
const FEW = ['strict-dynamic', 'trusted-types-listed', 'two-scripts-listed', 'sandbox', 'bundle-and-script', 'spoilt'];
const FEW_NAMES = ['querySelector', 'baseURI', 'dispatchEvent', 'createElement'];

/** WebKit's driver hands no element over where prototypes are spoilt; there the portal is only looked at. */
const SPOILS_DRIVER = ['prototypes', 'spoilt'];

/**
 * Tests of strict and of spoilt pages in an engine. Call it in a file that `node --test` runs; `dist/cdn`, `dist/esm` and the engine have to be there.
 * @param options `quick` leaves out pages that hold nothing of their own.
 */
export function strictChecks(engine: Engine, { quick = false }: { readonly quick?: boolean } = {}): void {
  describe(`strict and spoilt pages in ${engine}`, { timeout: 600_000 }, () => {
    let world: World;
    let browser: EnginePage;
    let page: EnginePage;
    let customer: Person;
    before(async () => {
      world = await startWorld(strictPages, { bundle: await bundle() });
      browser = await open(engine);
    });
    after(async () => {
      await browser.close();
      await world.end();
    });
    // One each: what a test that fails has typed would keep the page from being left.
    beforeEach(async () => {
      page = await browser.newPage();
      customer = person(page);
    });
    afterEach(() => page.close());
    const visit = async (name: string): Promise<void> => {
      await customer.goto(`${world.pages}/fresh`);
      world.reports();
      await customer.goto(`${world.pages}/${name}`);
    };

    for (const name of quick ? FEW : WORKING) {
      it(`${name}: the main job goes, and nothing is broken, said or left`, async () => {
        await visit(name);
        if (engine === 'webkit' && SPOILS_DRIVER.includes(name)) await customer.finds({ css: 'input', name: 'Email' });
        else await mainJob(world, page, name);
        assert.equal(await noted(page, 'violations'), '');
        assert.deepEqual(world.reports(), []);
        assert.equal(await noted(page, 'said'), '');
        await page.eval(() => { for (const element of document.querySelectorAll('customer-portal, ticket-badge, portal-link')) element.remove(); });
        assert.equal(await noted(page, 'added'), added(name));
      });
    }

    it('trusted-types \'none\': the fallback stays, and the console names the directive and what it has to allow', async () => {
      await visit('trusted-types-none');
      await customer.sees(FALLBACK);
      await page.until(() => (document as unknown as { watched: Watched }).watched.said().includes('lit-html dompurify'));
      assert.match(await noted(page, 'said'), /Portico: .*Content-Security-Policy.*trusted-types lit-html dompurify/);
    });

    it('a sandbox without allow-same-origin: customer and owner read what is missing', async () => {
      await visit('sandbox-opaque');
      await customer.sees('sandbox');
      assert.match(await noted(page, 'said'), /Portico: .*allow-same-origin/);
    });

    it('a sandbox without allow-forms works', async () => {
      await visit('sandbox-no-forms');
      await signIn(customer);
      await customer.press('Sign out');
      await customer.sees('You have signed out.');
    });

    it('without JavaScript the fallback is there, as a box of its own', async () => {
      await visit('no-script');
      await page.until((fallback: string) => {
        const inner = document.querySelector('iframe')?.contentDocument;
        const link = inner?.querySelector('customer-portal a');
        return link?.textContent === fallback && link.checkVisibility() && inner?.querySelector('customer-portal')?.shadowRoot === null;
      }, FALLBACK);
    });

    it('what is below does not move when the portal comes, where the page keeps room for it', async () => {
      await visit('reserved');
      await customer.finds({ css: 'input', name: 'Email' });
      const [before, now] = await page.eval(() => [(document as unknown as { watched: Watched }).watched.top, document.getElementById('below')?.getBoundingClientRect().top]);
      assert.equal(now, before);
    });

    for (const name of quick ? FEW_NAMES : CLOBBERED) {
      it(`an image that takes document.${name} away: works, or the fallback stays and the console says something`, async () => {
        await visit(`clobbered-${name}`);
        await page.until((fallback: string) => {
          const host = document.getElementsByTagName('customer-portal')[0];
          return host?.shadowRoot?.querySelector('portal-login')?.shadowRoot?.querySelector('input') != null || (host?.textContent === fallback && (document as unknown as { watched: Watched }).watched.said() !== '');
        }, FALLBACK);
      });
    }
  });
}

/** What a page adds to its own `window`. */
const added = (name: string): string => (name === 'amd' || name === 'spoilt' ? 'define require module exports process' : '');
