import { PortalError } from '../../contract/index.ts';

/**
 * A piece of TicketSQL or TransactionSQL, RT's query languages. Made by the functions of this file only: they are the one place where
 * text becomes part of a query.
 */
export type Sql = string & { readonly brand: unique symbol };

const made = (text: string): Sql => text as Sql;

/** A string literal. Strings stand in single quotes, `\` escapes; unescaped text would be part of the query. */
export function literal(text: string): string {
  // RT puts the asking user in the place of these words wherever they are the whole value
  if (/^__\w*__$/.test(text)) throw new PortalError('invalid-input', 'Request Tracker cannot compare with a text like __this__.');
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The operators that this adapter uses. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'NOT LIKE' | 'STARTSWITH';

/** The name of a column; what is not one must be built by {@link customField}. */
export type Column =
  | 'id' | 'Subject' | 'Status' | 'Created' | 'LastUpdated' | 'Queue' | 'Content' | 'ContentType' | 'Type' | 'Field' | 'ObjectId' | 'ObjectType'
  | 'Requestor.EmailAddress' | 'Requestor.Organization' | 'Requestor.id' | 'Cc.EmailAddress' | `CF.{${string}}`;

/** Whether a custom field of this name can stand in a query: braces and quotes cannot be escaped there. */
export const isSearchable = (name: string): boolean => !/[{}'"\\]/.test(name);

/** A custom field as a column. */
export function customField(name: string): Column {
  if (!isSearchable(name)) throw new PortalError('invalid-input', 'Request Tracker cannot search in a field with braces or quotes in its name.');
  return `CF.{${name}}`;
}

export const is = (column: Column, operator: Operator, value: string): Sql => made(`${column} ${operator} ${literal(value)}`);

export const isNumber = (column: Column, operator: Operator, value: number): Sql => {
  if (!Number.isSafeInteger(value)) throw new PortalError('invalid-input', 'An id is a whole number.');
  return made(`${column} ${operator} ${String(value)}`);
};

export const isNull = (column: Column | 'Filename'): Sql => made(`${column} IS NULL`);
export const isNotNull = (column: Column): Sql => made(`${column} IS NOT NULL`);

/** Everything, and nothing: RT has no constants. */
export const EVERYTHING = made('id > 0');
export const NOTHING = made('id = 0');

/** All of them; everything where there are none. */
export const and = (parts: readonly Sql[]): Sql => join(parts, 'AND', EVERYTHING);
/** Any of them; nothing where there are none. */
export const or = (parts: readonly Sql[]): Sql => join(parts, 'OR', NOTHING);

function join(parts: readonly Sql[], word: 'AND' | 'OR', none: Sql): Sql {
  const [first, ...rest] = parts;
  if (first === undefined) return none;
  return rest.length === 0 ? first : made(`(${parts.join(` ${word} `)})`);
}

/** One of these ids. RT's `IN` knows no ids of transactions' objects, so it is written out; a thousand of them take it 0.1 s. */
export const isOneOf = (column: 'id' | 'ObjectId', ids: readonly number[]): Sql => or(ids.map((id) => isNumber(column, '=', id)));

/**
 * A moment as RT wants it: in the asking user's time zone (the reader's, UTC), in whole seconds, with a blank in the middle. With a `T`
 * RT may not understand it, and then it matches everything.
 */
export function moment(time: number, rounding: 'up' | 'down'): string {
  const whole = (rounding === 'up' ? Math.ceil : Math.floor)(time / 1000) * 1000;
  return new Date(whole).toISOString().slice(0, 19).replace('T', ' ');
}

/** At or after, and before, a moment. RT keeps whole seconds, so both bounds round up. */
export const notBefore = (column: 'Created' | 'LastUpdated', time: number): Sql => is(column, '>=', moment(time, 'up'));
export const before = (column: 'Created' | 'LastUpdated', time: number): Sql => is(column, '<', moment(time, 'up'));
