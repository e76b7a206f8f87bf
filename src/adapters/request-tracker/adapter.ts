import { PortalError, type Customer, type Scope, type StatusCategory, type Ticket, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import { Bound } from './bound.ts';
import { fileOf, messageOf, messagesOf, type Conversation } from './conversation.ts';
import { copiesPart } from './copies.ts';
import { creationPart } from './creation.ts';
import { Cursors } from './cursor.ts';
import { listTickets } from './listing.ts';
import { organizationOf } from './mapping.ts';
import { ratingPart } from './ratings.ts';
import { absent, numberOf } from './reach.ts';
import { same } from './scope.ts';
import type { Shared } from './shared.ts';
import { refuseBadNames, reply } from './writes.ts';

/** One customer's view of Request Tracker. */
export function adapterOf(shared: Shared, customer: Customer, scope: Scope): TicketingAdapter {
  const { options, rt, people, statuses, writes, files, formIds, organizationName } = shared;
  const bound = new Bound(shared, customer, scope);
  const { reach } = bound;

  /** Brings a ticket into a category, by a transition that RT offers to the customer. */
  const move = async (ticketId: string, category: StatusCategory, context: WriteContext): Promise<Ticket> => {
    const before = await reach.ticket(ticketId, context.signal);
    return writes.once(['move', category, before.row.id], customer, context, async () => {
      if (statuses.category(before.row.Status) === category) return bound.present(before);
      const { record, own } = await bound.record(before);
      const to = own ? bound.target(record, category) : null;
      if (to === null) throw new PortalError('conflict', 'Request Tracker does not let the customer do this now.');
      await rt.change(customer, before.row.id, { Status: to });
      const after = await reach.written(before.row.id);
      if (statuses.category(after.row.Status) !== category) throw new PortalError('conflict', 'Request Tracker has not changed the status.');
      return bound.present(after);
    });
  };

  /** Where customers may modify tickets, one without any conversation goes to the owner's inbox with the first reply. It stays readable where it is. */
  const bringToInbox = async ({ row }: Conversation, inbox: string | null): Promise<void> => {
    if (inbox !== null && options.modifyTicket === true && !same(inbox, row.Queue.Name)) await rt.change(customer, row.id, { Queue: inbox });
  };

  return {
    async getProfile(_input, { signal }) {
      const [known, own, inMessages] = await Promise.all([people.customer(customer.email, signal), reach.organization(signal), shared.inMessages(signal)]);
      const company = organizationOf(own, organizationName);
      const createTicket = formIds.length > 0;
      return {
        name: known?.name ?? customer.name, email: customer.email, organizations: company === null ? [] : [company],
        capabilities: {
          views: [...scope.views], search: inMessages ? 'messages' : 'subject', sort: ['id', 'subject', 'created', 'lastActivity', 'status'],
          waitingOn: true, stages: [...statuses.stages], createTicket, reply: true, closeTicket: true, reopenTicket: true, files,
          cc: options.modifyTicket === true, rate: options.rating !== undefined, followUp: options.followUps === true && createTicket,
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
      return listTickets(query, { ...shared, inMessages, scope: where, identity, check, cursors, columns: scope.columns ?? [] }, signal);
    },

    async getTicket({ ticketId }, { signal }) {
      return bound.present(await reach.ticket(ticketId, signal), signal);
    },

    async listMessages({ ticketId, cursor, limit }, { signal }) {
      const conversation = await reach.ticket(ticketId, signal);
      const cursors = new Cursors([customer.email, scope, 'messages', conversation.row.id]);
      const { items, next } = await messagesOf(conversation, (await cursors.read(cursor))?.id, limit, signal);
      return { items, nextCursor: next === null ? null : await cursors.write({ id: next }) };
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
      const inbox = bound.inbox();
      return writes.message(['reply', conversation.row.id], customer, context, async (key, earlier) => {
        const sent = earlier === null ? null : await messageOf(conversation, earlier.id);
        if (sent !== null) return sent;
        const { capabilities, lastMessageBy } = await bound.present(conversation);
        if (!capabilities.reply || (picked.length > 0 && !capabilities.attach)) throw new PortalError('conflict', 'This ticket takes no such reply.');
        refuseBadNames({ files: picked });
        const message = await reply(conversation, { text, files: picked }, writes.mark(key), context);
        if (lastMessageBy === null) await bringToInbox(conversation, inbox);
        return message;
      });
    },

    closeTicket: ({ ticketId }, context) => move(ticketId, 'closed', context),
    reopenTicket: ({ ticketId }, context) => move(ticketId, 'open', context),

    ...(options.modifyTicket === true ? copiesPart(bound) : {}),
    ...(options.rating === undefined ? {} : ratingPart(bound, options.rating)),
    ...creationPart(bound),
  };
}
