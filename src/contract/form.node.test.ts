import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedFields, checkFiles, checkForm, isEmpty, offeredOptions, type FieldValue, type FileSource, type FormField, type FormValues } from './index.ts';

const file = (name: string, size: number, type = ''): FileSource => ({ name, size, type, stream: () => new Blob().stream() });
const limits = { maxFiles: 2, maxBytes: 100, accept: null };
const field = (part: Partial<FormField>): FormField => ({ id: 'x', type: 'text', label: 'X', required: false, ...part });

/** What is wrong with one value: `code limit`. */
const wrong = (part: Partial<FormField>, value: FieldValue): string[] =>
  checkForm({ id: 'f', name: 'F', fields: [field(part)] }, { x: value }, {}, limits).map(({ path, code, limit }) => `${path}: ${code}${limit === undefined ? '' : ` ${String(limit)}`}`);

describe('checking a form', () => {
  const options = [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }];
  const cases: readonly [string, Partial<FormField>, FieldValue, string[]][] = [
    ['takes a text', {}, 'text', []],
    ['needs nothing where nothing is required', {}, null, []],
    ['needs a text where one is required', { required: true }, '', ['x: required']],
    ['takes blanks for nothing', { required: true }, ' \t\n', ['x: required']],
    ['takes no number for a text', {}, 5, ['x: invalid']],
    ['takes no list for a text', {}, ['a'], ['x: invalid']],
    ['wants one line where it asks for one', {}, 'two\nlines', ['x: invalid']],
    ['takes lines in a long text', { type: 'textarea' }, 'two\nlines', []],
    ['counts letters from below', { minLength: 3 }, 'ab', ['x: too-short 3']],
    ['counts letters from above, as the maxlength attribute does', { maxLength: 3 }, '💥💥', ['x: too-long 3']],
    ['takes a text of just the length', { minLength: 2, maxLength: 4 }, '💥💥', []],
    ['holds a text against a pattern', { pattern: 'ORD-\\d{2}' }, 'ORD-1', ['x: pattern']],
    ['holds the whole text against a pattern', { pattern: 'a|b' }, 'ab', ['x: pattern']],
    ['takes what matches', { pattern: 'a|b' }, 'b', []],
    ['ignores a pattern that is none, as HTML does', { pattern: '(' }, 'x', []],
    ['takes an option', { type: 'select', options }, 'a', []],
    ['takes no other option', { type: 'select', options }, 'A', ['x: option']],
    ['takes no list for one option', { type: 'select', options }, ['a'], ['x: invalid']],
    ['needs an option where one is required', { type: 'select', options, required: true }, null, ['x: required']],
    ['takes several options', { type: 'multiselect', options }, ['a', 'b'], []],
    ['takes none of several where none is required', { type: 'multiselect', options }, [], []],
    ['needs one of several where one is required', { type: 'multiselect', options, required: true }, [], ['x: required']],
    ['takes no option among several that is not there', { type: 'multiselect', options }, ['a', 'c'], ['x: option']],
    ['takes no single value for several', { type: 'multiselect', options }, 'a', ['x: invalid']],
    ['takes a number', { type: 'number', min: 1, max: 9 }, 9, []],
    ['takes no text for a number', { type: 'number' }, '5', ['x: number']],
    ['takes no number that is not one', { type: 'number' }, Number.NaN, ['x: number']],
    ['wants a number of at least', { type: 'number', min: 1 }, 0, ['x: too-small 1']],
    ['wants a number of at most', { type: 'number', max: 9 }, 9.5, ['x: too-big 9']],
    ['wants whole numbers', { type: 'number', integer: true }, 1.5, ['x: number']],
    ['takes nought for a number that is filled in', { type: 'number', required: true }, 0, []],
    ['takes a date', { type: 'date' }, '2024-02-29', []],
    ['takes no date that is not in the calendar', { type: 'date' }, '2023-02-29', ['x: date']],
    ['takes no date in another form', { type: 'date' }, '29.02.2024', ['x: date']],
    ['takes no moment for a date', { type: 'date' }, '2024-02-29T00:00:00Z', ['x: date']],
    ['wants a date from a day on', { type: 'date', min: '2024-01-01' }, '2023-12-31', ['x: too-small 2024-01-01']],
    ['wants a date up to a day', { type: 'date', max: '2024-01-01' }, '2024-01-02', ['x: too-big 2024-01-01']],
    ['takes a tick', { type: 'checkbox' }, true, []],
    ['needs a tick where one is required', { type: 'checkbox', required: true }, false, ['x: required']],
    ['takes no text for a tick', { type: 'checkbox' }, 'on', ['x: invalid']],
  ];
  for (const [name, part, value, expected] of cases) it(name, () => assert.deepEqual(wrong(part, value), expected));

  it('refuses what the form does not ask for, by any name', () => {
    const values = JSON.parse('{"x":"a","y":1,"__proto__":"z","constructor":"z"}') as Record<string, FieldValue>;
    assert.deepEqual(checkForm({ id: 'f', name: 'F', fields: [field({})] }, values, { z: [] }, limits).map(({ path, code }) => [path, code]),
      [['y', 'invalid'], ['__proto__', 'invalid'], ['constructor', 'invalid'], ['z', 'invalid']]);
  });

  const dependent: readonly FormField[] = [
    field({ id: 'product', type: 'select', options: [{ value: 'cloud', label: '' }, { value: 'desktop', label: '' }] }),
    field({ id: 'part', type: 'select', required: true, dependsOn: 'product', options: [{ value: 'api', label: '', when: ['cloud'] }, { value: 'setup', label: '', when: ['desktop'] }, { value: 'other', label: '', when: ['cloud', 'desktop'] }] }),
  ];
  it('offers what fits an earlier choice, and takes only that', () => {
    const issues = (values: Record<string, FieldValue>): string[] => checkForm({ id: 'f', name: 'F', fields: [...dependent] }, values, {}, limits).map(({ path, code }) => `${path}: ${code}`);
    assert.deepEqual(offeredOptions(dependent[1] ?? field({}), { product: 'cloud' }).map(({ value }) => value), ['api', 'other']);
    assert.deepEqual(issues({ product: 'cloud', part: 'api' }), []);
    assert.deepEqual(issues({ product: 'desktop', part: 'api' }), ['part: option']);
    assert.deepEqual(issues({ product: 'desktop' }), ['part: required']);
    assert.deepEqual(issues({}), [], 'nothing can be chosen yet');
  });

  it('knows what counts as not filled in', () => {
    assert.deepEqual([undefined, null, '', ' ', false, []].map(isEmpty), Array(6).fill(true));
    assert.deepEqual(['x', 0, true, ['']].map(isEmpty), Array(4).fill(false));
  });
});

