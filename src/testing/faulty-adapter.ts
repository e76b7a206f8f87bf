import type { Customer, Scope, TicketingAdapter, TicketingBackend } from '../contract/index.ts';
import type { SuiteData } from './data.ts';
import { LIST_FAULTS } from './faults/lists.ts';
import { READ_FAULTS } from './faults/reads.ts';
import { SCOPE_FAULTS } from './faults/scope.ts';
import { WRITE_FAULTS } from './faults/writes.ts';

/** What a fault has to work with. */
export interface World {
  readonly customer: Customer;
  readonly scope: Scope;
  readonly data: SuiteData;
  /** The sound adapter of somebody, whatever they may really reach. */
  as(customer: Customer, scope?: Partial<Scope>): Required<TicketingAdapter>;
  /** What the fault remembers between calls. */
  readonly memory: Map<string, unknown>;
}

/** One way to break the contract. */
export interface SeededFault {
  /** The test that finds it. */
  readonly caughtBy: string;
  /** The operations that are done wrongly, in terms of those done well. */
  readonly broken: (sound: Required<TicketingAdapter>, world: World) => Partial<TicketingAdapter>;
}

/** Ways to break the contract, each of which the suite finds. */
export const FAULTS = { ...SCOPE_FAULTS, ...LIST_FAULTS, ...READ_FAULTS, ...WRITE_FAULTS } as const satisfies Readonly<Record<string, SeededFault>>;

/** The name of a fault. */
export type FaultName = keyof typeof FAULTS;

/**
 * A backend with one known fault, to see that a test finds it.
 *
 * @param backend A sound one that holds the suite's data.
 * @param data What it holds; faults take their victims from it.
 */
export function faultyBackend(backend: TicketingBackend, fault: FaultName, data: SuiteData): TicketingBackend {
  const memory = new Map<string, unknown>();
  const as = (customer: Customer, scope: Scope): Required<TicketingAdapter> => backend.adapterFor(customer, scope) as Required<TicketingAdapter>;
  return {
    name: `${backend.name} with a fault: ${fault}`,
    adapterFor(customer, scope) {
      const sound = as(customer, scope);
      const world: World = { customer, scope, data, memory, as: (other, granted = {}) => as(other, { ...scope, ...granted }) };
      const { broken }: SeededFault = FAULTS[fault];
      return { ...sound, ...broken(sound, world) };
    },
  };
}
