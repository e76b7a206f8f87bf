import assert from 'node:assert/strict';
import { it } from 'node:test';
import { contrast, distance, hex, oklab, sameHue, type Rgba } from './color.ts';
import { color, compare, readable } from './compare.ts';
import type { Look } from './look.ts';

const rgb = (value: string): Rgba => [0, 2, 4].map((at) => parseInt(value.slice(at, at + 2), 16) / 255).concat(1) as unknown as Rgba;
const [white, black, lime, green, blue] = ['ffffff', '000000', '9dff20', '345c00', '0b57d0'].map(rgb) as [Rgba, Rgba, Rgba, Rgba, Rgba];
const button = { background: blue, text: white, radius: 4, pill: false };
const text = { color: black, surface: white, font: 'Inter', size: 16 };
const same: Look = {
  host: { button, link: blue, text: { ...text, ownFont: true } }, portal: { button, link: blue, text },
  texts: [{ text: 'Sign in', color: white, behind: blue }], controls: [{ what: 'button', edges: [blue], around: white }], focus: { color: blue, around: white },
};
const wrong = (look: Look): string[] => Object.entries(compare(look)).filter(([, { ok }]) => !ok).map(([column]) => column);

it('knows colours, their distance and contrast', () => {
  assert.deepEqual(oklab(white).map((value) => Math.round(value * 1000) / 1000 + 0), [1, 0, 0]);
  assert.equal(distance(white, black).toFixed(2), '1.00');
  assert.equal(contrast(white, black).toFixed(2), '21.00');
  assert.equal(contrast(black, white).toFixed(2), '21.00');
  assert.equal(hex(lime), '#9dff20');
  assert(sameHue(lime, rgb('4f7f10')) && sameHue(lime, black) && !sameHue(lime, blue));
});

it('takes a colour that is the host’s, and another one only where the host’s cannot be read', () => {
  assert.equal(color(blue, blue, { color: white, least: 4.5 }).short, '0.000');
  assert.equal(color(lime, rgb('4b7d00'), { color: white, least: 4.5 }).short, 'repaired');
  assert.equal(color(lime, blue, { color: white, least: 4.5 }).ok, false, 'of another hue');
  assert.equal(color(lime, rgb('7fd000'), { color: white, least: 4.5 }).ok, false, 'still not to be read');
  assert.equal(color(green, rgb('4b7d00'), { color: white, least: 4.5 }).ok, false, 'the host’s could be read');
  assert.equal(color(blue, rgb('0a4bb5'), { color: white, least: 3 }, { color: white, host: rgb('cccccc'), least: 4.5 }).short, 'repaired', 'the host’s letters cannot be read on it');
  assert.deepEqual([color(undefined, blue, { color: white, least: 4.5 }).ok, color(undefined, lime, { color: white, least: 4.5 }).ok, color(blue, undefined, { color: white, least: 4.5 }).ok], [true, false, false]);
});

it('finds what is not as the host has it', () => {
  assert.deepEqual(wrong(same), []);
  const { portal } = same;
  assert.deepEqual(wrong({ ...same, portal: { ...portal, button: { ...button, background: green } } }), ['accent']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, button: { ...button, text: rgb('ffee88') } } }), ['on accent']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, button: { ...button, radius: 6 } } }), ['radius']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, link: green } }), ['link']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, text: { ...text, color: rgb('333333') } } }), ['text']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, text: { ...text, surface: rgb('eeeeee') } } }), ['surface']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, text: { ...text, font: 'serif' } } }), ['font']);
  assert.deepEqual(wrong({ ...same, portal: { ...portal, text: { ...text, size: 14 } } }), ['font']);
  assert.deepEqual(wrong({ ...same, portal: { text, link: blue } }), ['accent', 'on accent', 'radius']);
  assert.deepEqual(wrong({ ...same, host: { text: { ...text, ownFont: false } }, portal: { ...portal, text: { ...text, font: 'sans-serif' } } }), []);
});

it('finds letters and edges that cannot be made out', () => {
  assert.equal(readable(same).ok, true);
  assert.match(readable({ ...same, texts: [{ text: 'Help', color: rgb('999999'), behind: white }] }).detail ?? '', /"Help" #999999 on #ffffff: 2\.85 < 4\.5/);
  assert.match(readable({ ...same, controls: [{ what: 'input', edges: [rgb('dddddd')], around: white }] }).detail ?? '', /edge of input/);
  assert.match(readable({ ...same, focus: { color: white, around: white } }).detail ?? '', /focus/);
  assert.equal(readable({ ...same, texts: [] }).ok, false);
});
