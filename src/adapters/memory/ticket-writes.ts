import { PortalError, type TicketingAdapter } from '../../contract/index.ts';
import type { Bound } from './bound.ts';
import { publicMessages, statusOf } from './conversation.ts';
import { messageOf } from './present.ts';
import type { StoredTicket } from './store.ts';
import { readFiles, refuseBadFiles } from './writes.ts';

type Part = Required<Pick<TicketingAdapter, 'reply' | 'closeTicket' | 'reopenTicket' | 'rateTicket'>>;

/** What a customer does with a ticket. */
export function ticketPart({ store, rules, answers, customer, find, shown, inbox }: Bound): Part {
  const isIn = (ticket: StoredTicket, category: 'open' | 'closed'): boolean => statusOf(store, ticket).category === category;
  const move = (ticket: StoredTicket, to: 'open' | 'closed'): void => {
    if (!isIn(ticket, to)) store.setStage(ticket, store.stages.find(({ category }) => category === to)?.id ?? ticket.stage);
  };

  return {
    async reply({ ticketId, text, files }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'reply', context, async () => {
        const { reply, attach } = shown(ticket).capabilities;
        if (!reply || (files.length > 0 && !attach)) throw new PortalError('conflict', 'This ticket takes no such reply.');
        if (text.trim() === '' && files.length === 0) throw new PortalError('invalid-input', 'The reply is empty.', { issues: [{ path: 'text', code: 'required' }] });
        refuseBadFiles(files, rules.capabilities.files);
        inbox();
        return readFiles(files, context);
      }, (stored) => {
        if (publicMessages(ticket).length === 0) ticket.queue = inbox() ?? ticket.queue;
        const message = store.addMessage(ticket, { visibility: 'public', author: customer.email, text, files: stored, channel: 'portal' });
        if (rules.replyToClosed === 'reopen') move(ticket, 'open');
        return messageOf(store, message, customer);
      });
    },
    async closeTicket({ ticketId }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'closeTicket', context, async () => undefined, () => {
        if (!isIn(ticket, 'closed') && !shown(ticket).capabilities.close) throw new PortalError('conflict', 'This ticket cannot be closed.');
        move(ticket, 'closed');
        return shown(ticket);
      });
    },
    async reopenTicket({ ticketId }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'reopenTicket', context, async () => undefined, () => {
        if (!isIn(ticket, 'open') && !shown(ticket).capabilities.reopen) throw new PortalError('conflict', 'This ticket cannot be reopened.');
        move(ticket, 'open');
        return shown(ticket);
      });
    },
    async rateTicket({ ticketId, score, comment }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'rateTicket', context, async () => undefined, () => {
        if (shown(ticket).capabilities.rate !== true) throw new PortalError('conflict', 'This ticket cannot be rated.');
        ticket.rating = { score, comment };
        store.noteActivity(ticket);
        return shown(ticket);
      });
    },
  };
}
