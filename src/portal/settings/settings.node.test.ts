import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultSettings } from '../../contract/index.ts';
import { differences, merged } from './differences.ts';
import { isSame, readSettings, valueAt, withValue } from './document.ts';
import { languagesUsed } from './languages-used.ts';

describe('a place of a document', () => {
  it('is read and changed without touching the rest, and made where it is missing', () => {
    const document = { a: { b: [{ c: 1 }, { c: 2 }] }, z: 3 };
    assert.equal(valueAt(document, ['a', 'b', '1', 'c']), 2);
    assert.equal(valueAt(document, ['a', 'x', 'y']), undefined);
    const changed = withValue(document, ['a', 'b', '1', 'c'], 5);
    assert.deepEqual(changed, { a: { b: [{ c: 1 }, { c: 5 }] }, z: 3 });
    assert.deepEqual(Object.keys(changed), ['a', 'z']);
    assert.deepEqual(document.a.b, [{ c: 1 }, { c: 2 }]);
    assert.deepEqual(withValue(document, ['n', 'en'], 'New'), { ...document, n: { en: 'New' } });
    assert.deepEqual(withValue(document, ['z'], undefined), { a: document.a });
    assert.deepEqual(withValue(document, ['a', 'b', '0'], undefined), { a: { b: [{ c: 2 }] }, z: 3 });
  });

  it('is not one of the prototype’s', () => {
    assert.equal(valueAt({}, ['constructor']), undefined);
  });

  it('says the same in any order of names', () => {
    assert.equal(isSame({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }), true);
    for (const [a, b] of [[{ a: 1 }, { a: 1, b: undefined }], [[1, 2], [2, 1]], [{}, []], [null, {}], ['1', 1]]) assert.equal(isSame(a, b), false);
  });
});

describe('reading a document', () => {
  it('fills in what is left out, and says what is wrong and where', () => {
    assert.deepEqual(readSettings({ version: 1 }).settings, defaultSettings());
    const problems = (document: object): unknown => readSettings(document).problems.map(({ path, code, subject }) => [path, code, subject]);
    assert.deepEqual(problems({ version: 1, brand: { theme: { accent: 'red' } } }), [['brand.theme.accent', 'invalid', undefined]]);
    assert.deepEqual(problems({ version: 1, colour: 'red' }), [['', 'unknown-key', 'colour']]);
  });
});

describe('the differences of two documents', () => {
  const base = { ...defaultSettings(), name: { en: 'Support' }, path: '/' };

  it('are told place by place, and who has made them', () => {
    const mine = { ...base, name: { en: 'Mine', ko: '지원' }, path: '/mine' };
    const theirs = { ...base, name: { en: 'Theirs' }, enabled: false };
    assert.deepEqual(differences(base, mine, theirs).map(({ path, changedBy }) => [path.join('.'), changedBy]), [
      ['enabled', 'them'], ['name.en', 'both'], ['name.ko', 'me'], ['path', 'me'],
    ]);
    assert.deepEqual(differences(base, base, structuredClone(base)), []);
  });

  it('never split a rule: half of one and half of the other would be a third', () => {
    const mine = withValue(base, ['tickets', 'filter'], { property: 'queue', operator: 'is', value: 'a' });
    const theirs = withValue(base, ['tickets', 'filter'], { all: [{ property: 'queue', operator: 'is', value: 'b' }] });
    assert.deepEqual(differences(base, mine, theirs).map(({ path }) => path.join('.')), ['tickets.filter']);
  });

  it('are merged by taking theirs at some places, also what they have taken away', () => {
    const mine = { ...base, name: { en: 'Mine', ko: '지원' }, path: '/mine' };
    const theirs = { ...base, name: { en: 'Theirs' } };
    const found = differences(base, mine, theirs);
    assert.deepEqual(merged(mine, found.filter(({ path }) => path[0] === 'name')), { ...mine, name: { en: 'Theirs' } });
    assert.deepEqual(merged(mine, found), theirs);
    assert.deepEqual(merged(mine, []), mine);
  });
});

it('the languages of a document are those of all its texts', () => {
  const settings = { ...defaultSettings(), offMessage: { de: 'Zu' }, texts: { fr: {} }, navigation: [{ label: { ko: '홈' }, href: '/' }] };
  assert.deepEqual(languagesUsed(settings), ['en', 'de', 'ko', 'fr']);
});
