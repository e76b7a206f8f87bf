import { nothing, type TemplateResult } from 'lit';
import { kindRadios, linesRow, numberRow, selectRow, type Choice } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** The ways in, who may register, and who is let in. What is not chosen here stays as the gateway's configuration says. */
export function accessSection(view: SettingsView): TemplateResult {
  const { t, document: { access: { admit } } } = view;
  const asConfigured = { key: 'configured', value: undefined, label: t('settings.access.configured') };
  const yesOrNo = (name: 'password' | 'passkeys' | 'registration'): TemplateResult =>
    selectRow(view, { path: ['access', name], label: t(`settings.access.${name}`), ...name === 'registration' ? { help: t('settings.access.registration.help') } : {} }, [
      asConfigured, { key: 'yes', value: true, label: t('settings.yes') }, { key: 'no', value: false, label: t('settings.no') },
    ]);
  const path = ['access', 'admit'];
  const admission: Choice[] = [
    asConfigured, { key: 'everyone', value: 'everyone', label: t('settings.access.everyone') },
    { key: 'some', value: { addresses: [], domains: [], groups: [] }, label: t('settings.access.some') },
  ];
  const list = (name: 'addresses' | 'domains' | 'groups'): TemplateResult =>
    linesRow(view, { path: [...path, name], label: t(`settings.access.${name}`), help: `${t(`settings.access.${name}.help`)} ${t('settings.onePerLine')}` });
  return section(view, 'access', [
    yesOrNo('password'),
    selectRow(view, { path: ['access', 'signInMail'], label: t('settings.access.signInMail') }, [
      asConfigured, { key: 'none', value: null, label: t('settings.no') }, ...(['link', 'code', 'both'] as const).map((key) => ({ key, value: key, label: t(`settings.access.mail.${key}`) })),
    ]),
    yesOrNo('passkeys'), yesOrNo('registration'),
    numberRow(view, { path: ['access', 'invitationDays'], label: t('settings.access.invitationDays') }, { unit: t('settings.days'), placeholder: t('settings.access.configuredShort') }),
    fieldRow(view, { path, label: t('settings.access.admit'), help: t('settings.access.admit.help'), group: true }, (wiring) =>
      kindRadios(view, wiring, path, admission, admit === undefined ? 'configured' : admit === 'everyone' ? 'everyone' : 'some')),
    typeof admit === 'object' ? [list('addresses'), list('domains'), list('groups')] : nothing,
  ]);
}
