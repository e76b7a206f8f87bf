import type * as z from 'zod/mini';
import { PortalError, type Customer } from '../../contract/index.ts';
import {
  collection, PART_FIELDS, part, partText, read, record, ROW_FIELDS, row, transaction, TRANSACTION_FIELDS,
  type Part, type Row, type TicketRecord, type Transaction,
} from './answers.ts';
import type { Answer, Call, Client } from './client.ts';
import { and, is, isNotNull, or, type Sql } from './ticket-sql.ts';
import type { TokenFor } from './tokens.ts';

/** Who asks: the reader, or a customer by their own account. */
export type Voice = Customer | 'reader';

/** An order as RT takes it: a column and a direction, then the next. RT's own order is the database's, so each ends with `id`. */
export type Order = readonly (readonly [column: string, direction: 'ASC' | 'DESC'])[];

export interface Paging {
  readonly order: Order;
  /** 1 to 100; RT cuts more to 100. */
  readonly perPage: number;
  /** From 1. */
  readonly page?: number;
}

/** The types of transactions that customers may read. Everything else (`Comment` above all) is internal or no message. */
export const PUBLIC_TYPES = ['Create', 'Correspond'] as const;
export const isPublic = ({ Type }: Pick<Transaction, 'Type'>): boolean => (PUBLIC_TYPES as readonly string[]).includes(Type);
/** The same as TransactionSQL. A ticket that was opened without a word has a `Create` without any part, which is no message. */
export const PUBLIC: Sql = and([is('ObjectType', '=', 'RT::Ticket'), or(PUBLIC_TYPES.map((type) => is('Type', '=', type))), isNotNull('ContentType')]);

/** A condition of the JSON query language, which collections without TicketSQL take. */
export interface Condition { readonly field: string; readonly operator?: string; readonly value: string | number | readonly (string | number)[] }
const PUBLIC_CONDITION: Condition = { field: 'Type', operator: 'IN', value: PUBLIC_TYPES };

const REDIRECTS = [301, 302, 303, 307, 308];

/** RT's resources, as far as this adapter uses them. */
export class Rt {
  readonly client: Client;
  readonly #reader: string;
  readonly #tokenFor: TokenFor;

  constructor(client: Client, reader: string, tokenFor: TokenFor) {
    this.client = client;
    this.#reader = reader;
    this.#tokenFor = tokenFor;
  }

