import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Condition, FilterOperator, FilterProperty } from '../../../contract/index.ts';
import { lacksValue, type Path } from '../../../portal/settings/document.ts';
import type { SettingsView } from '../settings-view.ts';
import { conditionValue } from './condition-value.ts';

/** A condition of a filter, as it is edited. */
export interface ConditionRow {
  /** Of the row's first control. */
  readonly id: string;
  /** Where it stands in the document. */
  readonly path: Path;
  /** Counted from 1 in its group. */
  readonly number: number;
  readonly condition: Condition;
  readonly properties: readonly FilterProperty[];
  readonly set: (condition: Condition) => void;
  readonly remove: () => void;
}

/** What a new condition starts from. */
export function newCondition(properties: readonly FilterProperty[]): Condition {
  const [first] = properties;
  return first === undefined ? { property: 'subject', operator: 'contains', value: '' } : conditionOn(first);
}

/** A condition on a property, with nothing to compare it with yet. */
function conditionOn({ id, operators }: FilterProperty, wanted?: FilterOperator): Condition {
  const operator = wanted !== undefined && operators.includes(wanted) ? wanted : operators[0] ?? 'is';
  return withOperator({ property: id, operator, value: '' }, operator);
}

/** The condition with another operator; its value is kept as far as it fits. */
function withOperator({ property, value }: Condition, operator: FilterOperator): Condition {
  if (operator === 'is-known' || operator === 'is-unknown') return { property, operator };
  const isList = operator === 'in' || operator === 'not-in';
  if (isList) return { property, operator, value: Array.isArray(value) ? value : value === undefined || value === '' ? [] : [String(value)] };
  return { property, operator, value: Array.isArray(value) ? (value as readonly string[])[0] ?? '' : value ?? '' };
}

/** Property, operator, value, and what is wrong with them. */
export function conditionRow(view: SettingsView, row: ConditionRow): TemplateResult {
  const { t } = view;
  const { id, path, number, condition, properties, set, remove } = row;
  const property = properties.find((one) => one.id === condition.property);
  const operators = property?.operators ?? [];
  const problems = view.problemsAt(path, true);
  // Whoever has just begun with a condition has done nothing wrong.
  const hint = problems.length === 0 && lacksValue(condition) ? html`<span class="help">${t('settings.filter.noValue')}</span>` : nothing;
  const onProperty = (event: Event): void => {
    const chosen = properties.find((one) => one.id === (event.target as HTMLSelectElement).value);
    if (chosen !== undefined) set(conditionOn(chosen, condition.operator));
  };
  const named = (what: string): string => t('settings.filter.named', { what, number });
  return html`
    <div class="condition" data-path=${path.join('.')}>
      <select id=${id} aria-label=${named(t('settings.filter.property'))} aria-invalid=${property === undefined ? 'true' : nothing} aria-describedby=${`${id}-error`} @change=${onProperty}>
        ${property === undefined ? html`<option value="" .selected=${live(true)}>${condition.property}</option>` : nothing}
        ${properties.map((one) => html`<option value=${one.id} .selected=${live(one.id === condition.property)}>${one.label}</option>`)}
      </select>
      <select aria-label=${named(t('settings.filter.operator'))} aria-describedby=${`${id}-error`} @change=${(event: Event) => { set(withOperator(condition, (event.target as HTMLSelectElement).value as FilterOperator)); }}>
        ${operators.includes(condition.operator) ? nothing : html`<option value=${condition.operator} .selected=${live(true)}>${t(`settings.operator.${condition.operator}`)}</option>`}
        ${operators.map((one) => html`<option value=${one} .selected=${live(one === condition.operator)}>${t(`settings.operator.${one}`)}</option>`)}
      </select>
      <div class="value">${conditionValue(view, { id: `${id}-value`, label: named(t('settings.filter.value')), described: `${id}-error`, invalid: problems.length > 0, condition, property, set })}</div>
      <button type="button" class="icon" aria-label=${t('settings.filter.remove', { number })} title=${t('settings.remove')} @click=${remove}><span class="cross" aria-hidden="true"></span></button>
      <div class="problems" id=${`${id}-error`}>${hint}${problems.map((problem) => html`<span class="error-text">${view.problemText(problem)}</span>`)}</div>
    </div>`;
}
