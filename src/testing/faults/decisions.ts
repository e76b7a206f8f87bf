import { PortalError, type Scope, type TicketingAdapter, type TicketingOperation } from '../../contract/index.ts';
import type { SeededFault, World } from '../faulty-adapter.ts';

/** Operations that are done as if the owner had decided otherwise. */
const as = (change: Partial<Scope>, ...names: TicketingOperation[]) => (_sound: Required<TicketingAdapter>, { as: sound, customer }: World): Partial<TicketingAdapter> => {
  const other = sound(customer, change);
  return Object.fromEntries(names.map((name) => [name, other[name]]));
};

/** Faults in what the owner has decided: organizations, conversations, inbox, columns. */
export const DECISION_FAULTS = {
  'all organizations named instead of the primary one': {
    caughtBy: 'the profile of a member of two organizations names both, or the primary one alone', broken: as({ organizations: 'all' }, 'getProfile'),
  },
  'the primary organization instead of all': { caughtBy: 'the tickets of all organizations are there where all are granted', broken: as({ organizations: 'primary' }, 'listTickets') },
  'all organizations listed instead of the primary one': {
    caughtBy: 'the tickets of other organizations are absent where the primary one is granted', broken: as({ organizations: 'all' }, 'listTickets'),
  },
  'tickets of all organizations opened instead of the primary one\'s': {
    caughtBy: 'the tickets of other organizations are absent where the primary one is granted', broken: as({ organizations: 'all' }, 'getTicket'),
  },
  'other conversations shown': { caughtBy: 'only the original conversation is there where the owner shows no other', broken: as({ threads: 'all' }, 'listMessages') },
  'other conversations never shown': { caughtBy: 'all conversations of a ticket are one, newest first, where the owner shows all', broken: as({ threads: 'original' }, 'listMessages') },
  'files of other conversations served': { caughtBy: 'a file of another conversation is absent where the owner shows the original one', broken: as({ threads: 'all' }, 'downloadAttachment') },
  'activity of other conversations told': { caughtBy: 'what is said of a ticket\'s activity and turn comes from the conversation that is shown', broken: as({ threads: 'all' }, 'getTicket') },
  'activity of other conversations told in rows': { caughtBy: 'what is said of a ticket\'s activity and turn comes from the conversation that is shown', broken: as({ threads: 'all' }, 'listTickets') },
  'other conversations searched': {
    caughtBy: 'a list is searched, narrowed and sorted by the conversation that is shown',
    broken: (sound, world) => ({ listTickets: (query, context) => (query.search === undefined ? sound : world.as(world.customer, { threads: 'all' })).listTickets(query, context) }),
  },
  'narrowed by other conversations': {
    caughtBy: 'a list is searched, narrowed and sorted by the conversation that is shown',
    broken: (sound, world) => ({ listTickets: (query, context) => (query.activeFrom === undefined ? sound : world.as(world.customer, { threads: 'all' })).listTickets(query, context) }),
  },
  'a reply lost from the original conversation': {
    caughtBy: 'a reply is in the original conversation',
    broken: (sound, { memory }) => ({
      async reply(input, context) {
        const message = await sound.reply(input, context);
        memory.set(message.id, true);
        return message;
      },
      async listMessages(query, context) {
        const page = await sound.listMessages(query, context);
        return { ...page, items: page.items.filter(({ id }) => !memory.has(id)) };
      },
    }),
  },
  'new tickets arrive where the form says': { caughtBy: 'a new ticket arrives in the owner\'s inbox, whatever the form says', broken: as({ inbox: null }, 'createTicket') },
  'every new ticket arrives in the inbox': { caughtBy: 'a new ticket arrives in the owner\'s inbox, whatever the form says', broken: as({ inbox: 'billing' }, 'createTicket') },
  'tickets without a conversation left out': {
    caughtBy: 'a ticket without any conversation is shown, and says so',
    broken: (sound) => ({
      async listTickets(query, context) {
        const page = await sound.listTickets(query, context);
        return { ...page, items: page.items.filter(({ lastMessageBy }) => lastMessageBy !== null) };
      },
    }),
  },
  'an answered call stays where it is': { caughtBy: 'a ticket without any conversation moves to the owner\'s inbox with the customer\'s first reply', broken: as({ inbox: null }, 'reply') },
  'every reply moves its ticket': {
    caughtBy: 'a ticket with a conversation stays in its queue',
    broken: (sound, { scope, as: other, customer, memory }) => ({
      async reply(input, context) {
        memory.set(input.ticketId, true);
        return sound.reply(input, context);
      },
      getTicket: (input, context) => (memory.has(input.ticketId) && JSON.stringify(scope.filter).includes('queue') ? other(customer, { filter: null }) : sound).getTicket(input, context),
    }),
  },
  'a missing inbox passed over': {
    caughtBy: 'an inbox that is not there is refused, and takes nothing',
    broken: as({ inbox: null }, 'createTicket'),
  },
  'a missing inbox refused after the ticket is there': {
    caughtBy: 'an inbox that is not there is refused, and takes nothing',
    broken: (_sound, { as: other, customer, scope }) => ({
      async createTicket(input, context) {
        const ticket = await other(customer, { inbox: null }).createTicket(input, context);
        if (scope.inbox === 'no-such-queue') throw new PortalError('invalid-input', 'There is no such queue.');
        return ticket;
      },
    }),
  },
  'columns ignored': { caughtBy: 'rows carry the fields that the owner shows, with the labels of their values', broken: as({ columns: [] }, 'listTickets') },
  'an agents\' own field as a column': {
    caughtBy: 'rows carry the fields that the owner shows, with the labels of their values',
    broken: (sound, { scope }) => ({
      async listTickets(query, context) {
        const page = await sound.listTickets(query, context);
        if (scope.columns?.includes('root-cause') !== true) return page;
        return { ...page, items: page.items.map((item) => ({ ...item, fields: [...item.fields ?? [], { id: 'root-cause', label: 'Root cause', type: 'text', value: 'the proxy' }] })) };
      },
    }),
  },
  'columns that nobody asked for': { caughtBy: 'rows carry no fields where the owner shows none', broken: as({ columns: ['order'] }, 'listTickets') },
} as const satisfies Readonly<Record<string, SeededFault>>;
