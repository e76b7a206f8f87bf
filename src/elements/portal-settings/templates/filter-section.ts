import type { TemplateResult } from 'lit';
import { fieldRow } from '../field-row.ts';
import { filterEditor } from '../filter/filter-editor.ts';
import type { TicketCount } from '../filter/ticket-count.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** Which tickets are in the portal at all. */
export function filterSection(view: SettingsView, count: TicketCount): TemplateResult {
  const { t } = view;
  const path = ['tickets', 'filter'];
  return section(view, 'filter', [
    fieldRow(view, { path, label: t('settings.filter'), help: t('settings.filter.help'), group: true, wide: true }, () =>
      filterEditor(view, { path, properties: view.state.backend.properties, empty: null, emptyText: t('settings.filter.everything') })),
    count.render(view),
  ]);
}
