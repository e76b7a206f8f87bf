import type { FileLimits } from './capabilities.ts';
import type { Issue } from './errors.ts';
import type { Form, FormField, FormFiles, FormOption, FormValues } from './form.ts';
import type { FileSource } from './schemas.ts';
import type { FieldValue } from './ticket.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The options that a field offers while the form has these values. */
export function offeredOptions(field: FormField, values: FormValues): FormOption[] {
  const parent = field.dependsOn === undefined ? null : values[field.dependsOn] ?? null;
  return (field.options ?? []).filter(({ when }) => when === undefined || (typeof parent === 'string' && when.includes(parent)));
}

/** Whether a value counts as not filled in. An unchecked checkbox does: a required one must be checked. */
export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || value === false || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** The fields of a form that are asked while it has these values: those whose condition holds, and that of the field it speaks of. */
export function askedFields({ fields }: Pick<Form, 'fields'>, values: FormValues): FormField[] {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const isAsked = (field: FormField, above: readonly string[] = []): boolean => {
    if (field.when === undefined) return true;
    const parent = byId.get(field.when.field);
    // A condition on itself, or on a field that is not there, can never hold.
    if (parent === undefined || above.includes(parent.id) || !isAsked(parent, [...above, field.id])) return false;
    const value = values[parent.id] ?? (parent.type === 'checkbox' ? false : null);
    const { is } = field.when;
    return (Array.isArray(value) ? value : [value]).some((one) => one !== null && is.includes(String(one)));
  };
  return fields.filter((field) => isAsked(field));
}

/**
 * What is wrong with the values and files of a form; empty where nothing is. The same check runs in the element, before
 * anything is sent, and in front of every adapter, because backends drop what they do not like without a word.
 */
export function checkForm(definition: Form, values: FormValues, files: FormFiles, limits: FileLimits | null): Issue[] {
  const asked = askedFields(definition, values);
  const known = new Set(asked.map((field) => field.id));
  const takesFiles = new Set(asked.filter(({ type }) => type === 'file').map((field) => field.id));
  const unknown = [
    ...Object.keys(values).filter((key) => (!isEmpty(values[key]) || !isField(definition, key)) && !known.has(key)), ...Object.keys(files).filter((key) => !takesFiles.has(key)),
  ];
  return [
    ...unknown.map((path): Issue => ({ path, code: 'invalid' })),
    ...asked.flatMap((field) => field.type === 'file'
      ? checkFileField(field, files[field.id] ?? [], limits)
      : checkField(field, values).slice(0, 1)),
  ];
}

const isField = ({ fields }: Form, key: string): boolean => fields.some(({ id }) => id === key);

function checkFileField(field: FormField, files: readonly FileSource[], limits: FileLimits | null): Issue[] {
  const missing: Issue[] = field.required && files.length === 0 ? [{ path: field.id, code: 'required' }] : [];
  return [...missing, ...checkFiles(files, limits, field.id)];
}

/** Every issue of one field that is not of type file. */
function checkField(field: FormField, values: FormValues): Issue[] {
  const value = values[field.id];
  const issue = (code: Issue['code'], limit?: string | number): Issue[] => [{ path: field.id, code, ...(limit === undefined ? {} : { limit }) }];
  if (isEmpty(value)) {
    // A field whose options all depend on a choice not made cannot be filled in.
    const fillable = field.options === undefined || offeredOptions(field, values).length > 0;
    return field.required && fillable ? issue('required') : [];
  }
  switch (field.type) {
    case 'text': case 'textarea': return typeof value === 'string' ? checkText(field, value, issue) : issue('invalid');
    case 'number': return checkNumber(field, value, issue);
    case 'date': return checkDate(field, value, issue);
    case 'checkbox': return typeof value === 'boolean' ? [] : issue('invalid');
    case 'select': return typeof value === 'string' ? checkOptions(field, [value], values, issue) : issue('invalid');
    case 'multiselect': return Array.isArray(value) ? checkOptions(field, value, values, issue) : issue('invalid');
    case 'file': return issue('invalid');
  }
}

type MakeIssue = (code: Issue['code'], limit?: string | number) => Issue[];

function checkText(field: FormField, value: string, issue: MakeIssue): Issue[] {
  // `length` counts UTF-16 units, as the maxlength attribute of HTML does.
  if (field.minLength !== undefined && value.length < field.minLength) return issue('too-short', field.minLength);
  if (field.maxLength !== undefined && value.length > field.maxLength) return issue('too-long', field.maxLength);
  if (field.type === 'text' && /[\r\n]/.test(value)) return issue('invalid');
  return field.pattern === undefined || matchesPattern(field.pattern, value) ? [] : issue('pattern');
}

/** As HTML does: anchored, and a pattern that is no regular expression is ignored. */
function matchesPattern(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v').test(value);
  } catch {
    return true;
  }
}

function checkNumber(field: FormField, value: FieldValue | undefined, issue: MakeIssue): Issue[] {
  if (typeof value !== 'number' || !Number.isFinite(value) || (field.integer === true && !Number.isInteger(value))) return issue('number');
  if (field.min !== undefined && value < Number(field.min)) return issue('too-small', field.min);
  return field.max !== undefined && value > Number(field.max) ? issue('too-big', field.max) : [];
}

function checkDate(field: FormField, value: FieldValue | undefined, issue: MakeIssue): Issue[] {
  if (typeof value !== 'string' || !DATE.test(value) || !isRealDate(value)) return issue('date');
  if (field.min !== undefined && value < String(field.min)) return issue('too-small', field.min);
  return field.max !== undefined && value > String(field.max) ? issue('too-big', field.max) : [];
}

/** `2026-02-30` parses as March in some engines and not at all in others; a real date comes back as it went in. */
function isRealDate(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function checkOptions(field: FormField, chosen: readonly string[], values: FormValues, issue: MakeIssue): Issue[] {
  const offered = new Set(offeredOptions(field, values).map((option) => option.value));
  return chosen.every((value) => offered.has(value)) ? [] : issue('option');
}

/** What is wrong with picked files, by the backend's limits. `path` of the nth file's issue is `PATH.n`. */
export function checkFiles(files: readonly FileSource[], limits: FileLimits | null, path = 'files'): Issue[] {
  if (files.length === 0) return [];
  if (limits === null) return [{ path, code: 'invalid' }];
  const many: Issue[] = files.length > limits.maxFiles ? [{ path, code: 'too-many-files', limit: limits.maxFiles }] : [];
  return [...many, ...files.flatMap((file, index) => checkFile(file, limits, `${path}.${String(index)}`))];
}

function checkFile(file: FileSource, limits: FileLimits, path: string): Issue[] {
  if (file.size === 0) return [{ path, code: 'file-empty' }];
  if (file.size > limits.maxBytes) return [{ path, code: 'file-too-large', limit: limits.maxBytes }];
  if (limits.accept !== null && !limits.accept.some((rule) => accepts(rule, file))) return [{ path, code: 'file-type', limit: limits.accept.join(', ') }];
  return [];
}

/** One rule of HTML's `accept`: an extension, a media type, or `image/*`. */
function accepts(rule: string, file: FileSource): boolean {
  const wanted = rule.trim().toLowerCase();
  if (wanted.startsWith('.')) return file.name.toLowerCase().endsWith(wanted);
  const type = file.type.toLowerCase().split(';')[0]?.trim() ?? '';
  return wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
