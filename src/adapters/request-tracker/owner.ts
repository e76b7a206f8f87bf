import type { BackendDescription, Customer, TicketingBackend } from '../../contract/index.ts';
import { Cursors } from './cursor.ts';
import { findPeople } from './find-people.ts';
import type { QueueFields } from './forms.ts';
import { listTickets } from './listing.ts';
import { offered, propertiesOf } from './properties.ts';
import { queueSql, ruled, vocabularyOf } from './reach.ts';
import { refuseOtherQueues } from './scope.ts';
import type { Shared } from './shared.ts';

/** What the owner's settings ask of RT. */
type OwnerSide = Required<Pick<TicketingBackend, 'describe' | 'countTickets' | 'findCustomers'>>;

/** Who looks at tickets as nobody's own: an address that no account has. */
const NOBODY: Customer = { id: '', name: '', email: 'nobody' };

/** The owner's side of RT, read by the reader. */
export function ownerSide(shared: Shared): OwnerSide {
  const { options: { queues }, rt, people } = shared;
  return {
    describe: (signal) => descriptionOf(shared, signal),
    async countTickets(filter, limit, signal) {
      const where = await ruled(shared, queueSql(queues), filter, signal);
      const { items, total = items.length } = await listTickets(
        { view: 'mine', sort: 'lastActivity', direction: 'descending', limit: Math.max(1, Math.min(100, limit)) },
        {
          ...shared, scope: where, identity: { customer: NOBODY, organization: null }, columns: [], inMessages: false,
          check: (rows) => refuseOtherQueues(rows, queues), cursors: new Cursors(['owner', filter]),
        },
        signal,
      );
      return { count: total, sample: items.slice(0, limit) };
    },
    findCustomers: (search, signal) => findPeople(rt, people, { search, organization: null }, signal),
  };
}

async function descriptionOf(shared: Shared, signal?: AbortSignal): Promise<BackendDescription> {
  const { options: { queues, rating, followUps = false, modifyTicket = false }, statuses, forms, formIds } = shared;
  const found = await Promise.all(queues.map((queue) => forms.find(queue, signal)));
  const definitions = new Map(found.flatMap((queue) => queue?.definitions ?? []).map((field) => [field.name, field]));
  return {
    name: 'Request Tracker', stages: [...statuses.stages],
    properties: propertiesOf(await vocabularyOf(shared, signal)).map(offered),
    queues: queues.map((queue, index) => ({ id: queue, name: queue, ...problemOf(found[index] ?? null) })),
    // files are no values that a ticket shows
    fields: [...definitions.values()].filter(({ type }) => type !== 'file').map(({ name, type }) => ({ id: name, label: name, type })),
    forms: await Promise.all(formIds.map(async (id) => describedForm(shared, id, signal))),
    can: {
      threads: false, inbox: formIds.length > 0, cc: modifyTicket, rate: rating !== undefined, followUp: followUps && formIds.length > 0,
      close: true, reopen: true,
    },
  };
}

/** Why no ticket can be created in a queue, as far as the reader can tell. */
function problemOf(found: QueueFields | null): Pick<BackendDescription['queues'][number], 'problem'> {
  if (found !== null && Number(found.queue.Disabled) === 1) return { problem: 'disabled' };
  return found?.queue._hyperlinks.some(({ ref }) => ref === 'create') === true ? {} : { problem: 'no-rights' };
}

async function describedForm({ forms }: Shared, id: string, signal?: AbortSignal): Promise<BackendDescription['forms'][number]> {
  const { name, fields } = await forms.find(id, signal) === null ? { name: id, fields: [] } : await forms.get(id, signal);
  return {
    id, name, queue: id,
    fields: fields.map(({ id: field, label, type, options }) =>
      ({ id: field, label, type, ...(options === undefined ? {} : { options: options.map((option) => ({ value: option.value, label: option.label })) }) })),
  };
}
