import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Condition, Filter, FilterProperty } from '../../../contract/index.ts';
import type { Path } from '../../../portal/settings/document.ts';
import { jsonField } from '../json-field.ts';
import { idOf, type SettingsView } from '../settings-view.ts';
import { conditionRow, newCondition } from './condition-row.ts';
import { filterOf, modelOf, type FilterGroup, type FilterModel, type Join } from './filter-model.ts';

/** What a filter editor edits. */
export interface FilterPlace {
  readonly path: Path;
  /** What conditions may speak of. */
  readonly properties: readonly FilterProperty[];
  /** What a filter without a condition is in the document. */
  readonly empty: Filter | null;
  /** What is read while there is no condition. */
  readonly emptyText: string;
}

/** Edits a filter: conditions in groups. What is nested deeper is shown, and edited, as JSON. */
export function filterEditor(view: SettingsView, place: FilterPlace): TemplateResult {
  const { t } = view;
  const filter = view.at(place.path) as Filter | null;
  const model = modelOf(filter, place.empty);
  const id = idOf(place.path);
  if (model === undefined || place.properties.length === 0) {
    return html`
      <div class="filter stack">
        <p class="notice">${t(model === undefined ? 'settings.filter.deep' : 'settings.filter.noProperties')}</p>
        ${jsonField(view, { id, path: place.path, label: t('settings.filter.json'), value: filter, set: (value) => { view.set(place.path, value); } })}
        <div><button type="button" @click=${() => {
          view.settings.leaveUnfinished(id, undefined);
          view.set(place.path, place.empty);
          view.say(t('settings.filter.startedAnew'));
          view.focus(id);
        }}>${t('settings.filter.startAnew')}</button></div>
      </div>`;
  }
  const set = (changed: FilterModel): void => { view.set(place.path, filterOf(changed, place.empty)); };
  const setGroup = (index: number, ...groups: readonly FilterGroup[]): void => { set({ ...model, groups: model.groups.toSpliced(index, 1, ...groups) }); };
  const addGroup = (): void => {
    set({ ...model, groups: [...model.groups, { join: 'all', rows: [rowOf(newCondition(place.properties))] }] });
    view.focus(`${id}-${String(model.groups.length)}-0`);
  };
  return html`
    <div class="filter">
      ${model.groups.length === 0 ? html`<p class="muted">${place.emptyText}</p>` : nothing}
      ${model.groups.map((group, index) => html`
        ${index === 0 ? nothing : joiner(view, `${id}-join-${String(index)}`, t('settings.filter.joinGroups'), model.join, (join) => { set({ ...model, join }); })}
        ${groupBox(view, place, { id, index, count: model.groups.length, group, set: (...groups) => { setGroup(index, ...groups); } })}`)}
      <div class="row">
        <button type="button" id=${model.groups.length === 0 ? id : `${id}-add`} @click=${addGroup}>
          ${t(model.groups.length === 0 ? 'settings.filter.addFirst' : 'settings.filter.addGroup')}
        </button>
      </div>
    </div>`;
}

interface GroupBox {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  readonly group: FilterGroup;
  /** Puts groups in the place of this one. */
  readonly set: (...groups: readonly FilterGroup[]) => void;
}

function groupBox(view: SettingsView, place: FilterPlace, { id: root, index, count, group, set }: GroupBox): TemplateResult {
  const { t } = view;
  const id = `${root}-${String(index)}`;
  const { join, rows } = group;
  const replace = (at: number, condition: Condition): void => { set({ join, rows: rows.with(at, rowOf(condition)) }); };
  const remove = (at: number): void => {
    set(...rows.length === 1 ? [] : [{ join, rows: rows.toSpliced(at, 1) }]);
    view.focus(`${id}-${String(Math.min(at, rows.length - 2))}`, `${root}-${String(Math.max(index - 1, 0))}-0`, root);
  };
  const add = (): void => {
    set({ join, rows: [...rows, rowOf(newCondition(place.properties))] });
    view.focus(`${id}-${String(rows.length)}`);
  };
  const clone = (): void => {
    set(group, group);
    view.say(t('settings.filter.cloned'));
    view.focus(`${root}-${String(index + 1)}-0`);
  };
  const drop = (): void => {
    set();
    view.say(t('settings.filter.groupRemoved'));
    view.focus(`${root}-${String(Math.max(index - 1, 0))}-0`, root);
  };
  return html`
    <div class="filter-group" role="group" aria-label=${t('settings.filter.group', { number: index + 1, total: count })}>
      ${rows.map(({ condition, path }, at) => html`
        ${at === 0 ? nothing : joiner(view, `${id}-join-${String(at)}`, t('settings.filter.joinConditions'), join, (changed) => { set({ join: changed, rows }); })}
        ${conditionRow(view, {
          id: `${id}-${String(at)}`, path: [...place.path, ...path], number: at + 1, condition, properties: place.properties,
          set: (changed) => { replace(at, changed); }, remove: () => { remove(at); },
        })}`)}
      <div class="row group-actions">
        <button type="button" class="quiet" @click=${add}>${t('settings.filter.add')}</button>
        <span class="spring"></span>
        <button type="button" class="quiet" @click=${clone}>${t('settings.filter.clone')}</button>
        <button type="button" class="quiet" @click=${drop}>${t('settings.filter.removeGroup')}</button>
      </div>
    </div>`;
}

/** AND or OR, between two things. */
function joiner(view: SettingsView, id: string, label: string, join: Join, set: (join: Join) => void): TemplateResult {
  const { t } = view;
  return html`
    <div class="joiner">
      <select id=${id} aria-label=${label} @change=${(event: Event) => { set((event.target as HTMLSelectElement).value as Join); }}>
        ${(['all', 'any'] as const).map((one) => html`<option value=${one} .selected=${live(one === join)}>${t(`settings.filter.${one}`)}</option>`)}
      </select>
    </div>`;
}

/** A condition that has no place in the document yet. */
const rowOf = (condition: Condition): FilterGroup['rows'][number] => ({ condition, path: [] });
