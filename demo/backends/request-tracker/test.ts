import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The conformance suite on a real Request Tracker, which is installed and started for it beside the demo's, on a port of its own
 * (PORTICO_RT_PORT, default 18471), and removed afterwards. The last line says `N passed, N failed`.
 */
const child = spawn(process.execPath, ['--test', '--test-reporter=spec', fileURLToPath(new URL('suite.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { PORTICO_RT_PORT: '18471', ...process.env, NO_COLOR: '1', PORTICO_DATA: join(process.env['PORTICO_DATA'] ?? join(tmpdir(), 'portico'), 'suite') },
});
let output = '';
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  output += text;
  process.stdout.write(text);
});
const code = await new Promise<number | null>((resolve, reject) => {
  child.once('error', reject);
  child.once('close', resolve);
});
const count = (name: string): number => Number([...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
const [passed, failed] = [count('pass'), count('fail') + count('cancelled')];
// a run that ended before its first test has failed as well
const broken = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
console.log(`\n${String(passed)} passed, ${String(failed + broken)} failed`);
process.exitCode = failed + broken === 0 ? 0 : 1;
