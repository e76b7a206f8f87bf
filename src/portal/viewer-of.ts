import type { Session } from '../contract/index.ts';

/**
 * Whose views, drafts and marks a session may show; undefined while nobody is signed in. A member of the support team who looks at the portal
 * as a customer is not that customer: what the one typed is not for the other.
 */
export const viewerOf = ({ customer, preview }: Session): string | undefined =>
  (customer === null ? undefined : preview === undefined ? customer.id : JSON.stringify([customer.id, preview.agent]));
