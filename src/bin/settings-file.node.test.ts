import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { settingsFile } from './settings-file.ts';

describe('the settings\' file', () => {
  let folder: string;
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'portico-settings-')); });
  after(() => rm(folder, { recursive: true }));

  it('is read again when it has changed, and looked at at most once a second', async () => {
    const file = join(folder, 'settings.json');
    let now = 0;
    const read = settingsFile(file, () => now);
    await writeFile(file, 'one');
    assert.equal(await read(), 'one');
    await writeFile(file, 'two, longer');
    now = 999;
    assert.equal(await read(), 'one');
    now = 1000;
    assert.equal(await read(), 'two, longer');
    await writeFile(join(folder, 'next'), 'owt, longer');
    await rename(join(folder, 'next'), file);
    now = 2000;
    assert.equal(await read(), 'owt, longer', 'replaced by one of the same size');
    await unlink(file);
    now = 3000;
    await assert.rejects(read(), /ENOENT/);
    await assert.rejects(read(), /ENOENT/);
    await writeFile(file, 'back');
    now = 4000;
    assert.equal(await read(), 'back');
  });
});
