/** The policy: what of a backend each customer may reach and do. For the gateway only; in a browser it would be no security. */
export { CONTACT_PROPERTIES, policyFrom, type KnownContact } from './from-settings.ts';
export { withPolicy, type PolicyOptions } from './policy.ts';
export { asCategory } from './told.ts';
export { everythingIn, type Contact, type Policy, type PolicyOf } from './policy-of.ts';
