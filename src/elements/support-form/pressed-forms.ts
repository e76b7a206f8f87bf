import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { LocalizeController } from '../../i18n/index.ts';
import type { FormSender, PressedForm } from '../../portal/controllers/form-sender.ts';
import { CountdownController } from '../parts/countdown-controller.ts';

/** What a person can do about a form that was pressed. */
export interface PressedActions {
  /** Is nobody signed in? */
  readonly signedOut: () => boolean;
  /** Takes it back, to be changed. */
  readonly takeBack: (press: PressedForm) => void;
  readonly discard: (press: PressedForm) => void;
  readonly another: () => void;
}

/** Forms that were pressed and have not arrived: how each stands, and what can be done about it. */
export class PressedForms {
  readonly #localize: LocalizeController;
  readonly #sender: FormSender;
  readonly #actions: PressedActions;
  readonly #countdown: CountdownController;

  constructor(host: ReactiveControllerHost, localize: LocalizeController, sender: FormSender, actions: PressedActions) {
    this.#localize = localize;
    this.#sender = sender;
    this.#actions = actions;
    this.#countdown = new CountdownController(host, () => {
      const { held, others } = sender;
      const times = [...others, ...held === undefined ? [] : [held]].filter((press) => sender.stateOf(press) === 'undo').map(({ until }) => until);
      return times.length === 0 ? undefined : Math.min(...times);
    });
  }

  /** How one stands, in a word. */
  stateText(press: PressedForm): string {
    const { t, format } = this.#localize;
    switch (this.#sender.stateOf(press)) {
      case 'undo': return t('send.in', { time: format.seconds(this.#countdown.seconds) });
      case 'sending': return t('form.submitting');
      case 'waiting': return t('send.waiting');
      case 'failed': return t('send.failed');
    }
  }

  /** What it waits for, or why it has failed; undefined while it goes its way. */
  reason(press: PressedForm): string | undefined {
    const { t } = this.#localize;
    const state = this.#sender.stateOf(press);
    if (this.#sender.isUnsure(press)) return t('send.unsure');
    if (state === 'failed') return press.problem === undefined ? t('form.cancelled') : `${t('form.failed')} ${t(`error.${press.problem.code}`)}`;
    if (state !== 'waiting') return undefined;
    if (this.#actions.signedOut()) return t('portal.sendsAfterSignIn');
    if (this.#sender.isQueued(press)) return t('send.waiting.turn');
    return t(navigator.onLine ? 'send.waiting.again' : 'send.waiting.network');
  }

  /** The text of the button that sends the form, for what stands in it. */
  submitText(press: PressedForm): string {
    const { t } = this.#localize;
    const state = this.#sender.stateOf(press);
    return state === 'waiting' ? t('send.now') : state === 'failed' ? t('state.retry') : this.stateText(press);
  }

  /** What else can be done about what stands in the form. */
  renderActions(press: PressedForm): TemplateResult | typeof nothing {
    const { t } = this.#localize;
    switch (this.#sender.stateOf(press)) {
      case 'undo': return html`<button type="button" part="undo" aria-keyshortcuts="Control+Z Meta+Z" @click=${() => { this.#actions.takeBack(press); }}>${t('send.undo')}</button>`;
      case 'sending': return this.#sender.canCancel(press) ? html`<button part="cancel" type="button" @click=${() => { void this.#sender.cancel(press); }}>${t('form.cancel')}</button>` : nothing;
      default: return html`${this.#renderChange(press)}<button type="button" @click=${this.#actions.another}>${t('form.another')}</button>`;
    }
  }

  /** Those that have no place in the form, each with what can be done about it. */
  renderOthers(): TemplateResult | typeof nothing {
    const { t } = this.#localize;
    const { others } = this.#sender;
    if (others.length === 0) return nothing;
    return html`
      <ul class="pressed" part="pressed">
        ${others.map((press) => {
          const { values: { subject }, formId } = press.input;
          const reason = this.reason(press);
          const state = this.#sender.stateOf(press);
          return html`
            <li class="notice stack">
              <p><bdi><strong>${typeof subject === 'string' ? subject : formId}</strong></bdi> · ${this.stateText(press)}</p>
              ${reason === undefined ? nothing : html`<p class=${state === 'failed' ? 'error-text' : 'help'}>${reason}</p>`}
              <div class="row">
                ${state === 'undo' ? html`<button type="button" @click=${() => { this.#actions.takeBack(press); }}>${t('send.undo')}</button>` : nothing}
                ${state === 'waiting' || state === 'failed' ? html`
                  <button type="button" @click=${() => { this.#sender.retry(press); }}>${t(state === 'failed' ? 'state.retry' : 'send.now')}</button>
                  ${this.#renderChange(press)}` : nothing}
              </div>
            </li>`;
        })}
      </ul>`;
  }

  #renderChange(press: PressedForm): TemplateResult {
    const { t } = this.#localize;
    return html`
      <button type="button" @click=${() => { this.#actions.takeBack(press); }}>${t('send.edit')}</button>
      <button type="button" @click=${() => { this.#actions.discard(press); }}>${t('send.discard')}</button>`;
  }
}
