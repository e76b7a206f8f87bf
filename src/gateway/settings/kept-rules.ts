import { isPortalError, operationNames, PortalError, ticketing, type ReadContext, type Scope, type TicketingAdapter, type TicketingBackend } from '../../contract/index.ts';

type Call = (input: never, context: ReadContext) => Promise<unknown>;

/**
 * The backend, honest about rules of the owner's that it cannot keep (any more): it refuses all input then, and whoever has sent it would look for a mistake
 * of their own. Customers are told `unavailable`, and see nothing; nor do they read the name of an inbox that is gone.
 */
export function keepingRules(backend: TicketingBackend): TicketingBackend {
  return {
    name: backend.name,
    adapterFor: (customer, scope) => {
      const adapter = backend.adapterFor(customer, scope);
      const { filter, inbox = null } = scope;
      if (filter === null && inbox === null) return adapter;
      const honest = (call: Call): Call => async (input, context) => {
        try {
          return await call.call(adapter, input, context);
        } catch (error) {
          if (!isPortalError(error, 'invalid-input')) throw error;
          // What is wrong with an input is told by issues; an inbox is no input.
          const isOwners = (inbox !== null && error.issues.length === 0) || (filter !== null && !await keepsFilter(adapter, scope, context));
          if (!isOwners) throw error;
          throw new PortalError('unavailable', 'The ticketing system cannot keep the owner\'s rules about tickets; the settings say what is wrong.', { cause: error });
        }
      };
      return Object.fromEntries(operationNames(ticketing).flatMap((name) => adapter[name] === undefined ? [] : [[name, honest(adapter[name] as Call)]])) as unknown as TicketingAdapter;
    },
  };
}

/**
 * Whether a backend knows how to keep the filter of a scope: it answers the simplest question there is. It refuses, or breaks, where the filter is too much for it;
 * other failures say nothing about the filter.
 */
export async function keepsFilter(adapter: TicketingAdapter, { views: [view] }: Scope, { signal }: ReadContext): Promise<boolean> {
  if (view === undefined) return true;
  try {
    const { capabilities: { sort: [sort = 'id'] } } = await adapter.getProfile({}, { signal });
    await adapter.listTickets({ view, sort, direction: 'ascending', limit: 1 }, { signal });
    return true;
  } catch (error) {
    return !isPortalError(error, 'invalid-input') && !isPortalError(error, 'internal');
  }
}
