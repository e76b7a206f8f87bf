import { matches, type FieldValue, type Filter, type PortalSettings, type View } from '../../src/contract/index.ts';
import type { SuiteCustomer, SuiteData, SuiteTicket } from '../../src/testing/index.ts';

/** What the suite's names are called in a backend. */
export type IdOf = (kind: 'ticket' | 'stage' | 'field' | 'option' | 'organization' | 'queue', key: string) => string;

const CONTACT = ['email', 'domain', 'organization', 'group'];

/** The views that settings grant a customer: what the settings' documentation says, written a second time. */
export function expectedViews({ permission, cc }: PortalSettings['tickets'], { email, organizations }: SuiteCustomer, groups: readonly string[]): View[] {
  const values: Readonly<Record<string, FieldValue>> = { email, organization: [...organizations], domain: email.split('@')[1] ?? '', group: [...groups] };
  const names = (rule: Filter): string[] => ('all' in rule ? rule.all.flatMap(names) : 'any' in rule ? rule.any.flatMap(names) : [rule.property]);
  const isSeen = permission === 'organization'
    || (permission !== 'own' && names(permission.organizationFor).every((property) => CONTACT.includes(property)) && matches(permission.organizationFor, (property) => values[property] ?? null));
  return ['mine', ...isSeen ? ['organization' as const] : [], ...cc ? ['cc' as const] : []];
}

/** The keys of the tickets that a view shows a customer. */
export function expectedTickets(data: SuiteData, { filter, organizations }: PortalSettings['tickets'], customer: SuiteCustomer, view: View, idOf: IdOf): Set<string> {
  const own = organizations === 'primary' ? customer.organizations.slice(0, 1) : customer.organizations;
  const covers = (ticket: SuiteTicket): boolean => {
    if (view === 'mine') return ticket.requester === customer.email;
    return view === 'cc' ? ticket.cc.includes(customer.email) : ticket.organization !== null && own.includes(ticket.organization);
  };
  return new Set(data.tickets.filter((ticket) => covers(ticket) && satisfies(data, ticket, filter, idOf)).map(({ key }) => key));
}

/** Whether a ticket satisfies a filter, by the contract's own meaning of filters. */
export const satisfies = (data: SuiteData, ticket: SuiteTicket, filter: Filter | null, idOf: IdOf): boolean =>
  filter === null || matches(filter, (property) => valueOf(data, ticket, property, idOf));

function valueOf(data: SuiteData, ticket: SuiteTicket, property: string, idOf: IdOf): FieldValue {
  switch (property) {
    case 'id': return idOf('ticket', ticket.key);
    case 'category': return data.stages.find(({ id }) => id === ticket.stage)?.category ?? 'open';
    case 'stage': return idOf('stage', ticket.stage);
    case 'organization': return ticket.organization === null ? null : idOf('organization', ticket.organization);
    case 'queue': return idOf('queue', ticket.queue);
    case 'subject': case 'created': case 'requester': return ticket[property];
    default: {
      const field = data.fields.find(({ id }) => property === `field:${idOf('field', id)}`);
      const value = field === undefined ? null : ticket.fields[field.id] ?? null;
      if (field?.options === undefined || value === null) return value;
      return Array.isArray(value) ? value.map((one) => idOf('option', one)) : idOf('option', String(value));
    }
  }
}
