import { nothing, type TemplateResult } from 'lit';
import type { FilterProperty, PortalSettings } from '../../../contract/index.ts';
import { checkRow, kindRadios, radioRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { filterEditor } from '../filter/filter-editor.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** A rule without a condition lets nobody see more: everybody would be the surprise. */
const NOBODY = { any: [] } as const;

/** Who sees which tickets. */
export function permissionSection(view: SettingsView): TemplateResult {
  const { t, document: { tickets: { permission, organizations } } } = view;
  const path = ['tickets', 'permission'];
  const kind = typeof permission === 'string' ? permission : 'rule';
  const choices = (['own', 'organization', 'rule'] as const).map((key) => ({
    key, value: key === 'rule' ? { organizationFor: NOBODY } satisfies PortalSettings['tickets']['permission'] : key,
    label: t(`settings.permission.${key}`), help: t(`settings.permission.${key}.help`),
  }));
  return section(view, 'permission', [
    fieldRow(view, { path, label: t('settings.permission'), group: true }, (wiring) => kindRadios(view, wiring, path, choices, kind)),
    kind !== 'rule' ? nothing : fieldRow(view, { path: [...path, 'organizationFor'], label: t('settings.permission.contacts'), help: t('settings.permission.contactsHelp'), group: true, wide: true }, () =>
      filterEditor(view, { path: [...path, 'organizationFor'], properties: contactProperties(view), empty: NOBODY, emptyText: t('settings.permission.nobody') })),
    kind === 'own' && organizations === 'primary' ? nothing : radioRow(view, { path: ['tickets', 'organizations'], label: t('settings.organizations'), help: t('settings.organizations.help') },
      (['primary', 'all'] as const).map((key) => ({ key, value: key, label: t(`settings.organizations.${key}`) }))),
    checkRow(view, { path: ['tickets', 'cc'], label: t('settings.cc'), help: t('settings.cc.help') }),
  ]);
}

/** What a rule about contacts may speak of. */
function contactProperties({ t, state }: SettingsView): FilterProperty[] {
  const text = ['is', 'is-not', 'in', 'not-in', 'contains', 'not-contains', 'is-known', 'is-unknown'] as const;
  const member = ['is', 'is-not', 'in', 'not-in', 'is-known', 'is-unknown'] as const;
  const options = state.backend.properties.find(({ id }) => id === 'organization')?.options;
  const property = (id: 'email' | 'domain' | 'group'): FilterProperty => ({ id, label: t(`settings.contact.${id}`), type: 'text', operators: [...id === 'group' ? member : text] });
  return [
    property('email'), property('domain'),
    { id: 'organization', label: t('settings.contact.organization'), type: options === undefined ? 'text' : 'choice', operators: [...member], ...(options === undefined ? {} : { options }) },
    property('group'),
  ];
}
