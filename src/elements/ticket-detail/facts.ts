import { html, nothing, type TemplateResult } from 'lit';
import type { Person, Ticket } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { fieldValue } from '../parts/field-value.ts';
import { relatedTicket, type RelatedTicketOptions } from './related-ticket.ts';

/** What facts are shown with. */
export interface FactsOptions {
  /** Where people in copy are added and removed; `nothing` for a mere list of them. */
  readonly copies: unknown;
  readonly related: RelatedTicketOptions;
}

/** What is known of a ticket besides its conversation, as a list of names and values. Fields without a value are left out. */
export function facts(localize: LocalizeController, ticket: Ticket, { copies, related }: FactsOptions): TemplateResult {
  const { t, format } = localize;
  const time = (timestamp: string): TemplateResult => html`<time datetime=${timestamp}>${format.dateTime(timestamp)}</time>`;
  const entries: readonly (readonly [unknown, unknown])[] = [
    [t('ticket.id'), html`<bdi>${ticket.displayId}</bdi>`],
    [t('list.created'), time(ticket.created)],
    [t('list.lastActivity'), time(ticket.lastActivity)],
    [t('ticket.requester'), person(ticket.requester)],
    [t('ticket.organization'), ticket.organization === null ? nothing : html`<bdi>${ticket.organization.name}</bdi>`],
    [t('ticket.cc'), copies !== nothing || ticket.cc.length === 0 ? copies : html`<ul class="people">${ticket.cc.map((one) => html`<li>${person(one)}</li>`)}</ul>`],
    [t('ticket.followUpOf'), ticket.followUpOf == null ? nothing : relatedTicket(ticket.followUpOf, related)],
    [t('ticket.followUps'), ticket.followUps === undefined || ticket.followUps.length === 0 ? nothing : html`<ul class="people">${ticket.followUps.map((one) => html`<li>${relatedTicket(one, related)}</li>`)}</ul>`],
    ...ticket.fields.map((field) => [html`<bdi>${field.label}</bdi>`, fieldValue(localize, field)] as const),
  ];
  return html`<dl class="facts">${entries.map(([name, content]) => (content === nothing ? nothing : html`<div><dt>${name}</dt><dd>${content}</dd></div>`))}</dl>`;
}

/** Somebody's name and address. */
export const person = ({ name, email }: Person): TemplateResult =>
  html`<bdi>${name === '' ? email : name}</bdi>${name === '' || name === email ? nothing : html`<br><bdi class="help">${email}</bdi>`}`;
