import { html, nothing, type TemplateResult } from 'lit';
import type { Person, Ticket, TicketField } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';

/** What is known of a ticket besides its conversation, as a list of names and values. Fields without a value are left out. */
export function facts(localize: LocalizeController, ticket: Ticket): TemplateResult {
  const { t, format } = localize;
  const time = (timestamp: string): TemplateResult => html`<time datetime=${timestamp}>${format.dateTime(timestamp)}</time>`;
  const entries: readonly (readonly [unknown, unknown])[] = [
    [t('ticket.id'), html`<bdi>${ticket.displayId}</bdi>`],
    [t('list.created'), time(ticket.created)],
    [t('list.lastActivity'), time(ticket.lastActivity)],
    [t('ticket.requester'), person(ticket.requester)],
    [t('ticket.organization'), ticket.organization === null ? nothing : html`<bdi>${ticket.organization.name}</bdi>`],
    [t('ticket.cc'), ticket.cc.length === 0 ? nothing : html`<ul class="people">${ticket.cc.map((one) => html`<li>${person(one)}</li>`)}</ul>`],
    ...ticket.fields.map((field) => [html`<bdi>${field.label}</bdi>`, value(localize, field)] as const),
  ];
  return html`<dl class="facts">${entries.map(([name, content]) => (content === nothing ? nothing : html`<div><dt>${name}</dt><dd>${content}</dd></div>`))}</dl>`;
}

const person = ({ name, email }: Person): TemplateResult =>
  html`<bdi>${name === '' ? email : name}</bdi>${name === '' || name === email ? nothing : html`<br><bdi class="help">${email}</bdi>`}`;

/** A field's value as its type says it; a value of another type than its field's is shown as text. */
function value({ t, format }: LocalizeController, { type, value: content }: TicketField): unknown {
  if (content === null || content === '' || (Array.isArray(content) && content.length === 0)) return nothing;
  if (typeof content === 'boolean') return t(content ? 'ticket.yes' : 'ticket.no');
  if (typeof content === 'number') return format.number(content);
  if (Array.isArray(content)) return html`<ul class="people">${content.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>`;
  if (type === 'date') return html`<time datetime=${content}>${format.day(content)}</time>`;
  // A short value stands where the page's direction puts it; several lines are a text with a direction of their own.
  return type === 'textarea' ? html`<span class="value" dir="auto">${content}</span>` : html`<bdi>${content}</bdi>`;
}
