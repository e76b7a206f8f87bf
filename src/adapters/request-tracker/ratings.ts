import { PortalError, type Rating, type TicketingAdapter } from '../../contract/index.ts';
import type { TicketRecord } from './answers.ts';
import type { Bound } from './bound.ts';
import type { QueueFields } from './forms.ts';
import type { RequestTrackerOptions } from './options.ts';

type Fields = NonNullable<RequestTrackerOptions['rating']>;

/** Whether tickets of a queue have the fields that keep a rating. */
export const takesRatings = ({ queue }: QueueFields, { rating }: Pick<RequestTrackerOptions, 'rating'>): boolean =>
  rating !== undefined && [rating.score, rating.comment].every((wanted) => queue.TicketCustomFields.some(({ name }) => name === wanted));

/** A ticket's rating; null where there is none. */
export function ratingOf({ CustomFields }: TicketRecord, { score, comment }: Fields): Rating | null {
  const valueOf = (field: string): string => CustomFields.find(({ name }) => name === field)?.values[0] ?? '';
  const points = Number(valueOf(score));
  return Number.isInteger(points) && points >= 1 && points <= 5 ? { score: points, comment: valueOf(comment) } : null;
}

/** Rates tickets, by the customer's own account. */
export function ratingPart(bound: Bound, fields: Fields): Pick<TicketingAdapter, 'rateTicket'> {
  const { shared: { rt, writes }, customer, reach } = bound;
  return {
    async rateTicket({ ticketId, score, comment }, context) {
      const conversation = await reach.ticket(ticketId, context.signal);
      const { id } = conversation.row;
      return writes.once(['rate', id], customer, context, async () => {
        const { capabilities } = await bound.present(conversation);
        if (capabilities.rate !== true) throw new PortalError('conflict', 'This ticket cannot be rated.');
        // null takes a value away; an empty text would be one
        await rt.change(customer, id, { CustomFields: { [fields.score]: String(score), [fields.comment]: comment.trim() === '' ? null : comment } });
        const rated = await bound.present(await reach.written(id));
        if (rated.rating?.score !== score) throw new PortalError('conflict', 'Request Tracker has not kept the rating.');
        return rated;
      });
    },
  };
}
