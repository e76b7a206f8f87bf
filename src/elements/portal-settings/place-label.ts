import type { TextKey } from '../../i18n/index.ts';
import type { SettingsView } from './settings-view.ts';
import type { SectionName } from './section.ts';

/** What the places of a document are called; the longest start of a place counts. */
const LABELS: Readonly<Record<string, TextKey>> = {
  enabled: 'settings.enabled', offMessage: 'settings.offMessage', name: 'settings.name', path: 'settings.path', language: 'settings.language', texts: 'settings.texts',
  access: 'settings.section.access', 'access.password': 'settings.access.password', 'access.registration': 'settings.access.registration', 'access.signInMail': 'settings.access.signInMail',
  'access.passkeys': 'settings.access.passkeys', 'access.admit': 'settings.access.admit', 'access.invitationDays': 'settings.access.invitationDays', 'access.consent': 'settings.consent',
  tickets: 'settings.section.filter', 'tickets.filter': 'settings.filter', 'tickets.permission': 'settings.permission', 'tickets.organizations': 'settings.organizations', 'tickets.cc': 'settings.cc',
  'tickets.threads': 'settings.threads', 'tickets.inbox': 'settings.inbox', 'tickets.status': 'settings.section.stages', 'tickets.columns': 'settings.columns',
  'tickets.filters': 'settings.filters', 'tickets.fields': 'settings.fields',
  form: 'settings.section.forms', 'form.enabled': 'settings.forms.enabled', 'form.label': 'settings.forms.label', 'form.forms': 'settings.forms.which', 'form.prefill': 'settings.forms.prefill',
  actions: 'settings.section.actions', 'actions.reply': 'settings.actions.reply', 'actions.close': 'settings.actions.close', 'actions.reopen': 'settings.actions.reopen',
  'actions.cc': 'settings.actions.cc', 'actions.rate': 'settings.actions.rate', 'actions.undoSeconds': 'settings.actions.undoSeconds', 'actions.imageLocation': 'settings.actions.imageLocation',
  navigation: 'settings.navigation', link: 'settings.section.link', 'link.enabled': 'settings.link.enabled', 'link.text': 'settings.link.text',
  brand: 'settings.section.brand', 'brand.logo': 'settings.brand.logo', 'brand.favicon': 'settings.brand.favicon', 'brand.theme': 'settings.section.brand', editors: 'settings.editors',
};

/** The sections that show places, by the longest start of a place. */
const SECTION_OF: Readonly<Record<string, SectionName>> = {
  enabled: 'status', offMessage: 'status', name: 'identity', path: 'identity', language: 'identity', texts: 'texts', access: 'access', 'access.consent': 'consent',
  'tickets.filter': 'filter', 'tickets.permission': 'permission', 'tickets.organizations': 'permission', 'tickets.cc': 'permission', 'tickets.threads': 'conversations', 'tickets.inbox': 'conversations',
  'tickets.status': 'stages', 'tickets.columns': 'list', 'tickets.filters': 'list', 'tickets.fields': 'detail', form: 'forms', actions: 'actions',
  navigation: 'navigation', link: 'link', brand: 'brand', editors: 'editors',
};

/** What a place is called in the settings; its name in the document where it has no other. */
export const placeLabel = ({ t }: SettingsView, place: string): string => {
  const key = longestStart(LABELS, place);
  return key === undefined ? place || t('settings.document') : t(key);
};

/** Whether a place has a name of its own, and not only that of something around it. */
export const isNamed = (place: string): boolean => Object.hasOwn(LABELS, place);

/** The section where a place is edited; undefined where that is in the document as a whole only. */
export const sectionOf = (place: string): SectionName | undefined => longestStart(SECTION_OF, place);

function longestStart<Value>(table: Readonly<Record<string, Value>>, place: string): Value | undefined {
  const names = place.split('.');
  return names.map((_, index) => table[names.slice(0, names.length - index).join('.')]).find((value) => value !== undefined);
}
