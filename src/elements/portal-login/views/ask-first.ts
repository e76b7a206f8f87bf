import { html, type TemplateResult } from 'lit';
import type { LoginController } from '../login-controller.ts';

/** What is asked about. */
export interface Question {
  /** The button that leads to the question: what it says, and its whole name. */
  readonly button: string;
  readonly name?: string;
  readonly question: string;
  /** What the button says that does it. */
  readonly yes: string;
  readonly busy: boolean;
  readonly act: () => void;
}

/** Buttons that ask, in their own place, before they do what cannot be taken back. */
export class AskFirst {
  readonly #login: LoginController;
  /** The id of the button whose question is open. */
  #open = '';

  constructor(login: LoginController) {
    this.#login = login;
  }

  close(): void {
    this.#open = '';
  }

  /** @param id Unique in the root. */
  render(id: string, { button, name = button, question, yes, busy, act }: Question): TemplateResult {
    const { t } = this.#login.localize;
    if (this.#open !== id) return html`<button type="button" id=${id} aria-label=${name} @click=${() => { void this.#turn(id, 'question'); }}>${button}</button>`;
    return html`
      <div class="ask notice stack" role="group" aria-labelledby="question">
        <p id="question" tabindex="-1">${question}</p>
        <div class="row">
          <button type="button" class="primary" aria-disabled=${busy} @click=${act}>${yes}</button>
          <button type="button" @click=${() => { void this.#turn('', id); }}>${t('account.keep')}</button>
        </div>
      </div>`;
  }

  /** Opens or closes a question, and brings the focus to what has come in the place of the button. */
  async #turn(open: string, focus: string): Promise<void> {
    const { host } = this.#login;
    this.#open = open;
    host.requestUpdate();
    await host.updateComplete;
    (host.renderRoot as ShadowRoot).getElementById(focus)?.focus();
  }
}
