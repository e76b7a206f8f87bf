import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Filter, PortalError } from '../../contract/index.ts';
import { settings } from '../../i18n/en/settings.ts';
import { addLanguageFiles } from '../../i18n/languages.ts';
import { settingsFiles } from '../../i18n/settings-files.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { LeaveGuard } from '../../portal/controllers/leave-guard.ts';
import type { SessionChangeEvent } from '../../portal/index.ts';
import { SettingsController } from '../../portal/settings/settings-controller.ts';
import { viewerOf } from '../../portal/viewer-of.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { errorState, loadingState } from '../parts/states.ts';
import { TicketCount } from './filter/ticket-count.ts';
import { generalTab } from './general/general-tab.ts';
import { TextsSection } from './general/texts-section.ts';
import { settingsHead } from './head.ts';
import { ConflictPanel } from './history/conflict-panel.ts';
import { JSON_ID, jsonPanel } from './history/json-panel.ts';
import { VersionsPanel } from './history/versions-panel.ts';
import { sectionOf } from './place-label.ts';
import { styles } from './portal-settings.styles.ts';
import { PreviewPanel } from './preview/preview-panel.ts';
import { problemSummary } from './problem-list.ts';
import { revealPlace } from './reveal.ts';
import { SaveBar } from './save-bar.ts';
import { SECTIONS } from './section.ts';
import { sectionMenu } from './section-menu.ts';
import { SettingsView } from './settings-view.ts';
import { tabList, tabPanel, type Tab } from './tabs.ts';
import { templatesTab } from './templates/templates-tab.ts';

/**
 * Where the site's owner decides what customers see: general settings, templates with rules and forms, a live preview, versions, and the whole
 * document as JSON. For a page of the owner's own; everybody who is neither owner nor editor is refused. What is changed stays on the device
 * until it is saved.
 *
 * @tag portal-settings
 * @csspart tabs - The tabs.
 * @csspart panel - What the chosen tab shows.
 * @csspart control - A control of a setting.
 * @csspart field-error - What is wrong with a setting.
 * @csspart problems - The list of all that is wrong.
 * @csspart conflict - What another owner has saved meanwhile.
 * @csspart preview - The live preview.
 * @csspart save-bar - The bar that says what is not saved yet.
 * @csspart save - The button that saves.
 * @csspart download - The link that downloads the document.
 * @csspart discard - The button that throws away what is not saved.
 * @csspart error - What went wrong.
 * @csspart loading - What is shown while the settings are loading.
 * @csspart signed-out - What is shown while nobody is signed in.
 */
