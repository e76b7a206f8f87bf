import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './entries.mjs';

/**
 * Runs every kind of test, one after the other and always all, then prints a table and, alone on the last line,
 * `N passed, N failed`. The counts are the runners' own. A step that crashes, hangs or runs no test at all has failed.
 */

const scratch = mkdtempSync(join(tmpdir(), 'portico-test-'));
const storiesJson = join(scratch, 'stories.json');
const tsc = 'node_modules/typescript-7/bin/tsc';
const bin = (name) => `node_modules/.bin/${name}`;

/** A check has no tests to count: it is right or wrong, and counts as one. */
const check = () => ({ code }) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });

const nodeTests = ({ output }) => {
  const last = (name) => Number([...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: last('pass'), failed: last('fail') + last('cancelled'), skipped: last('skipped') + last('todo') };
};

const browserTests = ({ output }) => {
  const [, skipped = 0, passed = 0, failed = 0] =
    /(?:^(\d+) skipped\n)?^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
};

const storyTests = () => {
  if (!existsSync(storiesJson)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(storiesJson, 'utf8'));
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests };
};

/** A test that hangs fails after two minutes. */
const nodeTest = (...files) => [
  '--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=120000', ...files,
];

/** name, what Node runs, how to count, and after how many minutes it has hung */
const STEPS = [
  { name: 'build', run: ['.config/build.mjs'], count: check(), minutes: 3 },
  { name: 'types', run: [tsc, '-p', 'tsconfig.json'], count: check(), minutes: 2 },
  { name: 'types-node', run: [tsc, '-p', 'tsconfig.node.json'], count: check(), minutes: 2 },
  { name: 'lint', run: [bin('eslint'), '-c', '.config/eslint.config.mjs', '.'], count: check(), minutes: 6 },
  { name: 'unused', run: [bin('knip'), '-c', '.config/knip.json', '--no-config-hints'], count: check(), minutes: 2 },
  { name: 'templates', run: ['.config/templates.mjs'], count: check(), minutes: 3 },
  {
    name: 'node',
    run: nodeTest('src/**/*.node.test.ts', 'demo/**/*.node.test.ts', '.config/**/*.node.test.mjs'),
    count: nodeTests,
    minutes: 18,
  },
  { name: 'browser', run: [bin('wtr')], count: browserTests, minutes: 10 },
  {
    name: 'stories',
    run: [
      bin('vitest'), 'run', '--config', '.storybook/vitest.config.ts', '--reporter=default', '--reporter=json',
      `--outputFile.json=${storiesJson}`,
    ],
    count: storyTests,
    minutes: 6,
  },
  { name: 'package', run: nodeTest('.config/*package.test.mjs'), count: nodeTests, minutes: 5 },
];

/**
 * Runs a step in a process group of its own, so that a hung browser ends with it. What it writes goes through a file,
 * and from there to our own output: a process that is told to end does not wait until a pipe has been read.
 */
function run({ name, run: args, minutes }) {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    // one Node for everything that a step starts
    PATH: [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env.PATH].join(':'),
  };
  delete env.FORCE_COLOR;
  delete env.NODE_TEST_CONTEXT;
  const log = join(scratch, `${name}.log`);
  const descriptor = openSync(log, 'a+');
  let shown = 0;
  const show = () => {
    const news = Buffer.alloc(fstatSync(descriptor).size - shown);
    shown += readSync(descriptor, news, 0, news.length, shown);
    process.stdout.write(news);
  };
  const showing = setInterval(show, 500);
  const child = spawn(process.execPath, args, { cwd: root, env, detached: true, stdio: ['ignore', descriptor, descriptor] });
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // it has ended by itself
    }
  };
  const interrupted = (signal) => {
    end('SIGKILL');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return new Promise((resolve) => {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      child.kill('SIGTERM'); // Node's runner then tells what it has seen so far
      setTimeout(end, 15_000, 'SIGKILL').unref();
    }, minutes * 60_000);
    child.on('exit', (code) => {
      end('SIGTERM'); // what it left behind
      clearTimeout(timer);
      clearInterval(showing);
      show();
      closeSync(descriptor);
      const output = readFileSync(log, 'utf8');
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ code: hung ? 124 : code, output, hung });
    });
  });
}

const only = process.argv.slice(2);
const unknown = only.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) throw new Error(`There is no step ${unknown}; there are ${STEPS.map(({ name }) => name).join(' ')}.`);

const rows = [];
for (const step of STEPS.filter(({ name }) => only.length === 0 || only.includes(name))) {
  console.log(`\n=== ${step.name}`);
  const started = performance.now();
  const result = await run(step);
  const counts = step.count(result);
  let note = '';
  if (result.hung) note = `cut off after ${step.minutes} minutes`;
  else if (counts.passed + counts.failed === 0) note = 'ran no test';
  else if (result.code !== 0 && counts.failed === 0) note = `ended with ${result.code}`;
  if (note) counts.failed++;
  rows.push({ step: step.name, ...counts, seconds: ((performance.now() - started) / 1000).toFixed(0), note });
}
rmSync(scratch, { recursive: true, force: true });

const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log('\nstep        passed  failed  skipped  seconds');
for (const { step, passed, failed, skipped, seconds, note } of rows) {
  const cells = [passed, failed, skipped, seconds].map((cell, index) => String(cell).padStart([6, 6, 7, 7][index]));
  console.log(`${step.padEnd(12)}${cells.join('  ')}  ${note}`.trimEnd());
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
