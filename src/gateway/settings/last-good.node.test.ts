import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SETTINGS_VERSION, type PublicSettings } from '../../contract/index.ts';
import { openDatabase, type OpenDatabase } from '../database.ts';
import { browser, signedIn } from '../helpers.node.test.ts';
import { ALICE, ask, gateways, is, owner, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();
const GOOD = JSON.stringify(settings({ name: { en: 'Good' } }));
/** What can have happened to a document, and what the owner is told. */
const BAD: readonly (readonly [what: string, text: string, told: string])[] = [
  ['a half-written one', GOOD.slice(0, -9), 'unreadable '], ['an empty one', '', 'unreadable '], ['no document', '[]', 'unreadable '],
  ['one of a newer version', JSON.stringify({ version: SETTINGS_VERSION + 1, whatever: true }), 'newer-version version'], ['one of an older version', '{"version":0}', 'older-version version'],
  ['one without a version', '{}', 'invalid version'], ['one with a typing error', '{"version":1,"tickets":{"filtre":null}}', 'unknown-key tickets.filtre'],
  ['one with a wrong value', '{"version":1,"tickets":{"filter":{"any":[{"property":"subject","operator":"is","value":"x"},{"property":"subject","operator":"likes"}]}}}', 'invalid tickets.filter.any.1.operator'],
  ['one that is nested without end', `{"version":1,"tickets":{"filter":${'{"all":['.repeat(20_000)}${']}'.repeat(20_000)}}}`, 'unreadable '],
];

describe('settings in a database that somebody has damaged', () => {
  let shared: OpenDatabase;
  beforeEach(async () => { shared = await openDatabase({ sqlite: ':memory:' }); });
  afterEach(() => shared.close());
  const put = (number: number, document: string) => shared.db.insertInto('portico_settings_version').values({ number, document, saved: 0, by: null, comment: '' }).execute();
  const over = () => start({ database: { kysely: shared.db as never } });

  for (const [what, text, told] of BAD) {
    it(`${what} leaves the last good version in force, on a running gateway and on a new one`, async () => {
      const running = over();
      await running.settings.save(settings({ name: { en: 'Good' } }));
      await put(2, text);
      for (const gateway of [running, over()]) {
        assert.deepEqual((await ask<PublicSettings>(browser(gateway), 'getPortal')).name, { en: 'Good' });
        const { version, problems } = await gateway.settings.get();
        assert.deepEqual([version.number, problems.map(({ code, path, severity }) => [`${code} ${path}`, severity])], [1, [[told, 'unreadable']]]);
        assert.deepEqual(gateway.entries.filter(({ event }) => event === 'settings').map((entry) => entry.problems), [[told.trim()]], 'logged once');
      }
      const { document } = await running.settings.version(2);
      assert(document['unreadable'] === text || JSON.stringify(document) === text, 'it is shown as it is');
      assert.equal((await running.settings.save(settings({ name: { en: 'Repaired' } }), { base: 2 })).number, 3, 'and can be saved over');
      assert.deepEqual((await running.settings.get()).problems, []);
    });
  }

  it('of a newer version that switches the portal off does so here too, and is saved over only by somebody who has seen it', async () => {
    const gateway = over();
    await gateway.settings.save(settings({ name: { en: 'Good' } }));
    const chief = await owner(gateway);
    const before = await ask(chief, 'getSettings');
    await put(2, JSON.stringify({ version: SETTINGS_VERSION + 1, enabled: false }));
    assert.equal((await send(await signedIn(gateway, ALICE), 'listTickets')).status, 403);
    assert.equal((await send(chief, 'saveSettings', { document: settings(), base: before.newest })).status, 409);
    const { newest, version } = await ask(chief, 'getSettings');
    assert.deepEqual([newest, version.number], [2, 1]);
    assert.equal((await send(chief, 'saveSettings', { document: settings(), base: newest })).status, 200);
  });

  it('closes a portal whose versions nobody can read, and lets owners in', async () => {
    await over().ready();
    await put(1, 'garbage');
    const gateway = over();
    assert.equal((await ask<PublicSettings>(browser(gateway), 'getPortal')).enabled, false);
    assert.equal((await send(await signedIn(gateway, ALICE), 'listTickets')).status, 403);
    const chief = await owner(gateway);
    assert.equal((await ask(chief, 'saveSettings', { document: settings(), base: 1 })).version.number, 2);
    assert.equal((await ask<PublicSettings>(browser(gateway), 'getPortal')).enabled, true);
  });
});

describe('settings in a file', () => {
  for (const [what, text, told] of BAD) {
    it(`${what} leaves the last good state in force, and is no beginning`, async () => {
      let file = GOOD;
      const gateway = start({ settings: { read: async () => file } });
      await gateway.ready();
      file = text;
      for (let time = 0; time < 2; time += 1) assert.deepEqual((await ask<PublicSettings>(browser(gateway), 'getPortal')).name, { en: 'Good' });
      assert.deepEqual((await gateway.settings.get()).problems.map(({ code, path }) => `${code} ${path}`), [told]);
      assert.equal(gateway.entries.filter(({ event }) => event === 'settings').length, 1, 'logged once');
      await assert.rejects(start({ settings: { read: async () => text } }).ready(), is('unavailable', /^The settings cannot be used\. /));
      file = JSON.stringify(settings({ name: { en: 'Repaired' } }));
      assert.deepEqual((await ask<PublicSettings>(browser(gateway), 'getPortal')).name, { en: 'Repaired' });
      assert.deepEqual((await gateway.settings.get()).problems, []);
    });
  }

  it('that cannot be read at the moment is as good as it was', async () => {
    let gone = false;
    const gateway = start({ settings: { read: async () => { if (gone) throw new Error('ENOENT'); return GOOD; } } });
    await gateway.ready();
    gone = true;
    assert.deepEqual((await gateway.settings.get()).problems.map(({ code, message }) => [code, message]), [['unreadable', 'cannot be read: ENOENT']]);
    gone = false;
    assert.deepEqual((await gateway.settings.get()).problems, [], 'though the text is the same');
  });

  it('are changed there only', async () => {
    const gateway = start({ settings: { read: async () => GOOD } });
    const chief = await owner(gateway);
    const { kept, version } = await ask(chief, 'getSettings');
    assert.deepEqual([kept, version], ['file', { number: 0, saved: null, by: null, comment: '' }]);
    assert.equal((await send(chief, 'saveSettings', { document: settings(), base: 0 })).status, 501);
    await assert.rejects(gateway.settings.save(settings()), is('unsupported'));
  });
});
