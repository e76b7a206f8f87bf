import { html, nothing, type TemplateResult } from 'lit';
import type { Column, SortKey, TicketSummary } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { fieldValue } from '../parts/field-value.ts';

/** A column of the list besides title and status, which have a look of their own. */
export interface ColumnView {
  readonly id: Column;
  readonly label: string;
  /** What an order by this column is called; undefined where there is none. */
  readonly sort: SortKey | undefined;
  value(row: TicketSummary): unknown;
}

/** What customers see where the owner has chosen nothing. */
const USUAL: readonly (Column & SortKey)[] = ['id', 'subject', 'created', 'lastActivity', 'status'];

/** The columns that the owner has chosen. Without title and status a list is none. */
export function chosenColumns(chosen: readonly Column[] = USUAL): Column[] {
  const columns = new Set(chosen);
  return [...columns.has('subject') ? [] : ['subject' as const], ...columns, ...columns.has('status') ? [] : ['status' as const]];
}

/** The columns in their order. A field that none of the rows has is left out: nothing says what it is called. */
export function columnViews(localize: LocalizeController, chosen: readonly Column[], rows: readonly TicketSummary[]): ColumnView[] {
  return chosen.flatMap((id): ColumnView[] => {
    if (!isField(id)) return [{ id, label: localize.t(`list.${id}`), sort: USUAL.find((usual) => usual === id), value: (row) => standardValue(localize, id, row) }];
    // The first row that has it tells; a list may be long.
    const telling = rows.find((row) => fieldOf(row, id) !== undefined);
    const label = telling && fieldOf(telling, id)?.label;
    return label === undefined ? [] : [{ id, label, sort: undefined, value: (row) => valueOf(localize, fieldOf(row, id)) }];
  });
}

/** Whether a column has words rather than a number or a date: words break into lines. */
export const hasWords = (id: Column): boolean => isField(id) || id === 'requester' || id === 'organization';

function standardValue({ format }: LocalizeController, id: Column, row: TicketSummary): unknown {
  switch (id) {
    case 'id': return html`<bdi>${row.displayId}</bdi>`;
    case 'requester': return requesterName(row);
    case 'organization': return row.organization === null ? nothing : html`<bdi>${row.organization.name}</bdi>`;
    case 'created': return html`<time datetime=${row.created} title=${format.dateTime(row.created)}>${format.date(row.created)}</time>`;
    case 'lastActivity': return html`<time datetime=${row.lastActivity}>${format.dateTime(row.lastActivity)}</time>`;
    default: return nothing;
  }
}

/** Who has asked. */
export const requesterName = ({ requester: { name, email } }: TicketSummary): TemplateResult => html`<bdi>${name || email}</bdi>`;

type FieldColumn = Extract<Column, `field:${string}`>;
const isField = (id: Column): id is FieldColumn => id.startsWith('field:');

const fieldOf = (row: TicketSummary, column: FieldColumn) => row.fields?.find(({ id }) => `field:${id}` === column);

const valueOf = (localize: LocalizeController, field: ReturnType<typeof fieldOf>): unknown => (field === undefined ? nothing : fieldValue(localize, field));
