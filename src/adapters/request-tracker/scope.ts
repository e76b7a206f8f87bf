import { PortalError, type Customer, type View } from '../../contract/index.ts';
import type { Row, User } from './answers.ts';
import { is, NOTHING, type Sql } from './ticket-sql.ts';

/** Whose tickets: the customer and the organization that RT has them in. */
export interface Identity { readonly customer: Customer; readonly organization: string | null }

/** RT compares addresses and organizations without regard to case. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The tickets of a view. An organization's are those that its members have requested. */
export function viewSql(view: View, { customer, organization }: Identity): Sql {
  switch (view) {
    case 'mine': return is('Requestor.EmailAddress', '=', customer.email);
    // nobody's colleagues: that two have no organization does not make them one
    case 'organization': return organization === null ? NOTHING : is('Requestor.Organization', '=', organization);
    case 'cc': return is('Cc.EmailAddress', '=', customer.email);
  }
}

export const isRequestor = ({ Requestor }: Row, { customer }: Identity): boolean => Requestor.some(({ EmailAddress }) => same(EmailAddress, customer.email));
const isCc = ({ Cc }: Row, { customer }: Identity): boolean => Cc.some(({ EmailAddress }) => same(EmailAddress, customer.email));

/**
 * Under whose name the customer sees a ticket. RT's tickets may have several requestors: it is the customer where they are one, otherwise the colleague who
 * makes it their organization's.
 */
export const requesterOf = ({ Requestor }: Row, { customer, organization }: Identity): User | undefined =>
  Requestor.find(({ EmailAddress }) => same(EmailAddress, customer.email))
  ?? Requestor.find(({ Organization }) => organization !== null && same(Organization, organization))
  ?? Requestor[0];

/** Whether RT lets the customer's own account see the ticket. */
export const isOwn = (row: Row, identity: Identity): boolean => isRequestor(row, identity) || isCc(row, identity);

/** Whether a view covers a ticket: asked of each ticket that RT answers, whatever the query said. */
export function covers(view: View, row: Row, identity: Identity): boolean {
  const { organization } = identity;
  switch (view) {
    case 'mine': return isRequestor(row, identity);
    case 'organization': return organization !== null && row.Requestor.some(({ Organization }) => same(Organization, organization));
    case 'cc': return isCc(row, identity);
  }
}

/** @throws PortalError `bad-response` for a ticket of another queue. */
export function refuseOtherQueues(rows: readonly Row[], queues: readonly string[]): void {
  if (!rows.every((row) => queues.some((queue) => same(queue, row.Queue.Name)))) throw unasked();
}

/** @throws PortalError `bad-response` for a ticket that the query did not ask for. */
export function refuseStrangers(rows: readonly Row[], views: readonly View[], queues: readonly string[], identity: Identity): void {
  refuseOtherQueues(rows, queues);
  if (!rows.every((row) => views.some((view) => covers(view, row, identity)))) throw unasked();
}

const unasked = (): PortalError => new PortalError('bad-response', 'Request Tracker listed a ticket that was not asked for.');
