import { html, nothing } from 'lit';
import type { TicketField } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';

/** The value of a ticket's field as its type says it; a value of another type than its field's is shown as text. Nothing where there is none. */
export function fieldValue({ t, format }: LocalizeController, { type, value }: TicketField): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return nothing;
  if (typeof value === 'boolean') return t(value ? 'ticket.yes' : 'ticket.no');
  if (typeof value === 'number') return format.number(value);
  if (Array.isArray(value)) return html`<ul class="people">${value.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>`;
  if (type === 'date') return html`<time datetime=${value}>${format.day(value)}</time>`;
  // A short value stands where the page's direction puts it; several lines are a text with a direction of their own.
  return type === 'textarea' ? html`<span class="value" dir="auto">${value}</span>` : html`<bdi>${value}</bdi>`;
}
