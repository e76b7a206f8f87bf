import { html, render, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Portal } from '../../../portal/index.ts';
import type { TicketSelectEvent } from '../../parts/ticket-select-event.ts';

export type PreviewPage = 'list' | 'detail' | 'form';

/** What a preview shows. */
export interface PreviewFrame {
  readonly portal: Portal;
  readonly page: PreviewPage;
  readonly headingLevel: number;
  readonly ticketId: string | undefined;
  readonly isDark: boolean;
  readonly isPhone: boolean;
  /** What is read where there is no ticket to show. */
  readonly noTicket: string;
  readonly open: (ticketId: string) => void;
}

/**
 * The real elements in a page of their own: a root that belongs to no element of Portico, so that they take the owner's look and language as
 * they do on the owner's site, and nothing of what these settings look like.
 */
export const previewFrame = (frame: PreviewFrame): TemplateResult => html`
  <div class="frame ${frame.isDark ? 'dark' : ''} ${frame.isPhone ? 'phone' : ''}" @ticket-select=${stay} @query-change=${stay} @before-reply=${stay} @before-submit=${stay} ${ref((element) => {
    if (element !== undefined) render(content(frame), element.shadowRoot ?? element.attachShadow({ mode: 'open' }));
  })}></div>`;

/** What happens in a preview is nothing to the page around the settings. */
const stay = (event: Event): void => { event.stopPropagation(); };

function content({ portal, page, headingLevel, ticketId, noTicket, open }: PreviewFrame): TemplateResult {
  switch (page) {
    case 'list': return html`<ticket-list .portal=${portal} heading-level=${headingLevel} @ticket-select=${(event: TicketSelectEvent) => { open(event.ticketId); }}></ticket-list>`;
    case 'detail': return ticketId === undefined ? html`<p role="status">${noTicket}</p>` : html`<ticket-detail .portal=${portal} heading-level=${headingLevel} ticket-id=${ticketId}></ticket-detail>`;
    case 'form': return html`<support-form .portal=${portal} heading-level=${headingLevel}></support-form>`;
  }
}
