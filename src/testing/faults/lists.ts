import { fold, type Output, type ParsedInput, type Ticketing, type TicketingAdapter, type TicketSummary } from '../../contract/index.ts';
import type { SeededFault } from '../faulty-adapter.ts';

type Sound = Required<TicketingAdapter>;
type Query = ParsedInput<Ticketing['listTickets']>;
type TicketPage = Output<Ticketing['listTickets']>;

/** A list whose query is changed on its way in. */
const asking = (change: (query: Query) => Partial<Query>) => (sound: Sound): Partial<TicketingAdapter> =>
  ({ listTickets: (query, context) => sound.listTickets({ ...query, ...change(query) }, context) });

/** A list whose page is changed on its way out. */
const answering = (change: (page: TicketPage, query: Query) => TicketPage) => (sound: Sound): Partial<TicketingAdapter> =>
  ({ listTickets: async (query, context) => change(await sound.listTickets(query, context), query) });

const without = (name: keyof Query) => asking(() => ({ [name]: undefined }));
const items = (page: TicketPage, changed: TicketSummary[]): TicketPage => ({ ...page, items: changed });

/** A search done by hand on all tickets, in some wrong way. */
const searching = (finds: (subject: string, search: string) => boolean) => (sound: Sound): Partial<TicketingAdapter> => ({
  async listTickets({ search, ...query }, context) {
    if (search === undefined || search === '') return sound.listTickets(query, context);
    const { items: found } = await sound.listTickets({ ...query, limit: 100 }, context);
    return { items: found.filter(({ subject }) => finds(subject, search)), nextCursor: null };
  },
});
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Faults in lists: pages, order, search, narrowing. */
export const LIST_FAULTS = {
  'a row repeated across pages': {
    caughtBy: 'pages of 7 neither repeat nor skip a ticket',
    broken: (sound, { memory }) => ({
      async listTickets(query, context) {
        const page = await sound.listTickets(query, context);
        const last = query.cursor === undefined ? undefined : memory.get('last') as TicketSummary | undefined;
        memory.set('last', page.items.at(-1));
        return last === undefined ? page : items(page, [last, ...page.items].slice(0, query.limit));
      },
    }),
  },
  'a row skipped between pages': {
    caughtBy: 'pages of 25 neither repeat nor skip a ticket',
    broken: answering((page, { cursor }) => (cursor === undefined ? page : items(page, page.items.slice(1)))),
  },
  'pages longer than asked for': {
    caughtBy: 'pages of 1 neither repeat nor skip a ticket',
    broken: asking(({ limit }) => ({ limit: Math.max(2, limit) })),
  },
  'only the first page': {
    caughtBy: 'pages of 25 neither repeat nor skip a ticket',
    broken: answering((page) => ({ ...page, nextCursor: null })),
  },
  'total counts a ticket too many': {
    caughtBy: 'no search finds anything internal',
    broken: answering((page) => ({ ...page, total: (page.total ?? 0) + 1 })),
  },
  'any cursor believed': {
    caughtBy: 'a cursor that nobody gave is invalid',
    broken: (sound) => ({ listTickets: (query, context) => sound.listTickets(query, context).catch((error: unknown) => {
      if (query.cursor === undefined) throw error;
      return sound.listTickets({ ...query, cursor: undefined }, context);
    }) }),
  },
  'a cursor of another query believed': {
    caughtBy: 'a cursor of another query is invalid',
    broken: (sound, { memory }) => ({
      async listTickets(query, context) {
        const first = query.cursor === undefined ? query : memory.get(query.cursor) as Query | undefined ?? query;
        const page = await sound.listTickets({ ...first, cursor: query.cursor, limit: query.limit }, context);
        if (page.nextCursor !== null) memory.set(page.nextCursor, first);
        return page;
      },
    }),
  },
  'an order that depends on the page': {
    caughtBy: 'the size of pages does not change the order',
    broken: answering((page, { limit, sort }) => items(page, limit < 100 && sort === 'status'
      ? page.items.map((item, index) => [item, index] as const).sort(([a, i], [b, j]) => (a.status.stage === b.status.stage ? j - i : i - j)).map(([item]) => item) : page.items)),
  },
  'capital letters sorted first': {
    caughtBy: 'sorts by subject, both ways',
    broken: answering((page, { sort, direction }) => (sort === 'subject'
      ? items(page, [...page.items].sort((a, b) => (a.subject < b.subject ? -1 : 1) * (direction === 'ascending' ? 1 : -1))) : page)),
  },
  'ids sorted as texts': {
    caughtBy: 'sorts by id, both ways',
    broken: answering((page, { sort, direction }) => (sort === 'id' ? items(page, [...page.items].sort((a, b) => (a.id < b.id ? -1 : 1) * (direction === 'ascending' ? 1 : -1))) : page)),
  },
  'direction ignored': { caughtBy: 'sorts by created, both ways', broken: asking(() => ({ direction: 'descending' })) },
  'sort ignored': { caughtBy: 'sorts by lastActivity, both ways', broken: asking(() => ({ sort: 'id' })) },
  'stages sorted by name': {
    caughtBy: 'sorts by status, both ways',
    broken: answering((page, { sort }) => (sort === 'status' ? items(page, [...page.items].sort((a, b) => (a.status.stage < b.status.stage ? -1 : 1))) : page)),
  },
  'status ignored': { caughtBy: 'narrows by closed status', broken: without('status') },
  'stage ignored': { caughtBy: 'narrows by stage', broken: without('stage') },
  'turn ignored': { caughtBy: 'narrows by whose turn it is', broken: without('waitingOn') },
  'start of the dates ignored': { caughtBy: 'narrows by the day it was created at the earliest', broken: without('createdFrom') },
  'end of the dates included': {
    caughtBy: 'narrows by the day before which it was created',
    broken: asking(({ createdBefore }) => (createdBefore === undefined ? {} : { createdBefore: new Date(Date.parse(createdBefore) + 1000).toISOString() })),
  },
  'activity before ignored': { caughtBy: 'narrows by last activity at the latest', broken: without('activeBefore') },
  'only open tickets unless asked': { caughtBy: 'an unnarrowed list holds every ticket of the customer, open and closed', broken: asking(({ status }) => ({ status: status ?? 'open' })) },
  'total counts what the query leaves out': {
    caughtBy: 'a total, where it is told, counts what the whole list holds',
    broken: (sound) => ({
      async listTickets(query, context) {
        const { total } = await sound.listTickets({ view: query.view, sort: 'id', direction: 'ascending', limit: 1 }, context);
        return { ...await sound.listTickets(query, context), total };
      },
    }),
  },
  'search ignored': { caughtBy: 'finds a word of the subject', broken: without('search') },
  'search respects case': { caughtBy: 'finds letters in any case', broken: searching((subject, search) => subject.includes(search)) },
  'search knows only the case of ASCII': {
    caughtBy: 'finds letters outside of ASCII in any case',
    broken: searching((subject, search) => {
      const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      return lower(subject).includes(lower(search));
    }),
  },
  'percent sign not escaped': { caughtBy: 'finds a percent sign as a percent sign', broken: searching((subject, search) => new RegExp(escaped(search).replaceAll('%', '.*'), 'i').test(subject)) },
  'underscore not escaped': { caughtBy: 'finds an underscore as an underscore', broken: searching((subject, search) => new RegExp(escaped(search).replaceAll('_', '.'), 'i').test(subject)) },
  'asterisk not escaped': { caughtBy: 'takes an asterisk for an asterisk', broken: searching((subject, search) => new RegExp(escaped(search).replaceAll('\\*', '.*'), 'i').test(subject)) },
  'backslash eaten': { caughtBy: 'finds a backslash', broken: asking(({ search }) => ({ search: search?.replaceAll('\\', '') })) },
  'search for any of the words': { caughtBy: 'does not find words that stand apart', broken: searching((subject, search) => fold(search).split(' ').some((word) => fold(subject).includes(word))) },
  'search in subjects only, but claimed in messages': { caughtBy: 'finds a word of a public message', broken: searching((subject, search) => fold(subject).includes(fold(search))) },
  'search finds internal notes': {
    caughtBy: 'does not find a word of an internal note',
    broken: asking(({ search }) => (search !== undefined && 'narwhalnote'.includes(search) ? { search: 'Sign-in loops' } : {})),
  },
  'search finds a canary': {
    caughtBy: 'no search finds anything internal',
    broken: asking(({ search }) => (search !== undefined && /internal-only/i.test(search) ? { search: undefined } : {})),
  },
} as const satisfies Readonly<Record<string, SeededFault>>;
