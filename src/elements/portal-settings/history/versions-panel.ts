import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Output, SettingsTable, SettingsVersion } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { differences } from '../../../portal/settings/differences.ts';
import { readSettings } from '../../../portal/settings/document.ts';
import { heading } from '../../parts/heading.ts';
import { errorState, loadingState } from '../../parts/states.ts';
import type { SettingsView } from '../settings-view.ts';
import { differenceTable } from './difference-table.ts';

type FullVersion = Output<SettingsTable['getSettingsVersion']>;
interface Listed { readonly items: readonly SettingsVersion[]; readonly nextCursor: string | null }

/** What somebody wants with an older version. */
type Wish = 'compare' | 'restore';

/** The saved versions: to look at, to compare with the one that holds, and to go back to. */
export class VersionsPanel {
  readonly #host: ReactiveControllerHost;
  readonly #view: SettingsView;
  readonly #unreadable: (document: unknown) => void;
  readonly #list: RequestController<Listed>;
  readonly #version: RequestController<FullVersion>;
  #wish: { readonly number: number; readonly what: Wish } | undefined;
  /** The version that the list begins with, to notice a newer one. */
  #newest: number | undefined;

  /** @param unreadable Takes a version that cannot be used as it is. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, view: SettingsView, unreadable: (document: unknown) => void) {
    this.#host = host;
    this.#view = view;
    this.#unreadable = unreadable;
    this.#list = new RequestController(host);
    this.#version = new RequestController(host);
  }

  reset(): void {
    this.#list.reset();
    this.#version.reset();
    this.#wish = undefined;
    this.#newest = undefined;
  }

  /** Asks for the versions unless they are there. */
  show(): void {
    const { number } = this.#view.state.version;
    if (this.#newest === number) return;
    this.#newest = number;
    this.#load();
  }

  readonly #load = (): void => {
    void this.#list.run(async (signal) => this.#view.settings.owner.listSettingsVersions({}, { signal }));
  };

  readonly #more = (): void => {
    const { value } = this.#list;
    if (value?.nextCursor == null) return;
    const cursor = value.nextCursor;
    void this.#list.run(async (signal) => {
      const page = await this.#view.settings.owner.listSettingsVersions({ cursor }, { signal });
      return { ...page, items: [...value.items, ...page.items] };
    });
  };

  #ask(number: number, what: Wish): void {
    this.#wish = { number, what };
    void this.#version.run(async (signal) => this.#view.settings.owner.getSettingsVersion({ version: number }, { signal })).then((version) => {
      if (version === undefined || what !== 'restore') return;
      if (this.#view.settings.dirty) this.#view.focus('replace-unsaved');
      else this.#restore(version);
    });
    this.#host.requestUpdate();
  }

  #restore({ document, number }: FullVersion): void {
    this.#forgetWish();
    const { settings } = readSettings(document);
    if (settings === undefined) {
      this.#unreadable(document);
      return;
    }
    this.#view.settings.replace(settings);
    this.#view.say(this.#view.t('settings.versions.restored', { number }));
  }

  readonly #forgetWish = (): void => {
    this.#wish = undefined;
    this.#version.reset();
  };

  render(): TemplateResult {
    const { t } = this.#view;
    const { value, error, pending, slow } = this.#list;
    return html`
      <section class="section" aria-labelledby="versions-title">
        <header>${heading(this.#view.headingLevel, t('settings.versions.heading'), { id: 'versions-title' })}<p class="muted">${t('settings.versions.about')}</p></header>
        ${error === undefined ? nothing : errorState(t, error, this.#load)}
        ${value === undefined ? error === undefined ? loadingState(t, t('settings.loading'), slow) : nothing : html`
          ${value.items.length === 0 ? html`<p class="card padded muted">${t('settings.versions.none')}</p>` : html`<ol class="versions card" role="list">${value.items.map((version) => this.#entry(version))}</ol>`}
          ${value.nextCursor === null ? nothing : html`<div><button type="button" aria-disabled=${pending} @click=${this.#more}>${t('settings.versions.more')}</button></div>`}`}
      </section>`;
  }

  #entry({ number, saved, by, comment }: SettingsVersion): TemplateResult {
    const { t, localize, state } = this.#view;
    const isCurrent = number === state.version.number;
    const wish = this.#wish?.number === number ? this.#wish.what : undefined;
    const name = t('settings.versions.name', { number });
    return html`
      <li aria-label=${name}>
        <div class="version">
          <div>
            <strong>${name}</strong> ${isCurrent ? html`<span class="badge accent">${t('settings.versions.current')}</span>` : nothing}
            <span class="help">${saved === null ? nothing : localize.format.dateTime(saved)}${by === null ? nothing : html` · <bdi>${by}</bdi>`}</span>
            ${comment === '' ? nothing : html`<p><bdi>${comment}</bdi></p>`}
          </div>
          ${isCurrent ? nothing : html`
            <span class="row">
              <button type="button" aria-expanded=${wish === 'compare'} aria-label=${t('settings.versions.compareNamed', { number })} @click=${() => { if (wish === 'compare') this.#forgetWish(); else this.#ask(number, 'compare'); }}>${t('settings.versions.compare')}</button>
              <button type="button" aria-label=${t('settings.versions.restoreNamed', { number })} @click=${() => { this.#ask(number, 'restore'); }}>${t('settings.versions.restore')}</button>
            </span>`}
        </div>
        ${wish === undefined ? nothing : this.#wished(number, wish)}
      </li>`;
  }

  #wished(number: number, what: Wish): TemplateResult {
    const { t, state } = this.#view;
    const { value, error, slow } = this.#version;
    if (error !== undefined) return errorState(t, error, () => { this.#ask(number, what); });
    if (value?.number !== number) return loadingState(t, t('settings.loading'), slow);
    if (what === 'compare') return differenceTable(this.#view, differences(value.document, state.document, value.document), t('settings.versions.current'), t('settings.versions.name', { number }));
    return html`
      <div class="notice" role="group" aria-label=${t('settings.versions.replace')}>
        <p>${t('settings.versions.replace')}</p>
        <div class="row">
          <button type="button" id="replace-unsaved" class="primary" @click=${() => { this.#restore(value); }}>${t('settings.versions.restore')}</button>
          <button type="button" @click=${this.#forgetWish}>${t('settings.cancel')}</button>
        </div>
      </div>`;
  }
}
