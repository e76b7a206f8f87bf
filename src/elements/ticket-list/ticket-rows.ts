import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SortKey, TicketStatus, TicketSummary } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import type { Listing } from '../../portal/controllers/ticket-list-controller.ts';
import type { Direction } from '../../portal/list-query.ts';
import { heading } from '../parts/heading.ts';
import type { WindowController } from '../parts/window-controller.ts';
import { hasWords, requesterName, type ColumnView } from './ticket-columns.ts';

/** What both presentations of the rows need. */
export interface RowsContext {
  readonly localize: LocalizeController;
  readonly listing: Listing;
  /** The order asked for, which the rows may not have yet. */
  readonly order: { readonly sort: SortKey; readonly direction: Direction };
  /** Level of the headings of the cards. */
  readonly headingLevel: number;
  readonly columns: readonly ColumnView[];
  /** A status in words. */
  statusText(status: TicketStatus): string;
  isNew(row: TicketSummary): boolean;
  /** Address of a ticket's page; undefined where there is none. */
  href(row: TicketSummary): string | undefined;
  onSelect(event: MouseEvent, row: TicketSummary): void;
  onSort(sort: SortKey, direction?: Direction): void;
  /** Shows of a long list what can be seen of it; undefined where all rows are there. */
  readonly window: WindowController | undefined;
}

/** All rows, or those in the window. */
function shown({ listing: { rows }, window }: RowsContext, row: (one: TicketSummary, index: number) => TemplateResult, columns: number): unknown {
  return window?.render(rows, row, columns) ?? repeat(rows, ({ id }) => id, row);
}

/** The rows as a table, for where there is room. */
export function ticketTable(context: RowsContext): TemplateResult {
  const { localize: { t }, listing: { rows, query }, order, columns, window } = context;
  const position = (index: number): number | typeof nothing => (window === undefined ? nothing : index + 1);
  return html`
    <table part="table" aria-rowcount=${position(rows.length)}>
      <caption class="visually-hidden">${t('list.caption', { column: t(`list.${query.sort}`) })}</caption>
      <thead>
        <tr aria-rowindex=${position(0)}>${columns.map((column) => html`
          <th scope="col" class=${classOf(column)} aria-sort=${order.sort === column.sort ? order.direction : nothing}>${columnHead(context, column)}</th>`)}</tr>
      </thead>
      <tbody>${shown(context, (row, index) => html`
        <tr part="row" class=${context.isNew(row) ? 'new' : ''} data-id=${row.id} aria-rowindex=${position(index + 1)}>${columns.map((column) => cell(context, column, row))}</tr>`, columns.length)}
      </tbody>
    </table>`;
}

function cell(context: RowsContext, column: ColumnView, row: TicketSummary): TemplateResult {
  switch (column.id) {
    case 'subject': return html`<th scope="row" class="subject">${title(context, row)}${newMark(context, row)}${requester(context, row)}</th>`;
    case 'status': return html`<td class="status">${status(context, row)}${turn(context, row)}</td>`;
    default: return html`<td class=${classOf(column)}>${column.value(row)}</td>`;
  }
}

/** Fields may be called anything. */
const classOf = ({ id }: ColumnView): string => (hasWords(id) ? 'words' : id);

function columnHead({ listing, onSort }: RowsContext, { label, sort }: ColumnView): unknown {
  if (sort === undefined || !listing.profile.capabilities.sort.includes(sort)) return html`<bdi>${label}</bdi>`;
  return html`<button type="button" class="sort" @click=${() => { onSort(sort); }}>${label}<span class="arrow" aria-hidden="true"></span></button>`;
}

/** The rows as a list of articles, for where there is little room. */
export function ticketCards(context: RowsContext): TemplateResult {
  const { listing: { rows }, columns, window } = context;
  const facts = columns.filter(({ id }) => !['id', 'subject', 'status'].includes(id));
  const fact = ({ label, value }: ColumnView, row: TicketSummary): TemplateResult | typeof nothing => {
    const shown = value(row);
    return shown === nothing ? nothing : html`<div><dt><bdi>${label}</bdi></dt><dd>${shown}</dd></div>`;
  };
  // The colon after a label is the language's; Firefox does not see it through the shadow root.
  return html`
    ${order(context)}
    <ul class="cards" role="list" part="cards">${shown(context, (row, index) => html`
      <li data-id=${row.id} aria-setsize=${window === undefined ? nothing : rows.length} aria-posinset=${window === undefined ? nothing : index + 1}><article part="row" class="card ${context.isNew(row) ? 'new' : ''}">
        <div class="row">${status(context, row)}${turn(context, row)}${columns.some(({ id }) => id === 'id') ? html`<bdi class="id muted">${row.displayId}</bdi>` : nothing}</div>
        ${heading(context.headingLevel, html`${title(context, row)}${newMark(context, row)}`)}
        ${requester(context, row)}
        <dl lang=${context.localize.language}>${facts.map((column) => fact(column, row))}</dl>
      </article></li>`, 0)}
    </ul>`;
}

function order({ localize: { t }, listing, columns, order: { sort, direction }, onSort }: RowsContext): TemplateResult | typeof nothing {
  const able = listing.profile.capabilities.sort;
  // The order that holds is always among them, also where its column is not shown.
  const keys = [...new Set([...columns.flatMap((column) => column.sort ?? []), sort])].filter((key) => able.includes(key));
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

function requester({ localize: { t }, listing: { query }, columns }: RowsContext, row: TicketSummary): TemplateResult | typeof nothing {
  if (query.view === 'mine' || columns.some(({ id }) => id === 'requester')) return nothing;
  return html`<div class="requester muted"><span class="visually-hidden">${t('list.requester')} </span>${requesterName(row)}</div>`;
}

function status({ statusText }: RowsContext, { status: one }: TicketSummary): TemplateResult {
  return html`<span class="badge ${one.category}" part="status"><bdi>${statusText(one)}</bdi></span>`;
}

function turn({ localize: { t } }: RowsContext, { waitingOn }: TicketSummary): TemplateResult | typeof nothing {
  if (waitingOn === null) return nothing;
  return waitingOn === 'customer'
    ? html`<span class="turn you">${t('list.waitingOnYou')}</span>`
    : html`<span class="turn muted">${t('list.waitingOnUs')}</span>`;
}
