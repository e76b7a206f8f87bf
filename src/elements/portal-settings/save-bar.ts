import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isSame } from '../../portal/settings/document.ts';
import { errorText } from '../parts/states.ts';
import { exportButtons } from './history/json-panel.ts';
import type { SettingsView } from './settings-view.ts';

/** Says that something is not saved yet, and saves it or throws it away. */
export class SaveBar {
  readonly #host: ReactiveControllerHost;
  readonly #view: SettingsView;
  #comment = '';
  #isAsking = false;

  constructor(host: ReactiveControllerHost, view: SettingsView) {
    this.#host = host;
    this.#view = view;
  }

  readonly #save = async (): Promise<void> => {
    const { settings, t, document } = this.#view;
    if (settings.saving.pending) return;
    const [unfinished] = settings.unfinished.values();
    if (unfinished !== undefined) {
      this.#view.say(t('settings.json.unfinished'));
      this.#view.reveal(unfinished.place);
      return;
    }
    // What the gateway would refuse is known already; it is said where it can be put right.
    if (settings.problems.some(({ severity }) => severity === 'unreadable' || (severity === 'required' && document.enabled))) {
      this.#view.say(t('settings.save.cannot'));
      this.#view.focus('problems');
      return;
    }
    this.#view.say(t('settings.save.saving'));
    const comment = this.#comment;
    const isSaved = await settings.save(comment);
    if (isSaved) {
      this.#comment = '';
      this.#view.say(t('settings.save.saved', { number: this.#view.state.version.number }));
      // The bar goes, and the focus would go with it.
      if (!settings.dirty) this.#view.focus('heading');
    } else if (settings.conflict !== undefined) {
      this.#view.say(t(settings.conflict.isMine ? 'settings.conflict.mineToo' : 'settings.conflict.heading'));
      this.#view.focus('conflict-title');
    } else if (settings.saving.error?.code === 'invalid-input') {
      settings.check();
    }
  };

  /** Somebody else has signed in. */
  reset(): void {
    this.#comment = '';
    this.#isAsking = false;
  }

  readonly #onDiscard = (): void => {
    this.#ask(true);
    this.#view.focus('keep');
  };

  readonly #onKeep = (): void => {
    this.#ask(false);
    this.#view.focus('discard');
  };

  readonly #onThrowAway = (): void => {
    this.#ask(false);
    this.#view.forget();
    this.#view.settings.discard();
    this.#view.say(this.#view.t('settings.discarded'));
    this.#view.focus('heading');
  };

  #ask(isAsking: boolean): void {
    this.#isAsking = isAsking;
    this.#host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const { t, settings, state, localize } = this.#view;
    // Why nothing can be saved is to be known before anything has been changed.
    const isFile = state.kept === 'file';
    const isUnsaved = settings.dirty || settings.unfinished.size > 0;
    if (!isUnsaved && !isFile) return nothing;
    const title = !isUnsaved ? t('settings.file.title') : settings.restored === undefined ? t('settings.unsaved') : t('settings.unsavedSince', { when: localize.format.relative(new Date(settings.restored).toISOString()) });
    return html`
      <section class="save-bar" part="save-bar" aria-label=${title}>
        <div class="said"><strong>${title}</strong> <span class="help">${t(isFile ? 'settings.file' : 'settings.unsaved.kept')}</span></div>
        ${this.#isAsking ? this.#renderQuestion() : html`
          <div class="row">
            ${isFile ? exportButtons(this.#view) : this.#renderComment()}
            ${isUnsaved ? html`<button type="button" id="discard" part="discard" @click=${this.#onDiscard}>${t('settings.discard')}</button>` : nothing}
            ${isFile ? nothing
              : html`<button type="button" id="save" part="save" class="primary" aria-disabled=${settings.saving.pending || settings.conflict !== undefined} @click=${this.#save}>${t(settings.saving.pending ? 'settings.save.saving' : 'settings.save')}</button>`}
          </div>`}
        ${this.#renderError()}
      </section>`;
  }

  #renderQuestion(): TemplateResult {
    const { t } = this.#view;
    return html`
      <div class="row" role="group" aria-label=${t('settings.discard.question')}>
        <span>${t('settings.discard.question')}</span>
        <button type="button" id="keep" @click=${this.#onKeep}>${t('settings.discard.keep')}</button>
        <button type="button" class="primary" @click=${this.#onThrowAway}>${t('settings.discard')}</button>
      </div>`;
  }

  #renderComment(): TemplateResult {
    const { t } = this.#view;
    return html`<input type="text" class="comment" maxlength="500" autocomplete="off" aria-label=${t('settings.comment')} placeholder=${t('settings.comment')} .value=${live(this.#comment)}
      @input=${(event: Event) => { this.#comment = (event.target as HTMLInputElement).value; }}>`;
  }

  #renderError(): TemplateResult {
    const { t, settings: { saving, conflict }, state, document } = this.#view;
    const { error } = saving;
    // An editor gets there by the whole document as text.
    const isOwners = error?.code === 'forbidden' && state.role === 'editor' && !isSame(document.editors, state.document.editors);
    return html`<div role="alert">${error === undefined || conflict !== undefined ? nothing : html`<span class="error-text" part="error">${t('settings.save.failed')} ${isOwners ? t('settings.save.editors') : errorText(t, error)}</span>`}</div>`;
  }
}
