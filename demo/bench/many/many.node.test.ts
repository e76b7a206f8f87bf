import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workOf } from './trace.ts';

type Events = Parameters<typeof workOf>[0];
const event = (name: string, ts: number, dur: number, more: object = {}): object => ({ name, ph: 'X', pid: 1, tid: 5, ts, dur, ...more });

test('work is what the thread that runs the page’s scripts did, by processor time', () => {
  const task = 'ThreadControllerImpl::RunTask';
  const events = [event(task, 0, 90_000, { tid: 7 }), event('FunctionCall', 1, 9), event(task, 0, 60_000, { tdur: 20_000 }), event(task, 70_000, 8000), event(task, 0, 99_000, { pid: 2 })];
  assert.equal(workOf(events as Events).longest, 20);
});

test('a script that another one calls is counted once', () => {
  const events = [event('FunctionCall', 0, 5000, { tdur: 4000 }), event('FunctionCall', 1000, 2000), event('RunMicrotasks', 6000, 1000)];
  assert.equal(workOf(events as Events).script, 5);
});

test('where no script ran there was no work', () => {
  assert.deepEqual(workOf([]), { longest: 0, script: 0 });
});
