import { PortalError, type TicketingAdapter, type TicketingBackend } from '../../src/contract/index.ts';

/** A ticketing system each of whose calls fails with some probability: half of those before it has happened, half when it has happened already. */
export function unreliableBackend(backend: TicketingBackend, rate: number): { readonly backend: TicketingBackend; /** So far. */ readonly failures: number } {
  let failures = 0;
  const fail = (): never => {
    failures += 1;
    throw new PortalError('unavailable', 'The ticketing system has failed by chance.');
  };
  type Call = (input: object, context: object) => Promise<unknown>;
  const wrapped = (call: Call): Call => async (input, context) => {
    const chance = Math.random();
    if (chance < rate / 2) fail();
    const answer = await call(input, context);
    return chance < rate ? fail() : answer;
  };
  return {
    get failures() { return failures; },
    backend: rate === 0 ? backend : {
      ...backend,
      adapterFor: (customer, scope) => Object.fromEntries(Object.entries(backend.adapterFor(customer, scope)).map(([name, call]) => [name, wrapped(call as unknown as Call)])) as unknown as TicketingAdapter,
    },
  };
}
