import { operationNames, ticketing, type Message, type Ticket, type TicketingAdapter } from '../../contract/index.ts';
import { CANARY } from '../data.ts';
import type { SeededFault, World } from '../faulty-adapter.ts';

type Sound = Required<TicketingAdapter>;

/** A ticket that is changed on its way out, in its page and in lists. */
const tickets = (change: (ticket: Ticket) => Partial<Ticket>) => (sound: Sound): Partial<TicketingAdapter> => ({
  async getTicket(input, context) {
    const ticket = await sound.getTicket(input, context);
    return { ...ticket, ...change(ticket) };
  },
  async listTickets(query, context) {
    const page = await sound.listTickets(query, context);
    return { ...page, items: page.items.map((item) => ({ ...item, ...change(item as Ticket) })) };
  },
});

/** Messages that are changed on their way out. */
const messages = (change: (message: Message) => Partial<Message>) => (sound: Sound): Partial<TicketingAdapter> => ({
  async listMessages(query, context) {
    const page = await sound.listMessages(query, context);
    return { ...page, items: page.items.map((message) => ({ ...message, ...change(message) })) };
  },
});

/** Files whose bytes are changed on their way out. */
const bytes = (change: (content: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) => (sound: Sound): Partial<TicketingAdapter> => ({
  async downloadAttachment(input, context) {
    const file = await sound.downloadAttachment(input, context);
    const content = change(new Uint8Array(await new Response(file.stream()).arrayBuffer()));
    return { ...file, stream: () => new Blob([content]).stream() };
  },
});

const withoutSignal = (sound: Sound): Partial<TicketingAdapter> => Object.fromEntries(operationNames(ticketing).map((name) => [
  name, (input: unknown, context: object) => (sound[name] as (input: unknown, context: object) => Promise<unknown>)(input, { ...context, signal: undefined }),
]));

/** Whether the ticket has a note of an agent after its last public message. */
const endsInNote = ({ data }: World, { subject }: Ticket): boolean => data.tickets.find((given) => given.subject === subject)?.messages.at(-1)?.visibility === 'internal';

/** Faults in what is read. */
export const READ_FAULTS = {
  'internal note among the messages': {
    caughtBy: 'nothing that alice can get holds anything internal, to the last byte',
    broken: messages(({ text }) => (text?.startsWith('Does it happen') === true ? { text: `${CANARY} known bug` } : {})),
  },
  'internal note in a property that nobody declared': {
    caughtBy: 'nothing that alice can get holds anything internal, to the last byte',
    broken: tickets(() => ({ lastNote: `${CANARY} known bug` }) as Partial<Ticket>),
  },
  'internal text in an error': {
    caughtBy: 'getTicket: another customer\'s ticket reads exactly like an absent one',
    broken: (sound) => ({
      getTicket: (input, context) => sound.getTicket(input, context).catch((error: unknown) => {
        (error as Error).cause = new Error(`Not visible: ${CANARY} known bug`);
        throw error;
      }),
    }),
  },
  'internal content in a file': {
    caughtBy: 'nothing that alice can get holds anything internal, to the last byte',
    broken: bytes((content) => (content.length === 21 ? new TextEncoder().encode(`${CANARY} dump of it...`.slice(0, 21)) : content)),
  },
  'an agent\'s address shown': {
    caughtBy: 'a conversation holds every public message, newest first, with author and text',
    broken: (sound, { data }) => messages(({ author }) => (author.role === 'agent' ? { author: { ...author, name: data.agents[0]?.email ?? '' } } : {}))(sound),
  },
  'last activity moved by notes': {
    caughtBy: 'an internal note moves no date and changes no turn',
    broken: (sound, world) => tickets((ticket) => (endsInNote(world, ticket) ? { lastActivity: '2024-02-01T00:00:00Z' } : {}))(sound),
  },
  'turn changed by notes': {
    caughtBy: 'an internal note moves no date and changes no turn',
    broken: (sound, world) => tickets((ticket) => (endsInNote(world, ticket) ? { lastMessageBy: 'support', waitingOn: 'customer' } : {}))(sound),
  },
  'somebody\'s turn on closed tickets': {
    caughtBy: 'whose turn it is follows the last public message', broken: tickets(({ status }) => (status.category === 'closed' ? { waitingOn: 'support' } : {})),
  },
  'messages oldest first': {
    caughtBy: 'messages come newest first, page after page, each once',
    broken: (sound) => ({
      async listMessages(query, context) {
        const page = await sound.listMessages(query, context);
        return { ...page, items: page.items.reverse() };
      },
    }),
  },
  'messages beyond the first page lost': {
    caughtBy: 'messages come newest first, page after page, each once',
    broken: (sound) => ({ listMessages: async (query, context) => ({ ...await sound.listMessages(query, context), nextCursor: null }) }),
  },
  'public messages of agents lost': {
    caughtBy: 'a conversation holds every public message, newest first, with author and text',
    broken: (sound) => ({
      async listMessages(query, context) {
        const page = await sound.listMessages(query, context);
        return { ...page, items: page.items.filter(({ author }) => author.role !== 'agent') };
      },
    }),
  },
  'HTML sanitised by the adapter': { caughtBy: 'HTML stays as it was written', broken: messages(({ html }) => ({ html: html?.replace(/<script.*?<\/script>/gs, '') ?? null })) },
  'subjects escaped': { caughtBy: 'a ticket says what is known of it', broken: tickets(({ subject }) => ({ subject: subject.replaceAll('<', '&lt;') })) },
  'HTML turned into text': { caughtBy: 'HTML stays as it was written', broken: messages(({ html, text }) => ({ text: text ?? html, html: null })) },
  'every message is my own': { caughtBy: 'a colleague\'s message is not my own', broken: messages(({ author }) => ({ author: { ...author, isMe: author.role === 'customer' } })) },
  'an unknown stage counts as closed': {
    caughtBy: 'a stage that nobody configured is an open one under its own name',
    broken: tickets(({ status }) => (status.stage === 'with-carrier' ? { status: { ...status, category: 'closed' } } : {})),
  },
  'organizations mixed up by their beginning': {
    caughtBy: 'the profile names the customer\'s organizations, and no other',
    broken: (sound, { data }) => ({
      async getProfile(input, context) {
        const profile = await sound.getProfile(input, context);
        return { ...profile, organizations: data.organizations.filter(({ id }) => profile.organizations.some((own) => own.id.startsWith(id))) };
      },
    }),
  },
  'values of fields instead of their labels': {
    caughtBy: 'a ticket shows its fields with the labels of their values, and none of the agents\'',
    broken: tickets(({ fields }) => ((fields as Ticket['fields'] | undefined) === undefined ? {} : { fields: fields.map((field) => (field.type === 'select' ? { ...field, value: 'cloud' } : field)) })),
  },
  'files of messages not listed': { caughtBy: 'files of a message have their names, types and sizes, and come byte for byte', broken: messages(({ attachments }) => ({ attachments: attachments.slice(1) })) },
  'inline files without their name': { caughtBy: 'a file that the HTML shows says by which name', broken: messages(({ attachments }) => ({ attachments: attachments.map((file) => ({ ...file, contentId: null })) })) },
  'names of files kept to ASCII': {
    caughtBy: 'files of a message have their names, types and sizes, and come byte for byte',
    broken: messages(({ attachments }) => ({ attachments: attachments.map((file) => ({ ...file, name: file.name.replace(/[^\x20-\x7e]/g, '?') })) })),
  },
  'downloads renamed': {
    caughtBy: 'files of a message have their names, types and sizes, and come byte for byte',
    broken: (sound) => ({ downloadAttachment: async (input, context) => ({ ...await sound.downloadAttachment(input, context), name: 'attachment' }) }),
  },
  'downloads cut short': { caughtBy: 'files of a message have their names, types and sizes, and come byte for byte', broken: bytes((content) => content.slice(0, -1)) },
  'downloads treated as text': { caughtBy: 'files of a message have their names, types and sizes, and come byte for byte', broken: bytes((content) => new TextEncoder().encode(new TextDecoder().decode(content))) },
  'a failure shown as an empty list': {
    caughtBy: 'while the backend fails, everything that reads says so',
    broken: (sound) => ({ listTickets: (query, context) => sound.listTickets(query, context).catch(() => ({ items: [], nextCursor: null })) }),
  },
  'a failure shown as an absent ticket': {
    caughtBy: 'while the backend fails, everything that reads says so',
    broken: (sound) => ({ getTicket: (query, context) => sound.getTicket(query, context).catch(() => sound.getTicket({ ticketId: 'none' }, context)).catch((error: unknown) => {
      throw Object.assign(error as Error, { code: 'not-found' });
    }) }),
  },
  'abort ignored': { caughtBy: 'a call whose signal fires while it runs rejects with its reason', broken: withoutSignal },
} as const satisfies Readonly<Record<string, SeededFault>>;
