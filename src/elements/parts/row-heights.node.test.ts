import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowHeights, rowAt, withGaps } from './row-heights.ts';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

test('rows that were not measured are as high as the others on average', () => {
  const heights = new RowHeights();
  heights.note('a', 100);
  heights.note('c', 50);
  assert.deepEqual(heights.offsets(rows), [0, 100, 175, 225, 300]);
});

test('a height is news only where it is another one', () => {
  const heights = new RowHeights();
  assert.deepEqual([heights.note('a', 100), heights.note('a', 100.2), heights.note('a', 120)], [true, false, true]);
  assert.deepEqual(heights.offsets(rows).slice(0, 3), [0, 120, 240]);
});

test('what is usual outlasts the single heights', () => {
  const heights = new RowHeights();
  heights.note('a', 80);
  heights.forget();
  assert.deepEqual(heights.offsets(rows), [0, 80, 160, 240, 320]);
  heights.note('b', 20);
  assert.deepEqual(heights.offsets(rows), [0, 20, 40, 60, 80]);
});

test('a place belongs to the row that it is in, or to the nearest one', () => {
  const offsets = [0, 100, 175, 225, 300];
  assert.deepEqual([-50, 0, 99, 100, 174, 224, 299, 1000].map((place) => rowAt(offsets, place)), [0, 0, 0, 1, 1, 2, 3, 3]);
  assert.equal(rowAt([0], 10), 0);
});

test('between rows that do not follow each other there are gaps', () => {
  assert.deepEqual(withGaps([4, 2, 3, 8], 10), [{ from: 0, to: 2 }, 2, 3, 4, { from: 5, to: 8 }, 8, { from: 9, to: 10 }]);
  assert.deepEqual(withGaps([0, 1], 2), [0, 1]);
});
