import {
  isEmpty, PortalError, type Capabilities, type Customer, type Form, type Page, type Scope, type TicketingAdapter, type TicketQuery,
} from '../../contract/index.ts';
import type { Bookmarks } from './paging.ts';
import { messageOf, publicMessages, statusOf, summaryOf, ticketOf, type Rules } from './present.ts';
import { answersQuery, checkScope, comparePlaces, placeOf, reachable, type Place } from './query.ts';
import { openTicket, readFiles, refuseBadFiles, refuseBadForm, type Answers } from './writes.ts';
import type { Store, StoredTicket } from './store.ts';

/** What all customers' adapters share. */
export interface Shared {
  readonly store: Store;
  readonly rules: Rules;
  readonly forms: readonly Form[];
  /** The largest page, however many are asked for. */
  readonly maxPage: number;
  readonly bookmarks: Bookmarks<Place>;
  readonly answers: Answers;
}

const absent = (what: string): PortalError => new PortalError('not-found', `There is no such ${what}.`);

/** One customer's view of what the backend holds, with every operation; the capabilities are checked inside. */
export function adapterOf({ store, rules, forms, maxPage, bookmarks, answers }: Shared, customer: Customer, scope: Scope): Required<TicketingAdapter> {
  const { capabilities } = rules;
  const views = capabilities.views.filter((view) => scope.views.includes(view));

  const find = (id: string): StoredTicket => {
    checkScope(scope, rules.fields);
    const ticket = store.ticket(id);
    if (ticket === undefined || !reachable(store, ticket, customer, views, scope.filter)) throw absent('ticket');
    return ticket;
  };
  const shown = (ticket: StoredTicket): ReturnType<typeof ticketOf> => ticketOf(store, ticket, rules);

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

  const move = (ticket: StoredTicket, to: 'open' | 'closed'): void => {
    if (statusOf(store, ticket).category !== to) ticket.stage = store.stages.find(({ category }) => category === to)?.id ?? ticket.stage;
  };
  const isIn = (ticket: StoredTicket, category: 'open' | 'closed'): boolean => statusOf(store, ticket).category === category;
  const formOf = (formId: string): Form => {
    const found = forms.find(({ id }) => id === formId);
    if (found === undefined) throw absent('form');
    return found;
  };

  return {
    getProfile: async () => ({
      name: customer.name, email: customer.email, organizations: store.organizationsOf(customer.email).map((organization) => ({ ...organization })),
      capabilities: structuredClone({ ...capabilities, views }),
    }),
    async listTickets(query) {
      checkScope(scope, rules.fields);
      refuseUnsupported(query, capabilities, scope);
      const { cursor: _cursor, limit: _limit, ...conditions } = query;
      const compare = query.direction === 'ascending' ? comparePlaces : (a: Place, b: Place): number => comparePlaces(b, a);
      const place = (ticket: StoredTicket): Place => placeOf(store, ticket, query.sort);
      const found = store.tickets()
        .filter((ticket) => reachable(store, ticket, customer, [query.view], scope.filter) && answersQuery(store, ticket, query, capabilities.search))
        .sort((a, b) => compare(place(a), place(b)));
      return pageOf(['tickets', Object.entries(conditions).sort()], query, found, place, compare, (ticket) => summaryOf(store, ticket));
    },
    getTicket: async ({ ticketId }) => shown(find(ticketId)),
    async listMessages(query) {
      const ticket = find(query.ticketId);
      const newestFirst = publicMessages(ticket).reverse();
      return pageOf(['messages', ticket.id], query, newestFirst, ({ created, id }) => [Date.parse(created), Number(id.slice(1))],
        (a, b) => comparePlaces(b, a), (message) => messageOf(store, message, customer));
    },
    async downloadAttachment({ ticketId, messageId, attachmentId }) {
      const message = publicMessages(find(ticketId)).find(({ id }) => id === messageId);
      const file = message?.files.find(({ id }) => id === attachmentId);
      if (file === undefined) throw absent('attachment');
      const { name, type, bytes } = file;
      return { name, type, size: bytes.length, stream: () => new Blob([bytes]).stream() };
    },
    async reply({ ticketId, text, files }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'reply', context, async () => {
        const { reply, attach } = shown(ticket).capabilities;
        if (!reply || (files.length > 0 && !attach)) throw new PortalError('conflict', 'This ticket takes no such reply.');
        if (text.trim() === '' && files.length === 0) throw new PortalError('invalid-input', 'The reply is empty.', { issues: [{ path: 'text', code: 'required' }] });
        refuseBadFiles(files, capabilities.files);
        return readFiles(files, context);
      }, (stored) => {
        const message = store.addMessage(ticket, { visibility: 'public', author: customer.email, text, files: stored, channel: 'portal' });
        if (rules.replyToClosed === 'reopen') move(ticket, 'open');
        return messageOf(store, message, customer);
      });
    },
    async closeTicket({ ticketId }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'closeTicket', context, async () => undefined, () => {
        if (!isIn(ticket, 'closed') && !shown(ticket).capabilities.close) throw new PortalError('conflict', 'This ticket cannot be closed.');
        move(ticket, 'closed');
        return shown(ticket);
      });
    },
    async reopenTicket({ ticketId }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'reopenTicket', context, async () => undefined, () => {
        if (!isIn(ticket, 'open') && !shown(ticket).capabilities.reopen) throw new PortalError('conflict', 'This ticket cannot be reopened.');
        move(ticket, 'open');
        return shown(ticket);
      });
    },
    listForms: async () => ({
      items: capabilities.createTicket ? forms.map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) })) : [],
    }),
    getForm: async ({ formId }) => structuredClone(formOf(formId)),
    createTicket: async ({ formId, values, files }, context) =>
      answers.once(customer, 'createTicket', context, async () => {
        refuseBadForm(formOf(formId), values, files, capabilities.files);
        // In the order of the form's fields, whatever the order of the input.
        return readFiles(formOf(formId).fields.flatMap(({ id }) => files[id] ?? []), context);
      }, (stored) => {
        const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
        const stage = store.stages.find(({ category }) => category === 'open')?.id ?? 'open';
        return shown(openTicket(store, customer, formOf(formId), filled, stored, stage));
      }),
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
