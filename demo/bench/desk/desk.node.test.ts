import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { desk, type Desk } from '../../../src/adapters/desk/index.ts';
import { bulkSqlite } from './bulk.ts';
import { fillDesk, PEOPLE, WORDS } from './data.ts';
import { questions } from './questions.ts';

describe('the desk that is measured', () => {
  let folder: string;
  let backend: Desk;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-bench-'));
    const sqlite = join(folder, 'desk.db');
    await (await desk({ sqlite })).close();
    const bulk = bulkSqlite(sqlite);
    await fillDesk(bulk, 500, Date.now());
    await bulk.finish();
    backend = await desk({ sqlite });
    await backend.fillSearch();
  });
  after(async () => {
    await backend.close();
    await rm(folder, { recursive: true });
  });

  it('holds what is asked for', async () => {
    const mine = async (who: keyof typeof PEOPLE, search?: string): Promise<number> => {
      const adapter = backend.adapterFor(PEOPLE[who], { views: ['mine'], filter: null });
      const page = await adapter.listTickets({ view: 'mine', sort: 'id', direction: 'ascending', limit: 100, ...search !== undefined && { search } }, {});
      return page.items.length;
    };
    assert.deepEqual([await mine('usual'), await mine('busy')], [50, 100]);
    assert.deepEqual([await mine('busy', WORDS.rare), await mine('busy', WORDS.others), await mine('busy', WORDS.absent)], [10, 0, 0]);
    assert(await mine('busy', WORDS.common) > await mine('busy', WORDS.pair));
  });

  for (const [name, question] of Object.entries(questions)) it(`answers: ${name}`, async () => { assert(await (await question(backend))()); });
});
