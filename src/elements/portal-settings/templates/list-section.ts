import type { TemplateResult } from 'lit';
import type { Column, ListFilter, StandardColumn } from '../../../contract/index.ts';
import { checkboxes } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { moved, orderedList } from '../ordered-list.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

const STANDARD: readonly StandardColumn[] = ['id', 'subject', 'status', 'requester', 'organization', 'created', 'lastActivity'];
const FILTERS: readonly ListFilter[] = ['status', 'stage', 'waitingOn', 'created', 'lastActivity'];
/** Without them a list is none. */
const FIXED: readonly string[] = ['subject', 'status'];

/** What the list of tickets shows, and what it can be narrowed by. */
export function listSection(view: SettingsView): TemplateResult {
  const { t, state: { backend }, document: { tickets: { columns, filters } } } = view;
  const set = (changed: readonly string[]): void => { view.set(['tickets', 'columns'], changed); };
  const labelOf = (column: string): string => {
    const field = backend.fields.find(({ id }) => column === `field:${id}`);
    return field?.label ?? (isStandard(column) ? t(`settings.column.${column}`) : column.replace(/^field:/, ''));
  };
  const all: readonly string[] = [...STANDARD, ...backend.fields.map(({ id }) => `field:${id}` satisfies Column)];
  return section(view, 'list', [
    fieldRow(view, { path: ['tickets', 'columns'], label: t('settings.columns'), help: t('settings.columns.help'), group: true, below: true }, ({ id }) => orderedList(view, {
      id, path: ['tickets', 'columns'], label: t('settings.columns'), addLabel: t('settings.columns.add'), empty: '',
      items: columns.map((column) => ({ label: labelOf(column), fixed: FIXED.includes(column) })),
      more: all.filter((column) => !(columns as readonly string[]).includes(column)).map((key) => ({ key, label: labelOf(key) })),
      move: (from, to) => { set(moved(columns, from, to)); },
      remove: (index) => { set(columns.toSpliced(index, 1)); },
      add: (key) => { set([...columns, key]); },
    })),
    fieldRow(view, { path: ['tickets', 'filters'], label: t('settings.filters'), help: t('settings.filters.help'), group: true }, ({ id }) =>
      checkboxes(id, FILTERS.map((value) => ({ value, label: t(`settings.filters.${value}`) })), filters, (values) => { view.set(['tickets', 'filters'], values); })),
  ]);
}

const isStandard = (column: string): column is StandardColumn => (STANDARD as readonly string[]).includes(column);
