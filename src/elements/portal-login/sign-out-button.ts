import { html, type TemplateResult } from 'lit';
import type { Session } from '../../contract/index.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { unsentQuestion } from '../parts/unsent-question.ts';
import { errorRegion } from './fields.ts';
import type { LoginController } from './login-controller.ts';
import type { LoginViewName } from './login-view.ts';
import { navigation } from './navigation.ts';

/** A button that signs out, here and, where it has a session of its own, at the identity provider. */
export class SignOutButton extends RequestController<Session & { readonly signOutUrl?: string | undefined }> {
  readonly #login: LoginController;
  /** The view that was to come after the last try. */
  #next: LoginViewName = 'sign-in';

  constructor(login: LoginController) {
    super(login.host);
    this.#login = login;
  }

  async #onClick(next: LoginViewName, discard = false): Promise<void> {
    if (this.pending) return;
    this.#next = next;
    const answer = await this.run((signal) => this.#login.portal.signOut(signal, { discard }));
    if (answer === undefined) return;
    this.#login.show(next);
    if (answer.signOutUrl !== undefined) navigation.go(answer.signOutUrl);
  }

  /** @param next The view that comes after. */
  render(text: string, next: LoginViewName, kind = ''): TemplateResult {
    return html`<button type="button" part="sign-out" class=${kind} aria-disabled=${this.pending} @click=${() => { void this.#onClick(next); }}>${text}</button>`;
  }

  /** What went wrong, or has to be decided first. */
  renderError(): TemplateResult {
    if (this.error?.code === 'conflict') {
      return unsentQuestion(this.#login.localize.t, { discard: () => { void this.#onClick(this.#next, true); }, stay: () => { this.reset(); } });
    }
    return errorRegion(this.#login.localize.t, this.error);
  }
}
