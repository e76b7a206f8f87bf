import {
  PortalError, type Capabilities, type Customer, type Scope, type StatusCategory, type Ticket, type TicketingAdapter, type TicketingBackend,
} from '../../contract/index.ts';
import { activityOf } from './activity.ts';
import type { Row, TicketRecord } from './answers.ts';
import { Client } from './client.ts';
import { fileOf, messageOf, messagesOf, type Conversation } from './conversation.ts';
import { Cursors } from './cursor.ts';
import { filterSql } from './filter-sql.ts';
import { Forms, ticketFields } from './forms.ts';
import { listTickets } from './listing.ts';
import { organizationOf, summaryOf, type Presentation } from './mapping.ts';
import { DEFAULT_FILES, DEFAULT_STATUSES, type RequestTrackerOptions } from './options.ts';
import { People } from './people.ts';
import { Remembered } from './remembered.ts';
import { PUBLIC, Rt } from './rt.ts';
import { isOwn, refuseStrangers, viewSql, type Identity } from './scope.ts';
import { Statuses } from './statuses.ts';
import { and, is, isNumber, or, type Sql } from './ticket-sql.ts';
import { createTicket, refuseBadNames, reply, Writes } from './writes.ts';

/** What all customers' adapters share: connections, rules and what is remembered. */
interface Shared extends Presentation {
  readonly options: RequestTrackerOptions;
  readonly rt: Rt;
  readonly forms: Forms;
  readonly writes: Writes;
  readonly files: Capabilities['files'];
  /** Whether RT searches in messages. */
  readonly inMessages: (signal?: AbortSignal) => Promise<boolean>;
}

/**
 * Request Tracker 5 by its REST2. Reads with a service account that sees what customers see, within queries of RT's own language; writes with each
 * customer's own token, so that in RT everything is truly theirs.
 *
 * @example requestTracker({ url: 'https://rt.example.com', queues: ['Support'], reader: token, tokenFor: tokensFrom(tokens) })
 */
export function requestTracker(options: RequestTrackerOptions): TicketingBackend {
  const { timeouts, remember = 300_000, fetch = (input, init) => globalThis.fetch(input, init), files = DEFAULT_FILES } = options;
  const client = new Client({ url: options.url, fetch, timeouts: { read: timeouts?.read ?? 10_000, write: timeouts?.write ?? 30_000 } });
  const rt = new Rt(client, options.reader, options.tokenFor);
  const searches = new Remembered<boolean>(remember);
  const shared: Shared = {
    options, rt, files,
    statuses: new Statuses(options.statuses ?? DEFAULT_STATUSES), people: new People(rt, remember),
    organizationName: options.organizationName ?? ((organization) => organization),
    forms: new Forms(rt, {
      forms: options.forms ?? options.queues.map((queue) => ({ queue })), fields: options.fields, idempotencyField: options.idempotencyField, files, remember,
    }),
    writes: new Writes(rt, options.idempotencyField),
    inMessages: (signal) => options.search !== undefined ? Promise.resolve(options.search === 'messages')
      // switched off, RT answers every search of texts with nothing
      : searches.get('messages', async () => (await rt.transactions(and([PUBLIC, is('Content', 'LIKE', '%')]), { order: [['id', 'DESC']], perPage: 1 })).length > 0, signal),
  };
  return {
    name: 'request-tracker',
    adapterFor: (customer, scope) => adapterFor(shared, { ...customer, email: customer.email.toLowerCase() }, scope),
    async check(signal) {
      await rt.tickets(and([queueSql(options.queues), isNumber('id', '=', 0)]), { order: [['id', 'ASC']], perPage: 1 }, signal);
    },
  };
}

/** All tickets of a query that should have few. */
async function everyRow(rt: Rt, where: Sql, signal?: AbortSignal): Promise<Row[]> {
  const found: Row[] = [];
  for (let page = 1; page <= 20; page += 1) {
    const { rows } = await rt.tickets(where, { order: [['id', 'ASC']], perPage: 100, page }, signal);
    found.push(...rows);
    if (rows.length < 100) return found;
  }
  throw new PortalError('invalid-input', 'The filter cannot be kept: Request Tracker has too many tickets that it may mean.');
}

const queueSql = (queues: readonly string[]): Sql => or(queues.map((queue) => is('Queue', '=', queue)));
const absent = (what: string): PortalError => new PortalError('not-found', `There is no such ${what}.`);
/** An id as RT writes it; any other spelling is none. */
const numberOf = (id: string): number | null => (/^[1-9]\d{0,14}$/.test(id) ? Number(id) : null);

