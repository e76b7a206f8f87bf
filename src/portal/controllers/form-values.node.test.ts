import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Form, FormField, FormValues } from '../../contract/index.ts';
import { askedValues, initialValue, offeredValues } from './form-values.ts';

const field = (type: FormField['type'], more: Partial<FormField> = {}): FormField => ({ id: 'f', label: 'F', type, required: false, ...more });
const options = [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }];
const form = (...fields: FormField[]): Form => ({ id: 'form', name: 'Form', fields });

test('a field starts with what the page fills in, else with its default, else with nothing', () => {
  assert.equal(initialValue(field('text', { default: 'd' }), { f: 'p' }), 'p');
  assert.equal(initialValue(field('text', { default: 'd' }), {}), 'd');
  assert.equal(initialValue(field('text'), {}), null);
  assert.equal(initialValue(field('checkbox'), {}), false);
  assert.equal(initialValue(field('checkbox', { default: true }), { f: false }), false);
});

test('what the page fills in and does not fit the field is ignored', () => {
  for (const [type, given] of [['number', 'ten'], ['number', ''], ['number', Infinity], ['date', 'soon'], ['checkbox', 'yes'], ['text', {}], ['textarea', null], ['file', 'x']] as const) {
    assert.equal(initialValue(field(type, type === 'checkbox' ? {} : { default: 'd' }), { f: given }), type === 'checkbox' ? false : 'd', `${type} ${JSON.stringify(given)}`);
  }
  assert.equal(initialValue(field('select', { options, default: 'a' }), { f: 'c' }), 'a');
  assert.deepEqual(initialValue(field('multiselect', { options }), { f: ['b', 'c'] }), ['b']);
  assert.deepEqual(initialValue(field('multiselect', { options }), { f: 'b' }), ['b']);
});

test('a value that every object has is no value of the page', () => {
  assert.equal(initialValue({ ...field('text'), id: 'toString' }, {}), null);
});

test('long texts from the page are cut at the limit of the field, or at one of ours', () => {
  assert.equal(initialValue(field('text', { maxLength: 3 }), { f: 'abcdef' }), 'abc');
  assert.equal(String(initialValue(field('text'), { f: 'x'.repeat(9999) })).length, 500);
  assert.equal(String(initialValue(field('textarea'), { f: 'x'.repeat(99_999) })).length, 10_000);
});

test('a choice that another field does not allow any more is left out, and so is what depends on it', () => {
  const chain = form(
    { ...field('select', { options: [{ value: 'z', label: 'Z', when: ['y'] }], dependsOn: 'two' }), id: 'three' },
    { ...field('select', { options: [{ value: 'y', label: 'Y', when: ['x'] }], dependsOn: 'one' }), id: 'two' },
    { ...field('select', { options: [{ value: 'x', label: 'X' }, { value: 'w', label: 'W' }] }), id: 'one' },
  );
  assert.deepEqual(offeredValues(chain, { one: 'x', two: 'y', three: 'z' }), { one: 'x', two: 'y', three: 'z' });
  assert.deepEqual(offeredValues(chain, { one: 'w', two: 'y', three: 'z' }), { one: 'w', two: null, three: null });
});

test('fields that depend on each other come to an end', () => {
  const circle = form(
    { ...field('select', { options: [{ value: 'x', label: 'X', when: ['y'] }], dependsOn: 'two' }), id: 'one' },
    { ...field('multiselect', { options: [{ value: 'y', label: 'Y', when: ['x'] }], dependsOn: 'one' }), id: 'two' },
  );
  assert.deepEqual(offeredValues(circle, { one: 'x', two: ['y', 'q'] }), { one: null, two: [] });
});

test('what is not asked is left out, with all that depends on it, and decides about nothing', () => {
  const asking = form(
    { ...field('select', { options }), id: 'one' },
    { ...field('select', { options, when: { field: 'one', is: ['b'] } }), id: 'two' },
    { ...field('text', { when: { field: 'two', is: ['b'] } }), id: 'three' },
    { ...field('select', { options: [{ value: 'x', label: 'X', when: ['b'] }], dependsOn: 'two' }), id: 'four' },
    { ...field('text', { when: { field: 'four', is: ['x'] } }), id: 'five' },
  );
  const filled = { one: 'b', two: 'b', three: 't', four: 'x', five: 'f' };
  const ids = (values: FormValues): string[] => askedValues(asking, values).fields.map(({ id }) => id);
  assert.deepEqual(askedValues(asking, filled).values, filled);
  assert.deepEqual(ids(filled), ['one', 'two', 'three', 'four', 'five']);
  assert.deepEqual(askedValues(asking, { ...filled, one: 'a' }).values, { one: 'a', four: null });
  assert.deepEqual(ids({ ...filled, one: 'a' }), ['one', 'four']);
});
