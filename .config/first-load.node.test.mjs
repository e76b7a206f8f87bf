import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BUDGET, budgetOf, line, measureEverything } from './budget.mjs';
import { root } from './entries.mjs';
import { measureFirstLoads } from './first-load.mjs';

/** What a page loads over the script tag, in a real browser. Needs a built dist. */
describe('the script tag', { timeout: 120_000 }, () => {
  let screens;
  before(async () => { screens = await measureFirstLoads(); });

  for (const screen of ['login', 'list', 'list, again', 'detail', 'detail, again', 'german']) {
    it(`stays within its limit until the first thing is usable: ${screen}`, (context) => {
      const { bytes, files } = screens[screen];
      context.diagnostic(line(screen, bytes, budgetOf(screen)));
      assert(bytes <= budgetOf(screen).limit, `${bytes} bytes: ${files.join(', ')}`);
    });

    it(`asks the gateway for each thing once, ahead of the elements: ${screen}`, () => {
      const { asked, files } = screens[screen];
      assert.deepEqual(asked, [...new Set(asked)]);
      // What sends requests is fetched with the first one that was not foreseen.
      assert.deepEqual(files.filter((file) => file.includes('transport')), []);
    });
  }

  it('asks for the ways in along with who is signed in, in the page’s language', () => {
    assert.deepEqual([...screens.login.asked].sort(), ['/v1/portal', '/v1/session', '/v1/sign-in-options?language=en']);
    assert(!screens['list, again'].asked.some((path) => path.startsWith('/v1/sign-in-options')));
  });

  it('fetches of another language what the screen shows, in files of 2.5 KB at most', () => {
    const isPart = (file) => /^(?:ar|de|es|fr|he|it|ja|ko|nl|pl|pt-BR|ru|tr|zh-Han[st])-(?!settings)[a-z]+-[\w-]{8}\.js$/.test(file);
    assert.deepEqual(screens.german.files.map((file) => file.replace('chunks/', '')).filter(isPart).map((file) => file.slice(0, -12)).sort(), ['de-first', 'de-list']);
    const chunks = join(root, 'dist/cdn/chunks');
    const parts = readdirSync(chunks).filter(isPart);
    assert(parts.length >= 15 * 5, parts.join());
    for (const part of parts) {
      const bytes = gzipSync(readFileSync(join(chunks, part)), { level: 9 }).length;
      assert(bytes <= 2500, `${part}: ${bytes}`);
    }
  });

  it('stays within its limit as a whole', (context) => {
    const { customers, owner } = measureEverything();
    for (const [name, { bytes, files }] of [['everything', customers], ['owner', owner]]) {
      context.diagnostic(line(name, bytes, BUDGET[name]));
      assert(bytes <= BUDGET[name].limit, `${name}, ${bytes} bytes: ${files.join(', ')}`);
    }
  });
});
