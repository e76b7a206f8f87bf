import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How many tests a run had. */
export interface Counts { readonly passed: number; readonly failed: number }

/** Runs a script of Node and shows what it prints; answers that, and its exit code. */
async function node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ output: string; code: number | null }> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NO_COLOR: '1', ...environment } });
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

/** Builds what a browser needs, where it is older than its sources. @throws Error where that fails */
export async function build(): Promise<void> {
  const { code } = await node([fileURLToPath(new URL('../.config/build.mjs', import.meta.url)), '--if-stale']);
  if (code !== 0) throw new Error('The build failed; the browser has nothing to show.');
}

/** Runs the tests of a file, one after the other. A run that ended before its first test has failed as well. */
export async function runTests(file: string, environment: Readonly<Record<string, string>> = {}): Promise<Counts> {
  const { output, code } = await node(['--test', '--test-reporter=spec', '--test-force-exit', file], environment);
  const count = (what: string): number => Number([...output.matchAll(new RegExp(`^ℹ ${what} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  const [passed, failed] = [count('pass'), count('fail') + count('cancelled')];
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

/** Prints the sum, alone on the last line, and sets the exit code. */
export function report(results: readonly Counts[]): void {
  const sum = (what: keyof Counts): number => results.reduce((total, result) => total + result[what], 0);
  console.log(`\n${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
