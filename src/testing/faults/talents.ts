import { isPortalError, type Rating, type Ticket, type TicketingAdapter } from '../../contract/index.ts';
import type { SeededFault } from '../faulty-adapter.ts';

type Sound = Required<TicketingAdapter>;

/** A ticket's page that is changed on its way out. */
const pages = (change: (ticket: Ticket) => Partial<Ticket>) => (sound: Sound): Partial<TicketingAdapter> => ({
  async getTicket(input, context) {
    const ticket = await sound.getTicket(input, context);
    return { ...ticket, ...change(ticket) };
  },
});

/** Faults in what not every backend can: copies, ratings, follow-ups, the moment of closing. */
export const TALENT_FAULTS = {
  'copies answered but not stored': {
    caughtBy: 'somebody put in copy is in the ticket and its row, sees the ticket, and is there once',
    broken: (sound) => ({
      async addCc({ ticketId, email }, context) {
        return { ...await sound.getTicket({ ticketId }, context), cc: [{ name: email, email: email.toLowerCase() }] };
      },
    }),
  },
  'the same person in copy twice': {
    caughtBy: 'somebody put in copy is in the ticket and its row, sees the ticket, and is there once',
    broken: (sound) => ({
      async addCc(input, context) {
        const { cc } = await sound.getTicket(input, context);
        const ticket = await sound.addCc(input, context);
        return { ...ticket, cc: [...cc, ...ticket.cc] };
      },
    }),
  },
  'taking out of copy ignored': {
    caughtBy: 'somebody taken out of copy is out, and sees the ticket no more',
    broken: (sound) => ({ removeCc: async ({ ticketId }, context) => ({ ...await sound.getTicket({ ticketId }, context), cc: [] }) }),
  },
  'only acquaintances in copy': {
    caughtBy: 'somebody whom the backend does not know can be put in copy',
    broken: (sound, { data }) => ({
      addCc: (input, context) => (data.customers.some(({ email }) => email === input.email.toLowerCase()) ? sound.addCc(input, context) : sound.getTicket(input, context)),
    }),
  },
  'nonsense in copy': {
    caughtBy: 'what is no address is refused, and nobody is in copy',
    broken: (sound) => ({ addCc: (input, context) => sound.addCc({ ...input, email: input.email.includes('@') ? input.email : `${input.email.trim()}@desk.example` }, context) }),
  },
  'everybody is a colleague': {
    caughtBy: 'colleagues are the other members of the customer\'s organizations, and nobody else',
    broken: (_sound, { data }) => ({ listColleagues: async () => ({ items: data.customers.map(({ name, email }) => ({ name, email })) }) }),
  },
  'oneself among the colleagues': {
    caughtBy: 'colleagues are the other members of the customer\'s organizations, and nobody else',
    broken: (sound, { customer }) => ({ listColleagues: async (input, context) => ({ items: [...(await sound.listColleagues(input, context)).items, { name: customer.name, email: customer.email }] }) }),
  },
  'all colleagues, whatever is looked for': { caughtBy: 'colleagues are found by name and by address, in any case', broken: (sound) => ({ listColleagues: (_input, context) => sound.listColleagues({ search: '' }, context) }) },
  'colleagues found by name only': {
    caughtBy: 'colleagues are found by name and by address, in any case',
    broken: (sound) => ({
      async listColleagues(input, context) {
        const { items } = await sound.listColleagues(input, context);
        return { items: items.filter(({ name }) => name.toLowerCase().includes(input.search.toLowerCase())) };
      },
    }),
  },
  'colleagues of all organizations': {
    caughtBy: 'colleagues of other organizations are found where all are granted, and only there',
    broken: (_sound, { as, customer }) => ({ listColleagues: (input, context) => as(customer, { organizations: 'all' }).listColleagues(input, context) }),
  },
  'the first rating stays': {
    caughtBy: 'a closed ticket can be rated, and rated again',
    broken: (sound, { memory }) => ({
      async rateTicket(input, context) {
        const first = memory.get(input.ticketId) as Rating | undefined ?? { score: input.score, comment: input.comment };
        memory.set(input.ticketId, first);
        return sound.rateTicket({ ...input, ...first }, context);
      },
    }),
  },
  'ratings answered but not stored': {
    caughtBy: 'a closed ticket can be rated, and rated again',
    broken: (sound) => ({ rateTicket: async ({ ticketId, score, comment }, context) => ({ ...await sound.getTicket({ ticketId }, context), rating: { score, comment } }) }),
  },
  'an open ticket rated': { caughtBy: 'an open ticket takes no rating', broken: (sound) => ({ rateTicket: (input, context) => sound.rateTicket(input, context).catch(() => sound.getTicket(input, context)) }) },
  'a rating of somebody else told': {
    caughtBy: 'a rating is the customer\'s own',
    broken: (sound, { memory }) => ({
      async rateTicket(input, context) {
        memory.set(input.ticketId, { score: input.score, comment: input.comment });
        return sound.rateTicket(input, context);
      },
      async getTicket(input, context) {
        return { ...await sound.getTicket(input, context), rating: memory.get(input.ticketId) as Rating | undefined ?? null };
      },
    }),
  },
  'a follow-up leads nowhere': {
    caughtBy: 'a new ticket leads to the closed one that it follows up, and back',
    broken: (sound) => ({ createTicket: ({ followUpOf: _, ...input }, context) => sound.createTicket(input, context) }),
  },
  'no way back from what was followed up': { caughtBy: 'a new ticket leads to the closed one that it follows up, and back', broken: pages(() => ({ followUps: [] })) },
  'follow-ups out of reach told': {
    caughtBy: 'a new ticket leads to the closed one that it follows up, and back',
    broken: (_sound, { as, customer, scope }) => ({
      async getTicket(input, context) {
        const { followUps } = await as(customer, { filter: null }).getTicket(input, context);
        return { ...await as(customer, scope).getTicket(input, context), followUps };
      },
    }),
  },
  'somebody else\'s ticket followed up without a word': {
    caughtBy: 'somebody else\'s ticket is absent to who would follow it up',
    broken: (sound) => ({
      createTicket: (input, context) => sound.createTicket(input, context).catch((error: unknown) => {
        if (!isPortalError(error, 'not-found')) throw error;
        const { followUpOf: _, ...rest } = input;
        return sound.createTicket(rest, context);
      }),
    }),
  },
  'open tickets followed up': {
    caughtBy: 'an open ticket is not followed up',
    broken: (sound) => ({
      createTicket: (input, context) => sound.createTicket(input, context).catch((error: unknown) => {
        if (!isPortalError(error, 'conflict')) throw error;
        const { followUpOf: _, ...rest } = input;
        return sound.createTicket(rest, context);
      }),
    }),
  },
  'the moment of closing kept after reopening': {
    caughtBy: 'a ticket says when it was closed, while it is',
    broken: (sound, { memory }) => ({
      async getTicket(input, context) {
        const ticket = await sound.getTicket(input, context);
        if (typeof ticket.closed === 'string') memory.set(ticket.id, ticket.closed);
        return { ...ticket, closed: memory.get(ticket.id) as string | undefined ?? null };
      },
    }),
  },
  'the moment of closing told of open tickets': { caughtBy: 'a ticket says when it was closed, while it is', broken: pages(({ created }) => ({ closed: created })) },
} as const satisfies Readonly<Record<string, SeededFault>>;
