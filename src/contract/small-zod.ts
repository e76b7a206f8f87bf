/**
 * What the contract uses of zod/mini, in a seventh of its bytes: the script tag is built with this instead. Everybody else has zod itself, and
 * a test holds both against each other. What it says by itself is what zod says without a locale.
 */

/** What is wrong with one value; named as in zod. */
interface Issue {
  readonly code: string;
  readonly path: PropertyKey[];
  readonly message: string;
  readonly [more: string]: unknown;
}
type Parameters = { readonly error?: string; readonly path?: readonly PropertyKey[] } | undefined;
/** Answers what the schema makes of a value, and adds what is wrong with it. */
type Read = (value: unknown, issues: Issue[]) => unknown;
/** Looks at a value of the right type. @param error What the schema says to whatever is wrong. */
type Check = (value: never, issues: Issue[], error: string | undefined) => void;
/** What an object may do without: a property that stays away, or one that is filled in. */
type Absence = 'optional' | 'defaulted' | undefined;
type Shape = Readonly<Record<string, Schema>>;

class Schema {
  readonly read: Read;
  readonly absence: Absence;
  readonly error: string | undefined;
  /** An object's properties, and whether it may have no others. */
  shape: Shape = {};
  strict = false;

  constructor(read: Read, { absence, error }: { absence?: Absence; error?: string | undefined } = {}) {
    this.read = read;
    this.absence = absence;
    this.error = error;
  }

  check(...checks: readonly Check[]): Schema {
    return new Schema((value, issues) => {
      const before = issues.length;
      const read = this.read(value, issues);
      if (issues.length === before) for (const check of checks) check(read as never, issues, this.error);
      return read;
    }, this);
  }
}

const issue = (code: string, message = 'Invalid input', more: object = {}): Issue => ({ code, path: [], message, ...more });

/** Reads a part of a value: what is wrong with it is wrong there. */
function readAt(key: PropertyKey, schema: Schema, value: unknown, issues: Issue[]): unknown {
  const before = issues.length;
  const read = schema.read(value, issues);
  for (let index = before; index < issues.length; index++) issues[index]?.path.unshift(key);
  return read;
}

/** A schema of all values of which something holds. */
const those = (holds: (value: unknown) => boolean, code = 'invalid_type') => (parameters?: Parameters): Schema => new Schema((value, issues) => {
  if (!holds(value)) issues.push(issue(code, parameters?.error));
  return value;
}, parameters);

export const string = those((value) => typeof value === 'string');
export const number = those(Number.isFinite);
export const boolean = those((value) => typeof value === 'boolean');
export const unknown = those(() => true);
export const custom = (holds: (value: unknown) => boolean): Schema => those(holds, 'custom')();
const oneOf = (values: readonly unknown[]): Schema => those((value) => values.includes(value), 'invalid_value')();
export const literal = (value: unknown): Schema => oneOf([value]);

const check = (holds: (value: never) => boolean, code: string, more?: object) => (parameters?: Parameters): Check => (value, issues, error) => {
  if (!holds(value)) issues.push({ ...issue(code, parameters?.error ?? error, more), path: [...parameters?.path ?? []] });
};

const letters = (value: string | readonly unknown[]): number => typeof value === 'string' ? [...value].length : value.length;
const sized = (holds: (length: number) => boolean, code: string, more?: object) => (parameters?: Parameters): Check => (value: string | readonly unknown[], issues, error) => {
  check(() => holds(letters(value)), code, { ...more, origin: typeof value === 'string' ? 'string' : 'array' })(parameters)(value as never, issues, error);
};
export const minLength = (minimum: number, parameters?: Parameters): Check => sized((length) => length >= minimum, 'too_small', { minimum })(parameters);
export const maxLength = (maximum: number, parameters?: Parameters): Check => sized((length) => length <= maximum, 'too_big', { maximum })(parameters);
export const gte = (minimum: number, parameters?: Parameters): Check => check((value: number) => value >= minimum, 'too_small', { origin: 'number', minimum })(parameters);
export const lte = (maximum: number, parameters?: Parameters): Check => check((value: number) => value <= maximum, 'too_big', { origin: 'number', maximum })(parameters);
export const positive = (parameters?: Parameters): Check => check((value: number) => value > 0, 'too_small', { origin: 'number', minimum: 0 })(parameters);
export const regex = (pattern: RegExp, parameters?: Parameters): Check => check((value: string) => pattern.test(value), 'invalid_format')(parameters);
export const refine = (holds: (value: never) => boolean, parameters?: Parameters): Check => check(holds, 'custom')(parameters);

export const int = (parameters?: Parameters): Schema => number(parameters).check(check(Number.isSafeInteger, 'invalid_type')(parameters));
export const url = (): Schema => {
  const text = string().check(check((value: string) => URL.canParse(value.trim()), 'invalid_format')());
  return new Schema((value, issues) => {
    const read = text.read(value, issues);
    return typeof read === 'string' ? read.trim().replace(/[\t\n\r]/g, '') : read;
  });
};
const DAY = '(?:\\d\\d(?:[2468][048]|[13579][26]|0[48])|[02468][048]00|[13579][26]00)-02-29'
  + '|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';
