import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryHarness, memoryLimits } from '../adapters/memory/access-harness.node.test.ts';
import { ACCESS_FAULTS, accessSuite, faultyAccess, runSuite, type AccessFaultName, type AccessSuiteOptions, type Outcome } from './index.ts';

const outcomeOf = (options: Partial<AccessSuiteOptions>, only?: (name: string) => boolean): Promise<Outcome> =>
  runSuite((runner) => { accessSuite({ ...runner, name: 'memory', makeAccess: memoryHarness, limits: memoryLimits, ...options }); }, only);

describe('the access suite finds every seeded fault', () => {
  for (const [fault, { caughtBy }] of Object.entries(ACCESS_FAULTS) as [AccessFaultName, { caughtBy: string }][]) {
    it(`finds: ${fault}`, async () => {
      const { passed, failed } = await outcomeOf({ makeAccess: () => faultyAccess(memoryHarness(), fault) }, (name) => name === caughtBy);
      assert.deepEqual([passed, failed.map(({ name }) => name)], [[], [caughtBy]]);
      // found out, not stumbled over
      assert.match(String(failed[0]?.error), /^(ConformanceError|PortalError): ./);
    });
  }
});

describe('the access suite itself', () => {
  it('passes on a sound implementation, and skips what is said with a reason', async () => {
    const { failed, skipped } = await outcomeOf({ skip: { 'nobody is signed in at first': 'why not' } });
    assert.deepEqual(failed, []);
    assert.deepEqual(new Set(skipped.map((name) => /\((.*)\)$/.exec(name)?.[1])), new Set(['why not', memoryLimits.ticketing]));
  });

  it('fails for a skip that skips nothing, one without a reason, and a limit that is none', async () => {
    const last = (name: string): boolean => name.startsWith('skips only');
    assert.match(String((await outcomeOf({ skip: { 'no such test': 'why not' } }, last)).failed[0]?.error), /no such test/);
    assert.match(String((await outcomeOf({ limits: { ticketing: ' ' } }, last)).failed[0]?.error), /No reason/);
    assert.match(String((await outcomeOf({ limits: { ...memoryLimits, passkeys: 'so they say' } }, last)).failed[0]?.error), /can do what is declared/);
  });

  it('says so where the harness lacks what is not declared', async () => {
    const { failed } = await outcomeOf({ limits: {}, makeAccess: () => ({ ...memoryHarness(), authenticator: undefined }) });
    assert(failed.length >= 7);
    for (const { name, error } of failed) assert.match(String(error), /declare the limit "(ticketing|passkeys)"/, name);
  });

  it('asks nothing of passkeys where they cannot be had', async () => {
    const { failed } = await outcomeOf({ limits: { ...memoryLimits, passkeys: 'no device' }, makeAccess: () => ({ ...memoryHarness(), authenticator: undefined }) });
    assert.deepEqual(failed, []);
  });
});
