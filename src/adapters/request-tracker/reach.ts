import { PortalError, type Customer, type Filter, type Scope, type View } from '../../contract/index.ts';
import type { Row } from './answers.ts';
import type { Conversation } from './conversation.ts';
import { filterSql } from './filter-sql.ts';
import type { Vocabulary } from './properties.ts';
import type { Rt } from './rt.ts';
import { isOwn, refuseStrangers, viewSql, type Identity } from './scope.ts';
import type { Shared } from './shared.ts';
import { and, is, isNumber, isOneOf, or, type Sql } from './ticket-sql.ts';

export const absent = (what: string): PortalError => new PortalError('not-found', `There is no such ${what}.`);

/** An id as RT writes it; any other spelling is none. */
export const numberOf = (id: string): number | null => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : null);

export const queueSql = (queues: readonly string[]): Sql => or(queues.map((queue) => is('Queue', '=', queue)));

/** What a customer can reach: bound to the customer and the scope, and part of every query. */
export class Reach {
  readonly #shared: Shared;
  readonly #customer: Customer;
  readonly #scope: Scope;

  constructor(shared: Shared, customer: Customer, scope: Scope) {
    this.#shared = shared;
    this.#customer = customer;
    this.#scope = scope;
  }

  /** The organization in which RT has the customer. */
  async organization(signal?: AbortSignal): Promise<string | null> {
    const { options, people } = this.#shared;
    return options.organizationOf === undefined ? (await people.customer(this.#customer.email, signal))?.organization ?? null : options.organizationOf(this.#customer, signal);
  }

  /** The tickets of these views, within the queues and the owner's rule, and the check of what RT answers to that. */
  async within(views: readonly View[], signal?: AbortSignal): Promise<{ where: Sql; identity: Identity; check: (rows: readonly Row[]) => void }> {
    const { options } = this.#shared;
    const identity = await this.#identify(signal);
    const reachable = and([queueSql(options.queues), or(views.map((view) => viewSql(view, identity)))]);
    return { where: await ruled(this.#shared, reachable, this.#scope.filter, signal), identity, check: (rows) => refuseStrangers(rows, views, options.queues, identity) };
  }

  /** The ticket with this id. @throws PortalError `not-found` for all that are out of reach, whatever RT has to say of them. */
  async ticket(ticketId: string, signal?: AbortSignal): Promise<Conversation> {
    const id = numberOf(ticketId);
    if (id === null) throw absent('ticket');
    const { where, identity, check } = await this.within(this.#scope.views, signal);
    const find = async (wanted: number): Promise<Row | undefined> => {
      const { rows } = await this.#shared.rt.tickets(and([where, isNumber('id', '=', wanted)]), { order: [['id', 'ASC']], perPage: 1 }, signal);
      check(rows);
      return rows.find((row) => row.id === wanted);
    };
    const row = await find(id) ?? await this.#merged(id, find, signal);
    if (row === undefined) throw absent('ticket');
    return this.#conversation(row, identity);
  }

  /** Those of some tickets that the customer can reach, by their ids. */
  async rows(ids: readonly number[], signal?: AbortSignal): Promise<Row[]> {
    const { where, check } = await this.within(this.#scope.views, signal);
    const { rows } = await this.#shared.rt.tickets(and([where, isOneOf('id', ids)]), { order: [['id', 'ASC']], perPage: 100 }, signal);
    check(rows);
    return rows;
  }

  /** A ticket that the customer has just written, even if the owner's rule hides it from now on. */
  async written(id: number): Promise<Conversation> {
    const { options, rt } = this.#shared;
    const identity: Identity = { customer: this.#customer, organization: await this.organization() };
    const { rows } = await rt.tickets(and([queueSql(options.queues), isNumber('id', '=', id)]), { order: [['id', 'ASC']], perPage: 1 });
    refuseStrangers(rows, ['mine', 'cc', ...this.#scope.views], options.queues, identity);
    const [row] = rows;
    if (row === undefined) throw new PortalError('bad-response', 'Request Tracker does not show what was written.');
    return this.#conversation(row, identity);
  }

  /** A merged ticket is on no list; its id answers with the ticket that it was merged into. */
  async #merged(id: number, find: (id: number) => Promise<Row | undefined>, signal?: AbortSignal): Promise<Row | undefined> {
    const target = (await this.#shared.rt.ticket('reader', id, signal))?.id ?? id;
    return target === id ? undefined : find(target);
  }

  /** RT lets customers' own accounts see what they have requested or are in copy of; the rest is read by the reader. */
  #conversation(row: Row, identity: Identity): Conversation {
    const { rt, people } = this.#shared;
    return { rt, people, identity, row, voice: isOwn(row, identity) ? this.#customer : 'reader' };
  }

  async #identify(signal?: AbortSignal): Promise<Identity> {
    const organization = this.#scope.views.includes('organization') ? await this.organization(signal) : null;
    return { customer: this.#customer, organization };
  }

}

/** What of these tickets satisfies an owner's rule. */
export async function ruled(shared: Shared, reachable: Sql, filter: Filter | null, signal?: AbortSignal): Promise<Sql> {
  if (filter === null) return reachable;
  return and([reachable, await filterSql(filter, {
    ...await vocabularyOf(shared, signal),
    tickets: async (candidates, test, more) => (await everyRow(shared.rt, and([reachable, candidates]), more, signal)).filter(test).map(({ id }) => id),
  })]);
}

/** What an owner's rule may speak of. */
export async function vocabularyOf({ options: { queues, filterFields = [] }, statuses, forms }: Shared, signal?: AbortSignal): Promise<Vocabulary> {
  const found = await Promise.all(queues.map((queue) => forms.find(queue, signal)));
  return { statuses, queues, fields: found.flatMap((queue) => queue?.definitions ?? []), filterFields };
}

/** All tickets of a query that should have few. */
async function everyRow(rt: Rt, where: Sql, more?: 'CustomFields', signal?: AbortSignal): Promise<Row[]> {
  const found: Row[] = [];
  for (let page = 1; page <= 20; page += 1) {
    const { rows } = await rt.tickets(where, { order: [['id', 'ASC']], perPage: 100, page }, signal, more);
    found.push(...rows);
    if (rows.length < 100) return found;
  }
  throw new PortalError('invalid-input', 'The filter cannot be kept: Request Tracker has too many tickets that it may mean.');
}