describe('checking files', () => {
  const codes = (files: readonly FileSource[], accept: string[] | null = null): string[] => checkFiles(files, { ...limits, accept }).map(({ path, code, limit }) => `${path}: ${code}${limit === undefined ? '' : ` ${String(limit)}`}`);

  it('takes files within the limits', () => assert.deepEqual(codes([file('a', 1), file('b', 100)]), []));
  it('says of each file what is wrong', () => assert.deepEqual(codes([file('a', 0), file('b', 101)]), ['files.0: file-empty', 'files.1: file-too-large 100']));
  it('says that there are too many', () => assert.deepEqual(codes([file('a', 1), file('b', 1), file('c', 1)]), ['files: too-many-files 2']));
  it('knows types as the accept attribute does', () => {
    const accept = ['image/*', 'application/pdf', '.LOG'];
    assert.deepEqual(codes([file('a', 1, 'IMAGE/png'), file('b.log', 1)], accept), []);
    assert.deepEqual(codes([file('a.txt', 1, 'application/pdf; x=1'), file('c', 1, 'image/svg+xml')], accept), []);
    assert.deepEqual(codes([file('png', 1, 'imagex/png'), file('a.log.exe', 1, '')], accept), ['files.0: file-type image/*, application/pdf, .LOG', 'files.1: file-type image/*, application/pdf, .LOG']);
  });
  it('takes no file where none can be sent', () => assert.deepEqual(checkFiles([file('a', 1)], null), [{ path: 'files', code: 'invalid' }]));
  it('names a form\'s field in what is wrong with its files', () => {
    const definition = { id: 'f', name: 'F', fields: [field({ id: 'photo', type: 'file', required: true })] };
    assert.deepEqual(checkForm(definition, {}, { photo: [file('a', 0)] }, limits), [{ path: 'photo.0', code: 'file-empty' }]);
    assert.deepEqual(checkForm(definition, {}, {}, limits), [{ path: 'photo', code: 'required' }]);
  });
});

