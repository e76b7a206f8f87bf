import {
  PortalError, ticketing, operationNames, parseOutput,
  type Context, type Customer, type Implementation, type Organization, type Output, type ParsedInput, type Person, type ReadContext,
  type Scope, type Ticketing, type TicketingAdapter, type TicketingBackend, type TicketingOperation, type TicketSummary,
} from '../contract/index.ts';

/**
 * Decides what a customer may reach; null admits the customer to nothing. Asked for every request, so that a change holds from
 * the next one on.
 */
export type ScopeOf = (customer: Customer) => Scope | null;

/** What a rule may ask while it decides. */
interface Guard {
  readonly customer: Customer;
  readonly scope: Scope;
  /** Rejects with `not-found` unless the customer may read this ticket; answers the ticket. */
  readable(ticketId: string, context: ReadContext): Promise<Output<Ticketing['getTicket']>>;
  /** Whether every ticket lies in the scope. */
  inScope(tickets: readonly Pick<TicketSummary, 'requester' | 'organization' | 'cc'>[], context: ReadContext): Promise<boolean>;
}

/** The rule of one operation: how a call passes the guard. */
type Rule<Name extends TicketingOperation> =
  (guard: Guard, call: Implementation<Name>, input: ParsedInput<Ticketing[Name]>, context: Context<Ticketing[Name]>) => Promise<Output<Ticketing[Name]>>;

/** One rule per operation; an operation without one does not compile. */
const rules: { readonly [Name in TicketingOperation]: Rule<Name> } = {
  getProfile: async ({ scope }, call, input, context) => {
    const profile = await call(input, context);
    return { ...profile, capabilities: { ...profile.capabilities, views: profile.capabilities.views.filter((view) => scope.views.includes(view)) } };
  },
  listTickets: async (guard, call, input, context) => {
    if (!guard.scope.views.includes(input.view)) throw new PortalError('forbidden', 'This view is not open to the customer.');
    const page = await call(input, context);
    if (!await guard.inScope(page.items, context)) throw new PortalError('bad-response', 'The backend listed a ticket that is out of scope.');
    return page;
  },
  getTicket: async (guard, call, input, context) => {
    const ticket = await call(input, context);
    if (!await guard.inScope([ticket], context)) throw absent();
    return ticket;
  },
  // Reads ask for the ticket at the same time: the answer is given only when both have succeeded.
  listMessages: async (guard, call, input, context) => (await Promise.all([call(input, context), guard.readable(input.ticketId, context)]))[0],
  downloadAttachment: async (guard, call, input, context) => {
    await guard.readable(input.ticketId, context);
    return call(input, context);
  },
  reply: async (guard, call, input, context) => {
    const { capabilities } = await guard.readable(input.ticketId, context);
    if (!capabilities.reply) throw new PortalError('conflict', 'This ticket takes no reply.');
    if (input.files.length > 0 && !capabilities.attach) throw new PortalError('conflict', 'This ticket takes no files.');
    return call(input, context);
  },
  closeTicket: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.status.category === 'closed') return ticket;
    if (!ticket.capabilities.close) throw new PortalError('conflict', 'This ticket cannot be closed by the customer.');
    return call(input, context);
  },
  reopenTicket: async (guard, call, input, context) => {
    const ticket = await guard.readable(input.ticketId, context);
    if (ticket.status.category === 'open') return ticket;
    if (!ticket.capabilities.reopen) throw new PortalError('conflict', 'This ticket cannot be reopened by the customer.');
    return call(input, context);
  },
  // Forms belong to the portal, not to a customer.
  listForms: (_guard, call, input, context) => call(input, context),
  getForm: (_guard, call, input, context) => call(input, context),
  createTicket: async ({ customer }, call, input, context) => {
    const ticket = await call(input, context);
    if (!isSame(ticket.requester, customer)) throw new PortalError('bad-response', 'The backend created the ticket for somebody else.');
    return ticket;
  },
};

/**
 * Puts the policy in front of a backend. It narrows what the backend is asked, by the scope that becomes part of every query, and
 * looks at every ticket that comes back once more; a list that holds a ticket out of scope fails as a whole, it is never thinned.
 * For the gateway only: in a browser it would be no security.
 * @returns A function that makes a customer's guarded adapter. @throws PortalError `forbidden` for a customer who is not admitted.
 */
export function withPolicy(backend: TicketingBackend, scopeOf: ScopeOf): (customer: Customer) => TicketingAdapter {
  return (customer) => {
    const scope = scopeOf(customer);
    if (scope === null) throw new PortalError('forbidden', 'This customer has no access to the portal.');
    const adapter = parsed(backend.adapterFor(customer, scope));
    const guard = guardOf(adapter, customer, scope);
    const guarded = operationNames(ticketing).filter((name) => adapter[name] !== undefined).map((name) => [name, guardedBy(guard, adapter, name)]);
    return Object.fromEntries(guarded) as TicketingAdapter;
  };
}

/** The adapter, answering nothing but what the contract declares: a backend's surprise is a `bad-response`, not a rule that stumbles. */
function parsed(adapter: TicketingAdapter): TicketingAdapter {
  const offered = operationNames(ticketing).filter((name) => adapter[name] !== undefined).map((name) => {
    const call = (adapter[name] as (input: never, context: never) => Promise<unknown>).bind(adapter);
    return [name, async (input: never, context: never) => parseOutput(name, ticketing[name], await call(input, context))];
  });
  return Object.fromEntries(offered) as TicketingAdapter;
}

function guardedBy<Name extends TicketingOperation>(guard: Guard, adapter: TicketingAdapter, name: Name): Implementation<Name> {
  const implementation = adapter[name] as Implementation<Name>;
  const rule: Rule<Name> = rules[name];
  return (input, context) => rule(guard, implementation.bind<Implementation<Name>>(adapter), input, context);
}

function guardOf(adapter: TicketingAdapter, customer: Customer, scope: Scope): Guard {
  const inScope: Guard['inScope'] = async (tickets, context) => {
    const others = tickets.filter((ticket) => !isOwn(ticket, customer, scope));
    if (others.length === 0) return true;
    if (!scope.views.includes('organization')) return false;
    const { organizations } = await adapter.getProfile({}, context);
    return others.every((ticket) => isOf(ticket.organization, organizations));
  };
  return {
    customer, scope, inScope,
    async readable(ticketId, context) {
      const ticket = await adapter.getTicket({ ticketId }, context);
      if (!await inScope([ticket], context)) throw absent();
      return ticket;
    },
  };
}

const absent = (): PortalError => new PortalError('not-found', 'There is no such ticket.');

const isOwn = (ticket: Pick<TicketSummary, 'requester' | 'cc'>, customer: Customer, { views }: Scope): boolean =>
  (views.includes('mine') && isSame(ticket.requester, customer)) || (views.includes('cc') && ticket.cc.some((person) => isSame(person, customer)));

const isSame = (person: Person, customer: Customer): boolean => person.email.toLowerCase() === customer.email.toLowerCase();

const isOf = (organization: Organization | null, organizations: readonly Organization[]): boolean =>
  organization !== null && organizations.some(({ id }) => id === organization.id);
