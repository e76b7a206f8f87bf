import { walkAll } from './all-series.ts';
import { ENGINES } from './engines.mjs';

/** Run by test-engines.ts: the journeys that PORTICO_JOURNEYS names, in the engines that PORTICO_ENGINES names; all by default. */
const named = (variable: string): readonly string[] => process.env[variable]?.split(',').filter(Boolean) ?? [];
const engines = named('PORTICO_ENGINES');
for (const engine of ENGINES) {
  if (engines.length === 0 || engines.includes(engine)) walkAll(engine, named('PORTICO_JOURNEYS'));
}
