import { PortalError, type Customer, type Scope, type StatusCategory, type Ticket } from '../../contract/index.ts';
import { activityOf } from './activity.ts';
import type { TicketRecord } from './answers.ts';
import type { Conversation } from './conversation.ts';
import { relatedOf } from './follow-ups.ts';
import { ticketFields, type QueueFields } from './forms.ts';
import { iso, summaryOf } from './mapping.ts';
import { ratingOf, takesRatings } from './ratings.ts';
import { absent, Reach } from './reach.ts';
import { isRequestor, same } from './scope.ts';
import type { Shared } from './shared.ts';

/** Request Tracker as one customer has it: what the parts of an adapter work with. */
export class Bound {
  readonly shared: Shared;
  readonly customer: Customer;
  readonly scope: Scope;
  readonly reach: Reach;

  constructor(shared: Shared, customer: Customer, scope: Scope) {
    this.shared = shared;
    this.customer = customer;
    this.scope = scope;
    this.reach = new Reach(shared, customer, scope);
  }

  /** The queue of the owner's choice. @throws PortalError `invalid-input` for one that the portal does not show */
  inbox(): string | null {
    const { inbox = null } = this.scope;
    if (inbox === null) return null;
    const queue = this.shared.options.queues.find((name) => same(name, inbox));
    if (queue === undefined) throw new PortalError('invalid-input', `No ticket can arrive in the queue "${inbox}".`);
    return queue;
  }

  /** The ticket by itself, and whether the customer's own account was told. Without that there is nothing that the customer may do. */
  async record({ row, voice }: Conversation, signal?: AbortSignal): Promise<{ record: TicketRecord; own: boolean }> {
    const { rt } = this.shared;
    const own = voice === 'reader' ? null : await rt.ticket(voice, row.id, signal);
    const record = own ?? await rt.ticket('reader', row.id, signal);
    if (record === null) throw absent('ticket');
    return { record, own: own !== null };
  }

  /** The status by which a ticket gets into a category; null where RT offers the customer none. */
  target(record: TicketRecord, category: StatusCategory): string | null {
    const { options, statuses } = this.shared;
    return statuses.target(record, category, category === 'closed' ? options.closeTo : options.reopenTo ?? 'open');
  }

  /** A ticket's page. */
  async present(conversation: Conversation, signal?: AbortSignal): Promise<Ticket> {
    const { row, identity } = conversation;
    const { rt, people, statuses, forms } = this.shared;
    const [activities, { record, own }, queue] = await Promise.all([
      activityOf(rt, people, [row], signal), this.record(conversation, signal), forms.queue(row.Queue.Name, signal),
    ]);
    const activity = activities.get(row.id) ?? { time: row.Created, lastMessageBy: null, spokeLast: null };
    const closed = statuses.category(row.Status) === 'closed';
    return {
      ...await summaryOf(row, activity, identity, this.shared, signal), fields: ticketFields(record, queue.definitions),
      capabilities: this.#capabilities(conversation, record, own, queue),
      ...(!closed ? { closed: null } : record.Resolved === undefined || record.Resolved <= 0 ? {} : { closed: iso(record.Resolved) }),
      ...await this.#more(conversation, record, signal),
    };
  }

  #capabilities({ row, identity }: Conversation, record: TicketRecord, own: boolean, queue: QueueFields): Ticket['capabilities'] {
    const { options, files, statuses, formIds } = this.shared;
    const closed = statuses.category(row.Status) === 'closed';
    const reply = own && record._hyperlinks.some(({ ref }) => ref === 'correspond');
    return {
      reply, attach: reply && files !== null,
      close: own && !closed && this.target(record, 'closed') !== null, reopen: own && closed && this.target(record, 'open') !== null,
      // rights that RT does not tell are the requestors', and nobody's where not even a reply is allowed
      cc: options.modifyTicket === true && reply && isRequestor(row, identity),
      rate: reply && closed && isRequestor(row, identity) && takesRatings(queue, options),
      followUp: options.followUps === true && formIds.length > 0 && closed,
    };
  }

  async #more({ row, identity }: Conversation, record: TicketRecord, signal?: AbortSignal): Promise<Partial<Ticket>> {
    const { options } = this.shared;
    return {
      ...(options.rating === undefined ? {} : { rating: isRequestor(row, identity) ? ratingOf(record, options.rating) : null }),
      ...(options.followUps === true ? await relatedOf(this.reach, record, signal) : {}),
    };
  }
}
