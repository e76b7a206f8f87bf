import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLACK, chroma, contrast, distance, leastContrast, lightness, ofNumber, opposite, over, readable, shown, toCss, WHITE, type Color } from './color.ts';
import { random } from './random.node.test.ts';

const GREY = ofNumber(0x777777);

/** Degrees between the hues of two colours. What is left of their distance without their lightness is a side of the triangle that their chromas make. */
function hueBetween(a: Color, b: Color): number {
  const [one, other] = [chroma(a), chroma(b)];
  const across = distance(a, b) ** 2 - (lightness(a) - lightness(b)) ** 2;
  return Math.acos(Math.min(1, (one ** 2 + other ** 2 - across) / (2 * one * other))) * 180 / Math.PI;
}

test('contrasts are those of WCAG', () => {
  assert.equal(contrast(WHITE, BLACK), 21);
  assert.equal(contrast(GREY, WHITE).toFixed(2), '4.48');
  assert.equal(contrast(WHITE, ofNumber(0x0d6efd)).toFixed(2), '4.50');
});

test('a colour is written as browsers write it, cut to what a screen can show', () => {
  assert.equal(toCss(ofNumber(0x0d6efd)), 'rgb(13, 110, 253)');
  assert.equal(toCss([-0.2, 1.04, 0.5]), 'rgb(0, 255, 188)');
});

test('a white of some opacity over black is what browsers make of it', () => {
  assert.equal(toCss(over(WHITE, 0.6, BLACK)), 'rgb(153, 153, 153)');
  assert.equal(toCss(over([1, 0, 0], 0, ofNumber(0x123456))), 'rgb(18, 52, 86)');
});

test('what can be read stays as it is', () => {
  assert.deepEqual(readable(ofNumber(0x1a5fb4), [WHITE], 4.5), ofNumber(0x1a5fb4));
});

test('a thousand colours can be read on light and dark, in their hue', () => {
  const next = random(1);
  for (let round = 0; round < 1000; round++) {
    const color = shown([next(), next(), next()]);
    for (const ground of [WHITE, ofNumber(0xfdf6e3), ofNumber(0x808080), ofNumber(0x1e293b), BLACK]) {
      for (const wanted of [3, 4.5]) {
        const found = readable(color, [ground], wanted);
        assert(contrast(found, ground) >= wanted, `${toCss(color)} on ${toCss(ground)}: ${toCss(found)} has ${contrast(found, ground).toFixed(2)}`);
        if (chroma(color) > 0.03 && chroma(found) > 0.03) assert(hueBetween(color, found) < 6, `${toCss(color)} on ${toCss(ground)} has become ${toCss(found)}`);
      }
    }
  }
});

test('no lightness nearer than the one that is found would do', () => {
  const ground = WHITE;
  const found = readable(ofNumber(0xf59e0b), [ground], 4.5);
  assert(contrast(found, ground) < 4.7, toCss(found));
  assert(distance(found, ofNumber(0xf59e0b)) < 0.3, toCss(found));
});

test('on grounds that are too different, the best there is', () => {
  const grounds = [WHITE, BLACK, GREY];
  assert.equal(leastContrast(readable(ofNumber(0xff0000), grounds, 4.5), grounds), leastContrast(opposite(grounds), grounds));
});
