import { isPortalError, PortalError, type TicketingAdapter } from '../../contract/index.ts';
import type { SeededFault, World } from '../faulty-adapter.ts';

/** Runs a call as the customer, and where that finds nothing as everybody else. */
async function asAnybody<Answer>(sound: Required<TicketingAdapter>, world: World, call: (adapter: Required<TicketingAdapter>) => Promise<Answer>): Promise<Answer> {
  const failure: unknown = await call(sound).then((answer) => ({ answer }), (error: unknown) => error);
  if (!isPortalError(failure, 'not-found')) return call(sound);
  for (const other of world.data.customers) {
    const answer = await call(world.as(other, { views: ['mine'], filter: null })).catch(() => undefined);
    if (answer !== undefined) return answer;
  }
  throw failure;
}

const cleaned = (id: string): string => id.trim().replace(/^[0+]+(?=.)/, '').replace(/\.0$/, '');
const ANYTHING_INTERNAL = 'root-cause';

/** Faults in who may see what. */
export const SCOPE_FAULTS = {
  'policy removed': {
    caughtBy: 'getTicket: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ getTicket: (input, context) => asAnybody(sound, world, (adapter) => adapter.getTicket(input, context)) }),
  },
  'conversation of somebody else served': {
    caughtBy: 'listMessages: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ listMessages: (input, context) => asAnybody(sound, world, (adapter) => adapter.listMessages(input, context)) }),
  },
  'attachment of somebody else served': {
    caughtBy: 'downloadAttachment: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ downloadAttachment: (input, context) => asAnybody(sound, world, (adapter) => adapter.downloadAttachment(input, context)) }),
  },
  'strangers may reply': {
    caughtBy: 'reply: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ reply: (input, context) => asAnybody(sound, world, (adapter) => adapter.reply(input, context)) }),
  },
  'strangers may close': {
    caughtBy: 'closeTicket: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ closeTicket: (input, context) => asAnybody(sound, world, (adapter) => adapter.closeTicket(input, context)) }),
  },
  'strangers may put in copy': {
    caughtBy: 'addCc: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ addCc: (input, context) => asAnybody(sound, world, (adapter) => adapter.addCc(input, context)) }),
  },
  'strangers may take out of copy': {
    caughtBy: 'removeCc: another customer\'s ticket reads exactly like an absent one',
    broken: (sound, world) => ({ removeCc: (input, context) => asAnybody(sound, world, (adapter) => adapter.removeCc(input, context)) }),
  },
  'strangers may rate': {
    caughtBy: 'rateTicket: a colleague\'s ticket is absent without permission',
    broken: (_sound, { as, customer }) => ({ rateTicket: (input, context) => as(customer, { views: ['mine', 'organization', 'cc'] }).rateTicket(input, context) }),
  },
  'forbidden instead of not-found': {
    caughtBy: 'getTicket: another customer\'s ticket reads exactly like an absent one',
    broken: (sound) => ({
      getTicket: (input, context) => sound.getTicket(input, context).catch((error: unknown) => {
        throw isPortalError(error, 'not-found') ? new PortalError('forbidden', 'This is not your ticket.') : error;
      }),
    }),
  },
  'the message tells that a ticket exists': {
    caughtBy: 'getTicket: another customer\'s ticket reads exactly like an absent one',
    broken: (sound) => ({
      getTicket: (input, context) => sound.getTicket(input, context).catch((error: unknown) => {
        throw isPortalError(error, 'not-found') ? new PortalError('not-found', `Ticket ${input.ticketId} is not yours.`) : error;
      }),
    }),
  },
  'odd spellings of an id accepted': {
    caughtBy: 'getTicket: an oddly spelled id is no id',
    broken: (sound) => ({ getTicket: ({ ticketId }, context) => sound.getTicket({ ticketId: cleaned(ticketId) }, context) }),
  },
  'odd spellings of an id accepted when replying': {
    caughtBy: 'reply: an oddly spelled id is no id',
    broken: (sound) => ({ reply: ({ ticketId, ...input }, context) => sound.reply({ ticketId: decodeURIComponent(ticketId.replace(/%(?![\da-f]{2})/gi, '%25')), ...input }, context) }),
  },
  'organization read without permission': {
    caughtBy: 'getTicket: a colleague\'s ticket is absent without permission',
    broken: (_sound, { as, customer }) => ({ getTicket: (input, context) => as(customer, { views: ['mine', 'organization', 'cc'] }).getTicket(input, context) }),
  },
  'organization listed among own tickets': {
    caughtBy: 'bob\'s lists hold exactly the tickets that bob may open',
    broken: (sound, { as, customer, scope }) => ({
      listTickets: (query, context) => (query.view === 'mine' && scope.views.includes('mine') ? as(customer, { views: ['organization'] }).listTickets({ ...query, view: 'organization' }, context) : sound.listTickets(query, context)),
    }),
  },
  'views that are not granted answered': {
    caughtBy: 'a view that is not granted is forbidden, whatever it would hold',
    broken: (_sound, { as, customer }) => ({ listTickets: (query, context) => as(customer, { views: [query.view] }).listTickets(query, context) }),
  },
  'in copy without permission': {
    caughtBy: 'a ticket with the customer in copy can be read where that is granted, and only there',
    broken: (_sound, { as, customer, scope }) => ({ getTicket: (input, context) => as(customer, { views: [...scope.views, 'cc'] }).getTicket(input, context) }),
  },
  'customers without organization are colleagues': {
    caughtBy: 'frank\'s lists hold exactly the tickets that frank may open',
    broken: (sound, { as, customer, data }) => ({
      async listTickets(query, context) {
        const page = await sound.listTickets(query, context);
        const strangers = query.view === 'organization' ? data.customers.filter(({ email, organizations }) => email !== customer.email && organizations.length === 0) : [];
        if ((await sound.getProfile({}, context)).organizations.length > 0) return page;
        const pages = await Promise.all(strangers.map((other) => as(other, { views: ['mine'] }).listTickets({ ...query, view: 'mine' }, context)));
        return { ...page, items: [...page.items, ...pages.flatMap(({ items }) => items)] };
      },
    }),
  },
  'the owner\'s rule dropped': {
    caughtBy: 'a rule keeps tickets by category',
    broken: (_sound, { as, customer }) => ({ listTickets: (query, context) => as(customer, { filter: null }).listTickets(query, context) }),
  },
  'the owner\'s rule dropped for single tickets': {
    caughtBy: 'a rule keeps tickets by subject, exactly and in any case',
    broken: (_sound, { as, customer }) => ({ getTicket: (query, context) => as(customer, { filter: null }).getTicket(query, context) }),
  },
  'a rule about something unknown dropped': {
    caughtBy: 'a rule about something unknown is refused, not dropped',
    broken: (sound, { as, customer, scope }) => (JSON.stringify(scope.filter).includes('no-such-') ? as(customer, { filter: null }) : sound),
  },
  'files found by any message': {
    caughtBy: 'a file is found only by its own ticket and its own message',
    broken: (sound) => ({
      async downloadAttachment(input, context) {
        const { items } = await sound.listMessages({ ticketId: input.ticketId, limit: 100 }, context);
        const holder = items.find(({ attachments }) => attachments.some(({ id }) => id === input.attachmentId));
        return sound.downloadAttachment(holder === undefined ? input : { ...input, messageId: holder.id }, context);
      },
    }),
  },
  'files found by any ticket': {
    caughtBy: 'a file is found only by its own ticket and its own message',
    broken: (sound) => ({
      async downloadAttachment(input, context) {
        const { items } = await sound.listTickets({ view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 100 }, context).catch(() => ({ items: [] }));
        for (const ticketId of [input.ticketId, ...items.map(({ id }) => id)]) {
          const file = await sound.downloadAttachment({ ...input, ticketId }, context).catch(() => undefined);
          if (file !== undefined) return file;
        }
        return sound.downloadAttachment(input, context);
      },
    }),
  },
  'agents\' own fields shown': {
    caughtBy: 'a ticket shows its fields with the labels of their values, and none of the agents\'',
    broken: (sound) => ({
      async getTicket(input, context) {
        const ticket = await sound.getTicket(input, context);
        return { ...ticket, fields: [...ticket.fields, { id: ANYTHING_INTERNAL, label: 'Root cause', type: 'text', value: 'the proxy' }] };
      },
    }),
  },
} as const satisfies Readonly<Record<string, SeededFault>>;
