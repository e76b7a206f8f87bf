import { fold, PortalError, type Person, type TicketingAdapter } from '../../contract/index.ts';
import type { Bound } from './bound.ts';
import { organizationsOf } from './reach.ts';
import { sameEmail, type StoredTicket } from './store.ts';

type Part = Required<Pick<TicketingAdapter, 'listColleagues' | 'addCc' | 'removeCc'>>;

/** How many people are found at most. */
const MOST = 20;

/** The first few of those whose name or address holds a text. */
export const found = (people: readonly Person[], search: string): Person[] =>
  people.filter(({ name, email }) => [name, email].some((text) => fold(text).includes(fold(search.trim())))).slice(0, MOST);

/** Who is in copy of a ticket. */
export function copiesPart(bound: Bound): Part {
  const { store, answers, customer, find, shown } = bound;

  const refuseUnchangeable = (ticket: StoredTicket): void => {
    if (shown(ticket).capabilities.cc !== true) throw new PortalError('conflict', 'Who is in copy of this ticket cannot be changed.');
  };
  return {
    async listColleagues({ search }) {
      const own = new Set(organizationsOf(store, bound).map(({ id }) => id));
      const colleagues = store.customers().filter(({ email }) => !sameEmail(email, customer.email) && store.organizationsOf(email).some(({ id }) => own.has(id)));
      return { items: found(colleagues, search) };
    },
    async addCc({ ticketId, email: typed }, context) {
      const ticket = find(ticketId);
      const email = typed.trim();
      return answers.once(customer, 'addCc', context, async () => {
        refuseUnchangeable(ticket);
        if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
      }, () => {
        store.meet({ email, name: email });
        if (!ticket.cc.some((other) => sameEmail(other, email))) ticket.cc = [...ticket.cc, email];
        store.noteActivity(ticket);
        return shown(ticket);
      });
    },
    async removeCc({ ticketId, email }, context) {
      const ticket = find(ticketId);
      return answers.once(customer, 'removeCc', context, async () => { refuseUnchangeable(ticket); }, () => {
        ticket.cc = ticket.cc.filter((other) => !sameEmail(other, email.trim()));
        store.noteActivity(ticket);
        return shown(ticket);
      });
    },
  };
}
