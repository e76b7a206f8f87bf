import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../run-tests.ts';
import { benches } from './benches.ts';
import { machine, warning } from './machine.ts';
import { picture } from './picture.ts';
import { resultOf, table, type Result } from './table.ts';

/**
 * `npm run bench -- [name …] [--quick] [--write]`: all benchmarks, or those that are named. Tables go to the standard output; with `--write` they replace
 * what `demo/bench/results` holds of them, and the README's picture is drawn anew. How far it is goes to the standard error output.
 */
const { values: { quick, write }, positionals } = parseArgs({
  allowPositionals: true, options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});
const names = Object.keys(benches);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}; there are ${names.join(', ')}.`);

const results = new URL('results/', import.meta.url);
const pictureFile = new URL('../../.github/pictures/bench.svg', import.meta.url);
const fileOf = (name: string, type: 'json' | 'md'): string => fileURLToPath(new URL(`${name}.${type}`, results));

async function runOne(name: string): Promise<Result> {
  const bench = await benches[name]?.();
  if (bench === undefined) throw new Error(`There is no benchmark ${name}.`);
  if (bench.needsBuild) await build();
  const on = await machine();
  const caution = warning(on);
  if (caution !== undefined) console.error(caution);
  const begun = performance.now();
  const rows = await bench.run({ quick, log: (line) => { console.error(`${name}: ${line}`); } });
  return resultOf(bench, { quick, machine: on, took: (performance.now() - begun) / 1000, rows });
}

const kept = async (name: string): Promise<Result[]> => (existsSync(fileOf(name, 'json')) ? [JSON.parse(await readFile(fileOf(name, 'json'), 'utf8')) as Result] : []);

for (const name of names.filter((one) => positionals.length === 0 || positionals.includes(one))) {
  const result = await runOne(name);
  console.log(table(result));
  if (!write) continue;
  await mkdir(results, { recursive: true });
  await writeFile(fileOf(name, 'json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(fileOf(name, 'md'), table(result));
}
if (write) await writeFile(pictureFile, picture((await Promise.all(names.map(kept))).flat()));
