import type { Customer, Filter, Scope, TicketingAdapter, TicketQuery } from '../../../src/contract/index.ts';
import type { Desk } from '../../../src/adapters/desk/index.ts';
import { PEOPLE, WORDS } from './data.ts';

/** Asks a desk something; whatever it prepares once is not part of the time. */
export type Question = (backend: Desk) => Promise<() => Promise<unknown>>;

const DAY = 24 * 60 * 60 * 1000;
/** How far down a list the deep page is, where the list is that long. */
const DEEP = 5000;
/** A rule of every kind. */
const RULE: Filter = { all: [
  { property: 'queue', operator: 'is', value: 'support' },
  { any: [{ property: 'subject', operator: 'contains', value: 'e' }, { property: 'category', operator: 'is', value: 'closed' }] },
  { property: 'subject', operator: 'not-contains', value: 'refund' },
] };

const as = (backend: Desk, customer: Customer, scope: Partial<Scope> = {}): Required<TicketingAdapter> => backend.adapterFor(customer, { views: ['mine', 'organization'], filter: null, ...scope }) as Required<TicketingAdapter>;
const full = (query: Partial<TicketQuery>): TicketQuery => ({ view: 'organization', sort: 'lastActivity', direction: 'descending', limit: 25, ...query });

/** A list of the busy customer's organization, or of somebody else's. */
const list = (query: Partial<TicketQuery> = {}, customer: Customer = PEOPLE.busy, scope?: Partial<Scope>): Question => (backend) => {
  const adapter = as(backend, customer, scope);
  return Promise.resolve(() => adapter.listTickets(full(query), {}));
};

/** The page behind so many tickets, or behind the first half of fewer. */
const behind = (depth: number): Question => async (backend) => {
  const adapter = as(backend, PEOPLE.busy);
  const cursors: string[] = [];
  for (let [cursor, pages]: [string | undefined, number] = [undefined, 0]; pages < depth / 25; pages++) {
    const { nextCursor } = await adapter.listTickets(full({ ...cursor !== undefined && { cursor } }), {});
    if (nextCursor === null) break;
    cursors.push(cursor = nextCursor);
  }
  const cursor = cursors.length < depth / 25 ? cursors[Math.floor(cursors.length / 2)] : cursors.at(-1);
  return () => adapter.listTickets(full({ ...cursor !== undefined && { cursor } }), {});
};

/** Something about the newest ticket of the busy customer's. */
const about = (ask: (adapter: Required<TicketingAdapter>, ticketId: string) => Promise<unknown>): Question => async (backend) => {
  const adapter = as(backend, PEOPLE.busy);
  const { items: [newest] } = await adapter.listTickets(full({ view: 'mine' }), {});
  return () => ask(adapter, newest?.id ?? '');
};

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString();

/** What customers ask of a desk, in the order of the table. Lists are those of an organization with a twentieth of all tickets, where nothing else is said. */
export const questions: Readonly<Record<string, Question>> = {
  'list, a customer with 50 tickets': list({ view: 'mine' }, PEOPLE.usual),
  'list, a customer with a hundredth of all': list({ view: 'mine' }),
  'list': list(),
  'list, open ones': list({ status: 'open' }),
  'list, open ones, the oldest first': list({ status: 'open', direction: 'ascending' }),
  'list, open ones by date of creation': list({ status: 'open', sort: 'created' }),
  'list, closed ones': list({ status: 'closed' }),
  'list by date of creation': list({ sort: 'created' }),
  'list by subject': list({ sort: 'subject', direction: 'ascending' }),
  'list by status': list({ sort: 'status', direction: 'ascending' }),
  'next page': behind(25),
  'page behind 5,000 tickets': behind(DEEP),
  'search, a word that many write': list({ search: WORDS.common }),
  'search, two words': list({ search: WORDS.pair }),
  'search, a word of ten tickets': list({ search: WORDS.rare }),
  'search, a word that only others write': list({ view: 'mine', search: WORDS.others }),
  'search, a word that nobody writes': list({ search: WORDS.absent }),
  'search, two letters': list({ search: 'xy' }),
  'filter by stage': list({ stage: 'on-hold' }),
  'filter by whose turn it is': list({ waitingOn: 'customer' }),
  'filter by dates': list({ createdFrom: daysAgo(800), createdBefore: daysAgo(790) }),
  'filter by activity, by date of creation': list({ activeFrom: daysAgo(800), activeBefore: daysAgo(790), sort: 'created' }),
  'through an owner’s rule': list({}, PEOPLE.busy, { filter: RULE }),
  'count of what waits on a customer': list({ view: 'mine', status: 'open', waitingOn: 'customer', limit: 1 }),
  'ticket': about((adapter, ticketId) => adapter.getTicket({ ticketId }, {})),
  'messages': about((adapter, ticketId) => adapter.listMessages({ ticketId, limit: 30 }, {})),
  'reply': about((adapter, ticketId) => adapter.reply({ ticketId, text: 'Thank you.', files: [] }, { idempotencyKey: crypto.randomUUID() })),
};
