import { fold, type Condition, type Filter, type FilterOperator, type FilterProperty, type SettingsProblem } from '../../contract/index.ts';

/** What a rule may speak of. */
export type KnownProperty = Pick<FilterProperty, 'id' | 'type' | 'operators' | 'options'>;

/** What in a rule has no meaning: a property that is not there, an operator that it has not got, a value that it cannot have. @param path Of the rule in the document. */
export function ruleProblems(rule: Filter, path: string, properties: readonly KnownProperty[]): SettingsProblem[] {
  if ('all' in rule) return rule.all.flatMap((part, index) => ruleProblems(part, `${path}.all.${String(index)}`, properties));
  if ('any' in rule) return rule.any.flatMap((part, index) => ruleProblems(part, `${path}.any.${String(index)}`, properties));
  const property = properties.find(({ id }) => id === rule.property);
  if (property === undefined) return [broken(`${path}.property`, 'unknown-property', rule.property, `speaks of "${rule.property}", which is not there (any more).`)];
  if (!property.operators.includes(rule.operator)) return [broken(`${path}.operator`, 'unknown-operator', rule.operator, `is "${rule.operator}", which "${rule.property}" has not got.`)];
  return valueProblems(rule, `${path}.value`, property);
}

const WITHOUT_VALUE: readonly FilterOperator[] = ['is-known', 'is-unknown'];
const WITH_LIST: readonly FilterOperator[] = ['in', 'not-in'];

function valueProblems({ property, operator, value }: Condition, path: string, { type, options }: KnownProperty): SettingsProblem[] {
  if (WITHOUT_VALUE.includes(operator)) return [];
  if (value === undefined || value === '' || WITH_LIST.includes(operator) !== Array.isArray(value)) {
    return [broken(path, 'unknown-value', property, WITH_LIST.includes(operator) ? `must be a list of values of "${property}".` : `must be a value of "${property}".`)];
  }
  const values = Array.isArray(value) ? value as readonly string[] : [value as string | number | boolean];
  return values.flatMap((one, index) => {
    const offered = options === undefined || operator === 'contains' || operator === 'not-contains' || options.some((option) => fold(option.value) === fold(String(one)));
    if (offered && IS_VALUE[type](one)) return [];
    return [broken(Array.isArray(value) ? `${path}.${String(index)}` : path, 'unknown-value', String(one), type === 'date' ? `is "${String(one)}"; write a day, such as "2026-11-01".`
      : `is "${String(one)}", which "${property}" cannot be (any more).`)];
  });
}

const IS_VALUE: Readonly<Record<FilterProperty['type'], (value: string | number | boolean) => boolean>> = {
  text: () => true,
  choice: () => true,
  number: (value) => value !== true && value !== false && String(value).trim() !== '' && Number.isFinite(Number(value)),
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(value) && !Number.isNaN(Date.parse(value)),
  boolean: (value) => value === true || value === false || value === 'true' || value === 'false',
};

/** Something in a document that has no meaning (any more). */
export const broken = (path: string, code: SettingsProblem['code'], subject: string, message: string): SettingsProblem => ({ path, code, subject, message, severity: 'broken' });
