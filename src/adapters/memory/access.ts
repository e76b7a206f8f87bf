import { PortalError, type Access, type AccessAdapter, type Session } from '../../contract/index.ts';
import type { MemoryCustomer } from './data.ts';

/** Who may sign in, and how the session lives. */
export interface MemoryAccessOptions {
  /** Customers; those without a password cannot sign in. */
  readonly customers: readonly MemoryCustomer[];
  /** The e-mail address of who is signed in at the start; default nobody. */
  readonly signedIn?: string;
  /** Minutes without a request after which the session ends; default 30. */
  readonly idleMinutes?: number;
  /** The clock, in milliseconds since 1970; default the machine's. */
  readonly now?: () => number;
}

/** Access in memory, with what stories need besides. */
export interface MemoryAccess extends AccessAdapter {
  /** What the next calls throw, by operation. */
  readonly faults: Map<keyof Access, Error>;
  /** Ends the session from outside, as a server does. */
  expire(): void;
}

const NOBODY: Session = { customer: null, expires: null };

/** Signs customers in and out in memory; one session, lost with the page. For stories, demos and tests. */
export function memoryAccess({ customers, signedIn, idleMinutes = 30, now = Date.now }: MemoryAccessOptions): MemoryAccess {
  const faults = new Map<keyof Access, Error>();
  let current: { readonly customer: MemoryCustomer; readonly id: string } | null = null;
  let ends = 0;
  const find = (email: string): MemoryCustomer | undefined => customers.find((customer) => customer.email.toLowerCase() === email.trim().toLowerCase());
  const enter = (customer: MemoryCustomer): void => {
    current = { customer, id: String(customers.indexOf(customer) + 1) };
    ends = now() + idleMinutes * 60_000;
  };
  const session = (): Session => {
    if (current === null || now() >= ends) return NOBODY;
    enter(current.customer);
    return { customer: { id: current.id, email: current.customer.email.toLowerCase(), name: current.customer.name }, expires: new Date(ends).toISOString() };
  };
  /** Answers asynchronously, as everything over a network does. */
  const answer = async (name: keyof Access, signal: AbortSignal | undefined, act: () => void): Promise<Session> => {
    await Promise.resolve();
    signal?.throwIfAborted();
    const fault = faults.get(name);
    if (fault !== undefined) throw fault;
    act();
    return session();
  };

  const first = signedIn === undefined ? undefined : find(signedIn);
  if (first !== undefined) enter(first);

  return {
    faults,
    expire() {
      ends = 0;
    },
    getSession: (_input, { signal }) => answer('getSession', signal, () => undefined),
    signIn: ({ email, password }, { signal }) => answer('signIn', signal, () => {
      const customer = find(email);
      if (customer?.password === undefined || customer.password !== password) throw new PortalError('wrong-credentials', 'E-mail and password do not belong together.');
      enter(customer);
    }),
    signOut: (_input, { signal }) => answer('signOut', signal, () => {
      current = null;
    }),
  };
}
