import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sendOverSlowLine } from './slow-upload.ts';

it('a file over a slow line that breaks three times, the last time with the page, arrives once and whole, and hardly anything is sent twice', async () => {
  const { ratio, isIntact, messages, atReload, afterReload } = await sendOverSlowLine({ size: 3_000_000, rate: 1_500_000, sliceBytes: 128 * 1024 });
  assert.deepEqual([isIntact, messages], [true, 1]);
  assert(ratio >= 1 && ratio <= 1.2, `${String(ratio)} bytes for each`);
  assert(atReload > 0.5 && afterReload >= atReload, `the page had sent ${String(atReload)}, and the next one went on from ${String(afterReload)}`);
});
