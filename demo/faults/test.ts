import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '../backends/request-tracker/connection.ts';
import { build, report } from '../run-tests.ts';
import { planOf } from './plan.ts';
import { runCases, type Outcome } from './run.ts';
import { STAGES } from './stages.ts';
import { table } from './table.ts';
import { startWorld, type WorldOptions } from './world.ts';

/**
 * `npm run test:faults`: replies and new tickets with two files, each sent while something goes wrong, and each there exactly once afterwards.
 *
 *   --cases N                           how many; default 1200
 *   --backend desk|request-tracker      the ticketing system; default desk, on SQLite and on PostgreSQL
 *   --seed N                            of the first case; each case has the next one, so that one that fails can be repeated by `--seed N --cases 1`
 *   --stage TEXT                        only stages whose name holds it
 *   --by client|page                    only clients without a page, or only browsers; default both
 *
 * The last line says `N passed, N failed`.
 */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1200' }, backend: { type: 'string', default: 'desk' }, seed: { type: 'string', default: '1' }, stage: { type: 'string', default: '' }, by: { type: 'string' } },
});
const { by } = values;
if (by !== undefined && by !== 'client' && by !== 'page') throw new Error(`--by must be client or page, not "${by}".`);
if (!['desk', 'request-tracker'].includes(values.backend)) throw new Error(`--backend must be desk or request-tracker, not "${values.backend}".`);
const hasLine = values.backend === 'request-tracker';
const cases = planOf({ stages: STAGES, count: Number(values.cases), seed: Number(values.seed), wanted: values.stage, hasLine, ...by && { by } });
if (cases.length === 0) throw new Error(`No stage is called "${values.stage}"; there are\n${STAGES.map(({ name }) => `  ${name}`).join('\n')}`);

const hasPages = cases.some((one) => one.by === 'page');
if (hasPages) await build();
const lanes = (most: number): number => Math.min(most, cases.length);
const options: WorldOptions = hasLine
  ? { requestTracker: { connection: await connect(process.env['PORTICO_DATA'] ?? join(tmpdir(), 'portico')), lanes: lanes(4) }, browsers: hasPages ? 1 : 0 }
  : { sqlite: lanes(4), postgres: cases.length > 20 ? 2 : 0, browsers: hasPages ? lanes(2) : 0 };
const world = await startWorld(options);
const begun = performance.now();
const counts = { passed: 0, failed: 0 };

function tell({ problem, stage, seed, by: sender, system, sending, milliseconds }: Outcome): void {
  counts[problem === null ? 'passed' : 'failed'] += 1;
  const done = counts.passed + counts.failed;
  if (problem !== null) console.log(`✖ seed ${String(seed)}, ${stage.name}, by a ${sender}, ${system}, a ${sending.ticketId === null ? 'ticket' : 'reply'}, after ${String(Math.round(milliseconds))} ms: ${problem}`);
  else if (done % Math.min(25, Math.ceil(cases.length / 10)) === 0) console.log(`${String(done)} of ${String(cases.length)} after ${String(Math.round((performance.now() - begun) / 1000))} s, ${String(counts.failed)} failed`);
}

let outcomes: Outcome[] = [];
try {
  outcomes = await runCases(cases, world.lanes, tell);
} finally {
  const presses = world.lanes.reduce((sum, { senders }) => sum + (senders.page?.pressedAgain ?? 0), 0);
  const kills = world.lanes.reduce((sum, { lane }) => sum + lane.gateway.kills, 0);
  console.log(`\n${table(outcomes)}\n\n${String(kills)} times a gateway was killed; ${String(presses)} times somebody had to press again, because their page was gone before it had kept the press.`);
  await world.end();
}
const failed = outcomes.filter(({ problem }) => problem !== null).length;
report([{ passed: outcomes.length - failed, failed: failed + cases.length - outcomes.length }]);
// Whatever a killed program has left open here: all has been told.
process.exit();
