import { nothing, type TemplateResult } from 'lit';
import { radioRow, selectRow } from '../controls.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** Which conversations customers read, and where what they write arrives. */
export function conversationsSection(view: SettingsView): TemplateResult | typeof nothing {
  const { t, state: { backend: { can, queues } }, document: { tickets } } = view;
  if (!can.threads && !can.inbox && tickets.inbox === null) return nothing;
  return section(view, 'conversations', [
    can.threads ? radioRow(view, { path: ['tickets', 'threads'], label: t('settings.threads'), help: t('settings.threads.help') },
      (['original', 'all'] as const).map((key) => ({ key, value: key, label: t(`settings.threads.${key}`) }))) : nothing,
    can.inbox || tickets.inbox !== null ? selectRow(view, { path: ['tickets', 'inbox'], label: t('settings.inbox'), help: t('settings.inbox.help') }, [
      { key: 'none', value: null, label: t('settings.inbox.none') },
      ...queues.map(({ id, name, problem }) => ({
        key: `queue:${id}`, value: id, label: problem === undefined ? name : t(`settings.inbox.${problem}`, { name }), disabled: problem !== undefined && tickets.inbox !== id,
      })),
    ]) : nothing,
  ]);
}
