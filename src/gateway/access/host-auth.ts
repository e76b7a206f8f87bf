import { PortalError } from '../../contract/index.ts';
import type { AuthProvider } from '../options.ts';

/**
 * A host's own sign-in, held to what it promises. A customer without an id would share files and answers with all others who have none, and one without an
 * address would own every ticket that has no requester: such an answer is a fault, not a customer.
 */
export const checkedAuth = (auth: AuthProvider): AuthProvider => ({
  async getCustomer(request) {
    const known = await auth.getCustomer(request);
    if (known === null) return null;
    const { id, email, name } = known.customer as { id?: unknown; email?: unknown; name?: unknown };
    if (typeof id !== 'string' || id.trim() === '' || typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) {
      throw new PortalError('internal', 'The host\'s `auth` answered a customer without an id or without an e-mail address.');
    }
    return { ...known, customer: { id, email: email.toLowerCase(), name: typeof name === 'string' ? name : email } };
  },
});
