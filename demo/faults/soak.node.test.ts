import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leftOpen, soak } from './soaking.ts';

/** The short form of the soak in `npm run test:soak`; memory says nothing in so short a time. */
describe('some seconds of customers in a portal in which something goes wrong all the time', () => {
  it('lose nothing, get nothing twice, and leave nothing open', async () => {
    const { tally, injected, problems, writes, before, after } = await soak({ minutes: 0.05, things: 12, customers: 6, failureRate: 0.05, think: 100, seed: 3, told: () => undefined });
    assert.deepEqual(problems, []);
    assert(injected > 0 && writes > 0, `${String(injected)} faults, ${String(writes)} writes`);
    assert(tally.failed <= tally.done / 20, [...tally.reasons.keys()].join('\n'));
    assert.deepEqual(leftOpen(before, after), []);
  });
});
