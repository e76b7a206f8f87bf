import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Filter } from '../../../contract/index.ts';
import { lacksValue, matches } from '../../../contract/index.ts';
import { filterOf, modelOf } from './filter-model.ts';

const a = { property: 'a', operator: 'is', value: '1' } as const;
const b = { property: 'b', operator: 'is', value: '1' } as const;
const c = { property: 'c', operator: 'is', value: '1' } as const;

const SHOWN: readonly Filter[] = [
  a, { all: [a] }, { any: [a] }, { all: [a, b] }, { any: [a, b, c] }, { any: [{ all: [a, b] }, { all: [c] }] }, { all: [{ any: [a, b] }, c] }, { any: [a, { all: [b, c] }] },
];
const DEEPER: readonly Filter[] = [{ all: [{ any: [{ all: [a] }, b] }, c] }, { any: [{ all: [] }, a] }, { any: [] }];

describe('a filter as groups', () => {
  it('means what the filter means, for every ticket', () => {
    for (const filter of SHOWN) {
      const model = modelOf(filter, null);
      assert.ok(model, JSON.stringify(filter));
      const back = filterOf(model, null)!;
      for (let bits = 0; bits < 8; bits += 1) {
        const has = (property: string): string => String((bits >> 'abc'.indexOf(property)) & 1);
        assert.equal(matches(back, has), matches(filter, has), `${JSON.stringify(filter)} became ${JSON.stringify(back)}`);
      }
    }
  });

  it('knows where each condition stands in the document', () => {
    const paths = (filter: Filter): string[] => modelOf(filter, null)!.groups.flatMap(({ rows }) => rows.map(({ path }) => path.join('.')));
    assert.deepEqual(paths(a), ['']);
    assert.deepEqual(paths({ all: [a, b] }), ['all.0', 'all.1']);
    assert.deepEqual(paths({ any: [{ all: [a, b] }, c] }), ['any.0.all.0', 'any.0.all.1', 'any.1']);
  });

  it('is not made of what is nested deeper, or would mean something else', () => {
    for (const filter of DEEPER) assert.equal(modelOf(filter, null), undefined, JSON.stringify(filter));
  });

  it('without a condition is what is empty there: everything, or nobody', () => {
    assert.deepEqual(modelOf(null, null)?.groups, []);
    assert.deepEqual(modelOf({ all: [] }, null)?.groups, []);
    assert.deepEqual(modelOf({ any: [] }, { any: [] })?.groups, []);
    assert.equal(filterOf({ join: 'any', groups: [] }, null), null);
    assert.deepEqual(filterOf({ join: 'any', groups: [{ join: 'all', rows: [] }] }, { any: [] }), { any: [] });
  });
});

it('a condition lacks a value only where its operator needs one', () => {
  assert.equal(lacksValue({ property: 'a', operator: 'is', value: '' }), true);
  assert.equal(lacksValue({ property: 'a', operator: 'in', value: [] }), true);
  assert.equal(lacksValue({ property: 'a', operator: 'is', value: 0 }), false);
  assert.equal(lacksValue({ property: 'a', operator: 'is', value: false }), false);
  assert.equal(lacksValue({ property: 'a', operator: 'is-known' }), false);
});
