import {
  operationNames, ticketing, validated,
  type Message, type Page, type ReadContext, type Scope, type TicketingAdapter, type TicketingClient, type TicketQueryInput, type TicketSummary, type View, type WriteContext,
} from '../contract/index.ts';
import { ConformanceError, ok } from './assert.ts';
import { CANARY, type CustomerKey, type SuiteCustomer, type SuiteData, type SuiteTicket } from './data.ts';
import type { Harness, IdKind, Limit } from './harness.ts';

/** Everything that the contract allows a customer to be granted. */
export const ALL_VIEWS: readonly View[] = ['mine', 'organization', 'cc'];

/** What the tests of the suite work with. */
export class Bench {
  readonly data: SuiteData;
  readonly #limits: Partial<Record<Limit, string>>;
  readonly #adapters = new Map<string, Promise<TicketingAdapter>>();
  readonly #taken = new Set<string>();
  readonly #leaks: ConformanceError[] = [];
  #harness: Harness | undefined;
  #keys = 0;
  readonly #run = Math.random().toString(36).slice(2);

  constructor(data: SuiteData, limits: Partial<Record<Limit, string>>) {
    this.data = data;
    this.#limits = limits;
  }

  get harness(): Harness {
    if (this.#harness === undefined) throw new ConformanceError('makeBackend has not answered a harness.');
    return this.#harness;
  }

  set harness(harness: Harness) {
    this.#harness = harness;
  }

  /** The reason for a limit that is declared. */
  limit(name: Limit): string | undefined {
    return this.#limits[name];
  }

  customer(key: CustomerKey): SuiteCustomer {
    return this.data.customers.find((customer) => customer.key === key) as SuiteCustomer;
  }

  /** A ticket of the data set. */
  given(key: string): SuiteTicket {
    return this.data.tickets.find((ticket) => ticket.key === key) as SuiteTicket;
  }

  /** The backend's id of a ticket, or of something else, of the data set. */
  id(key: string, kind: IdKind = 'ticket'): string {
    return this.harness.idOf(kind, key);
  }

  /** The key of a ticket by the backend's id; the id itself for a ticket that is not of the data set. */
  keyOf(ticketId: string): string {
    return this.data.tickets.find(({ key }) => this.id(key) === ticketId)?.key ?? ticketId;
  }

  /** The views of a scope that the backend can have. */
  views(views: readonly View[]): View[] {
    return views.filter((view) => !(view === 'organization' && this.limit('organizations') !== undefined) && !(view === 'cc' && this.limit('cc') !== undefined));
  }

  /**
   * A customer's client. Whatever any test makes it answer or throw is searched for canaries.
   * @param views Default `mine`. @param more What else the owner has decided.
   */
  async client(customer: CustomerKey, views: readonly View[] = ['mine'], filter: Scope['filter'] = null, more: Omit<Scope, 'views' | 'filter'> = {}): Promise<TicketingClient> {
    const scope: Scope = { views: this.views(views), filter, ...more };
    const name = JSON.stringify([customer, scope]);
    const { id, email, name: called } = this.customer(customer);
    const adapter = this.#adapters.get(name) ?? Promise.resolve(this.harness.adapterFor({ id, email, name: called }, scope));
    this.#adapters.set(name, adapter);
    return validated(watched(await adapter, (value, where) => this.#watch(value, where)));
  }

  /** @throws ConformanceError where anything internal has come out since the last time; a test that swallows errors does not swallow this. */
  refuseLeaks(): void {
    const [leak] = this.#leaks.splice(0);
    if (leak !== undefined) throw leak;
  }

  #watch(value: unknown, where: string): void {
    try {
      refuseCanary(value, where);
    } catch (leak) {
      this.#leaks.push(leak as ConformanceError);
    }
  }

  /** A fresh context for one write. */
  write(): WriteContext {
    this.#keys += 1;
    return { idempotencyKey: `suite-${this.#run}-${String(this.#keys)}` };
  }

  /** A ticket that no other test uses. */
  take(prefix: 'open' | 'closed' | 'locked' | 'finished' | 'phone' | 'split' | 'walt'): string {
    const key = this.data.tickets.map((ticket) => ticket.key).find((name) => name.startsWith(`${prefix}-`) && !this.#taken.has(name));
    ok(key !== undefined, `The data set has no further ${prefix} ticket.`);
    this.#taken.add(key);
    return this.id(key);
  }
}

/** Reads a list to its end. @throws ConformanceError for pages that are too long or never end. */
export async function everyTicket(client: TicketingClient, query: TicketQueryInput = {}): Promise<TicketSummary[]> {
  return everyPage((cursor) => client.listTickets({ limit: 100, ...query, ...cursor }, {}), query.limit ?? 100);
}

/** All public messages of a ticket, newest first. */
export async function everyMessage(client: TicketingClient, ticketId: string, limit = 100): Promise<Message[]> {
  return everyPage((cursor) => client.listMessages({ ticketId, limit, ...cursor }, {}), limit);
}

async function everyPage<Item>(ask: (cursor: { cursor?: string }) => Promise<Page<Item>>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: { cursor?: string } = {};
  for (let pages = 0; pages < 500; pages += 1) {
    const page = await ask(cursor);
    ok(page.items.length <= limit, `A page has ${String(page.items.length)} items where at most ${String(limit)} were asked for.`);
    items.push(...page.items);
    if (page.nextCursor === null) return items;
    cursor = { cursor: page.nextCursor };
  }
  throw new ConformanceError('The pages of a list never end.');
}

/** @throws ConformanceError where anything that has come out of an adapter holds a canary. */
export function refuseCanary(value: unknown, where: string): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value) as string | undefined ?? '';
  const index = text.toLowerCase().indexOf(CANARY.toLowerCase());
  ok(index === -1, `${where} holds something internal: …${text.slice(Math.max(0, index - 60), index + 60)}…`);
}

/** The adapter, with an eye on all that it says. */
function watched(adapter: TicketingAdapter, look: (value: unknown, where: string) => void): TicketingAdapter {
  const watch = (name: keyof TicketingAdapter) => async (input: unknown, context: ReadContext): Promise<unknown> => {
    const call = (adapter[name] as (input: unknown, context: ReadContext) => Promise<unknown>).bind(adapter);
    const outcome = await call(input, context).then((answer) => ({ answer }), (error: unknown) => ({ error }));
    if ('answer' in outcome) {
      look(outcome.answer, `What ${name} answers`);
      return outcome.answer;
    }
    look(textOf(outcome.error), `The error of ${name}`);
    throw outcome.error as Error;
  };
  return Object.fromEntries(operationNames(ticketing).filter((name) => adapter[name] !== undefined).map((name) => [name, watch(name)])) as unknown as TicketingAdapter;
}

const textOf = (error: unknown): string => (error instanceof Error ? `${error.message} ${JSON.stringify(error)} ${textOf(error.cause)}` : String(error));

/** All bytes of a file. */
export async function bytesOf(file: { stream(): ReadableStream<Uint8Array<ArrayBuffer>> }): Promise<Uint8Array> {
  return new Uint8Array(await new Response(file.stream()).arrayBuffer());
}

/** @throws ConformanceError unless both hold the same bytes. */
export function sameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  ok(actual.length === expected.length, `${what}: ${String(actual.length)} bytes instead of ${String(expected.length)}`);
  const index = actual.findIndex((byte, position) => byte !== expected[position]);
  ok(index === -1, `${what}: byte ${String(index)} differs`);
}
