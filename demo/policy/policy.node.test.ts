import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory } from '../../src/adapters/memory/index.ts';
import { deskWorld } from './desk.ts';
import { checkPolicies, type World } from './properties.ts';
import { Random } from './random.ts';
import { randomWorld } from './world.ts';

/** The short form of `npm run test:policy`. */
describe('random policies: what a list shows is exactly what may be read', { timeout: 240_000 }, () => {
  it('on the desk', async () => {
    const world = await deskWorld('desk', { sqlite: ':memory:' }, randomWorld(new Random(7), { tickets: 120, severalOrganizations: true }));
    assert.deepEqual(await checkPolicies(world, 60, 7), { passed: 60, failed: 0 });
    await world.backend.close();
  });

  it('in memory', async () => {
    const data = randomWorld(new Random(8), { tickets: 120, severalOrganizations: true });
    const backend = memory({ data });
    const world: World = { name: 'memory', backend, data, idOf: (kind, key) => (kind === 'ticket' ? backend.idOf(key) : key) };
    assert.deepEqual(await checkPolicies(world, 60, 8), { passed: 60, failed: 0 });
  });

  it('finds a filter that is not kept', async () => {
    const data = randomWorld(new Random(9), { tickets: 60, severalOrganizations: false });
    const backend = memory({ data });
    const leaky: World = {
      name: 'leaky', data, idOf: (kind, key) => (kind === 'ticket' ? backend.idOf(key) : key),
      backend: { ...backend, adapterFor: (customer, scope) => backend.adapterFor(customer, { ...scope, filter: null }) },
    };
    const told: string[] = [];
    const { failed } = await checkPolicies(leaky, 30, 9, (failure) => { told.push(failure); });
    assert(failed > 0, 'nothing was found');
    assert.match(told[0] ?? '', /^✖ leaky, policy \d+: /);
  });
});
