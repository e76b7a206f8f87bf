import type { ReadContext } from '../contract/index.ts';
import type { ListQuery } from './list-query.ts';
import type { Portal } from './portal.ts';

/** How many tickets wait on the customer. */
export interface Waiting {
  readonly count: number;
  /** False where there are more than that, but nobody knows how many. */
  readonly isExact: boolean;
}

const PAGE = 100;
/** So many pages of open tickets are looked through where the backend cannot tell whose turn it is. */
const MOST_PAGES = 3;

/**
 * Counts the customer's own open tickets that wait on the customer. Resolves with undefined where that cannot be told without
 * reading a great many tickets: no number is better than a wrong one.
 * @param passive Nobody has asked for it: the page looks by itself.
 */
export async function countWaiting(portal: Portal, signal: AbortSignal, passive = false): Promise<Waiting | undefined> {
  const { capabilities: { views, waitingOn } } = await portal.getProfile();
  signal.throwIfAborted();
  const view = views.includes('mine') ? 'mine' : views[0];
  if (view === undefined) return undefined;
  const open: ListQuery = { view, status: 'open' };
  const context = { signal, passive };
  return waitingOn ? countFiltered(portal, { ...open, waitingOn: 'customer' }, context) : countByHand(portal, open, context);
}

async function countFiltered({ ticketing }: Portal, query: ListQuery, context: ReadContext): Promise<Waiting> {
  const { items, nextCursor, total } = await ticketing.listTickets({ ...query, limit: 1 }, context);
  if (total !== undefined) return { count: total, isExact: true };
  if (nextCursor === null) return { count: items.length, isExact: true };
  const page = await ticketing.listTickets({ ...query, limit: PAGE }, context);
  return { count: page.items.length, isExact: page.nextCursor === null };
}

async function countByHand({ ticketing }: Portal, query: ListQuery, context: ReadContext): Promise<Waiting | undefined> {
  let count = 0;
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { items, nextCursor } = await ticketing.listTickets({ ...query, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }, context);
    count += items.filter(({ waitingOn }) => waitingOn === 'customer').length;
    if (nextCursor === null) return { count, isExact: true };
    cursor = nextCursor;
  }
  return undefined;
}
