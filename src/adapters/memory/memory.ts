import {
  operationNames, ticketing,
  type Capabilities, type Customer, type Scope, type TicketingAdapter, type TicketingBackend, type TicketingOperation,
} from '../../contract/index.ts';
import { adapterOf } from './adapter.ts';
import { agentSide, type AgentSide } from './agent.ts';
import type { Shared } from './bound.ts';
import type { MemoryData } from './data.ts';
import { underFault, type Faults } from './faults.ts';
import { ownerSide, type OwnerSide } from './owner.ts';
import { Bookmarks } from './paging.ts';
import type { Rules } from './present.ts';
import { watch } from './watch.ts';
import { Store } from './store.ts';
import { Answers } from './writes.ts';

/** How the in-memory backend behaves. Every part may be left out. */
export interface MemoryOptions {
  /** What it holds at the start; default nothing but two stages. */
  readonly data?: Partial<MemoryData>;
  /** What it can do; default everything. `stages` come from the data. */
  readonly capabilities?: Partial<Omit<Capabilities, 'stages'>>;
  /** The most items of a page, however many are asked for; default 100. */
  readonly maxPage?: number;
  /** Milliseconds that every operation takes; default 0. */
  readonly delay?: number;
  /** What a reply to a closed ticket does: open it (default), leave it closed, or nothing, because it is refused. */
  readonly replyToClosed?: Rules['replyToClosed'];
  /** The id of the first ticket; default 1001. */
  readonly firstTicketId?: number;
  /** The clock, in milliseconds since 1970; default the machine's. */
  readonly now?: () => number;
}

/** A ticketing system in memory, with what tests and demos need besides customers' adapters. */
export interface MemoryBackend extends Omit<TicketingBackend, keyof OwnerSide>, AgentSide, OwnerSide {
  /** What goes wrong, by operation. Change it at any time; it holds from the next call on. */
  readonly faults: Faults;
  /** The id that a ticket of the data got. @throws Error for a key that the data does not have. */
  idOf(key: string): string;
  watch(customer: Customer, changed: (ticketId: string) => void): () => void;
}

const EVERYTHING: Omit<Capabilities, 'stages'> = {
  views: ['mine', 'organization', 'cc'], search: 'messages', sort: ['id', 'subject', 'created', 'lastActivity', 'status'], waitingOn: true,
  createTicket: true, reply: true, closeTicket: true, reopenTicket: true, cc: true, rate: true, followUp: true, live: true,
  files: { maxFiles: 10, maxBytes: 20_000_000, accept: null },
};

const NOTHING: MemoryData = {
  organizations: [], customers: [], agents: [], fields: [], forms: [], tickets: [],
  stages: [{ id: 'open', label: 'Open', category: 'open' }, { id: 'closed', label: 'Closed', category: 'closed' }],
};

/**
 * A ticketing system that lives in memory, in a browser or in Node: for stories, demos and tests. It is the reference of the
 * contract and its strictest implementation: it holds internal notes, keeps things in an awkward order, and refuses what any backend may refuse.
 *
 * @example
 * const backend = memory({ data: sampleData() });
 * const alice = validated(backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, OWN_TICKETS));
 */
export function memory(options: MemoryOptions = {}): MemoryBackend {
  const data = { ...NOTHING, ...options.data };
  const capabilities: Capabilities = { ...EVERYTHING, ...options.capabilities, stages: [...data.stages] };
  const store = new Store(data, options.firstTicketId ?? 1001, options.now ?? Date.now);
  const faults: Faults = new Map();
  const shared: Shared = {
    store, forms: data.forms, maxPage: options.maxPage ?? 100, bookmarks: new Bookmarks(), answers: new Answers(),
    rules: { capabilities, fields: data.fields, replyToClosed: options.replyToClosed ?? 'reopen' },
  };
  return {
    name: 'memory',
    faults,
    idOf: (key) => store.idOf(key),
    ...agentSide(store),
    ...ownerSide(shared),
    watch: (customer, changed) => watch(store, customer, changed),
    adapterFor(customer: Customer, scope: Scope): TicketingAdapter {
      const adapter = adapterOf(shared, customer, scope);
      const offered = operationNames(ticketing).filter((name) => can(capabilities, name));
      const call = (name: TicketingOperation) => (input: never, context: { signal?: AbortSignal }) =>
        underFault(faults, name, options.delay ?? 0, context.signal, () => (adapter[name] as (input: never, context: never) => Promise<unknown>)(input, context as never));
      return Object.fromEntries(offered.map((name) => [name, call(name)])) as unknown as TicketingAdapter;
    },
  };
}

function can(capabilities: Capabilities, name: TicketingOperation): boolean {
  const operation = ticketing[name];
  return !('capability' in operation) || capabilities[operation.capability] === true;
}