export class PortalSettings extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, settings];

  readonly #announce = new AnnounceController(this);
  readonly #settings = new SettingsController(this, () => this.connection.value);
  readonly #view = new SettingsView({
    localize: this.localize, settings: this.#settings, host: this, say: (text) => { this.#announce.say(text); }, reveal: (place) => { void this.#reveal(place); },
  });
  readonly #count = new TicketCount(this, () => this.#settings.owner, () => this.#countedFilter());
  readonly #texts = new TextsSection(this);
  readonly #versions = new VersionsPanel(this, this.#view, (document) => { this.#showUnreadable(document); });
  readonly #conflict = new ConflictPanel(this, this.#view);
  readonly #preview = new PreviewPanel(this, this.#view, () => this.connection.value?.key ?? '');
  readonly #saveBar = new SaveBar(this, this.#view);
  #viewer: string | null | undefined;
  #wasDirty = false;

  @state() private tab: Tab = 'general';

  constructor() {
    super();
    addLanguageFiles(settingsFiles);
    new LeaveGuard(this, () => (this.#settings.dirty || this.#settings.unfinished.size > 0) && this.#settings.state?.kept === 'database');
  }

  override portalChanged(): void {
    this.#reset();
    const { value: portal } = this.connection;
    this.#viewer = portal?.session === undefined ? undefined : viewerOf(portal.session) ?? null;
    if (portal === undefined) return;
    // Whatever comes of it, the settings are asked for: the answer says whether anybody is signed in.
    void portal.loadSession().catch(() => undefined).then(() => { if (this.connection.value === portal && this.#settings.state === undefined && !this.#settings.loading.pending) this.#load(); });
  }

  override sessionChanged({ session }: SessionChangeEvent): void {
    const viewer = viewerOf(session) ?? null;
    const before = this.#viewer;
    this.#viewer = viewer;
    // Whoever signs in again goes on where they were.
    if (viewer === null || (viewer === before && this.#settings.state !== undefined)) return;
    if (viewer !== this.#owner) this.#reset();
    if (this.#settings.state === undefined) this.#load();
  }

  /** The settings look and speak as the page does: an owner finds the way back from every choice. */
  override settingsChanged(): void {
    this.localize.refresh();
  }

  protected override willUpdate(): void {
    if (this.#settings.dirty && !this.#wasDirty) this.#announce.say(this.localize.t('settings.unsaved'));
    this.#wasDirty = this.#settings.dirty;
    if (this.tab === 'versions' && this.#settings.state !== undefined) this.#versions.show();
  }

  /** Whose settings are shown. */
  #owner: string | null | undefined;

  #load(): void {
    if (this.#viewer === null) return;
    this.#owner = this.#viewer;
    void this.#settings.load();
  }

  #reset(): void {
    this.#settings.reset();
    this.#view.forget();
    this.#saveBar.reset();
    this.#count.reset();
    this.#versions.reset();
    this.#preview.reset();
    this.#turnTo('general');
  }

  /** The ticket filter, while it is in sight. */
  #countedFilter(): Filter | null | undefined {
    return this.tab === 'templates' ? this.#settings.document?.tickets.filter : undefined;
  }

  readonly #onRetry = (): void => { this.#load(); };

  readonly #onSignOut = (): void => {
    const { value: portal } = this.connection;
    portal?.signOut().catch((error: unknown) => {
      // Something that they have written as a customer would be lost.
      if ((error as PortalError).code === 'conflict' && confirm(this.localize.t('signOut.unsent'))) void portal.signOut(undefined, { discard: true }).catch(() => undefined);
    });
  };

  /** A version that cannot be used as it is: as a text, with what is wrong with it. */
  #showUnreadable(document: unknown): void {
    this.#settings.leaveUnfinished(JSON_ID, { text: JSON.stringify(document, null, 2), place: '', over: this.#settings.document });
    this.#turnTo('json');
    this.#view.focus(JSON_ID);
  }

  #turnTo(tab: Tab): void {
    this.tab = tab;
    this.#texts.renew();
    // Where there is room for one of them only, the preview makes room.
    if (this.#preview.isOpen && this.renderRoot.querySelector('#panel')?.checkVisibility() === false) this.#preview.toggle(false);
  }

  async #reveal(place: string): Promise<void> {
    const section = sectionOf(place);
    this.#turnTo(section === undefined ? 'json' : (SECTIONS.general as readonly string[]).includes(section) ? 'general' : 'templates');
    await this.updateComplete;
    revealPlace(this.renderRoot, place, section);
  }

  protected override render(): TemplateResult {
    const { t } = this.localize;
    if (this.connection.value === undefined) return html`<p class="notice danger" role="alert">${t('portal.noGateway')}</p>`;
    return html`<div class="settings">${this.#renderContent()}</div>${this.#announce.render()}`;
  }

  #renderContent(): TemplateResult {
    const { t } = this.localize;
    const { loading, state: loaded } = this.#settings;
    if (loaded === undefined) {
      if (this.#viewer === null || loading.error?.code === 'unauthenticated') return this.renderSignIn(t('settings.signIn'));
      if (loading.error === undefined) return loadingState(t, t('settings.loading'), loading.slow);
      return loading.error.code === 'forbidden' ? this.#renderForbidden() : errorState(t, loading.error, this.#onRetry);
    }
    const { conflict, problems } = this.#settings;
    return html`
      ${settingsHead(this.#view, { level: this.headingLevel, isPreviewed: this.#preview.isOpen, preview: () => { this.#preview.toggle(); } })}
      ${this.#viewer === null ? this.renderSignIn(t('settings.signInAgain')) : nothing}
      ${conflict === undefined ? nothing : this.#conflict.render(conflict)}
      ${tabList(this.#view, this.tab, (tab) => { this.#turnTo(tab); })}
      ${problemSummary(this.#view, problems)}
      <div class="body ${this.#preview.isOpen ? 'previewed' : ''}">
        ${tabPanel(this.tab, this.#renderTab())}
        ${this.#preview.render()}
      </div>
      ${this.#saveBar.render()}`;
  }

  #renderTab(): TemplateResult {
    switch (this.tab) {
      case 'general': return html`${sectionMenu(this.#view, this.renderRoot, SECTIONS.general)}<div class="sections">${generalTab(this.#view, this.#texts)}</div>`;
      case 'templates': return html`${sectionMenu(this.#view, this.renderRoot, SECTIONS.templates)}<div class="sections">${templatesTab(this.#view, this.#count)}</div>`;
      case 'versions': return html`<div class="sections">${this.#versions.render()}</div>`;
      case 'json': return html`<div class="sections">${jsonPanel(this.#view)}</div>`;
    }
  }

  #renderForbidden(): TemplateResult {
    const { t } = this.localize;
    const email = this.connection.value?.session?.customer?.email ?? '';
    return html`
      <div class="state" part="error" role="alert">
        <p><strong>${t('settings.forbidden')}</strong></p>
        <p class="muted">${t('settings.forbidden.hint', { email: `\u2068${email}\u2069` })}</p>
        <button type="button" @click=${this.#onSignOut}>${t('login.signOut')}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'portal-settings': PortalSettings }
}
