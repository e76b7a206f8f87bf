import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SortKey, TicketSummary } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { Listing } from '../../portal/controllers/ticket-list-controller.ts';
import type { Direction } from '../../portal/list-query.ts';
import { heading } from '../parts/heading.ts';

/** What both presentations of the rows need. */
export interface RowsContext {
  readonly localize: LocalizeController;
  readonly listing: Listing;
  /** The order asked for, which the rows may not have yet. */
  readonly order: { readonly sort: SortKey; readonly direction: Direction };
  /** Level of the headings of the cards. */
  readonly headingLevel: number;
  /** Statuses by the backend's own names rather than as open or closed. */
  readonly showStages: boolean;
  isNew(row: TicketSummary): boolean;
  /** Address of a ticket's page; undefined where there is none. */
  href(row: TicketSummary): string | undefined;
  onSelect(event: MouseEvent, row: TicketSummary): void;
  onSort(sort: SortKey, direction?: Direction): void;
}

const COLUMNS: readonly SortKey[] = ['id', 'subject', 'created', 'lastActivity', 'status'];

/** The rows as a table, for where there is room. */
export function ticketTable(context: RowsContext): TemplateResult {
  const { localize: { t, format }, listing: { rows, query }, order } = context;
  return html`
    <table part="table">
      <caption class="visually-hidden">${t('list.caption', { column: t(`list.${query.sort}`) })}</caption>
      <thead>
        <tr>${COLUMNS.map((column) => html`
          <th scope="col" class=${column} aria-sort=${order.sort === column ? order.direction : nothing}>${columnHead(context, column)}</th>`)}</tr>
      </thead>
      <tbody>${repeat(rows, ({ id }) => id, (row) => html`
        <tr part="row" class=${context.isNew(row) ? 'new' : ''}>
          <td class="id"><bdi>${row.displayId}</bdi></td>
          <th scope="row" class="subject">${title(context, row)}${newMark(context, row)}${requester(context, row)}</th>
          <td class="created"><time datetime=${row.created} title=${format.dateTime(row.created)}>${format.date(row.created)}</time></td>
          <td class="lastActivity"><time datetime=${row.lastActivity}>${format.dateTime(row.lastActivity)}</time></td>
          <td class="status">${status(context, row)}${turn(context, row)}</td>
        </tr>`)}
      </tbody>
    </table>`;
}

function columnHead({ localize: { t }, listing, onSort }: RowsContext, column: SortKey): unknown {
  const label = t(`list.${column}`);
  if (!listing.profile.capabilities.sort.includes(column)) return label;
  return html`<button type="button" class="sort" @click=${() => { onSort(column); }}>${label}<span class="arrow" aria-hidden="true"></span></button>`;
}

/** The rows as a list of articles, for where there is little room. */
export function ticketCards(context: RowsContext): TemplateResult {
  const { localize: { t, format }, listing: { rows } } = context;
  return html`
    ${order(context)}
    <ul class="cards" role="list" part="cards">${repeat(rows, ({ id }) => id, (row) => html`
      <li><article part="row" class="card ${context.isNew(row) ? 'new' : ''}">
        <div class="row">${status(context, row)}${turn(context, row)}<bdi class="id muted">${row.displayId}</bdi></div>
        ${heading(context.headingLevel, html`${title(context, row)}${newMark(context, row)}`)}
        ${requester(context, row)}
        <dl>
          <div><dt>${t('list.created')}</dt><dd><time datetime=${row.created}>${format.date(row.created)}</time></dd></div>
          <div><dt>${t('list.lastActivity')}</dt><dd><time datetime=${row.lastActivity}>${format.dateTime(row.lastActivity)}</time></dd></div>
        </dl>
      </article></li>`)}
    </ul>`;
}

function order({ localize: { t }, listing, order: { sort, direction }, onSort }: RowsContext): TemplateResult | typeof nothing {
  const keys = COLUMNS.filter((column) => listing.profile.capabilities.sort.includes(column));
  if (keys.length === 0) return nothing;
  return html`
    <div class="order">
      <div class="field">
        <label for="sort">${t('list.sortBy')}</label>
        <select id="sort" @change=${(event: Event) => { onSort((event.target as HTMLSelectElement).value as SortKey); }}>
          ${keys.map((key) => html`<option value=${key} .selected=${live(key === sort)}>${t(`list.${key}`)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="direction">${t('list.direction')}</label>
        <select id="direction" @change=${(event: Event) => { onSort(sort, (event.target as HTMLSelectElement).value as Direction); }}>
          ${(['ascending', 'descending'] as const).map((one) => html`<option value=${one} .selected=${live(one === direction)}>${t(`list.${one}`)}</option>`)}
        </select>
      </div>
    </div>`;
}

function title({ href, onSelect }: RowsContext, row: TicketSummary): TemplateResult {
  const url = href(row);
  const select = (event: MouseEvent): void => { onSelect(event, row); };
  // A ticket without a title is still opened by it.
  const text = html`<bdi>${row.subject.trim() === '' ? row.displayId : row.subject}</bdi>`;
  return url === undefined
    ? html`<button type="button" class="title text-button" part="title" @click=${select}>${text}</button>`
    : html`<a class="title" part="title" href=${url} @click=${select}>${text}</a>`;
}

function newMark({ localize: { t }, isNew }: RowsContext, row: TicketSummary): TemplateResult | typeof nothing {
  return isNew(row) ? html` <span class="badge accent" part="new" title=${t('list.newReply')}>${t('list.new')}</span>` : nothing;
}

function requester({ localize: { t }, listing: { query } }: RowsContext, row: TicketSummary): TemplateResult | typeof nothing {
  if (query.view === 'mine') return nothing;
  return html`<div class="requester muted"><span class="visually-hidden">${t('list.requester')} </span><bdi>${row.requester.name || row.requester.email}</bdi></div>`;
}

function status({ localize: { t }, showStages }: RowsContext, { status: { category, label } }: TicketSummary): TemplateResult {
  return html`<span class="badge ${category}" part="status"><bdi>${showStages ? label : t(`status.${category}`)}</bdi></span>`;
}

function turn({ localize: { t } }: RowsContext, { waitingOn }: TicketSummary): TemplateResult | typeof nothing {
  if (waitingOn === null) return nothing;
  return waitingOn === 'customer'
    ? html`<span class="turn you">${t('list.waitingOnYou')}</span>`
    : html`<span class="turn muted">${t('list.waitingOnUs')}</span>`;
}
