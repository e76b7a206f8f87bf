import {
  PortalError, type Customer, type Scope, type StatusCategory, type Ticket, type TicketingAdapter, type WriteContext,
} from '../../contract/index.ts';
import { activityOf } from './activity.ts';
import type { TicketRecord } from './answers.ts';
import { fileOf, messageOf, messagesOf, type Conversation } from './conversation.ts';
import { Cursors } from './cursor.ts';
import { ticketFields } from './forms.ts';
import { listTickets } from './listing.ts';
import { organizationOf, summaryOf } from './mapping.ts';
import { absent, numberOf, Reach } from './reach.ts';
import type { Shared } from './shared.ts';
import { createTicket, refuseBadNames, refuseLongSubject, reply } from './writes.ts';

/** One customer's view of Request Tracker. */
export function adapterOf(shared: Shared, customer: Customer, scope: Scope): TicketingAdapter {
  const { options, rt, people, statuses, forms, writes, files, formIds, organizationName } = shared;
  const reach = new Reach(shared, customer, scope);

  /** The ticket by itself, and whether the customer's own account was told. Without that there is nothing that the customer may do. */
  const recordOf = async ({ row, voice }: Conversation, signal?: AbortSignal): Promise<{ record: TicketRecord; own: boolean }> => {
    const own = voice === 'reader' ? null : await rt.ticket(voice, row.id, signal);
    const record = own ?? await rt.ticket('reader', row.id, signal);
    if (record === null) throw absent('ticket');
    return { record, own: own !== null };
  };

  const target = (record: TicketRecord, category: StatusCategory): string | null =>
    statuses.target(record, category, category === 'closed' ? options.closeTo : options.reopenTo ?? 'open');

  const present = async (conversation: Conversation, signal?: AbortSignal): Promise<Ticket> => {
    const { row, identity } = conversation;
    const [activities, { record, own }, { definitions }] = await Promise.all([
      activityOf(rt, people, [row], signal), recordOf(conversation, signal), forms.queue(row.Queue.Name, signal),
    ]);
    const activity = activities.get(row.id) ?? { time: row.Created, lastMessageBy: null, spokeLast: null };
    const canReply = own && record._hyperlinks.some(({ ref }) => ref === 'correspond');
    const closed = statuses.category(row.Status) === 'closed';
    return {
      ...await summaryOf(row, activity, identity, shared, signal), fields: ticketFields(record, definitions),
      capabilities: {
        reply: canReply, attach: canReply && files !== null,
        close: own && !closed && target(record, 'closed') !== null, reopen: own && closed && target(record, 'open') !== null,
      },
    };
  };

  /** Brings a ticket into a category, by a transition that RT offers to the customer. */
  const move = async (ticketId: string, category: StatusCategory, context: WriteContext): Promise<Ticket> => {
    const before = await reach.ticket(ticketId, context.signal);
    return writes.once(['move', category, before.row.id], customer, context, async () => {
      if (statuses.category(before.row.Status) === category) return present(before);
      const { record, own } = await recordOf(before);
      const to = own ? target(record, category) : null;
      if (to === null) throw new PortalError('conflict', 'Request Tracker does not let the customer do this now.');
      // RT answers 200 even if it has refused, in words of the customer's language: read the ticket again
      await rt.call(customer, { path: `/ticket/${String(before.row.id)}`, method: 'PUT', json: { Status: to }, writes: true, allow: [403, 404, 409, 412] });
      const after = await reach.written(before.row.id);
      if (statuses.category(after.row.Status) !== category) throw new PortalError('conflict', 'Request Tracker has not changed the status.');
      return present(after);
    });
  };

  return {
    async getProfile(_input, { signal }) {
      const [known, own, inMessages] = await Promise.all([people.customer(customer.email, signal), reach.organization(signal), shared.inMessages(signal)]);
      const company = organizationOf(own, organizationName);
      return {
        name: known?.name ?? customer.name, email: customer.email, organizations: company === null ? [] : [company],
        capabilities: {
          views: [...scope.views], search: inMessages ? 'messages' : 'subject', sort: ['id', 'subject', 'created', 'lastActivity', 'status'],
          waitingOn: true, stages: [...statuses.stages], createTicket: formIds.length > 0, reply: true, closeTicket: true, reopenTicket: true, files,
        },
      };
    },

    async listTickets(query, { signal }) {
      if (!scope.views.includes(query.view)) throw new PortalError('forbidden', 'This view is not granted.');
      const [{ where, identity, check }, inMessages] = await Promise.all([
        reach.within([query.view], signal), query.search === undefined ? false : shared.inMessages(signal),
      ]);
      const { cursor: _cursor, limit: _limit, ...list } = query;
      const cursors = new Cursors([customer.email, scope, Object.entries(list).sort()]);
      return listTickets(query, { ...shared, inMessages, scope: where, identity, check, cursors }, signal);
    },

    async getTicket({ ticketId }, { signal }) {
      return present(await reach.ticket(ticketId, signal), signal);
    },

    async listMessages({ ticketId, cursor, limit }, { signal }) {
      const conversation = await reach.ticket(ticketId, signal);
      const cursors = new Cursors([customer.email, scope, 'messages', conversation.row.id]);
      const { items, more } = await messagesOf(conversation, (await cursors.read(cursor))?.id, limit, signal);
      const last = items.at(-1);
      return { items, nextCursor: more && last !== undefined ? await cursors.write({ id: Number(last.id) }) : null };
    },

    async downloadAttachment({ ticketId, messageId, attachmentId }, { signal }) {
      const conversation = await reach.ticket(ticketId, signal);
      const [message, attachment] = [numberOf(messageId), numberOf(attachmentId)];
      const file = message === null || attachment === null ? null : await fileOf(conversation, message, attachment, signal);
      if (file === null) throw absent('file');
      return file;
    },

    async reply({ ticketId, text, files: picked }, context) {
      const conversation = await reach.ticket(ticketId, context.signal);
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
        refuseLongSubject(values);
        return writes.once(['create', formId], customer, context, async (key, earlier) => {
          const id = earlier?.ObjectId ?? await createTicket(rt, customer, form, await forms.queue(formId), { values, files: picked }, key, context);
          // RT may have made the account together with the ticket
          people.forget(customer.email);
          return present(await reach.written(id));
        });
      },
    } satisfies Partial<TicketingAdapter>),
  };
}
