import type { Organization, Person, TicketSummary } from '../../contract/index.ts';
import type { Activity } from './activity.ts';
import type { Row, User } from './answers.ts';
import { nameOf, type People } from './people.ts';
import { requesterOf, same, type Identity } from './scope.ts';
import type { Statuses } from './statuses.ts';

/** What presenting a ticket takes besides the ticket. */
export interface Presentation {
  readonly statuses: Statuses;
  readonly people: People;
  readonly organizationName: (organization: string) => string;
}

/** RT keeps whole seconds. */
export const iso = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');

export const organizationOf = (id: string | null | undefined, name: (id: string) => string): Organization | null =>
  (id === undefined || id === null || id.trim() === '' ? null : { id, name: name(id) });

/** A ticket's number as people say it. */
export const displayId = (id: number): string => `#${String(id)}`;

const personOf = (user: User): Person => ({ name: nameOf(user), email: user.EmailAddress });

/** A row of the list, as this customer sees it. */
export async function summaryOf(
  row: Row, activity: Activity, identity: Identity, { statuses, people, organizationName }: Presentation, signal?: AbortSignal,
): Promise<TicketSummary> {
  const requester = requesterOf(row, identity);
  const organization = requester?.Organization ?? '';
  // agents may stand in copy too; their addresses are nobody's business but their own
  const roles = await Promise.all(row.Cc.map(async ({ id }) => (await people.author(id, row, signal)).role));
  return {
    id: String(row.id), displayId: displayId(row.id), subject: row.Subject, status: statuses.of(row.Status),
    requester: requester === undefined ? { name: '', email: '' } : personOf(requester),
    // in one spelling, however often it was typed
    organization: organizationOf(identity.organization !== null && same(organization, identity.organization) ? identity.organization : organization, organizationName),
    created: iso(row.Created), lastActivity: iso(activity.time), lastMessageBy: activity.lastMessageBy,
    waitingOn: statuses.waitingOn(row.Status, activity),
    cc: row.Cc.filter(({ EmailAddress }, index) => roles[index] === 'customer' || same(EmailAddress, identity.customer.email)).map(personOf),
  };
}