describe('fields that are asked only while another one says so', () => {
  const when = (id: string, parent: string, is: string[], part: Partial<FormField> = {}): FormField => field({ id, when: { field: parent, is }, ...part });
  const asked = (fields: FormField[], values: FormValues): string[] => askedFields({ fields }, values).map(({ id }) => id);

  const cases: readonly [string, Partial<FormField>, string[], FieldValue | undefined, boolean][] = [
    ['while a choice is the one', { type: 'select' }, ['a', 'b'], 'b', true],
    ['not while a choice is another', { type: 'select' }, ['a'], 'b', false],
    ['not while nothing is chosen', { type: 'select' }, ['a', ''], undefined, false],
    ['not while a choice has been taken back', { type: 'select' }, ['a', 'null'], null, false],
    ['not by a choice in other letters', { type: 'select' }, ['a'], 'A', false],
    ['while one of several choices is the one', { type: 'multiselect' }, ['a'], ['b', 'a'], true],
    ['not while none of several choices is', { type: 'multiselect' }, ['a'], ['b'], false],
    ['not while none of several is chosen', { type: 'multiselect' }, ['a'], [], false],
    ['while a box is ticked', { type: 'checkbox' }, ['true'], true, true],
    ['not while a box is not ticked', { type: 'checkbox' }, ['true'], false, false],
    ['while a box is not ticked, where that is the condition', { type: 'checkbox' }, ['false'], false, true],
    ['while a box has never been touched, where that is the condition', { type: 'checkbox' }, ['false'], undefined, true],
    ['while a number is the one', { type: 'number' }, ['3'], 3, true],
    ['while a text is the one', { type: 'text' }, ['yes'], 'yes', true],
    ['never, where no value is named', { type: 'select' }, [], 'a', false],
  ];
  for (const [name, parent, is, value, expected] of cases) {
    it(`are asked ${name}`, () => assert.deepEqual(asked([field({ id: 'parent', ...parent }), when('x', 'parent', is)], value === undefined ? {} : { parent: value }), expected ? ['parent', 'x'] : ['parent']));
  }

  it('keep their order, also before the field that they wait for', () => {
    assert.deepEqual(asked([when('x', 'z', ['1']), field({ id: 'y' }), field({ id: 'z' })], { z: '1' }), ['x', 'y', 'z']);
  });

  it('are not asked while the field that they wait for is not', () => {
    const fields = [field({ id: 'a' }), when('b', 'a', ['1']), when('c', 'b', ['2'])];
    assert.deepEqual(asked(fields, { a: '1', b: '2' }), ['a', 'b', 'c']);
    assert.deepEqual(asked(fields, { a: '0', b: '2' }), ['a'], 'what is left of an earlier answer counts for nothing');
  });

  it('are never asked where conditions go in a circle, or wait for what is not there', () => {
    const circle = [field({ id: 'start' }), when('own', 'own', ['1']), when('a', 'b', ['1']), when('b', 'a', ['1']), when('orphan', 'gone', ['1'])];
    assert.deepEqual(asked(circle, { own: '1', a: '1', b: '1', gone: '1' }), ['start']);
  });

  const order: FormField[] = [
    field({ id: 'topic', type: 'select', required: true, options: [{ value: 'refund', label: '' }, { value: 'other', label: '' }] }), when('number', 'topic', ['refund'], { required: true, pattern: '\\d+' }),
    when('bill', 'topic', ['refund'], { type: 'file', required: true }),
  ];
  const issues = (values: FormValues, files: Record<string, FileSource[]> = {}): string[] => checkForm({ id: 'f', name: 'F', fields: order }, values, files, limits).map(({ path, code }) => `${path}: ${code}`);

  it('are required and checked while they are asked', () => {
    assert.deepEqual(issues({ topic: 'refund' }), ['number: required', 'bill: required']);
    assert.deepEqual(issues({ topic: 'refund', number: 'x' }, { bill: [file('b', 1)] }), ['number: pattern']);
    assert.deepEqual(issues({ topic: 'refund', number: '17' }, { bill: [file('b', 1)] }), []);
  });

  it('are not required while they are not, and take nothing', () => {
    assert.deepEqual(issues({ topic: 'other' }), []);
    assert.deepEqual(issues({ topic: 'other', number: '' }), [], 'an empty value is none');
    assert.deepEqual(issues({ topic: 'other', number: '17' }, { bill: [file('b', 1)] }), ['number: invalid', 'bill: invalid']);
    assert.deepEqual(issues({ topic: 'other', unknown: '' }), ['unknown: invalid'], 'also not for a field that there is not');
    assert.deepEqual(issues({ topic: 'other' }, { topic: [file('a', 1)] }), ['topic: invalid'], 'nor files of a field that takes none');
  });
});
