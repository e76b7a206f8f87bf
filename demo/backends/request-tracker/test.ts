import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, report, runTests, type Counts } from '../../run-tests.ts';
import { run } from './connection.ts';

/**
 * `npm run test:request-tracker`: the conformance suite on a real Request Tracker, then a customer's day in a browser over another one,
 * seen from both sides. Both are installed and started for it beside the demo's, on ports of their own (PORTICO_RT_PORT and the next
 * one, default 18471), and removed afterwards. The last line says `N passed, N failed`.
 */
const firstPort = Number(process.env['PORTICO_RT_PORT'] ?? 18471);
const data = process.env['PORTICO_DATA'] ?? join(tmpdir(), 'portico');

/** Runs the tests of a file over a Request Tracker of its own. */
async function test(file: string, name: string, port: number): Promise<Counts> {
  const folder = join(data, name);
  const environment = { PORTICO_RT_PORT: String(port), PORTICO_DATA: folder };
  const counts = await runTests(fileURLToPath(new URL(file, import.meta.url)), environment);
  await run('down', ['--purge'], folder, environment);
  return counts;
}

await build();
report([await test('suite.ts', 'suite', firstPort), await test('../../journey/request-tracker.ts', 'journey', firstPort + 1)]);
