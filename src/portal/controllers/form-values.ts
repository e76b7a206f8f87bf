import { askedFields, isEmpty, offeredOptions, type FieldValue, type Form, type FormField, type FormValues } from '../../contract/index.ts';

/** The most characters that a page may put into a field without a limit of its own. */
const LONGEST_PREFILL = { text: 500, textarea: 10_000 } as const;

/**
 * What a field holds before anybody has typed: what the page has filled in, else the form's default, else nothing. What does not
 * fit the field (an unknown option, a text for a number) is left out, and a text is cut at its limit: it may come from an address.
 */
export function initialValue(field: FormField, prefill: Readonly<Record<string, unknown>>): FieldValue {
  const given = Object.hasOwn(prefill, field.id) ? fitting(field, prefill[field.id]) : undefined;
  const value = given ?? field.default;
  return value === undefined || (value !== false && isEmpty(value)) ? (field.type === 'checkbox' ? false : null) : value;
}

/** A value in the form that a field takes; undefined where it does not fit. */
export function fitting(field: FormField, given: unknown): FieldValue | undefined {
  const known = (value: unknown): value is string => field.options?.some((option) => option.value === value) === true;
  switch (field.type) {
    case 'text': case 'textarea': return typeof given === 'string' || typeof given === 'number'
      ? String(given).slice(0, field.maxLength ?? LONGEST_PREFILL[field.type])
      : undefined;
    case 'select': return known(given) ? given : undefined;
    case 'multiselect': return [given].flat().filter(known);
    case 'checkbox': return given === true || given === 'true' ? true : given === false || given === 'false' ? false : undefined;
    case 'number': return (typeof given === 'number' || (typeof given === 'string' && given.trim() !== '')) && Number.isFinite(Number(given)) ? Number(given) : undefined;
    case 'date': return typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : undefined;
    case 'file': return undefined;
  }
}

/**
 * The values without choices that are not offered any more, because the field that they depend on has changed. Such a choice is
 * left out rather than forgotten: it is there again when the other field is what it was.
 */
export function offeredValues({ fields }: Form, values: FormValues): FormValues {
  const kept: FormValues = { ...values };
  // A choice left out may decide about another one; as every turn leaves one out, there is an end even if fields depend on each other.
  for (let settled = false; !settled;) {
    settled = true;
    for (const field of fields) {
      const value = kept[field.id] ?? null;
      if (field.options === undefined || (typeof value !== 'string' && !Array.isArray(value))) continue;
      const offered = new Set(offeredOptions(field, kept).map((option) => option.value));
      const left = typeof value === 'string' ? (offered.has(value) ? value : null) : value.filter((one) => offered.has(one));
      if (left === null || left.length < value.length) {
        kept[field.id] = left;
        settled = false;
      }
    }
  }
  return kept;
}

/**
 * The fields that are asked while the form holds these values, and what they hold. What belongs to a field that is not asked is left out, and
 * decides about no other one.
 */
export function askedValues(form: Form, values: FormValues): { readonly fields: readonly FormField[]; readonly values: FormValues } {
  let kept = values;
  for (;;) {
    kept = offeredValues(form, kept);
    const fields = askedFields(form, kept);
    const asked = Object.entries(kept).filter(([id]) => fields.some((field) => field.id === id));
    if (asked.length === Object.keys(kept).length) return { fields, values: kept };
    // Every turn leaves something out, so there is an end.
    kept = Object.fromEntries(asked);
  }
}
