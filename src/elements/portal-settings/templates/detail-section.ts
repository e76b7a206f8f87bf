import type { TemplateResult } from 'lit';
import { fieldRow } from '../field-row.ts';
import { moved, orderedList } from '../ordered-list.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** What the page of a ticket shows besides the conversation. */
export function detailSection(view: SettingsView): TemplateResult {
  const { t, state: { backend }, document: { tickets: { fields } } } = view;
  const path = ['tickets', 'fields'];
  const labelOf = (id: string): string => backend.fields.find((field) => field.id === id)?.label ?? id;
  return section(view, 'detail', fieldRow(view, { path, label: t('settings.fields'), help: t('settings.fields.help'), group: true, below: true }, ({ id }) => orderedList(view, {
    id, path, label: t('settings.fields'), addLabel: t('settings.fields.add'), empty: t('settings.fields.none'),
    items: fields.map((field) => ({ label: labelOf(field) })),
    more: backend.fields.filter((field) => !fields.includes(field.id)).map((field) => ({ key: field.id, label: field.label })),
    move: (from, to) => { view.set(path, moved(fields, from, to)); },
    remove: (index) => { view.set(path, fields.toSpliced(index, 1)); },
    add: (key) => { view.set(path, [...fields, key]); },
  })));
}
