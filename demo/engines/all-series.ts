import { customers } from '../journey/customer.ts';
import { owners } from '../journey/owner.ts';
import { hostileChecks } from '../hosts/hostile/checks.ts';
import { strictChecks } from '../strict/checks.ts';
import { elements } from './elements/series.ts';
import type { Engine } from './engines.mjs';
import { walk } from './series.ts';
import { theme } from './theme/series.ts';

/** Suites of many small tests, each a line of the table. */
const SUITES = { strict: strictChecks, hostile: hostileChecks } as const;

/** The names of all journeys, in their order. */
export const NAMES: readonly string[] = [...[customers, owners, elements, theme].flatMap(({ journeys }) => journeys.map(({ name }) => name)), ...Object.keys(SUITES)];

/** Makes tests of everything that has to work in every engine. `wanted` names journeys; none means all. */
export function walkAll(engine: Engine, wanted: readonly string[]): void {
  walk(customers, engine, wanted);
  walk(owners, engine, wanted);
  walk(elements, engine, wanted);
  walk(theme, engine, wanted);
  for (const [name, check] of Object.entries(SUITES)) {
    if (wanted.length === 0 || wanted.includes(name)) check(engine);
  }
}
