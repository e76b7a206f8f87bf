import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { figure, interleaved, quantile, type Row } from './bench.ts';
import { warning } from './machine.ts';
import { picture, shareOfGoal } from './picture.ts';
import { goalOf, shown, table, verdict, type Result } from './table.ts';

/** Work whose amount is known, timed as a benchmark times it. */
function timed(amount: number): () => { time: number } {
  return () => {
    const begun = performance.now();
    let sum = 0;
    for (let index = 0; index < amount * 1_000_000; index++) sum += Math.sqrt(index);
    assert(sum > 0);
    return { time: performance.now() - begun };
  };
}

const result = (rows: readonly Row[], load = 0): Result => ({
  name: 'sample', title: 'Sample <1>', about: ['How it measures.'], goals: ['It is quick.'], quick: false, took: 1, rows,
  machine: { cpu: 'A CPU', cores: 2, memory: 4, node: 'v24.0.0', date: '2026-01-02T03:04Z', load },
});

describe('a benchmark', () => {
  it('calls what is slower slower, and what is quicker quicker', async () => {
    const samples = await interleaved({ much: timed(9), little: timed(3) }, { rounds: 7, warmUps: 2 });
    const rowOf = (one: 'much' | 'little', other: 'much' | 'little'): Row => figure({
      what: one, unit: 'ms', samples: samples[one].time, against: { what: other, samples: samples[other].time }, goal: { of: 'ratio', atMost: 1.25 },
    });
    const [slower, quicker] = [rowOf('much', 'little'), rowOf('little', 'much')];
    assert(slower.ratio !== undefined && slower.ratio > 1.5 && slower.ratio < 6, `${String(slower.ratio)}×`);
    assert(quicker.ratio !== undefined && quicker.ratio < 0.7, `${String(quicker.ratio)}×`);
    assert.deepEqual([slower.holds, quicker.holds], [false, true]);
  });

  it('takes turns, each way first as often as the others, and counts no warming up', async () => {
    const turns: string[] = [];
    const way = (name: string) => (): { n: number } => ({ n: turns.push(name) });
    const samples = await interleaved({ a: way('a'), b: way('b'), c: way('c') }, { rounds: 3, warmUps: 1 });
    assert.equal(turns.join(''), 'abcbcacababc');
    assert.deepEqual(samples.a.n, [6, 8, 10]);
  });

  it('forms ratios round by round, so that a machine that slows down for one round makes no difference', () => {
    const { ratio, value } = figure({ what: 'x', unit: 'ms', samples: [10, 10, 100, 10], against: { what: 'y', samples: [5, 5, 50, 5] } });
    assert.equal(ratio, 2);
    assert.equal(value, 10);
    assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  });

  it('judges goals of both directions, of ratios and of values', () => {
    const held = (samples: number[], goal: Row['goal'] & object): boolean | undefined => figure({ what: '', unit: 'ms', samples, against: { what: '', samples: [10] }, goal }).holds;
    assert.equal(held([12], { of: 'ratio', atMost: 1.25 }), true);
    assert.equal(held([13], { of: 'ratio', atMost: 1.25 }), false);
    assert.equal(held([19], { of: 'ratio', atLeast: 2 }), false);
    assert.equal(held([16], { of: 'value', atMost: 16 }), true);
    assert.equal(figure({ what: '', unit: 'ms', samples: [1], goal: { of: 'ratio', atMost: 2 } }).holds, false, 'a ratio that is not there');
  });
});

describe('what a benchmark writes', () => {
  const rows = [
    figure({ what: 'first row', unit: 'ms', samples: [150], against: { what: 'other', samples: [100] }, goal: { of: 'ratio', atMost: 1.25 } }),
    figure({ what: 'nodes', unit: 'nodes', samples: [500], goal: { of: 'value', atMost: 1000 } }),
    figure({ what: 'weight', unit: 'bytes', samples: [12_345] }),
  ];

  it('is a table that says what was missed', () => {
    const page = table(result(rows));
    assert.match(page, /\| first row \| 150 ms \| 100 ms, other \| 1\.50× \| ≤ 1\.25× \| \*\*no\*\* \|/);
    assert.match(page, /\| weight \| 12\.3 KB \| {2}\| {2}\| {2}\| {2}\|/);
    assert.match(page, /2026-01-02 03:04 UTC on A CPU, 2 cores, 4 GB; Node v24/);
    assert.equal(verdict(rows), '1 of 2 goals hold.');
    assert.doesNotMatch(page, /busy/);
  });

  it('warns where the machine had other things to do', () => {
    assert.match(table(result(rows, 3)), /> The machine was busy .*load 3\.0 on 2 cores/);
    assert.equal(warning({ load: 0.4, cores: 2 }), undefined);
  });

  it('is a picture with a bar for each goal, as long as its share of the goal', () => {
    const drawing = picture([result(rows)]);
    const bars = [...drawing.matchAll(/<rect class="(good|bad)"[^>]* width="([\d.]+)"/g)].map(([, kind, width]) => [kind, Number(width)]);
    assert.deepEqual(bars, [['bad', 300], ['good', 125]]);
    assert.match(drawing, /Sample &lt;1&gt;/);
    assert.match(drawing, /prefers-color-scheme: dark/);
    assert.equal(shareOfGoal(figure({ what: '', unit: '', samples: [4], goal: { of: 'value', atLeast: 2 } })), 0.5);
  });

  it('shows numbers as people read them', () => {
    assert.deepEqual([shown(12_345, 'bytes'), shown(3_200_000, 'bytes'), shown(1.2345, 'ms'), shown(12_345, 'nodes')], ['12.3 KB', '3.2 MB', '1.23 ms', '12,345 nodes']);
    assert.equal(goalOf({ unit: 'ms', goal: { of: 'value', atMost: 16 } }), '≤ 16 ms');
  });
});
