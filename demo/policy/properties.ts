import assert from 'node:assert/strict';
import { isPortalError, validated, type PortalSettings, type TicketingBackend, type TicketingClient, type TicketSummary, type View } from '../../src/contract/index.ts';
import { policyFrom, withPolicy } from '../../src/policy/index.ts';
import type { SuiteCustomer, SuiteData } from '../../src/testing/index.ts';
import type { Counts } from '../run-tests.ts';
import { expectedTickets, expectedViews, satisfies, type IdOf } from './expected.ts';
import { Random } from './random.ts';
import { randomSettings } from './random-settings.ts';
import { markOf } from './world.ts';

/** A backend with a random world in it. */
export interface World { readonly name: string; readonly backend: TicketingBackend; readonly data: SuiteData; readonly idOf: IdOf }

const VIEWS: readonly View[] = ['mine', 'organization', 'cc'];

/**
 * Holds random policies against a backend: what lists show is exactly what may be read, found and counted, and exactly what the settings say.
 * A rule that the backend cannot keep has to open nothing at all.
 * @param seed The first policy's; the next one has the next. A failure is told with its own. @param tell Who is told of failures.
 */
export async function checkPolicies({ name, backend, data, idOf }: World, policies: number, seed = 1, tell: (failure: string) => void = console.error): Promise<Counts> {
  const description = await backend.describe?.();
  assert(description !== undefined, `${name} does not describe itself.`);
  let [passed, failed, refused, compared] = [0, 0, 0, 0];
  for (let index = 0; index < policies; index++) {
    const random = new Random(seed + index);
    const settings = randomSettings({ random, data, description, idsOf: () => data.tickets.map(({ key }) => idOf('ticket', key)) });
    try {
      const outcome = await checkPolicy({ name, backend, data, idOf }, settings, random);
      compared += outcome.tickets;
      refused += outcome.refused ? 1 : 0;
      passed += 1;
      // A real system takes its time.
      if ((index + 1) % Math.ceil(policies / 5) === 0) console.log(`${name}: ${String(index + 1)} of ${String(policies)} policies …`);
    } catch (error) {
      failed += 1;
      tell(`✖ ${name}, policy ${String(seed + index)}: ${(error as Error).message}\n  ${JSON.stringify(settings.tickets)}`);
      if (failed === 10) {
        tell(`${name}: ten policies have failed; the others are left out and count as failed.`);
        return { passed, failed: policies - passed };
      }
    }
  }
  assert(refused <= policies * 0.1, `${name} keeps too few of the rules that it offers: ${String(refused)} of ${String(policies)} were refused.`);
  console.log(`${name}: ${String(policies)} policies over ${String(data.tickets.length)} tickets, ${String(compared)} decisions compared, ${String(refused)} policies refused as a whole, ${String(failed)} wrong.`);
  return { passed, failed };
}

async function checkPolicy(world: World, settings: PortalSettings, random: Random): Promise<{ tickets: number; refused: boolean }> {
  const { backend, data } = world;
  const groupsOf = new Map(data.customers.map(({ email }) => [email, random.chance(0.3) ? ['managers'] : []]));
  const adapterFor = withPolicy(backend, (contact) => policyFrom(settings, { ...contact, groups: () => Promise.resolve(groupsOf.get(contact.customer.email) ?? []) }));
  let tickets = 0;
  for (const customer of random.some(data.customers, 0.3).concat(random.pick(data.customers))) {
    const client = validated(adapterFor(customer));
    if (await isRefused(client)) {
      await opensNothing(world, client, random);
      return { tickets, refused: true };
    }
    tickets += await checkCustomer(world, settings, customer, client, random, groupsOf.get(customer.email) ?? []);
  }
  await checkCount(world, settings);
  return { tickets, refused: false };
}

/** Whether the backend says that it cannot keep the rule. Any other failure is one. */
const isRefused = (client: TicketingClient): Promise<boolean> => client.listTickets({ limit: 1 }, {}).then(() => false, (error: unknown) => {
  if (isPortalError(error, 'invalid-input')) return true;
  throw error;
});

async function opensNothing({ data, idOf }: World, client: TicketingClient, random: Random): Promise<void> {
  const { key } = random.pick(data.tickets);
  await assert.rejects(client.getTicket({ ticketId: idOf('ticket', key) }, {}), (error) => isPortalError(error), 'a refused rule has to open nothing');
  await assert.rejects(client.listMessages({ ticketId: idOf('ticket', key) }, {}), (error) => isPortalError(error), 'a refused rule has to open no conversation');
}

