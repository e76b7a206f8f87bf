import { html, type TemplateResult } from 'lit';
import type { Session } from '../../../contract/index.ts';
import { loginForm } from '../fields.ts';
import { SignOutButton } from '../sign-out-button.ts';
import { FormView } from './form-view.ts';
import { termsField, withTerms } from './terms.ts';

/** Asks for agreement to the owner's terms, without which the portal stays closed. */
export class ConsentView extends FormView<Session> {
  readonly #signOut = new SignOutButton(this.login);

  heading(): string {
    return this.t('consent.heading');
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    const { portal, localize: { tag: language } } = this.login;
    const session = await this.form.submit(event, ({ consent: version = '' }, signal) => withTerms(this.login, portal.account('giveConsent', { version, language }, signal)));
    if (session !== undefined) this.login.enter(session);
  };

  override closed(): void {
    super.closed();
    this.#signOut.reset();
  }

  render(): TemplateResult {
    const { t, form, login: { options } } = this;
    if (options.value === undefined) return this.waiting();
    return html`
      <p>${t('consent.hint')}</p>
      ${loginForm(t, { request: form, submit: t('consent.submit'), submitting: t('consent.submitting'), errors: { conflict: 'access.termsChanged' }, onSubmit: this.#onSubmit },
        termsField(t, form, options.value.consent))}
      ${this.#signOut.renderError()}
      <div class="row">${this.#signOut.render(t('consent.decline'), 'sign-in', 'text-button')}</div>`;
  }
}
