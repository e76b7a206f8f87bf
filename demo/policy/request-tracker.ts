import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Counts } from '../run-tests.ts';
import { checkPolicies } from './properties.ts';
import { Random } from './random.ts';
import { randomWorld } from './world.ts';

/** How many policies: each asks a real system some dozens of things. */
const POLICIES = 60;

/** The properties on a real Request Tracker, started beside the demo's and removed afterwards. */
export async function onRequestTracker(seed: number): Promise<Counts> {
  process.env['PORTICO_RT_PORT'] ??= '18473';
  process.env['PORTICO_DATA'] ??= join(tmpdir(), 'portico', 'policy');
  const { makeBackend } = await import('../backends/request-tracker/suite-backend.ts');
  // A user of RT has one organization, and nobody may be in a stage that the portal's configuration leaves out.
  const data = randomWorld(new Random(seed + 2), { tickets: 150, severalOrganizations: false });
  const harness = await makeBackend(data);
  try {
    const idOf: typeof harness.idOf = harness.idOf.bind(harness);
    const optionOf = (value: string): string => data.fields.flatMap(({ options = [] }) => options).find((option) => option.value === value)?.label ?? value;
    return await checkPolicies({
      name: 'Request Tracker', backend: harness.backend, data, idOf: (kind, key) => (kind === 'option' ? optionOf(key) : idOf(kind, key)),
    }, POLICIES, seed);
  } finally {
    await harness.close?.();
  }
}
