import {
  mapOperations, operationNames, parseOutput, PortalError, ticketing,
  type Customer, type Implementation, type Organization, type Scope, type TicketingAdapter, type TicketingBackend, type TicketingOperation, type TicketSummary,
} from '../contract/index.ts';
import type { Policy, PolicyOf } from './policy-of.ts';
import { absent, isSame, rules, type Guard, type Rule } from './rules.ts';
import { Told } from './told.ts';

/** What a policy needs besides its rules. */
export interface PolicyOptions {
  /** Milliseconds since 1970; default the machine's clock. */
  readonly now?: () => number;
}

/** A customer's adapter, and what guards it. */
interface Guarded { readonly adapter: TicketingAdapter; readonly guard: Guard }

/**
 * Puts the policy in front of a backend. It narrows what the backend is asked, by the scope that becomes part of every query, and
 * looks at every ticket that comes back once more; a list that holds a ticket out of scope fails as a whole, it is never thinned.
 * For the gateway only: in a browser it would be no security.
 * @returns A function that makes a customer's guarded adapter. Its operations reject with `forbidden` for a customer who is not admitted.
 */
export function withPolicy(backend: TicketingBackend, policyOf: PolicyOf, { now = Date.now }: PolicyOptions = {}): (customer: Customer) => TicketingAdapter {
  return (customer) => {
    let deciding: Promise<Guarded> | undefined;
    const decide = (): Promise<Guarded> => deciding ??= guardedOf(backend, customer, policyOf, now);
    return mapOperations(ticketing, (name) => async (input: never, context: never) => {
      const { adapter, guard } = await decide();
      if (!isOffered(name, guard, adapter)) throw new PortalError('unsupported', `There is no ${name} here.`);
      return (guardedBy(guard, adapter, name) as (input: never, context: never) => Promise<unknown>)(input, context);
    }) as unknown as TicketingAdapter;
  };
}

async function guardedOf(backend: TicketingBackend, customer: Customer, policyOf: PolicyOf, now: () => number): Promise<Guarded> {
  const policy = await policyOf({ customer, organizations: () => organizationsOf(backend, customer) });
  if (policy === null) throw new PortalError('forbidden', 'This customer has no access to the portal.');
  const adapter = parsed(backend.adapterFor(customer, policy.scope));
  return { adapter, guard: guardOf(adapter, customer, policy, now) };
}

const ALL_ORGANIZATIONS: Scope = { views: ['organization'], filter: null, organizations: 'all' };

const organizationsOf = async (backend: TicketingBackend, customer: Customer): Promise<readonly Organization[]> =>
  (await parsed(backend.adapterFor(customer, ALL_ORGANIZATIONS)).getProfile({}, {})).organizations;

/** What the backend lacks, or the owner lets nobody do, is not there, whatever ticket is spoken of. */
function isOffered(name: TicketingOperation, { told }: Guard, adapter: TicketingAdapter): boolean {
  const operation = ticketing[name];
  return adapter[name] !== undefined && (!('capability' in operation) || told.offers(operation.capability));
}

/** The adapter, answering nothing but what the contract declares: a backend's surprise is a `bad-response`, not a rule that stumbles. */
function parsed(adapter: TicketingAdapter): TicketingAdapter {
  return Object.fromEntries(operationNames(ticketing).flatMap((name) => {
    const call = adapter[name] as ((input: never, context: never) => Promise<unknown>) | undefined;
    return call === undefined ? [] : [[name, async (input: never, context: never) => parseOutput(name, ticketing[name], await call.call(adapter, input, context))]];
  })) as unknown as TicketingAdapter;
}

function guardedBy<Name extends TicketingOperation>(guard: Guard, adapter: TicketingAdapter, name: Name): Implementation<Name> {
  const implementation = adapter[name] as Implementation<Name>;
  const rule: Rule<Name> = rules[name];
  return (input, context) => rule(guard, implementation, input, context);
}

function guardOf(adapter: TicketingAdapter, customer: Customer, policy: Policy, now: () => number): Guard {
  const { scope } = policy;
  const told = new Told(policy, customer, now);
  const inScope: Guard['inScope'] = async (tickets, context) => {
    const others = tickets.filter((ticket) => !isOwn(ticket, customer, scope));
    if (others.length === 0) return true;
    if (!scope.views.includes('organization')) return false;
    const { organizations } = told.profile(await adapter.getProfile({}, context));
    return others.every((ticket) => isOf(ticket.organization, organizations));
  };
  return {
    customer, policy, told, inScope,
    async readable(ticketId, context) {
      const ticket = await adapter.getTicket({ ticketId }, context);
      if (!await inScope([ticket], context)) throw absent('ticket');
      return told.ticket(ticket);
    },
    async isColleague(email, context) {
      const found = await adapter.listColleagues?.({ search: email }, context);
      return found?.items.some((person) => isSame(person.email, email)) ?? false;
    },
  };
}

const isOwn = (ticket: Pick<TicketSummary, 'requester' | 'cc'>, customer: Customer, { views }: Scope): boolean =>
  (views.includes('mine') && isSame(ticket.requester.email, customer.email)) || (views.includes('cc') && ticket.cc.some(({ email }) => isSame(email, customer.email)));

const isOf = (organization: Organization | null, organizations: readonly Organization[]): boolean =>
  organization !== null && organizations.some(({ id }) => id === organization.id);
