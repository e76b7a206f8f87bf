import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { filter, fold, matches, type Condition, type FieldValue, type Filter } from './index.ts';

const TICKET: Readonly<Record<string, FieldValue>> = {
  'subject': 'Größe of ORDER 100%', 'created': '2026-11-01T12:00:00.500Z', 'field:seats': 12, 'field:tags': ['Red', 'Blue'], 'field:callback': true, 'field:none': null, 'field:empty': '', 'field:no-tags': [],
};
const test = (property: string, operator: Condition['operator'], value?: Condition['value']): boolean => matches({ property, operator, value }, (name) => TICKET[name] ?? null);

describe('the filter language', () => {
  const cases: readonly [string, Condition['operator'], Condition['value'], boolean][] = [
    ['subject', 'is', 'GRÖSSE of order 100%', false], ['subject', 'is', 'größe OF order 100%', true], ['subject', 'is', 'order', false],
    ['subject', 'is-not', 'order', true], ['subject', 'is-not', 'Größe of ORDER 100%', false],
    ['subject', 'contains', 'order', true], ['subject', 'contains', '%', true], ['subject', 'contains', '1_0', false],
    ['subject', 'not-contains', 'order', false], ['subject', 'not-contains', 'invoice', true],
    ['subject', 'in', ['a', 'größe of order 100%'], true], ['subject', 'in', [], false], ['subject', 'not-in', ['a'], true], ['subject', 'not-in', [], true],
    ['field:tags', 'is', 'red', true], ['field:tags', 'contains', 'blu', true], ['field:tags', 'not-in', ['blue'], false], ['field:tags', 'is', 'green', false],
    ['field:seats', 'is', 12, true], ['field:seats', 'is', '12', true], ['field:seats', 'after', 9, true], ['field:seats', 'before', 9, false], ['field:seats', 'before', '100', true],
    ['field:callback', 'is', true, true], ['field:callback', 'is', false, false],
    ['created', 'before', '2026-11-02', true], ['created', 'after', '2026-11-01', true], ['created', 'after', '2026-11-01T12:00:00Z', true], ['created', 'before', '2026-11-01T12:00:00Z', false],
    ['created', 'before', '2026-11-01T12:00:00.500Z', false], ['created', 'after', '2026-11-01T12:00:00.500Z', false],
    ['field:none', 'is-known', undefined, false], ['field:none', 'is-unknown', undefined, true], ['field:empty', 'is-unknown', undefined, true], ['field:no-tags', 'is-unknown', undefined, true],
    ['subject', 'is-known', undefined, true], ['subject', 'is-unknown', undefined, false],
    ['field:none', 'is', 'x', false], ['field:none', 'is-not', 'x', true], ['field:none', 'contains', '', false], ['field:none', 'not-contains', 'x', true], ['field:none', 'before', '2030', false],
  ];
  for (const [property, operator, value, expected] of cases) {
    it(`${property} ${operator} ${JSON.stringify(value)}: ${String(expected)}`, () => assert.equal(test(property, operator, value), expected));
  }

  it('joins groups with AND and OR, and knows what empty ones mean', () => {
    const yes: Filter = { property: 'subject', operator: 'is-known' };
    const no: Filter = { property: 'subject', operator: 'is-unknown' };
    const holds = (rule: Filter): boolean => matches(rule, (name) => TICKET[name] ?? null);
    assert.deepEqual([{ all: [yes, yes] }, { all: [yes, no] }, { any: [no, yes] }, { any: [no, no] }, { all: [] }, { any: [] }, { all: [{ any: [no, yes] }, yes] }].map(holds), [true, false, true, false, true, false, true]);
  });

  it('folds compatibility forms and case, the same in every locale', () => {
    assert.equal(fold('ＡＢＣ İstanbul ﬁn'), 'abc i̇stanbul fin');
  });

  it('takes a rule only as it is defined', () => {
    const good: Filter[] = [{ property: 'subject', operator: 'is', value: 'x' }, { all: [] }, { any: [{ all: [{ property: 'id', operator: 'in', value: ['1'] }] }] }];
    for (const rule of good) assert.deepEqual(z.parse(filter, rule), rule);
    const bad = [{ property: 'subject', operator: 'like', value: 'x' }, { property: '', operator: 'is' }, { all: [], any: [] }, { any: [{}] }, { property: 'subject', operator: 'is', value: 'x', extra: 1 }, [], null, 'subject'];
    for (const rule of bad) assert.equal(z.safeParse(filter, rule).success, false, JSON.stringify(rule));
  });
});
