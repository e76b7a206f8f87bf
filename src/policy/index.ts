/** The policy: what of a backend each customer may reach. For the gateway only; in a browser it would be no security. */
export { withPolicy, type ScopeOf } from './policy.ts';
