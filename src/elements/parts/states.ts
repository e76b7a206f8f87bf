import { html, nothing, type TemplateResult } from 'lit';
import type { PortalError } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';

type T = LocalizeController['t'];

/** What a person reads about an error; never the error's own message. */
export function errorText(t: T, error: PortalError): string {
  if (error.code === 'network' && !navigator.onLine) return t('state.offline');
  if (error.code === 'rate-limited' && error.retryAfter !== undefined) return t('error.rate-limited.seconds', { count: Math.ceil(error.retryAfter) });
  return t(`error.${error.code}`);
}

/** Codes after which the same request may well succeed. */
const RETRYABLE = new Set(['rate-limited', 'internal', 'bad-response', 'unavailable', 'timeout', 'network', 'conflict']);

/** An error with a way on. Announced at once, because something that the person waits for did not come. */
export function errorState(t: T, error: PortalError, retry: () => void): TemplateResult {
  return html`
    <div class="notice danger stack" role="alert" part="error">
      <p>${errorText(t, error)}</p>
      ${RETRYABLE.has(error.code) ? html`<div><button type="button" @click=${retry}>${t('state.retry')}</button></div>` : nothing}
    </div>`;
}

/** Something is being loaded for the first time; says so, and says more when it takes long. */
export function loadingState(t: T, text: string, slow: boolean): TemplateResult {
  return html`
    <div class="state" part="loading">
      <p>${text}</p>
      <p class="muted" role="status">${slow ? t('state.slow') : nothing}</p>
    </div>`;
}

/** Nothing to show, why, and what to do about it. */
export function emptyState(title: string, hint: string, action: unknown = nothing): TemplateResult {
  return html`
    <div class="state" part="empty">
      <p><strong>${title}</strong></p>
      <p class="muted">${hint}</p>
      ${action}
    </div>`;
}
