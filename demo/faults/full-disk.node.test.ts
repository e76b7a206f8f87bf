import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fillDiskOf } from './full-disk.ts';
import { mountSmallDisk } from './small-disk.ts';

const mountable = ((): string | false => {
  try {
    mountSmallDisk(1).end();
    return false;
  } catch (error) {
    return (error as Error).message;
  }
})();

describe('a full disk', { skip: mountable }, () => {
  for (const which of ['gateway', 'desk'] as const) {
    it(`of the ${which}’s database is told soon, to customers by a code and to the owner by a line; reading goes on, nothing acknowledged is lost, and all is well when there is room`, async () => {
      const { told, after, logged, unreadable, problems } = await fillDiskOf(which);
      assert.equal(told, 'unavailable');
      assert(after < 20_000, `after ${String(after)} ms`);
      assert.match(logged, /"status":503.*database or disk is full/);
      assert.equal(unreadable, null);
      assert.deepEqual(problems, []);
    });
  }
});
