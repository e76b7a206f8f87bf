import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PortalSettings } from '../../../contract/index.ts';
import { kindRadios, textRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { section } from '../section.ts';
import { idOf, type SettingsView } from '../settings-view.ts';

type Consent = PortalSettings['access']['consent'];

const PATH = ['access', 'consent'];
const today = (): string => new Date().toISOString().slice(0, 10);

/** The terms that customers agree to before they get in. */
export function consentSection(view: SettingsView): TemplateResult {
  const { t, languages, document: { access: { consent } } } = view;
  const kind = consent === undefined ? 'configured' : consent === null ? 'none' : 'own';
  const empty: Consent = { version: today(), texts: Object.fromEntries(languages.slice(0, 1).map((language) => [language, { text: '', label: '' }])), sites: {} };
  const sites = Object.keys(consent?.sites ?? {}).length;
  return section(view, 'consent', [
    fieldRow(view, { path: PATH, label: t('settings.consent'), group: true }, (wiring) => kindRadios(view, wiring, PATH, [
      { key: 'configured', value: undefined, label: t('settings.access.configured') }, { key: 'none', value: null, label: t('settings.consent.none') },
      { key: 'own', value: empty, label: t('settings.consent.own') },
    ], kind)),
    consent == null ? nothing : [
      textRow(view, { path: [...PATH, 'version'], label: t('settings.consent.version'), help: html`${t('settings.consent.version.help')}
        <button type="button" class="text-button" @click=${() => { view.set([...PATH, 'version'], today()); }}>${t('settings.consent.newVersion')}</button>` }),
      languages.map((language) => termsIn(view, language)),
      sites === 0 ? nothing : html`<p class="help padded">${t('settings.consent.sites', { count: sites })}</p>`,
    ],
  ]);
}

/** Terms and the label of their box in one language; a language with neither is none. */
function termsIn(view: SettingsView, language: string): TemplateResult {
  const { t } = view;
  const path = [...PATH, 'texts', language];
  const name = view.languageName(language);
  const terms = (view.at(path) ?? { text: '', label: '' }) as { text: string; label: string };
  const set = (change: Partial<typeof terms>): void => {
    const changed = { ...terms, ...change };
    view.set(path, changed.text === '' && changed.label === '' ? undefined : changed);
  };
  const control = (event: Event): string => (event.target as HTMLInputElement).value;
  return html`
    ${fieldRow(view, { path: [...path, 'text'], label: t('settings.consent.text', { language: name }), help: t('settings.consent.text.help') }, ({ id, described, invalid }) => html`
      <textarea part="control" id=${id} lang=${language} dir=${terms.text === '' ? nothing : 'auto'} .value=${live(terms.text)} aria-invalid=${invalid} aria-describedby=${described || nothing}
        @input=${(event: Event) => { set({ text: control(event) }); }}></textarea>`)}
    ${fieldRow(view, { path: [...path, 'label'], label: t('settings.consent.label', { language: name }) }, ({ described, invalid }) => html`
      <input type="text" part="control" id=${idOf([...path, 'label'])} lang=${language} dir=${terms.label === '' ? nothing : 'auto'} .value=${live(terms.label)} aria-invalid=${invalid} aria-describedby=${described || nothing}
        @input=${(event: Event) => { set({ label: control(event) }); }}>`)}`;
}
