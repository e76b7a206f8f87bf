import type { TicketingAdapter } from '../../contract/index.ts';

/** An adapter that reads and promises nothing else, for previews: no capability that writes, no form, and no operation for any of it. */
export function readOnly(adapter: TicketingAdapter): TicketingAdapter {
  return {
    async getProfile(input, context) {
      const profile = await adapter.getProfile(input, context);
      return { ...profile, capabilities: { ...profile.capabilities, createTicket: false, reply: false, closeTicket: false, reopenTicket: false, cc: false, rate: false, followUp: false, files: null } };
    },
    listTickets: (query, context) => adapter.listTickets(query, context),
    async getTicket(input, context) {
      return { ...await adapter.getTicket(input, context), capabilities: { reply: false, attach: false, close: false, reopen: false, cc: false, rate: false, followUp: false } };
    },
    listMessages: (query, context) => adapter.listMessages(query, context),
    downloadAttachment: (input, context) => adapter.downloadAttachment(input, context),
    listForms: () => Promise.resolve({ items: [] }),
  };
}
