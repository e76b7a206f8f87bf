import { PortalError, type FileSource, type Message, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import type { SeededFault } from '../faulty-adapter.ts';

type Sound = Required<TicketingAdapter>;

let keys = 0;
/** The context with a key of its own. */
const unkeyed = (context: WriteContext): WriteContext => ({ ...context, idempotencyKey: `${context.idempotencyKey.slice(0, 80)}-${String(keys += 1)}` });

/** Replies whose files are changed on their way in. */
const files = (change: (files: readonly FileSource[]) => FileSource[]) => (sound: Sound): Partial<TicketingAdapter> =>
  ({ reply: ({ files: given, ...input }, context) => sound.reply({ ...input, files: change(given) }, context) });

/** Replies whose text is changed on its way in. */
const texts = (change: (text: string) => string) => (sound: Sound): Partial<TicketingAdapter> =>
  ({ reply: ({ text, ...input }, context) => sound.reply({ ...input, text: change(text) }, context) });

/** Remembers answers by key, but only once they are there. */
const sequentialOnly = (sound: Sound, memory: Map<string, unknown>): Partial<TicketingAdapter> => ({
  async reply(input, context) {
    const answered = memory.get(context.idempotencyKey) as Message | undefined;
    const answer = answered ?? await sound.reply(input, unkeyed(context));
    memory.set(context.idempotencyKey, answer);
    return answer;
  },
});

const renamed = (file: FileSource, name: string): FileSource => ({ name, type: file.type, size: file.size, stream: () => file.stream() });

/** Faults in what is written. */
export const WRITE_FAULTS = {
  'last file of a reply lost': {
    caughtBy: 'a reply carries several files with names in any script',
    broken: files((given) => given.slice(0, Math.max(1, given.length - 1))),
  },
  'files of a reply renamed': {
    caughtBy: 'a reply carries several files with names in any script',
    broken: files((given) => given.map((file) => renamed(file, file.name.replace(/[^\w. -]/g, '_')))),
  },
  'large files cut': {
    caughtBy: 'a file of 5 MB comes back byte for byte',
    broken: files((given) => given.map((file) => (file.size <= 1_000_000 ? file : {
      name: file.name, type: file.type, size: 1_000_000,
      stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>({ start: async (controller) => {
        controller.enqueue(new Uint8Array(await new Response(file.stream()).arrayBuffer()).slice(0, 1_000_000));
        controller.close();
      } }),
    }))),
  },
  'files of the same name merged': {
    caughtBy: 'two files of the same name stay two files',
    broken: files((given) => [...new Map(given.map((file) => [file.name, file])).values()]),
  },
  'a reply needs words': {
    caughtBy: 'a reply may be a file without words',
    broken: (sound) => ({ reply: (input, context) => (input.text === '' ? Promise.reject(new PortalError('invalid-input', 'A text, please.')) : sound.reply(input, context)) }),
  },
  'replies trimmed line by line': { caughtBy: 'a reply is in the conversation, letter by letter, as the customer\'s own', broken: texts((text) => text.replace(/\n\s+/g, '\n')) },
  'replies escaped': { caughtBy: 'a reply is in the conversation, letter by letter, as the customer\'s own', broken: texts((text) => text.replaceAll('<', '&lt;')) },
  'emoji lost': { caughtBy: 'a reply is in the conversation, letter by letter, as the customer\'s own', broken: texts((text) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '?')) },
  'long replies cut': { caughtBy: 'a long reply comes back whole', broken: texts((text) => text.slice(0, 65_535)) },
  'wrong author': {
    caughtBy: 'a reply is in the conversation, letter by letter, as the customer\'s own',
    broken: (sound) => ({
      async reply(input, context) {
        const message = await sound.reply(input, context);
        return { ...message, author: { name: 'Service account', role: 'agent', isMe: false } };
      },
    }),
  },
  'a reply answered but not stored': {
    caughtBy: 'a reply is in the conversation, letter by letter, as the customer\'s own',
    broken: () => ({
      reply: async ({ text }) => ({ id: 'unstored', author: { name: 'Wendy Wolf', role: 'customer', isMe: true }, created: new Date().toISOString(), text, html: null, attachments: [], channel: 'portal' }),
    }),
  },
  'turn stays with the customer after a reply': {
    caughtBy: 'a reply moves the ticket\'s last activity and makes it the support team\'s turn',
    broken: (sound, { memory }) => ({
      reply: async (input, context) => {
        memory.set(input.ticketId, true);
        return sound.reply(input, context);
      },
      async listTickets(query, context) {
        const page = await sound.listTickets(query, context);
        return { ...page, items: page.items.map((item) => (memory.has(item.id) ? { ...item, waitingOn: 'customer' } : item)) };
      },
    }),
  },
  'key ignored': {
    caughtBy: 'a reply that is sent again with the same key is there once, and answers the same',
    broken: (sound) => ({ reply: (input, context) => sound.reply(input, unkeyed(context)) }),
  },
  'key ignored at the same time': {
    caughtBy: 'replies that are sent at the same time with the same key are there once',
    broken: (sound, { memory }) => sequentialOnly(sound, memory),
  },
  'key shared by all customers': {
    caughtBy: 'a key belongs to its customer',
    broken: (sound, { memory }) => ({
      async reply(input, context) {
        const answered = memory.get(context.idempotencyKey) as Message | undefined;
        const answer = answered ?? await sound.reply(input, context);
        memory.set(context.idempotencyKey, answer);
        return answer;
      },
    }),
  },
  'equal replies merged': {
    caughtBy: 'two replies with keys of their own are two, however alike',
    broken: (sound, { memory }) => ({
      async reply(input, context) {
        const name = `${input.ticketId} ${input.text}`;
        const answer = memory.get(name) as Message | undefined ?? await sound.reply(input, context);
        memory.set(name, answer);
        return answer;
      },
    }),
  },
  'key ignored for new tickets': {
    caughtBy: 'a ticket that is opened again with the same key is there once',
    broken: (sound) => ({ createTicket: (input, context) => sound.createTicket(input, unkeyed(context)) }),
  },
  'key of closing ignored': {
    caughtBy: 'a repeated key closes once: what happened in between stays',
    broken: (sound) => ({ closeTicket: (input, context) => sound.closeTicket(input, unkeyed(context)) }),
  },
  'new ticket of somebody else': {
    caughtBy: 'a new ticket is the customer\'s, open, and in the list at once',
    broken: (_sound, { as, data }) => ({ createTicket: (input, context) => as(data.customers[2] ?? { id: '', email: '', name: '' }).createTicket(input, context) }),
  },
  'fields of new tickets dropped': {
    caughtBy: 'the values of a form become fields of the ticket',
    broken: (sound) => ({ createTicket: ({ values, ...input }, context) => sound.createTicket({ ...input, values: { ...values, order: '' } }, context) }),
  },
  'files of new tickets dropped': {
    caughtBy: 'files of a form are with the first message',
    broken: (sound) => ({ createTicket: (input, context) => sound.createTicket({ ...input, files: {} }, context) }),
  },
  'required fields not required': {
    caughtBy: 'a form has the fields that the ticketing system asks for',
    broken: (sound) => ({
      async getForm(input, context) {
        const form = await sound.getForm(input, context);
        return { ...form, fields: form.fields.map((field) => ({ ...field, required: false })) };
      },
    }),
  },
  'an agents\' own field in the form': {
    caughtBy: 'a form has the fields that the ticketing system asks for',
    broken: (sound) => ({
      async getForm(input, context) {
        const form = await sound.getForm(input, context);
        return { ...form, fields: [...form.fields, { id: 'root-cause', type: 'text', label: 'Root cause', required: false }] };
      },
    }),
  },
  'closing promised but refused': {
    caughtBy: 'what an open ticket promises works, and what it denies is refused',
    broken: () => ({ closeTicket: () => Promise.reject(new PortalError('conflict', 'Customers may not close.')) }),
  },
  'closing denied but done': {
    caughtBy: 'what an open ticket promises works, and what it denies is refused',
    broken: (sound) => ({
      async getTicket(input, context) {
        const ticket = await sound.getTicket(input, context);
        return { ...ticket, capabilities: { ...ticket.capabilities, close: false } };
      },
    }),
  },
  'replies denied but taken': {
    caughtBy: 'a reply is in the conversation, letter by letter, as the customer\'s own',
    broken: (sound) => ({
      async getProfile(input, context) {
        const profile = await sound.getProfile(input, context);
        return { ...profile, capabilities: { ...profile.capabilities, reply: false } };
      },
    }),
  },
  'search denied but done': {
    caughtBy: 'finds a word of the subject',
    broken: (sound) => ({
      async getProfile(input, context) {
        const profile = await sound.getProfile(input, context);
        return { ...profile, capabilities: { ...profile.capabilities, search: 'none' } };
      },
    }),
  },
  'a promise beyond the backend': {
    caughtBy: 'a ticket with which nothing may be done says so, and means it',
    broken: (sound) => ({
      async getTicket(input, context) {
        const ticket = await sound.getTicket(input, context);
        return { ...ticket, capabilities: { ...ticket.capabilities, reply: true } };
      },
    }),
  },
  'closing answered but not done': {
    caughtBy: 'a closed ticket is closed in its page and in the list',
    broken: (sound) => ({
      async closeTicket(input, context) {
        const ticket = await sound.getTicket(input, context);
        return { ...ticket, status: { category: 'closed', stage: 'solved', label: 'Solved' }, waitingOn: null, capabilities: { ...ticket.capabilities, close: false, reopen: true } };
      },
    }),
  },
  'reopening what is open refused': {
    caughtBy: 'closing a closed ticket and reopening an open one change nothing',
    broken: (sound) => ({
      async reopenTicket(input, context) {
        if ((await sound.getTicket(input, context)).status.category === 'open') throw new PortalError('conflict', 'The ticket is open.');
        return sound.reopenTicket(input, context);
      },
    }),
  },
  'a broken file leaves half a message': {
    caughtBy: 'a file that breaks while it is read leaves no half message',
    broken: (sound) => ({
      reply: (input, context) => sound.reply(input, context).catch(async (error: unknown) => {
        await sound.reply({ ...input, files: [] }, unkeyed(context));
        throw error;
      }),
    }),
  },
} as const satisfies Readonly<Record<string, SeededFault>>;
