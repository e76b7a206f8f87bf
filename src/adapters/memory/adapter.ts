import { PortalError, type Capabilities, type Customer, type Page, type Scope, type TicketingAdapter, type TicketQuery } from '../../contract/index.ts';
import { absent, bind, type Shared } from './bound.ts';
import { publicMessages } from './conversation.ts';
import { copiesPart } from './copies.ts';
import { formsPart } from './forms.ts';
import { messageOf, summaryOf } from './present.ts';
import { answersQuery, comparePlaces, placeOf, type Place } from './query.ts';
import { checkFilter, organizationsOf, reaches } from './reach.ts';
import type { StoredTicket } from './store.ts';
import { ticketPart } from './ticket-writes.ts';

/** One customer's view of what the backend holds, with every operation; the capabilities are checked inside. */
export function adapterOf(shared: Shared, customer: Customer, scope: Scope): Required<TicketingAdapter> {
  const { store, rules, maxPage, bookmarks } = shared;
  const { capabilities } = rules;
  const { threads } = scope;
  const bound = bind(shared, customer, scope);

  /** A page of sorted items: those after the cursor's place, as many as asked for and allowed. */
  const pageOf = <Item, Row>(query: readonly unknown[], { cursor, limit }: { cursor?: string | undefined; limit: number }, items: readonly Item[],
    place: (item: Item) => Place, compare: (a: Place, b: Place) => number, present: (item: Item) => Row): Page<Row> => {
    const name = JSON.stringify([customer.email.toLowerCase(), scope, ...query]);
    const after = bookmarks.find(name, cursor);
    const rest = after === undefined ? items : items.filter((item) => compare(place(item), after) > 0);
    const shownItems = rest.slice(0, Math.min(limit, maxPage));
    const last = shownItems.at(-1);
    const nextCursor = last === undefined || shownItems.length === rest.length ? null : bookmarks.add(name, place(last));
    return { items: shownItems.map(present), nextCursor, total: items.length };
  };

  return {
    getProfile: async () => ({
      name: customer.name, email: customer.email, organizations: organizationsOf(store, bound).map((organization) => ({ ...organization })),
      capabilities: structuredClone({ ...capabilities, views: [...bound.views] }),
    }),
    async listTickets(query) {
      checkFilter(scope.filter, rules.fields);
      refuseUnsupported(query, capabilities, scope);
      const { cursor: _cursor, limit: _limit, ...conditions } = query;
      const compare = query.direction === 'ascending' ? comparePlaces : (a: Place, b: Place): number => comparePlaces(b, a);
      const place = (ticket: StoredTicket): Place => placeOf(store, ticket, query.sort, threads);
      const found = store.tickets()
        .filter((ticket) => reaches(store, ticket, bound, [query.view]) && answersQuery(store, ticket, query, capabilities.search, threads))
        .sort((a, b) => compare(place(a), place(b)));
      return pageOf(['tickets', Object.entries(conditions).sort()], query, found, place, compare, (ticket) => summaryOf(store, ticket, rules, scope));
    },
    getTicket: async ({ ticketId }) => bound.shown(bound.find(ticketId)),
    async listMessages(query) {
      const ticket = bound.find(query.ticketId);
      const newestFirst = publicMessages(ticket, threads).reverse();
      return pageOf(['messages', ticket.id], query, newestFirst, ({ created, id }) => [Date.parse(created), Number(id.slice(1))],
        (a, b) => comparePlaces(b, a), (message) => messageOf(store, message, customer));
    },
    async downloadAttachment({ ticketId, messageId, attachmentId }) {
      const message = publicMessages(bound.find(ticketId), threads).find(({ id }) => id === messageId);
      const file = message?.files.find(({ id }) => id === attachmentId);
      if (file === undefined) throw absent('attachment');
      const { name, type, bytes } = file;
      return { name, type, size: bytes.length, stream: () => new Blob([bytes]).stream() };
    },
    ...ticketPart(bound), ...copiesPart(bound), ...formsPart(bound),
  };
}

function refuseUnsupported(query: TicketQuery, { views, search, sort, waitingOn }: Capabilities, scope: Scope): void {
  if (!scope.views.includes(query.view)) throw new PortalError('forbidden', 'This view is not granted.');
  const refused = [
    !views.includes(query.view) && `the view ${query.view}`,
    query.search !== undefined && search === 'none' && 'search',
    !sort.includes(query.sort) && `sorting by ${query.sort}`,
    query.waitingOn !== undefined && !waitingOn && 'whose turn it is',
  ].filter((reason) => reason !== false);
  if (refused.length > 0) throw new PortalError('unsupported', `This backend does not know ${refused.join(', ')}.`);
}
