import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPostgres } from '../../../demo/backends/postgresql/start.mjs';
import { isPortalError } from '../../contract/index.ts';
import { openDatabase, type Database, type OpenDatabase } from '../database.ts';
import { browser, type TestGateway } from '../helpers.node.test.ts';
import type { DatabaseOption } from '../index.ts';
import { ask, described, ownedGateway, settings, type DescribedBackend } from './settings-helpers.node.test.ts';

function suite(name: string, database: (db: OpenDatabase | undefined) => DatabaseOption): void {
  describe(`two instances on ${name}`, () => {
    let shared: OpenDatabase | undefined;
    let [one, two]: TestGateway<DescribedBackend>[] = [];
    before(async () => {
      shared = name === 'SQLite' ? await openDatabase({ sqlite: ':memory:' }) : undefined;
      [one, two] = [0, 1].map(() => ownedGateway({ database: database(shared) }, described())) as [TestGateway<DescribedBackend>, TestGateway<DescribedBackend>];
      await Promise.all([one.ready(), two.ready()]);
    });
    after(async () => {
      await one?.close();
      await two?.close();
      await shared?.close();
    });
    const names = async (): Promise<unknown[]> => Promise.all([one!, two!].map(async (gateway) => (await ask<{ name: unknown }>(browser(gateway), 'getPortal')).name));

    it('hold what either has saved from the next request on', async () => {
      await names();
      await one!.settings.save(settings({ name: { en: 'By one' } }));
      assert.deepEqual(await names(), [{ en: 'By one' }, { en: 'By one' }]);
      await two!.settings.save(settings({ name: { en: 'By two' } }));
      assert.deepEqual(await names(), [{ en: 'By two' }, { en: 'By two' }]);
    });

    it('save one of many that were made of the same version, and lose nothing', async () => {
      for (let round = 0; round < 5; round += 1) {
        const base = (await one!.settings.get()).version.number;
        const made = await Promise.allSettled(Array.from({ length: 6 }, (_, index) =>
          (index % 2 === 0 ? one! : two!).settings.save(settings({ name: { en: `Round ${String(round)}, saver ${String(index)}` } }), { base, comment: String(index) })));
        const saved = made.filter(({ status }) => status === 'fulfilled');
        assert.equal(saved.length, 1);
        for (const result of made) if (result.status === 'rejected') assert(isPortalError(result.reason, 'conflict'), String(result.reason));
        assert.equal((await two!.settings.get()).version.number, base + 1);
      }
      assert.deepEqual((await one!.settings.versions()).map(({ number }) => number), [7, 6, 5, 4, 3, 2, 1]);
    });
  });
}

suite('SQLite', (shared) => ({ kysely: (shared as { db: Database }).db as never }));
const postgres = await startPostgres().catch((error: unknown) => error as Error);
if (postgres instanceof Error) it('two instances on PostgreSQL', { skip: postgres.message }, () => undefined);
else {
  suite('PostgreSQL', () => ({ postgres: postgres.url }));
  after(postgres.stop);
}
