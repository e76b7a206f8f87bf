import { html, type TemplateResult } from 'lit';
import type { PortalError } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { Portal } from '../../portal/index.ts';
import { heading } from '../parts/heading.ts';
import { errorState, loadingState } from '../parts/states.ts';

/** Why there is no ticket to show. */
export interface InsteadOptions {
  readonly portal: Portal;
  readonly error: PortalError | undefined;
  /** The first load takes long. */
  readonly slow: boolean;
  /** Level of the heading. */
  readonly level: number;
  readonly retry: () => void;
  /** Asks to sign in. */
  readonly signIn: (reason: string) => TemplateResult;
}

/** What stands in place of a ticket: it is being loaded, absent, or cannot be had. */
export function insteadOfTicket({ t }: LocalizeController, { portal, error, slow, level, retry, signIn }: InsteadOptions): TemplateResult {
  if (error?.code === 'unauthenticated' || portal.session?.customer === null) {
    return html`${signIn(t('login.required'))}<slot name="signed-out"></slot>`;
  }
  if (error === undefined) return loadingState(t, t('ticket.loading'), slow);
  if (error.code !== 'not-found') return errorState(t, error, retry);
  return html`
    <div class="absent">
      ${heading(level, t('ticket.notFound'), { main: true })}
      <p class="muted">${t('ticket.notFoundHint')}</p>
      <slot name="not-found"></slot>
    </div>`;
}