function adapterFor(shared: Shared, customer: Customer, scope: Scope): TicketingAdapter {
  const { options, rt, people, statuses, forms, writes, files, organizationName } = shared;
  const views = scope.views;

  const organization = async (signal?: AbortSignal): Promise<string | null> =>
    options.organizationOf === undefined ? (await people.customer(customer.email, signal))?.organization ?? null : options.organizationOf(customer, signal);
  const identify = async (signal?: AbortSignal): Promise<Identity> =>
    ({ customer, organization: views.includes('organization') ? await organization(signal) : null });

  /** The owner's rule, and the queues. */
  const ruleSql = async (identity: Identity, signal?: AbortSignal): Promise<Sql> => {
    const queues = queueSql(options.queues);
    if (scope.filter === null) return queues;
    const fields = await Promise.all(options.queues.map(async (name) => (await forms.queue(name, signal)).definitions));
    const reachable = and([queues, or(views.map((view) => viewSql(view, identity)))]);
    return and([queues, await filterSql(scope.filter, {
      statuses, queues: options.queues, fields: fields.flat(), filterFields: options.filterFields ?? [],
      subjects: async (candidates, test) => (await everyRow(rt, and([reachable, candidates]), signal)).filter(({ Subject }) => test(Subject)).map(({ id }) => id),
    })]);
  };

  /** The ticket with this id within the scope. @throws PortalError `not-found` for all others, whatever RT has to say of them. */
  const reach = async (ticketId: string, signal?: AbortSignal): Promise<Conversation> => {
    const id = numberOf(ticketId);
    if (id === null) throw absent('ticket');
    const identity = await identify(signal);
    const rule = await ruleSql(identity, signal);
    const find = async (wanted: number): Promise<Row | undefined> => {
      const where = and([rule, or(views.map((view) => viewSql(view, identity))), isNumber('id', '=', wanted)]);
      const { rows } = await rt.tickets(where, { order: [['id', 'ASC']], perPage: 1 }, signal);
      refuseStrangers(rows, views, options.queues, identity);
      return rows.find((row) => row.id === wanted);
    };
    const row = await find(id) ?? await merged(id, find, signal);
    if (row === undefined) throw absent('ticket');
    return { rt, people, customer, row, voice: isOwn(row, identity) ? customer : 'reader' };
  };

  /** A merged ticket is on no list; its id answers with the ticket that it was merged into. */
  const merged = async (id: number, find: (id: number) => Promise<Row | undefined>, signal?: AbortSignal): Promise<Row | undefined> => {
    const target = (await rt.ticket('reader', id, signal))?.id ?? id;
    return target === id ? undefined : find(target);
  };

  /** The ticket by itself. Without the customer's own account to ask there is nothing that the customer may do. */
  const recordOf = async ({ row, voice }: Conversation, signal?: AbortSignal): Promise<{ record: TicketRecord; own: boolean }> => {
    const own = voice === 'reader' ? null : await rt.ticket(voice, row.id, signal);
    const record = own ?? await rt.ticket('reader', row.id, signal);
    if (record === null) throw absent('ticket');
    return { record, own: own !== null };
  };

  const target = (record: TicketRecord, category: StatusCategory): string | null =>
    statuses.target(record, category, category === 'closed' ? options.closeTo : options.reopenTo ?? 'open');

  const present = async (conversation: Conversation, signal?: AbortSignal): Promise<Ticket> => {
    const { row } = conversation;
    const [activities, { record, own }, { definitions }] = await Promise.all([
      activityOf(rt, people, [row], signal), recordOf(conversation, signal), forms.queue(row.Queue.Name, signal),
    ]);
    const activity = activities.get(row.id) ?? { time: row.Created, lastMessageBy: null, spokeLast: null };
    const canReply = own && record._hyperlinks.some(({ ref }) => ref === 'correspond');
    const closed = statuses.category(row.Status) === 'closed';
    return {
      ...await summaryOf(row, activity, shared, signal), fields: ticketFields(record, definitions),
      capabilities: {
        reply: canReply, attach: canReply && files !== null,
        close: own && !closed && target(record, 'closed') !== null, reopen: own && closed && target(record, 'open') !== null,
      },
    };
  };

  /** Brings a ticket into a category, by a transition that RT offers to the customer. */
  const move = async (ticketId: string, category: StatusCategory, context: Parameters<Writes['once']>[2]): Promise<Ticket> => {
    const before = await reach(ticketId, context.signal);
    return writes.once(['move', category, before.row.id], customer, context, async () => {
      if (statuses.category(before.row.Status) === category) return present(before);
      const { record, own } = await recordOf(before);
      const to = own ? target(record, category) : null;
      if (to === null) throw new PortalError('conflict', 'Request Tracker does not let the customer do this now.');
      // RT answers 200 even if it has refused, in words of the customer's language: read the ticket again
      await rt.call(customer, { path: `/ticket/${String(before.row.id)}`, method: 'PUT', json: { Status: to }, writes: true, allow: [403, 404, 409, 412] });
      const after = await unfiltered(before.row.id);
      if (statuses.category(after.row.Status) !== category) throw new PortalError('conflict', 'Request Tracker has not changed the status.');
      return present(after);
    });
  };

  /** A ticket that the customer has just written, even if the owner's rule hides it from now on. */
  const unfiltered = async (id: number): Promise<Conversation> => {
    const identity: Identity = { customer, organization: await organization() };
    const { rows } = await rt.tickets(and([queueSql(options.queues), isNumber('id', '=', id)]), { order: [['id', 'ASC']], perPage: 1 });
    refuseStrangers(rows, ['mine', 'cc', ...views], options.queues, identity);
    const [row] = rows;
    if (row === undefined) throw new PortalError('bad-response', 'Request Tracker does not show what was written.');
    return { rt, people, customer, row, voice: isOwn(row, identity) ? customer : 'reader' };
  };

  const formIds = (options.forms ?? options.queues.map((queue) => ({ queue }))).map(({ queue }) => queue);

  return {
    async getProfile(_input, { signal }) {
      const [known, own, inMessages] = await Promise.all([people.customer(customer.email, signal), organization(signal), shared.inMessages(signal)]);
      const company = organizationOf(own, organizationName);
      return {
        name: known?.name ?? customer.name, email: customer.email, organizations: company === null ? [] : [company],
        capabilities: {
          views: [...views], search: inMessages ? 'messages' : 'subject', sort: ['id', 'subject', 'created', 'lastActivity', 'status'],
          waitingOn: true, stages: [...statuses.stages], createTicket: formIds.length > 0, reply: true, closeTicket: true, reopenTicket: true, files,
        },
      };
    },

    async listTickets(query, { signal }) {
      if (!views.includes(query.view)) throw new PortalError('forbidden', 'This view is not granted.');
      const identity = await identify(signal);
      const [rule, inMessages] = await Promise.all([ruleSql(identity, signal), query.search === undefined ? false : shared.inMessages(signal)]);
      const { cursor: _cursor, limit: _limit, ...list } = query;
      return listTickets(query, {
        ...shared, inMessages, scope: and([rule, viewSql(query.view, identity)]),
        check: (rows) => refuseStrangers(rows, [query.view], options.queues, identity),
        cursors: new Cursors([customer.email, scope, Object.entries(list).sort()]),
      }, signal);
    },

    async getTicket({ ticketId }, { signal }) {
      return present(await reach(ticketId, signal), signal);
    },

    async listMessages({ ticketId, cursor, limit }, { signal }) {
      const conversation = await reach(ticketId, signal);
      const cursors = new Cursors([customer.email, scope, 'messages', conversation.row.id]);
      const { items, more } = await messagesOf(conversation, (await cursors.read(cursor))?.id, limit, signal);
      const last = items.at(-1);
      return { items, nextCursor: more && last !== undefined ? await cursors.write({ id: Number(last.id) }) : null };
    },

    async downloadAttachment({ ticketId, messageId, attachmentId }, { signal }) {
      const conversation = await reach(ticketId, signal);
      const [message, attachment] = [numberOf(messageId), numberOf(attachmentId)];
      const file = message === null || attachment === null ? null : await fileOf(conversation, message, attachment, signal);
      if (file === null) throw absent('file');
      return file;
    },

    async reply({ ticketId, text, files: picked }, context) {
      const conversation = await reach(ticketId, context.signal);
      return writes.once(['reply', conversation.row.id], customer, context, async (key, earlier) => {
        const sent = earlier === null ? null : await messageOf(conversation, earlier.id);
        if (sent !== null) return sent;
        const { capabilities } = await present(conversation);
        if (!capabilities.reply || (picked.length > 0 && !capabilities.attach)) throw new PortalError('conflict', 'This ticket takes no such reply.');
        refuseBadNames({ files: picked });
        return reply(conversation, { text, files: picked }, writes.mark(key), context);
      });
    },

    closeTicket: ({ ticketId }, context) => move(ticketId, 'closed', context),
    reopenTicket: ({ ticketId }, context) => move(ticketId, 'open', context),

    listForms: async (_input, { signal }) => ({ items: await forms.list(signal) }),

    ...(formIds.length === 0 ? {} : {
      getForm: ({ formId }, { signal }) => forms.get(formId, signal),
      async createTicket({ formId, values, files: picked }, context) {
        const form = await forms.get(formId, context.signal);
        refuseBadNames(picked);
        return writes.once(['create', formId], customer, context, async (key, earlier) => {
          const id = earlier?.ObjectId ?? await createTicket(rt, customer, form, await forms.queue(formId), { values, files: picked }, key, context);
          people.forget(customer.email);
          return present(await unfiltered(id));
        });
      },
    } satisfies Partial<TicketingAdapter>),
  };
}
