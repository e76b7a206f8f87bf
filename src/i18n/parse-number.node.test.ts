import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTyped, typedNumber } from './parse-number.ts';

const reads = (language: string, text: string, expected: number | undefined): void =>
  assert.equal(parseTyped(text, language), expected, `${language}: ${text}`);

test('numbers are read as people of the language write them', () => {
  reads('en', '1,234.5', 1234.5);
  reads('de', '1.234,5', 1234.5);
  reads('fr', '1 234,5', 1234.5);
  reads('fr', '1\u202F234,5', 1234.5);
  reads('de-CH', '1’234.5', 1234.5);
  reads('hi', '12,34,567', 1_234_567);
  reads('ko', '-12', -12);
  reads('sv', '\u221212,5', -12.5);
});

test('a thousands mark of the language is one only where it can stand', () => {
  reads('de', '1.234', 1234);
  reads('en', '1,234', 1234);
  reads('de', '1.5', 1.5);
  reads('en', '1,5', 1.5);
  reads('en', '1.234', 1.234);
});

test('digits of other scripts are digits', () => {
  reads('ar', '١٢٫٥', 12.5);
  reads('fa', '۱۲', 12);
  reads('ja', '１２', 12);
  reads('en', '٣', 3);
});

test('what is no number is none', () => {
  for (const text of ['', 'ten', '1e5', '1.2.3', '1,2,3', '0x10', '--1', '-', '.', '1 2a', 'Infinity', 'NaN']) reads('en', text, undefined);
  reads('de', '1,2,3', undefined);
});

test('a number is typed with every digit and no thousands marks, and reads back', () => {
  for (const language of ['en', 'de', 'ko', 'ar', 'fr']) {
    for (const value of [0, -3, 1234567, 0.1, 12.345678]) assert.equal(parseTyped(typedNumber(value, language), language), value, `${language}: ${String(value)}`);
  }
  assert.equal(typedNumber(1234.5, 'de'), '1234,5');
});
