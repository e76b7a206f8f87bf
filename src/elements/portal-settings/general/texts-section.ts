import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { en, LANGUAGES, loadTexts, type Text, type TextKey } from '../../../i18n/index.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** So many texts are shown at once; a search narrows them. */
const MOST = 20;

/** Texts of the settings themselves are nothing that customers read. */
const KEYS = (Object.keys(en) as TextKey[]).filter((key) => !key.startsWith('settings.'));

/** The owner's words instead of Portico's, by language: found by a part of what is there now. */
export class TextsSection {
  readonly #host: ReactiveControllerHost;
  readonly #texts = new Map<string, Readonly<Partial<Record<TextKey, Text>>>>([['en', en]]);
  #language: string | undefined;
  #search = '';
  /** The texts in the owner's words when it was last chosen what to show: they come first, and no row moves while somebody types in it. */
  #first: readonly string[] | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Puts the texts that are in the owner's words now first. */
  renew(): void { this.#first = undefined; }

  render(view: SettingsView): TemplateResult {
    const { t, document: { texts } } = view;
    const languages = [...new Set([...LANGUAGES, ...view.languages])];
    const language = this.#language ?? view.languages[0] ?? 'en';
    const own = texts[language] ?? {};
    const original = this.#originals(language);
    const wanted = this.#search.trim().toLowerCase();
    const fits = (key: TextKey): boolean => [key, textOf(original[key] ?? en[key]), own[key] ?? ''].some((text) => text.toLowerCase().includes(wanted));
    // A key that Portico does not know any more is shown, too.
    const first = this.#first ??= Object.keys(own);
    const offered = wanted === '' ? [] : KEYS.filter((key) => !first.includes(key));
    const found = [...first, ...offered].filter((key) => fits(key as TextKey));
    return section(view, 'texts', html`
      <div class="setting">
        <div class="about"><label for="texts-language">${t('settings.texts.language')}</label></div>
        <div class="control">
          <select id="texts-language" @change=${(event: Event) => { this.#choose((event.target as HTMLSelectElement).value); }}>
            ${languages.map((tag) => html`<option value=${tag} .selected=${live(tag === language)}>${view.languageName(tag)}</option>`)}
          </select>
        </div>
      </div>
      <div class="setting">
        <div class="about"><label for="texts-search">${t('settings.texts.search')}</label><span class="help" id="texts-search-help">${t('settings.texts.search.help')}</span></div>
        <div class="control"><input type="search" id="texts-search" autocomplete="off" aria-describedby="texts-search-help" .value=${live(this.#search)} @input=${(event: Event) => { this.#find((event.target as HTMLInputElement).value); }}></div>
      </div>
      <div class="texts" data-path="texts" tabindex="-1">
        ${repeat(found.slice(0, MOST), (key) => key, (key) => this.#row(view, language, key as TextKey, textOf(original[key as TextKey] ?? en[key as TextKey])))}
        <p class="help padded" role="status">${found.length > MOST ? t('settings.texts.more', { count: found.length - MOST }) : found.length > 0 ? nothing : t(wanted === '' ? 'settings.texts.none' : 'settings.texts.noMatch')}</p>
      </div>`);
  }

  #row(view: SettingsView, language: string, key: TextKey, original: string): TemplateResult {
    const path = ['texts', language, key];
    const value = view.at(path);
    const text = typeof value === 'string' ? value : '';
    const id = `text-${key}`;
    return html`
      <div class="setting" data-path=${path.join('.')}>
        <div class="about"><label for=${id}><bdi lang=${language}>${original}</bdi></label><span class="help" dir="ltr">${key}</span></div>
        <div class="control"><input type="text" id=${id} lang=${language} dir=${text === '' ? nothing : 'auto'} autocomplete="off" placeholder=${original} .value=${live(text)}
          @input=${(event: Event) => { view.set(path, (event.target as HTMLInputElement).value || undefined); }}></div>
      </div>`;
  }

  /** The texts as Portico has them; English until, and where, there are no others. */
  #originals(language: string): Readonly<Partial<Record<TextKey, Text>>> {
    const here = this.#texts.get(language);
    if (here !== undefined) return here;
    this.#texts.set(language, en);
    void loadTexts(language).then((texts) => {
      this.#texts.set(language, texts);
      this.#host.requestUpdate();
    });
    return en;
  }

  #choose(language: string): void {
    this.#language = language;
    this.#first = undefined;
    this.#host.requestUpdate();
  }

  #find(search: string): void {
    this.#search = search;
    this.#first = undefined;
    this.#host.requestUpdate();
  }
}

const textOf = (text: Text | undefined): string => (text === undefined ? '' : typeof text === 'string' ? text : text.other);
