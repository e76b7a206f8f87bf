import type { TicketField } from '../../contract/index.ts';
import { abortable } from './errors.ts';
import type { Db } from './schema.ts';
import { fieldsOf, type DeskField } from './settings.ts';

/** Which fields of tickets are wanted. */
interface WantedFields {
  /** Those for agents only are left out for customers. */
  readonly reader: 'customer' | 'agent';
  /** Ids, in this order; one that nobody knows is left out. Default all, in their usual order. */
  readonly only?: readonly string[];
}

/** The own fields of tickets that have a value, by the ticket's id: one query, however many tickets. */
export async function fieldsOfTickets(db: Db, ticketIds: readonly number[], { reader, only }: WantedFields, signal?: AbortSignal): Promise<ReadonlyMap<number, TicketField[]>> {
  const all = (await fieldsOf(db)).filter(({ agentsOnly }) => agentsOnly !== true || reader === 'agent');
  const fields = only === undefined ? all : only.flatMap((id) => all.find((field) => field.id === id) ?? []);
  if (fields.length === 0 || ticketIds.length === 0) return new Map();
  const rows = await db.selectFrom('desk_ticket_field').select(['ticket_id', 'field_id', 'value'])
    .where('ticket_id', 'in', ticketIds).where('field_id', 'in', fields.map(({ id }) => id)).orderBy('position').execute(abortable(signal));
  return new Map([...Map.groupBy(rows, ({ ticket_id }) => ticket_id)].map(([ticketId, held]) => {
    const values = Map.groupBy(held, ({ field_id }) => field_id);
    return [ticketId, fields.flatMap((field) => shown(field, values.get(field.id)?.map(({ value }) => JSON.parse(value) as string | number | boolean)))];
  }));
}

function shown({ id, label, type, options }: DeskField, held: readonly (string | number | boolean)[] | undefined): TicketField[] {
  if (held === undefined) return [];
  const labels = held.map((value) => (typeof value === 'string' ? options?.find((option) => option.value === value)?.label ?? value : value));
  return [{ id, label, type, value: type === 'multiselect' ? labels.map(String) : labels[0] ?? null }];
}
