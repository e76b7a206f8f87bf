import type { Capabilities, SortKey, TicketQueryInput, View } from '../contract/index.ts';

/** What a customer asks of a ticket list: the contract's query without paging. Every property may be left out. */
export type ListQuery = Readonly<Omit<TicketQueryInput, 'cursor' | 'limit'>>;

/** A list query with its defaults filled in. */
export type FullQuery = Omit<ListQuery, 'view' | 'sort' | 'direction'> & { readonly view: View; readonly sort: SortKey; readonly direction: Direction };

/** Which way a list is sorted. */
export type Direction = 'ascending' | 'descending';

/** The conditions that narrow a list; a view does not, it is another list. */
export const FILTERS = ['search', 'status', 'stage', 'waitingOn', 'createdFrom', 'createdBefore', 'activeFrom', 'activeBefore'] as const;

/** Whether a query narrows its list. */
export const isFiltered = (query: ListQuery): boolean => FILTERS.some((name) => query[name] !== undefined);

/** The query with its defaults filled in and nothing undefined, so that equal queries are written alike. */
export function normalize(query: ListQuery): FullQuery {
  const { view = 'mine', sort = 'lastActivity', direction = 'descending' } = query;
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query[name]]));
  const search = query.search?.trim().slice(0, 200);
  return { ...clean({ ...filters, search: search === '' ? undefined : search }), view, sort, direction };
}

/** Whether two queries ask for the same. */
export const isSameQuery = (a: ListQuery, b: ListQuery): boolean => JSON.stringify(normalize(a)) === JSON.stringify(normalize(b));

/** What of a query a backend can answer: a link from elsewhere may hold views, orders and filters that this customer has not got. */
export function fitQuery(query: ListQuery, { views, search, sort, waitingOn, stages }: Capabilities): FullQuery {
  const asked = normalize(query);
  return normalize({
    ...asked,
    view: views.includes(asked.view) ? asked.view : views[0] ?? 'mine',
    sort: sort.includes(asked.sort) ? asked.sort : sort.includes('lastActivity') ? 'lastActivity' : sort[0] ?? 'lastActivity',
    ...(search === 'none' ? { search: undefined } : {}),
    ...(waitingOn ? {} : { waitingOn: undefined }),
    ...(stages.some(({ id }) => id === asked.stage) ? {} : { stage: undefined }),
  });
}

/** The direction in which people expect a column at first: newest, but A to Z. */
export const firstDirection = (sort: SortKey): Direction =>
  (sort === 'subject' || sort === 'status' ? 'ascending' : 'descending');

const clean = (query: Record<string, unknown>): ListQuery => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
