import type { FieldValue, Form, FormField, FormValues } from '../../contract/index.ts';
import { fitting } from './form-values.ts';

/** What an address fills into a form. */
export interface AddressPrefill {
  readonly values: FormValues;
  /** Fields that the address wanted to fill in and could not: the value does not fit, or there is too much of it. */
  readonly left: readonly FormField[];
}

/**
 * Reads what a page's address fills into a form: parameters of its query or of the query in its fragment (`#/new?subject=…`), called as the fields,
 * several of one name for several choices. Nothing is cut: half a text, or some of the choices, would say what nobody has written.
 * @param maxLength Characters, all together.
 */
export function addressPrefill({ fields }: Pick<Form, 'fields'>, address: string, maxLength: number): AddressPrefill {
  const { search, hash } = new URL(address);
  const [query, inner] = [new URLSearchParams(search), new URLSearchParams(hash.split(/\?(.*)/s)[1] ?? '')];
  const values: Record<string, FieldValue> = {};
  const left: FormField[] = [];
  let rest = maxLength;
  for (const field of fields) {
    const given = inner.has(field.id) ? inner.getAll(field.id) : query.getAll(field.id);
    if (given.length === 0 || field.type === 'file') continue;
    const value = whole(field, given);
    const length = given.join('').length;
    if (value === undefined || length > rest) {
      left.push(field);
      continue;
    }
    rest -= length;
    values[field.id] = value;
  }
  return { values, left };
}

/** All that is given, as the field takes it; undefined where it takes only some of it. */
function whole(field: FormField, given: readonly string[]): FieldValue | undefined {
  const several = field.type === 'multiselect';
  const [first = '', ...others] = given;
  if (!several && others.length > 0) return undefined;
  const value = fitting(field, several ? given : first);
  if (typeof value === 'string' && value !== first) return undefined;
  if (field.type === 'text' && /[\r\n]/.test(first)) return undefined;
  return Array.isArray(value) && value.length < given.length ? undefined : value;
}
