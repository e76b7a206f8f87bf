import { PortalError, type Ticket, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import type { Row } from './answers.ts';
import type { Bound } from './bound.ts';
import { findPeople } from './find-people.ts';
import { same } from './scope.ts';

type Part = Required<Pick<TicketingAdapter, 'listColleagues' | 'addCc' | 'removeCc'>>;

/** RT takes a word without `@` for somebody's account, a number for any account or group, and `group:` for a group. */
const ADDRESS = /^[^\s@:;,<>()"]+@[^\s@:;,<>()"]+$/;

/** Who is in copy of a ticket. */
export function copiesPart(bound: Bound): Part {
  const { shared: { rt, people, writes }, customer, reach } = bound;

  /** Puts somebody in copy, or takes them out. RT takes the whole list only. */
  const change = async (ticketId: string, email: string, wanted: 'in' | 'out', context: WriteContext): Promise<Ticket> => {
    if (!ADDRESS.test(email)) throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
    const { row: { id } } = await reach.ticket(ticketId, context.signal);
    return writes.once(['cc', wanted, id, email.toLowerCase()], customer, context, async () => {
      const before = await reach.ticket(ticketId);
      const ticket = await bound.present(before);
      if (ticket.capabilities.cc !== true) throw new PortalError('conflict', 'Who is in copy of this ticket cannot be changed.');
      // who is in copy and is not shown is no customer, and nobody whom a customer could take out
      const isThere = wanted === 'in' ? isIn(before.row, email) : ticket.cc.some((person) => same(person.email, email));
      if (isThere === (wanted === 'in')) return ticket;
      const others = before.row.Cc.filter(({ EmailAddress }) => !same(EmailAddress, email)).map(({ id: login, EmailAddress }) => EmailAddress || login);
      await rt.change(customer, id, { Cc: [...before.row.groupsInCc, ...others, ...(wanted === 'in' ? [email] : [])] });
      const after = await reach.written(id);
      if (isIn(after.row, email) !== (wanted === 'in')) throw new PortalError('conflict', 'Request Tracker has not changed who is in copy.');
      return bound.present(after);
    });
  };

  return {
    async listColleagues({ search }, { signal }) {
      const organization = await reach.organization(signal);
      return { items: organization === null ? [] : await findPeople(rt, people, { search, organization, except: customer.email }, signal) };
    },
    addCc: ({ ticketId, email }, context) => change(ticketId, email.trim(), 'in', context),
    removeCc: ({ ticketId, email }, context) => change(ticketId, email.trim(), 'out', context),
  };
}

const isIn = ({ Cc }: Row, email: string): boolean => Cc.some(({ EmailAddress }) => same(EmailAddress, email));
