import type { TicketingBackend } from '../../contract/index.ts';
import { adapterOf } from './adapter.ts';
import { Client } from './client.ts';
import { Forms } from './forms.ts';
import { DEFAULT_FILES, DEFAULT_STATUSES, type RequestTrackerOptions } from './options.ts';
import { ownerSide } from './owner.ts';
import { People } from './people.ts';
import { queueSql } from './reach.ts';
import { Remembered } from './remembered.ts';
import { PUBLIC, Rt } from './rt.ts';
import type { Shared } from './shared.ts';
import { Statuses } from './statuses.ts';
import { and, is, isNumber } from './ticket-sql.ts';
import { Writes } from './writes.ts';

/**
 * Request Tracker 5 by its REST2. Reads with a service account that sees what customers see, within queries of RT's own language; writes with each
 * customer's own token, so that in RT everything is truly theirs.
 *
 * @example requestTracker({ url: 'https://rt.example.com', queues: ['Support'], reader: token, tokenFor: tokensFrom(tokens) })
 */
export function requestTracker(options: RequestTrackerOptions): TicketingBackend {
  const { timeouts, remember = 300_000, fetch = (input, init) => globalThis.fetch(input, init), files = DEFAULT_FILES } = options;
  const { read = 10_000, write = 30_000 } = timeouts ?? {};
  const client = new Client({ url: options.url, fetch, timeouts: { read, write } });
  const rt = new Rt(client, options.reader, options.tokenFor);
  const rules = options.forms ?? options.queues.map((queue) => ({ queue }));
  const searches = new Remembered<boolean>(remember);

  /** Where its owner has not switched it on, RT answers every search of texts with nothing. */
  const searchesTexts = async (): Promise<boolean> =>
    (await rt.transactions(and([PUBLIC, is('Content', 'LIKE', '%')]), { order: [['id', 'DESC']], perPage: 1 })).length > 0;

  const shared: Shared = {
    options, rt, files, formIds: rules.map(({ queue }) => queue),
    statuses: new Statuses(options.statuses ?? DEFAULT_STATUSES), people: new People(rt, remember),
    organizationName: options.organizationName ?? ((organization) => organization),
    forms: new Forms(rt, { forms: rules, fields: options.fields, unasked: Object.values(options.rating ?? {}), idempotencyField: options.idempotencyField, files, remember }),
    writes: new Writes(rt, options.idempotencyField, write / 4),
    inMessages: (signal) => (options.search === undefined ? searches.get('messages', searchesTexts, signal) : Promise.resolve(options.search === 'messages')),
  };
  return {
    name: 'request-tracker',
    adapterFor: (customer, scope) => adapterOf(shared, { ...customer, email: customer.email.toLowerCase() }, scope),
    ...ownerSide(shared),
    async check(signal) {
      await rt.tickets(and([queueSql(options.queues), isNumber('id', '=', 0)]), { order: [['id', 'ASC']], perPage: 1 }, signal);
    },
  };
}
