import { html, type TemplateResult } from 'lit';
import { LANGUAGES } from '../../../i18n/index.ts';
import { selectRow, textRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { localizedRow } from '../localized.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** Languages that are offered; any other can be typed by its tag. */
const OFFERED = ['ar', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nl', 'no', 'pl', 'pt', 'pt-BR', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant'];

/** What the portal is called, and where and in which language it is shown. */
export function identitySection(view: SettingsView): TemplateResult {
  const { t, languages, document: { language } } = view;
  const tags = [...new Set([...LANGUAGES, ...languages, ...language === 'page' ? [] : [language]])];
  return section(view, 'identity', [
    localizedRow(view, { path: ['name'], label: t('settings.name'), help: t('settings.name.help') }),
    fieldRow(view, { path: ['languages'], label: t('settings.languages'), help: t('settings.languages.help'), group: true }, ({ id }) => languageChoice(view, id)),
    textRow(view, { path: ['path'], label: t('settings.path'), help: t('settings.path.help') }, { code: true, placeholder: '/support' }),
    selectRow(view, { path: ['language'], label: t('settings.language'), help: t('settings.language.help') }, [
      { key: 'page', value: 'page', label: t('settings.language.page') }, ...tags.map((tag) => ({ key: `tag:${tag}`, value: tag, label: view.languageName(tag) })),
    ]),
  ]);
}

/** The languages in which the owner writes texts. */
function languageChoice(view: SettingsView, id: string): TemplateResult {
  const { t, languages } = view;
  const typed = view.typed.get(id) ?? '';
  const tag = tagOf(view, typed);
  const add = (): void => {
    if (tag === undefined) {
      view.say(t('settings.languages.unknown'));
      view.focus(id);
      return;
    }
    view.typed.delete(id);
    view.settings.addLanguage(tag);
    view.say(t('settings.order.added', { name: view.languageName(tag) }));
    view.focus(id);
  };
  const isUnknown = typed !== '' && tag === undefined;
  return html`
    <ul class="chips" role="list">${languages.map((language) => html`<li class="chip"><bdi>${view.languageName(language)}</bdi></li>`)}</ul>
    <div class="inline">
      <input type="text" id=${id} list="languages" autocomplete="off" aria-label=${t('settings.languages.new')} placeholder=${t('settings.languages.new')} .value=${typed} aria-describedby=${`${id}-unknown`}
        @input=${(event: Event) => {
          view.typed.set(id, (event.target as HTMLInputElement).value);
          view.changed();
        }}
        @keydown=${(event: KeyboardEvent) => { if (event.key === 'Enter' && !event.isComposing) add(); }}>
      <datalist id="languages">${OFFERED.filter((one) => !languages.includes(one)).map((one) => html`<option value=${view.languageName(one)}></option>`)}</datalist>
      <button type="button" aria-disabled=${tag === undefined} @click=${add}>${t('settings.languages.add')}</button>
    </div>
    <span class="help" id=${`${id}-unknown`}>${isUnknown ? t('settings.languages.unknown') : ''}</span>`;
}

/** The tag that somebody means who has typed a tag, or the name of a language. */
function tagOf(view: SettingsView, typed: string): string | undefined {
  const text = typed.trim();
  const named = OFFERED.find((tag) => view.languageName(tag).toLowerCase() === text.toLowerCase());
  if (named !== undefined) return named;
  if (!/^[a-zA-Z]{2,3}(?:-[a-zA-Z\d]{2,8})*$/.test(text)) return undefined;
  try {
    return Intl.getCanonicalLocales(text)[0];
  } catch {
    return undefined;
  }
}
