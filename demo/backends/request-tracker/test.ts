import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './connection.ts';

/**
 * `npm run test:request-tracker`: the conformance suite on a real Request Tracker, then a customer's day in a browser over another one,
 * seen from both sides. Both are installed and started for it beside the demo's, on ports of their own (PORTICO_RT_PORT and the next
 * one, default 18471), and removed afterwards. The last line says `N passed, N failed`.
 */
const firstPort = Number(process.env['PORTICO_RT_PORT'] ?? 18471);
const data = process.env['PORTICO_DATA'] ?? join(tmpdir(), 'portico');
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a script of Node and shows what it prints; answers that, and its exit code. */
async function node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ output: string; code: number | null }> {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1', ...environment } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { output, code };
}

/** Runs the tests of a file over a Request Tracker of its own. */
async function test(file: string, name: string, port: number): Promise<{ passed: number; failed: number }> {
  const folder = join(data, name);
  const environment = { PORTICO_RT_PORT: String(port), PORTICO_DATA: folder };
  const { output, code } = await node(['--test', '--test-reporter=spec', path(file)], environment);
  await run('down', ['--purge'], folder, environment);
  const count = (what: string): number => Number([...output.matchAll(new RegExp(`^ℹ ${what} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  const [passed, failed] = [count('pass'), count('fail') + count('cancelled')];
  // a run that ended before its first test has failed as well
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

const built = await node([path('../../../.config/build.mjs'), '--if-stale']);
if (built.code !== 0) throw new Error('The build failed; the browser has nothing to show.');
const results = [await test('suite.ts', 'suite', firstPort), await test('../../journey/request-tracker.ts', 'journey', firstPort + 1)];
const sum = (what: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[what], 0);
console.log(`\n${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
