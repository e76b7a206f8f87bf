import { operationNames, ticketing, type Customer, type FileLimits, type Scope, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import { changing } from './changing.ts';
import { guarded } from './errors.ts';
import { reading } from './reading.ts';
import type { Store } from './schema.ts';
import { writing } from './writing.ts';

/** One customer's access to the desk: what the operations work with. */
export interface Session {
  readonly store: Store;
  readonly customer: Customer;
  readonly scope: Scope;
  readonly files: FileLimits;
}

type AnyOperation = (input: unknown, context: Partial<WriteContext>) => Promise<unknown>;

/** The ticketing contract for one customer. */
export function customerAdapter(session: Session): TicketingAdapter {
  const operations = { ...reading(session), ...writing(session), ...changing(session) } as unknown as Record<string, AnyOperation>;
  return Object.fromEntries(operationNames(ticketing).map((name): [string, AnyOperation] => {
    const run = operations[name] as AnyOperation;
    return [name, (input, context) => guarded(context.signal, () => run(input, context))];
  })) as TicketingAdapter;
}
