import { conditionsOf, lacksValue, matches, PortalError, type FieldValue, type PortalSettings, type View } from '../contract/index.ts';
import type { Contact, Policy } from './policy-of.ts';

/** What a rule about contacts may speak of. Names are not in it: whoever registers chooses their own. */
export const CONTACT_PROPERTIES = ['email', 'domain', 'organization', 'group'] as const;

/** A contact, and the groups of the gateway that they are in. */
export interface KnownContact extends Contact {
  groups(): Promise<readonly string[]>;
}

/** What the owner's settings mean for one customer; null while the portal is switched off. */
export async function policyFrom({ enabled, tickets, form, actions: { reply, close, reopen, cc, rate } }: PortalSettings, contact: KnownContact): Promise<Policy | null> {
  if (!enabled) return null;
  const { filter, organizations, threads, inbox, columns, status } = tickets;
  if (filter !== null && conditionsOf(filter).some(lacksValue)) throw new PortalError('unavailable', 'The filter of tickets has a condition without a value.');
  const views: View[] = ['mine', ...await seesOrganization(tickets.permission, contact) ? ['organization' as const] : [], ...tickets.cc ? ['cc' as const] : []];
  return {
    scope: {
      views, filter, organizations, threads, inbox,
      columns: columns.filter((column) => column.startsWith('field:')).map((column) => column.slice('field:'.length)),
    },
    status: status.show === 'label' ? status.labels : status.show,
    fields: tickets.fields,
    forms: form.enabled ? form.forms ?? 'all' : [],
    actions: { reply, close, cc, rate, reopen: reopen.enabled ? { days: reopen.days } : null },
  };
}

async function seesOrganization(permission: PortalSettings['tickets']['permission'], contact: KnownContact): Promise<boolean> {
  if (permission === 'own') return false;
  if (permission === 'organization') return true;
  const rule = permission.organizationFor;
  const conditions = conditionsOf(rule);
  const spokenOf = conditions.map(({ property }) => property);
  // A denial of something that nobody has, or of nothing, would let everybody in.
  if (conditions.some(lacksValue) || spokenOf.some((property) => !(CONTACT_PROPERTIES as readonly string[]).includes(property))) return false;
  const { email } = contact.customer;
  const organizations = spokenOf.includes('organization') ? await contact.organizations() : [];
  const groups = spokenOf.includes('group') ? await contact.groups() : [];
  const values: Readonly<Record<string, FieldValue>> = {
    email, domain: email.slice(email.lastIndexOf('@') + 1), organization: organizations.map(({ id }) => id), group: [...groups],
  };
  return matches(rule, (property) => values[property] ?? null);
}
