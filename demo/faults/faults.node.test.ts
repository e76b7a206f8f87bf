import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runCases, type Outcome } from './run.ts';
import { STAGES } from './stages.ts';
import { startWorld, type World } from './world.ts';

/** Stages that are about what a person does are walked in a browser. */
const inBrowser = ({ manner }: (typeof STAGES)[number]): boolean => manner !== undefined;

/** The short form of `npm run test:faults`: each stage once. */
describe('sending while something goes wrong', { timeout: 240_000 }, () => {
  let world: World;
  let outcomes: readonly Outcome[];
  const stages = STAGES.filter(({ onlyLines }) => onlyLines !== true);
  before(async () => {
    world = await startWorld({ sqlite: 4, browsers: 2 });
    const cases = stages.map((stage, index) => ({ stage, seed: 100 + index, by: inBrowser(stage) ? 'page' as const : 'client' as const }));
    outcomes = await runCases(cases, world.lanes, () => undefined);
  });
  after(() => world.end());

  for (const stage of stages) {
    it(`ends in one message with its files: ${stage.name}`, () => {
      const outcome = outcomes.find((one) => one.stage === stage);
      assert.equal(outcome?.problem, null, `seed ${String(outcome?.seed)}`);
    });
  }
});
