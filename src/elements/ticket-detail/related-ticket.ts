import { html, type TemplateResult } from 'lit';
import type { RelatedTicket } from '../../contract/index.ts';
import { ticketHref } from '../parts/links.ts';

/** How one gets to another ticket. */
export interface RelatedTicketOptions {
  /** Address of a ticket's page with `{id}` for its id; `''` for none. */
  readonly url: string;
  readonly select: (event: MouseEvent, ticketId: string) => void;
}

/** The way to a ticket that this one has to do with. */
export function relatedTicket({ id, displayId, subject }: RelatedTicket, { url, select }: RelatedTicketOptions): TemplateResult {
  const text = html`<bdi>${displayId}</bdi> <bdi>${subject}</bdi>`;
  const onClick = (event: MouseEvent): void => { select(event, id); };
  return url === ''
    ? html`<button type="button" class="text-button" @click=${onClick}>${text}</button>`
    : html`<a href=${ticketHref(url, id)} @click=${onClick}>${text}</a>`;
}
