import { html, nothing, type TemplateResult } from 'lit';
import { radioRow } from '../controls.ts';
import { localizedRow } from '../localized.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** How customers are told the status of tickets. */
export function stagesSection(view: SettingsView): TemplateResult {
  const { t, state: { backend: { stages } }, document: { tickets: { status } } } = view;
  const path = ['tickets', 'status', 'labels'];
  // A label of a stage that is gone stays in sight: it is what the problem is about.
  const gone = Object.keys(status.labels).filter((id) => stages.every((stage) => stage.id !== id)).map((id) => ({ id, label: id, category: undefined }));
  return section(view, 'stages', [
    radioRow(view, { path: ['tickets', 'status', 'show'], label: t('settings.stages.show') },
      (['category', 'stage', 'label'] as const).map((key) => ({ key, value: key, label: t(`settings.stages.${key}`), help: t(`settings.stages.${key}.help`) }))),
    status.show !== 'label' ? nothing : [...stages, ...gone].map(({ id, label, category }) => localizedRow(view, {
      path: [...path, id], label, help: category === undefined
        ? html`<button type="button" class="text-button" @click=${() => { view.set([...path, id], undefined); }}>${t('settings.remove')}</button>`
        : t(`settings.stages.${category}`),
    }, category === undefined ? {} : { placeholder: t(`settings.stages.${category}`) })),
  ]);
}