async function checkCustomer({ data, idOf }: World, { tickets: rules }: PortalSettings, customer: SuiteCustomer, client: TicketingClient, random: Random, groups: readonly string[]): Promise<number> {
  const views = expectedViews(rules, customer, groups);
  const keyOf = new Map(data.tickets.map(({ key }) => [idOf('ticket', key), key]));
  const reached = new Set<string>();
  for (const view of VIEWS) {
    if (!views.includes(view)) {
      await assert.rejects(client.listTickets({ view }, {}), (error) => isPortalError(error, 'forbidden'), `${customer.email} may ask for ${view}`);
      continue;
    }
    const expected = expectedTickets(data, rules, customer, view, idOf);
    const rows = await everyRow(client, view, random);
    const keys = rows.map(({ id }) => keyOf.get(id) ?? `unknown ${id}`);
    assert.equal(new Set(keys).size, keys.length, `${view} of ${customer.email} repeats tickets`);
    assert.deepEqual([...keys].sort(), [...expected].sort(), `${view} of ${customer.email}`);
    for (const row of rows) checkTold(row, rules);
    for (const key of expected) reached.add(key);
  }
  const outside = data.tickets.map(({ key }) => key).filter((key) => !reached.has(key));
  const tried = [...random.some([...reached], 6 / (reached.size + 1)), ...random.some(outside, 10 / (outside.length + 1))];
  for (const key of tried) await checkTicket(client, idOf('ticket', key), reached.has(key), rules, `${key} for ${customer.email}`);
  await checkSearch(client, data, views, reached, rules, customer, idOf, random);
  return data.tickets.length + tried.length;
}

/** All pages of a view, in pages of some size and some order, and the total held against them. */
async function everyRow(client: TicketingClient, view: View, random: Random): Promise<TicketSummary[]> {
  const { capabilities } = await client.getProfile({}, {});
  const query = { view, limit: 1 + random.below(100), sort: random.pick(capabilities.sort), direction: random.pick(['ascending', 'descending'] as const) };
  const rows: TicketSummary[] = [];
  let total: number | undefined;
  let cursor: string | null | undefined;
  do {
    const page = await client.listTickets({ ...query, cursor: cursor ?? undefined }, {});
    rows.push(...page.items);
    total = page.total ?? total;
    cursor = page.nextCursor;
  } while (cursor !== null);
  if (total !== undefined) assert.equal(total, rows.length, `the total of ${view}`);
  return rows;
}

async function checkTicket(client: TicketingClient, ticketId: string, isReadable: boolean, rules: PortalSettings['tickets'], what: string): Promise<void> {
  if (!isReadable) {
    await assert.rejects(client.getTicket({ ticketId }, {}), (error) => isPortalError(error, 'not-found'), `${what} can be read`);
    await assert.rejects(client.listMessages({ ticketId }, {}), (error) => isPortalError(error, 'not-found'), `the conversation of ${what} can be read`);
    return;
  }
  const ticket = await client.getTicket({ ticketId }, {});
  checkStatus(ticket, rules);
  assert(ticket.fields.every(({ id }) => rules.fields.includes(id)), `${what} tells a field that is not shown`);
  await client.listMessages({ ticketId }, {});
}

/** A word that one ticket has finds that ticket where it may be seen, and nothing where not. */
async function checkSearch(
  client: TicketingClient, data: SuiteData, views: readonly View[], reached: ReadonlySet<string>, rules: PortalSettings['tickets'], customer: SuiteCustomer, idOf: IdOf, random: Random,
): Promise<void> {
  const index = random.below(data.tickets.length);
  const key = data.tickets[index]?.key ?? '';
  const view = random.pick(views);
  const { items } = await client.listTickets({ view, search: markOf(index) }, {});
  const isExpected = reached.has(key) && expectedTickets(data, rules, customer, view, idOf).has(key);
  assert.deepEqual(items.map(({ id }) => id), isExpected ? [idOf('ticket', key)] : [], `the search for ${key} in ${view} of ${customer.email}`);
}

/** What a row tells: no stage and no field that the owner has not chosen. */
function checkTold(row: TicketSummary, rules: PortalSettings['tickets']): void {
  checkStatus(row, rules);
  assert(row.fields?.every(({ id }) => rules.columns.includes(`field:${id}`)) ?? true, 'a field is told that is no column');
}

function checkStatus({ status }: Pick<TicketSummary, 'status'>, { status: { show, labels } }: PortalSettings['tickets']): void {
  if (show === 'stage') return;
  const isLabelled = show === 'label' && Object.hasOwn(labels, status.stage);
  // Without a name of its own where a labelled stage is called like the category.
  if (!isLabelled) assert(['', status.category].includes(status.stage) && ['Open', 'Closed'].includes(status.label), `the stage ${status.stage} is told: ${status.label}`);
}

/** What the owner is told that a filter lets through. */
async function checkCount({ backend, data, idOf }: World, { tickets: { filter } }: PortalSettings): Promise<void> {
  const found = await backend.countTickets?.(filter, 5);
  assert(found !== undefined, 'the backend does not count tickets for the owner');
  const expected = data.tickets.filter((ticket) => satisfies(data, ticket, filter, idOf)).map(({ key }) => idOf('ticket', key));
  assert.equal(found.count, expected.length, 'the count for the owner');
  assert(found.sample.every(({ id }) => expected.includes(id)), 'the sample for the owner');
}
