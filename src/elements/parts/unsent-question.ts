import { html, type TemplateResult } from 'lit';
import type { LocalizeController } from '../../i18n/index.ts';

/** What a person can answer. */
export interface UnsentAnswers {
  readonly discard: () => void;
  readonly stay: () => void;
}

/** Asked before a sign-out that would lose what was pressed and could not be sent (`conflict` of `Portal.signOut`). */
export const unsentQuestion = (t: LocalizeController['t'], { discard, stay }: UnsentAnswers): TemplateResult => html`
  <div class="notice danger stack" role="alert" part="unsent">
    <p>${t('signOut.unsent')}</p>
    <div class="row">
      <button type="button" @click=${stay}>${t('signOut.stay')}</button>
      <button type="button" @click=${discard}>${t('signOut.discard')}</button>
    </div>
  </div>`;