  /** A call of REST2; a customer's token that RT knows no longer is made anew, once. */
  async call(voice: Voice, call: Omit<Call, 'token'>): Promise<Answer> {
    const path = `/REST/2.0${call.path}`;
    if (voice === 'reader') return this.client.json({ ...call, path, token: this.#reader });
    const { allow = [], signal } = call;
    const unknown = [401, ...REDIRECTS];
    const token = await this.token(voice, signal);
    const answer = await this.client.json({ ...call, path, token, ...(call.body === undefined ? { allow: [...allow, ...unknown] } : {}) });
    if (!unknown.includes(answer.status)) return answer;
    return this.client.json({ ...call, path, token: await this.#tokenFor(voice, { renew: token, ...(signal === undefined ? {} : { signal }) }) });
  }

  token(voice: Voice, signal?: AbortSignal): Promise<string> {
    return voice === 'reader' ? Promise.resolve(this.#reader) : this.#tokenFor(voice, signal === undefined ? {} : { signal });
  }

  /**
   * A page of tickets by TicketSQL, asked as the reader: dates in queries are in the time zone of whoever asks.
   * @param more Further fields of each row. `CustomFields` takes RT 10 ms a row.
   */
  async tickets(where: Sql, paging: Paging, signal?: AbortSignal, more?: 'CustomFields'): Promise<{ rows: Row[]; total: number }> {
    const fields = more === undefined ? ROW_FIELDS : { ...ROW_FIELDS, fields: `${ROW_FIELDS.fields},${more}` };
    const { data } = await this.call('reader', { path: `/tickets?${queryString({ query: where, ...fields }, paging)}`, signal });
    const { items, total } = read(collection(row), data, 'a list of tickets');
    // A sort key that RT does not know gives no items at all, and still a total.
    if (items.length === 0 && total !== null && total > ((paging.page ?? 1) - 1) * paging.perPage) {
      throw new PortalError('bad-response', 'Request Tracker counts tickets that it does not list.');
    }
    return { rows: items, total: total ?? items.length };
  }

  /** A page of transactions by TransactionSQL, across tickets. RT leaves out what the asker must not see, but pages and counts before. */
  async transactions(where: Sql, paging: Paging, signal?: AbortSignal): Promise<Transaction[]> {
    const { data } = await this.call('reader', { path: `/transactions?${queryString({ query: where, fields: TRANSACTION_FIELDS }, paging)}`, signal });
    return read(collection(transaction), data, 'a list of transactions').items;
  }

  /** Public messages of one ticket and of those merged into it, newest first. The id orders as time does, and is the better cursor: times have whole seconds. */
  async messages(voice: Voice, ticketId: number, conditions: readonly Condition[], perPage: number, signal?: AbortSignal): Promise<Transaction[]> {
    const query = JSON.stringify([PUBLIC_CONDITION, ...conditions]);
    const paging: Paging = { order: [['id', 'DESC']], perPage };
    const { data } = await this.call(voice, { path: `/ticket/${String(ticketId)}/history?${queryString({ query, fields: TRANSACTION_FIELDS }, paging)}`, signal });
    return read(collection(transaction), data, 'a history').items.filter(isPublic);
  }

  /** The parts of messages, without their contents. */
  parts(voice: Voice, messageIds: readonly number[], conditions: readonly Condition[], signal?: AbortSignal): Promise<Part[]> {
    return this.#attachments(voice, part, messageIds, conditions, PART_FIELDS, signal);
  }

  /** The textual parts of messages that are no files, with their text. Without the condition on the type RT would send binaries as well. */
  texts(voice: Voice, messageIds: readonly number[], signal?: AbortSignal): Promise<z.output<typeof partText>[]> {
    const bodies: Condition[] = [{ field: 'ContentType', operator: 'STARTSWITH', value: 'text/' }, { field: 'Filename', operator: 'IS', value: 'NULL' }];
    return this.#attachments(voice, partText, messageIds, bodies, 'TransactionId,ContentType,Content', signal);
  }

  async #attachments<Item extends z.core.$ZodType>(
    voice: Voice, item: Item, messageIds: readonly number[], conditions: readonly Condition[], fields: string, signal?: AbortSignal,
  ): Promise<z.output<Item>[]> {
    if (messageIds.length === 0) return [];
    const found: z.output<Item>[] = [];
    const json = [{ field: 'TransactionId', operator: 'IN', value: messageIds }, ...conditions];
    for (let page = 1; ; page += 1) {
      const path = `/attachments?${queryString({ fields }, { order: [['id', 'ASC']], perPage: 100, page })}`;
      const { items } = read(collection(item), (await this.call(voice, { path, method: 'POST', json, signal })).data, 'a list of attachments');
      found.push(...items);
      // totals are not told; a page that is not full is the last one
      if (items.length < 100) return found;
    }
  }

  /**
   * Changes a ticket, as the customer. RT answers 200 even if it has refused, in words of the customer's language, and 500 to an address of its own as a
   * copy: only the ticket tells what has come of it.
   */
  async change(customer: Customer, ticketId: number, json: Readonly<Record<string, unknown>>): Promise<void> {
    await this.call(customer, { path: `/ticket/${String(ticketId)}`, method: 'PUT', json, writes: true, allow: [403, 404, 409, 412, 500] });
  }

  /** A ticket by itself: its fields and what the asker may do with it. Null where RT shows it to nobody or not to the asker. A merged ticket's id answers with its target. */
  async ticket(voice: Voice, ticketId: number, signal?: AbortSignal): Promise<TicketRecord | null> {
    const { status, data } = await this.call(voice, { path: `/ticket/${String(ticketId)}`, allow: [403, 404], signal });
    return status === 200 ? read(record, data, 'a ticket') : null;
  }
}

function queryString(parameters: Readonly<Record<string, string>>, { order, perPage, page = 1 }: Paging): string {
  const query = new URLSearchParams({ ...parameters, per_page: String(perPage), page: String(page) });
  for (const [column, direction] of order) {
    query.append('orderby', column);
    query.append('order', direction);
  }
  return query.toString();
}
