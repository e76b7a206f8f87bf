import type { Customer, PortalSettings, Scope } from '../../contract/index.ts';
import { everythingIn, policyFrom, type PolicyOf } from '../../policy/index.ts';
import { groupsOf } from '../access/groups.ts';
import type { Database } from '../database.ts';

/**
 * What the owner's settings let each customer reach.
 * @param settings Asked for every request. @param scopeOf The configuration's own decision, which goes before what the settings say of tickets, form and actions.
 */
export function settingsPolicy(db: Database, settings: () => PortalSettings, scopeOf: ((customer: Customer) => Scope | null) | undefined): PolicyOf {
  return (contact) => {
    const held = settings();
    if (scopeOf === undefined) return policyFrom(held, { ...contact, groups: () => groupsOf(db, contact.customer.email) });
    const scope = held.enabled ? scopeOf(contact.customer) : null;
    return scope === null ? null : everythingIn(scope);
  };
}
