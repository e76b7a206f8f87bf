import { html, type TemplateResult } from 'lit';
import { textIn } from '../../../portal/index.ts';
import { textRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { localizedRow } from '../localized.ts';
import { moved, orderedList } from '../ordered-list.ts';
import { section } from '../section.ts';
import { idOf, type SettingsView } from '../settings-view.ts';

const PATH = ['navigation'];

/** The menu of the portal besides its own entries. */
export function navigationSection(view: SettingsView): TemplateResult {
  const { t, localize, document: { navigation } } = view;
  const add = (): void => {
    view.set(PATH, [...navigation, { label: {}, href: '' }]);
    view.focus(idOf([...PATH, String(navigation.length), 'label']));
  };
  return section(view, 'navigation', fieldRow(view, { path: PATH, label: t('settings.navigation'), help: t('settings.navigation.help'), group: true, wide: true }, ({ id }) => html`
    ${orderedList(view, {
      id, path: PATH, label: t('settings.navigation'), addLabel: '', empty: t('settings.navigation.none'),
      items: navigation.map((item, index) => ({
        label: textIn(item.label, localize.tag) ?? t('settings.navigation.untitled'),
        below: html`<div class="nested">
          ${localizedRow(view, { path: [...PATH, String(index), 'label'], label: t('settings.navigation.label') })}
          ${textRow(view, { path: [...PATH, String(index), 'href'], label: t('settings.navigation.href'), help: t('settings.navigation.href.help') }, { code: true, placeholder: 'https://…' })}
        </div>`,
      })),
      move: (from, to) => { view.set(PATH, moved(navigation, from, to)); },
      remove: (index) => { view.set(PATH, navigation.toSpliced(index, 1)); },
    })}
    <button type="button" id=${id} @click=${add}>${t('settings.navigation.add')}</button>`));
}
