import { nothing, type TemplateResult } from 'lit';
import { checkRow, numberRow, selectRow } from '../controls.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** What customers may do. What the ticketing system cannot do is not offered. */
export function actionsSection(view: SettingsView): TemplateResult {
  const { t, state: { backend: { can } }, document: { actions } } = view;
  return section(view, 'actions', [
    checkRow(view, { path: ['actions', 'reply'], label: t('settings.actions.reply') }),
    can.close ? checkRow(view, { path: ['actions', 'close'], label: t('settings.actions.close') }) : nothing,
    can.reopen ? checkRow(view, { path: ['actions', 'reopen', 'enabled'], label: t('settings.actions.reopen'), help: can.followUp ? t('settings.actions.reopen.help') : undefined }) : nothing,
    can.reopen && actions.reopen.enabled ? numberRow(view, { path: ['actions', 'reopen', 'days'], label: t('settings.actions.days'), help: t('settings.actions.days.help') }, { empty: null, unit: t('settings.days') }) : nothing,
    can.cc ? selectRow(view, { path: ['actions', 'cc'], label: t('settings.actions.cc') }, (['nobody', 'colleagues', 'anybody'] as const).map((key) => ({ key, value: key, label: t(`settings.actions.cc.${key}`) }))) : nothing,
    can.rate ? checkRow(view, { path: ['actions', 'rate'], label: t('settings.actions.rate'), help: t('settings.actions.rate.help') }) : nothing,
    numberRow(view, { path: ['actions', 'undoSeconds'], label: t('settings.actions.undoSeconds'), help: t('settings.actions.undoSeconds.help') }, { unit: t('settings.seconds'), placeholder: '5' }),
    checkRow(view, { path: ['actions', 'imageLocation'], label: t('settings.actions.imageLocation'), help: t('settings.actions.imageLocation.help') }),
  ]);
}