const MOMENT = new RegExp(`^(?:${DAY})T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?Z$`);
export const iso = { datetime: (): Schema => string().check(regex(MOMENT)) };

export const optional = (inner: Schema): Schema =>
  new Schema((value, issues) => value === undefined && inner.absence !== 'defaulted' ? value : inner.read(value, issues), { absence: inner.absence ?? 'optional' });
export const nullable = (inner: Schema): Schema => new Schema((value, issues) => value === null ? value : inner.read(value, issues), inner);
export const prefault = (inner: Schema, initial: unknown): Schema =>
  new Schema((value, issues) => inner.read(value === undefined ? structuredClone(initial) : value, issues), { absence: 'defaulted' });
const withDefault = (inner: Schema, initial: unknown): Schema =>
  new Schema((value, issues) => value === undefined ? structuredClone(initial) : inner.read(value, issues), { absence: 'defaulted' });
export const lazy = (inner: () => Schema): Schema => new Schema((value, issues) => inner().read(value, issues));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function objectOf(shape: Shape, strict: boolean, error: string | undefined): Schema {
  const schema = new Schema((value, issues) => {
    if (!isObject(value)) {
      issues.push(issue('invalid_type', error));
      return value;
    }
    const result: Record<string, unknown> = {};
    for (const [key, property] of Object.entries(shape)) {
      const { absence } = property;
      const isPresent = key in value;
      if (!isPresent && absence === 'optional') continue;
      const before = issues.length;
      const read = readAt(key, property, value[key], issues);
      if (!isPresent && absence === undefined && issues.length === before) issues.push({ ...issue('invalid_type'), path: [key] });
      if (read !== undefined || isPresent) result[key] = read;
    }
    const keys = strict ? Object.keys(value).filter((key) => !Object.hasOwn(shape, key)) : [];
    if (keys.length > 0) issues.push(issue('unrecognized_keys', error, { keys }));
    return result;
  }, { error });
  return Object.assign(schema, { shape, strict });
}
export const object = (shape: Shape, parameters?: Parameters): Schema => objectOf(shape, false, parameters?.error);
export const strictObject = (shape: Shape, parameters?: Parameters): Schema => objectOf(shape, true, parameters?.error);
export const extend = ({ shape, strict, error }: Schema, more: Shape): Schema => objectOf({ ...shape, ...more }, strict, error);
export const partial = ({ shape, strict, error }: Schema): Schema =>
  objectOf(Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, optional(schema)])), strict, error);

export const array = (item: Schema, parameters?: Parameters): Schema => new Schema((value, issues) => {
  if (Array.isArray(value)) return value.map((part, index) => readAt(index, item, part, issues));
  issues.push(issue('invalid_type', parameters?.error));
  return value;
}, parameters);

/** @param isClosed Whether names that do not fit are no property of this record, rather than wrong ones. */
const recordOf = (key: Schema, value: Schema, isClosed: boolean): Schema => new Schema((whole, issues) => {
  if (!isObject(whole)) {
    issues.push(issue('invalid_type'));
    return whole;
  }
  const result: Record<string, unknown> = {};
  const keys: string[] = [];
  for (const [name, part] of Object.entries(whole)) {
    if (name === '__proto__') continue;
    if (safeParse(key, name).success) result[name] = readAt(name, value, part, issues);
    else if (isClosed) keys.push(name);
    else issues.push({ ...issue('invalid_key'), path: [name] });
  }
  if (keys.length > 0) issues.push(issue('unrecognized_keys', undefined, { keys }));
  return result;
});
export const record = (key: Schema, value: Schema): Schema => recordOf(key, value, false);
export const partialRecord = (key: Schema, value: Schema): Schema => recordOf(key, value, true);

export const union = (options: readonly Schema[], parameters?: Parameters): Schema => new Schema((value, issues) => {
  const close: { read: unknown; wrong: Issue[] }[] = [];
  for (const option of options) {
    const wrong: Issue[] = [];
    const read = option.read(value, wrong);
    if (wrong.length === 0) return read;
    // Of the right form, but for a length, a pattern or a surplus key.
    if (wrong.every(({ code }) => /^(?:too_|custom|unrec|invalid_f)/.test(code))) close.push({ read, wrong });
  }
  const [meant] = close;
  issues.push(...meant !== undefined && close.length === 1 ? meant.wrong : [issue('invalid_union', parameters?.error)]);
  return meant === undefined ? value : meant.read;
}, parameters);

/** Settings of zod that have no meaning here. */
export const config = (): void => undefined;

export function safeParse(schema: Schema, value: unknown): { success: true; data: unknown } | { success: false; error: { issues: Issue[] } } {
  const issues: Issue[] = [];
  const data = schema.read(value, issues);
  return issues.length === 0 ? { success: true, data } : { success: false, error: { issues } };
}

export function parse(schema: Schema, value: unknown): unknown {
  const result = safeParse(schema, value);
  if (!result.success) throw new TypeError(JSON.stringify(result.error.issues));
  return result.data;
}

export { oneOf as enum, withDefault as _default };
