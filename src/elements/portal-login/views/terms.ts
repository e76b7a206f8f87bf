import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ConsentDocument, PortalError } from '../../../contract/index.ts';
import type { LocalizeController } from '../../../i18n/index.ts';
import { linkedLine, linkedText } from '../../parts/linked-text.ts';
import type { FormRequest } from '../form-request.ts';
import type { LoginController } from '../login-controller.ts';

type T = LocalizeController['t'];

/** The owner's terms, in a box of its own that scrolls. */
export const termsText = (t: T, { text }: ConsentDocument): TemplateResult => html`
  <div class="terms" part="terms" role="group" tabindex="0" aria-label=${t('access.terms')}>${linkedText(text, t('access.newTab'))}</div>`;

/** The terms and the box to tick; its value is the version that was read. Nothing where the owner has none. */
export function termsField(t: T, form: FormRequest<unknown>, consent: ConsentDocument | null | undefined): unknown {
  if (consent == null) return nothing;
  const issue = form.issues.get('consent');
  // Nobody has agreed to what they have not seen: another version is another box.
  return keyed(consent.version, html`
    ${termsText(t, consent)}
    <div class="field">
      <label class="choice agree"><input type="checkbox" id="consent" name="consent" .value=${consent.version} required aria-invalid=${issue !== undefined} aria-describedby="consent-error">
        <span dir="auto">${linkedLine(consent.label, t('access.newTab'))}</span></label>
      <span id="consent-error">${issue === undefined ? nothing : html`<span class="error-text">${t(issue)}</span>`}</span>
    </div>`);
}

/** Makes a call that carries an agreement. Where the terms have changed since they were read, the new ones are there before that is told. */
export async function withTerms<Value>(login: LoginController, call: Promise<Value>): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if ((error as Partial<PortalError>).code === 'conflict') await login.loadOptions({ fresh: true });
    throw error;
  }
}
