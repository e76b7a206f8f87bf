import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FormField } from '../../contract/index.ts';
import { addressPrefill, type AddressPrefill } from './form-prefill.ts';

const field = (id: string, type: FormField['type'] = 'text', more: Partial<FormField> = {}): FormField => ({ id, label: id.toUpperCase(), type, required: false, ...more });
const options = [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }];
const fields = [field('subject', 'text', { maxLength: 20 }), field('kind', 'select', { options }), field('several', 'multiselect', { options }), field('seats', 'number'), field('agree', 'checkbox'), field('files', 'file')];

const read = (address: string, maxLength = 100): { values: AddressPrefill['values']; left: string[] } => {
  const { values, left } = addressPrefill({ fields }, `https://www.example/help${address}`, maxLength);
  return { values, left: left.map(({ id }) => id) };
};

test('an address fills in fields of the form, and nothing else', () => {
  assert.deepEqual(read('?subject=Hello%20there&kind=b&several=a&several=b&seats=3&agree=true&utm_source=mail&files=x'), {
    values: { subject: 'Hello there', kind: 'b', several: ['a', 'b'], seats: 3, agree: true }, left: [],
  });
  assert.deepEqual(read('#subject=Hello'), { values: {}, left: [] });
  assert.deepEqual(read(''), { values: {}, left: [] });
});

test('the query of the fragment goes before that of the page', () => {
  assert.deepEqual(read('?subject=page&kind=a#/new/problem?subject=a%3Fb'), { values: { subject: 'a?b', kind: 'a' }, left: [] });
});

test('a value that does not fit is left out whole, and named', () => {
  assert.deepEqual(read(`?subject=${'x'.repeat(21)}&kind=c&several=a&several=c&seats=many&agree=perhaps`), { values: {}, left: ['subject', 'kind', 'several', 'seats', 'agree'] });
  assert.deepEqual(read('?subject=one&subject=two&kind=a&kind=b'), { values: {}, left: ['subject', 'kind'] }, 'which of them?');
  assert.deepEqual(read('?subject=two%0Alines'), { values: {}, left: ['subject'] });
});

test('all values together have no more than so many characters; what is too much is left out whole', () => {
  assert.deepEqual(read('?subject=1234567890&several=a&several=b&seats=12', 12), { values: { subject: '1234567890', several: ['a', 'b'] }, left: ['seats'] });
  assert.deepEqual(read('?subject=1234567890&seats=12', 9), { values: { seats: 12 }, left: ['subject'] });
});
