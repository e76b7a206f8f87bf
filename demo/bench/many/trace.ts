import type { CDPSession } from 'playwright';

/** An event of Chromium's trace, as far as it is read here; times are microseconds. `tdur` is what the processor spent on it, whatever else the machine did. */
interface TraceEvent { readonly name: string; readonly ph: string; readonly pid: number; readonly tid: number; readonly ts?: number; readonly dur?: number; readonly tdur?: number }

/** What the page's own thread did, in milliseconds of processor time. */
export interface Work {
  /** The longest task. */
  readonly longest: number;
  /** Scripts alone, all together. */
  readonly script: number;
}

const SCRIPT = ['FunctionCall', 'EvaluateScript', 'v8.callFunction', 'RunMicrotasks', 'BlinkScheduler_PerformMicrotaskCheckpoint'];

/** The tasks of the page's main thread: the one that runs scripts for the page. */
export function workOf(events: readonly TraceEvent[]): Work {
  const page = events.find(({ name }) => SCRIPT.includes(name));
  const own = events.filter(({ ph, pid, tid }) => ph === 'X' && pid === page?.pid && tid === page.tid);
  const took = ({ tdur, dur }: TraceEvent): number => (tdur ?? dur ?? 0) / 1000;
  let script = 0;
  let end = -Infinity;
  // One that is called by another is part of it.
  for (const event of own.filter(({ name }) => SCRIPT.includes(name)).sort((one, other) => (one.ts ?? 0) - (other.ts ?? 0))) {
    if ((event.ts ?? 0) < end) continue;
    end = (event.ts ?? 0) + (event.dur ?? 0);
    script += took(event);
  }
  return { longest: Math.max(0, ...own.filter(({ name }) => name.endsWith('RunTask')).map(took)), script };
}

/** Does something to a page, and tells what work that made. */
export async function traced(session: CDPSession, act: () => Promise<unknown>): Promise<Work> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => { events.push(...value as TraceEvent[]); };
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] } });
  await act();
  const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  return workOf(events);
}
