import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, report } from '../run-tests.ts';
import { NAMES } from './all-series.ts';
import { ENGINES, installEngines, type Engine } from './engines.mjs';
import { journeyOf, lineOf } from './series.ts';

/**
 * `npm run test:engines`: the journeys of customers and owners, every element, the theme, strict and hostile pages in Chromium, Firefox and WebKit. Installs what
 * is missing. Arguments choose engines and journeys: `npm run test:engines -- firefox sign-in`. Prints a table of journeys and engines; the last line
 * says `N passed, N failed`.
 */
const args = process.argv.slice(2);
const isEngine = (name: string): name is Engine => (ENGINES as readonly string[]).includes(name);
const unknown = args.filter((arg) => !isEngine(arg) && !NAMES.includes(arg));
if (unknown.length > 0) {
  console.error(`There is no engine or journey ${unknown.join(', ')}. Engines: ${ENGINES.join(', ')}. Journeys: ${NAMES.join(', ')}.`);
  process.exit(2);
}
const engines = args.some(isEngine) ? args.filter(isEngine) : [...ENGINES];
const names = args.some((arg) => !isEngine(arg)) ? NAMES.filter((name) => args.includes(name)) : NAMES;

installEngines(engines);
await build();

process.env['PORTICO_ENGINES'] = engines.join(',');
process.env['PORTICO_JOURNEYS'] = names.join(',');
const cells = new Map<string, string>();
const counts = { passed: 0, failed: 0 };

interface Finished { readonly name: string; readonly details: { readonly duration_ms: number; readonly type?: string; readonly error?: Error } }
const seen = (outcome: 'passed' | 'failed') => ({ name, details: { duration_ms: duration, type, error } }: Finished): void => {
  const cell = outcome === 'passed' ? `${(duration / 1000).toFixed(0)} s` : 'failed';
  const line = type === 'suite' ? lineOf(name) : journeyOf(name);
  if (line !== undefined) cells.set(`${line.engine} ${line.name}`, cell);
  if (type === 'suite') return;
  counts[outcome] += 1;
  console.log(`${outcome === 'passed' ? '✔' : '✖'} ${name} (${(duration / 1000).toFixed(1)} s)`);
  if (error !== undefined) console.log(error.cause ?? error);
};
const tests = run({ files: [fileURLToPath(new URL('in-engines.ts', import.meta.url))], forceExit: true });
const show = ({ message }: { message: string }): void => { process.stdout.write(message); };
tests.on('test:pass', seen('passed')).on('test:fail', seen('failed')).on('test:stdout', show).on('test:stderr', show);
await tests.forEach(() => undefined);

const rows = [['', ...engines], ...names.map((name) => [name, ...engines.map((engine) => cells.get(`${engine} ${name}`) ?? 'not run')])];
console.log(`\n${rows.map(([first = '', ...rest]) => `${first.padEnd(18)}${rest.map((cell) => cell.padEnd(12)).join('')}`.trimEnd()).join('\n')}`);
// What a run that ended early has not come to has failed as well.
report([{ ...counts, failed: counts.failed + engines.length * names.length - cells.size }]);
