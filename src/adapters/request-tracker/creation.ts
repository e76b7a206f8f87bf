import { PortalError, type TicketingAdapter } from '../../contract/index.ts';
import type { Bound } from './bound.ts';
import { createTicket, refuseBadNames, refuseLongSubject } from './writes.ts';

type Part = Pick<TicketingAdapter, 'listForms' | 'getForm' | 'createTicket'>;

/** Support forms, and the tickets that they open. */
export function creationPart(bound: Bound): Part {
  const { shared: { options, rt, people, statuses, forms, formIds, writes }, customer, reach } = bound;

  /** The number of the ticket that a new one is to lead to. */
  const followed = async (ticketId: string): Promise<number> => {
    const { row } = await reach.ticket(ticketId);
    if (options.followUps !== true) throw new PortalError('unsupported', 'New tickets lead to no others here.');
    if (statuses.category(row.Status) !== 'closed') throw new PortalError('conflict', 'This ticket is open; it takes no follow-up.');
    return row.id;
  };

  return {
    listForms: async (_input, { signal }) => ({ items: await forms.list(signal) }),

    ...(formIds.length === 0 ? {} : {
      getForm: ({ formId }, { signal }) => forms.get(formId, signal),

      async createTicket({ formId, values, files, followUpOf }, context) {
        const form = await forms.get(formId, context.signal);
        refuseBadNames(files);
        refuseLongSubject(values);
        const inbox = bound.inbox() ?? formId;
        return writes.message(['create', formId], customer, context, async (key, earlier) => {
          const open = async (): Promise<number> => {
            const refersTo = followUpOf === undefined ? null : await followed(followUpOf);
            const [{ definitions: asked }, queue] = await Promise.all([forms.queue(formId), forms.queue(inbox)]);
            return createTicket(rt, customer, { form, asked, queue, values, files, refersTo }, key, context);
          };
          const id = earlier?.ObjectId ?? await open();
          // RT may have made the account together with the ticket
          people.forget(customer.email);
          return bound.present(await reach.written(id));
        });
      },
    } satisfies Partial<TicketingAdapter>),
  };
}
