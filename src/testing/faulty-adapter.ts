import type { Customer, Scope, TicketingAdapter, TicketingBackend } from '../contract/index.ts';
import type { SuiteData } from './data.ts';
import { DECISION_FAULTS } from './faults/decisions.ts';
import { LIST_FAULTS } from './faults/lists.ts';
import { OWNER_FAULTS } from './faults/owner.ts';
import { READ_FAULTS } from './faults/reads.ts';
import { SCOPE_FAULTS } from './faults/scope.ts';
import { TALENT_FAULTS } from './faults/talents.ts';
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

/** What the owner's settings ask of a backend. */
export type OwnerSide = Required<Pick<TicketingBackend, 'describe' | 'countTickets' | 'findCustomers'>>;

/** One way to break the contract. */
export interface SeededFault {
  /** The test that finds it. */
  readonly caughtBy: string;
  /** The operations that are done wrongly, in terms of those done well. */
  readonly broken?: (sound: Required<TicketingAdapter>, world: World) => Partial<TicketingAdapter>;
  /** What of the owner's side is done wrongly. */
  readonly owner?: (sound: OwnerSide, data: SuiteData) => Partial<OwnerSide>;
}

/** Ways to break the contract, each of which the suite finds. */
export const FAULTS = { ...SCOPE_FAULTS, ...LIST_FAULTS, ...READ_FAULTS, ...WRITE_FAULTS, ...DECISION_FAULTS, ...TALENT_FAULTS, ...OWNER_FAULTS } as const satisfies Readonly<Record<string, SeededFault>>;

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
  const { broken, owner }: SeededFault = FAULTS[fault];
  const as = (customer: Customer, scope: Scope): Required<TicketingAdapter> => backend.adapterFor(customer, scope) as Required<TicketingAdapter>;
  return {
    ...backend, ...owner?.(backend as OwnerSide, data),
    name: `${backend.name} with a fault: ${fault}`,
    adapterFor(customer, scope) {
      const sound = as(customer, scope);
      const world: World = { customer, scope, data, memory, as: (other, granted = {}) => as(other, { ...scope, ...granted }) };
      return { ...sound, ...broken?.(sound, world) };
    },
  };
}
