import { backendDescription, matches, ticketSummary, type Condition, type FieldValue, type FilterProperty } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { everyTicket, refuseCanary, type Bench } from '../bench.ts';
import type { SuiteTicket } from '../data.ts';
import type { OwnerSide } from '../faulty-adapter.ts';
import type { Limit } from '../harness.ts';
import { isLimited, propertyOf } from '../oracle.ts';
import { second } from './reading.ts';
import type { Tests } from '../suite.ts';

/** What the owner's settings ask of the backend. */
export function ownerTests({ bench, test }: Tests): void {
  const owner = (name: string, body: (backend: OwnerSide) => Promise<void>, ...needs: Limit[]): void => {
    test(name, async () => {
      const { backend } = bench.harness;
      ok(backend?.describe !== undefined && backend.countTickets !== undefined && backend.findCustomers !== undefined,
        'The harness has no backend with describe, countTickets and findCustomers; declare the limit "owner" with a reason.');
      await body(backend as OwnerSide);
    }, 'owner', ...needs);
  };
  const onlyFixed = (): Condition => ({ property: 'id', operator: 'in', value: fixed(bench).map(({ key }) => bench.id(key)) });

  owner('the backend says which stages, queues, fields and forms it has', async (backend) => {
    const description = await backend.describe();
    const checked = backendDescription.safeParse(description);
    ok(checked.success, `The description is not as the contract has it: ${checked.error?.issues.map(({ path }) => path.join('.')).join(', ') ?? ''}.`);
    refuseCanary(description, 'The description');
    for (const { id, category } of bench.data.stages) same(description.stages.find((stage) => stage.id === bench.id(id, 'stage'))?.category, category, `category of the stage ${id}`);
    const form = description.forms.find(({ id }) => id === bench.id('problem', 'form'));
    const parts = form?.fields.map(({ id }) => id) ?? [];
    const { createTicket } = (await (await bench.client('wendy')).getProfile({}, {})).capabilities;
    if (createTicket) same([typeof form?.queue, parts.includes('subject'), parts.includes('message')], ['string', true, true], 'queue of the form, and whether it asks for subject and message');
    if (bench.limit('queues') === undefined) for (const { id } of bench.data.queues) ok(description.queues.some((queue) => queue.id === bench.id(id, 'queue')), `The queue ${id} is not described.`);
    if (bench.limit('fields') !== undefined) return;
    const shown = description.fields.map(({ id }) => id);
    for (const { id, agentsOnly } of bench.data.fields) same(shown.includes(bench.id(id, 'field')), agentsOnly !== true, `whether customers may be shown ${id}`);
    for (const { id } of bench.data.fields.filter(({ agentsOnly }) => agentsOnly !== true)) ok(!createTicket || parts.includes(bench.id(id, 'field')), `The form is described without ${id}.`);
  });

  owner('what the owner may choose is what customers are offered', async (backend) => {
    const { can } = await backend.describe();
    const { capabilities } = await (await bench.client('wendy')).getProfile({}, {});
    const { cc = false, rate = false, followUp = false, closeTicket, reopenTicket } = capabilities;
    same(can, { cc, rate, followUp, close: closeTicket, reopen: reopenTicket, threads: bench.limit('threads') === undefined, inbox: bench.limit('inbox') === undefined }, 'what the backend can');
  });

  owner('every operator that is offered for a property is kept, in counts and in lists', async (backend) => {
    const { properties } = await backend.describe();
    for (const property of properties) {
      const valueOf = valuesOf(bench, property);
      for (const operator of property.operators) {
        const rule = conditionOf(bench, property, operator);
        const what = `${property.id} ${operator} ${JSON.stringify(rule.value)}`;
        const { count } = await backend.countTickets({ all: [rule, onlyFixed()] }, 0);
        const listed = (await everyTicket(await bench.client('alice', ['mine'], rule))).map(({ id }) => bench.keyOf(id));
        if (valueOf === null) continue;
        const expected = fixed(bench).filter((ticket) => matches(rule, (name) => (name === property.id ? valueOf(ticket) : null)));
        same(count, expected.length, `number of tickets with ${what}`);
        sameSet(listed, expected.filter(({ requester }) => requester === bench.customer('alice').email).map(({ key }) => key), `tickets listed with ${what}`);
      }
    }
    const needed = ['id', 'subject', 'category', 'stage', 'created', 'requester', ...bench.limit('organizations') === undefined ? ['organization'] : [], ...bench.limit('queues') === undefined ? ['queue'] : []];
    sameSet(needed.filter((name) => properties.some(({ id, operators }) => id === name && operators.length > 0)), needed, 'properties that every backend knows');
  });

  owner('a count comes with the latest of the tickets, whoever\'s they are', async (backend) => {
    const open = fixed(bench).filter((ticket) => propertyOf(bench, ticket, 'category') === 'open');
    const { count, sample } = await backend.countTickets({ all: [onlyFixed(), { property: 'category', operator: 'is', value: 'open' }] }, 5);
    same([count, sample.length], [open.length, 5], 'count and number of samples');
    refuseCanary(sample, 'The sample of a count');
    ok(sample.every((row) => ticketSummary.safeParse(row).success), 'A ticket of the sample is not as the contract has it.');
    ok(sample.every(({ id }) => open.some(({ key }) => bench.id(key) === id)), 'The sample holds a ticket that the filter leaves out.');
    const latest = (dates: readonly number[]): number[] => [...dates].sort((a, b) => b - a).slice(0, 5);
    const active = sample.map(({ lastActivity }) => second(lastActivity));
    same(active, bench.limit('dates') === undefined ? latest(open.map((ticket) => second(ticket.messages.findLast(({ visibility }) => visibility === 'public')?.created ?? ticket.created))) : latest(active), 'last activities of the sample');
    const all = await backend.countTickets(null, 1);
    ok(all.count >= bench.data.tickets.filter((ticket) => !isLimited(bench, ticket)).length && all.sample.length === 1, `Without a filter there are ${String(all.count)} tickets and ${String(all.sample.length)} samples.`);
  });

  owner('a count by something unknown is refused', async (backend) => {
    for (const property of ['no-such-property', 'field:no-such-field']) {
      await rejects(backend.countTickets({ any: [{ all: [{ property, operator: 'is-unknown' }] }] }, 1), 'invalid-input', `a count by ${property}`);
    }
  });

  owner('customers are found by name and by address, and agents are not', async (backend) => {
    const found = async (search: string): Promise<string[]> => (await backend.findCustomers(search)).map(({ email }) => email.toLowerCase());
    const arnolds = [bench.customer('alice').email, bench.customer('malice').email];
    sameSet((await found('ARNOLD')).filter((email) => bench.data.customers.some((customer) => customer.email === email)), arnolds, 'customers by a part of the name');
    sameSet(await found(bench.customer('erin').email.toUpperCase()), [bench.customer('erin').email], 'customers by address');
    sameSet(await found('no such customer %_*'), [], 'customers by what none is called');
    for (const { name } of bench.data.agents) refuseCanary(await found(name), 'What is found by an agent\'s name');
    const all = await found('');
    ok(all.length > 0 && all.length <= 20, `Without a text, ${String(all.length)} customers are found.`);
  });
}

/** The tickets that no test changes. */
const fixed = (bench: Bench): SuiteTicket[] =>
  bench.data.tickets.filter((ticket) => !['wendy', 'walt'].some((key) => bench.customer(key as 'wendy').email === ticket.requester) && !isLimited(bench, ticket));

const LIMITED: Readonly<Record<string, Limit>> = { created: 'dates', organization: 'organizations', queue: 'queues' };
const EVERYWHERE = ['id', 'subject', 'category', 'stage', 'created', 'requester', 'organization', 'queue'];

/** What the data set says of a property, in the backend's values; null for one of which it says nothing. */
function valuesOf(bench: Bench, { id, options = [] }: FilterProperty): ((ticket: SuiteTicket) => FieldValue) | null {
  const field = bench.limit('fields') === undefined ? bench.data.fields.find((one) => id === `field:${bench.id(one.id, 'field')}`) : undefined;
  const limit = LIMITED[id];
  if ((field === undefined && !EVERYWHERE.includes(id)) || (limit !== undefined && bench.limit(limit) !== undefined)) return null;
  const inBackend = (value: string): string => {
    const label = field?.options?.find((option) => option.value === value)?.label;
    return options.find((option) => option.label === label)?.value ?? value;
  };
  return (ticket) => {
    const value = propertyOf(bench, ticket, id);
    return Array.isArray(value) ? value.map(inBackend) : typeof value === 'string' ? inBackend(value) : value;
  };
}

const ANY: Readonly<Record<FilterProperty['type'], string | number | boolean>> = { text: 'x', number: 1, date: '2024-01-05', choice: 'x', boolean: true };

/** A condition with a value that some tickets have and others have not. */
function conditionOf(bench: Bench, property: FilterProperty, operator: Condition['operator']): Condition {
  const valueOf = valuesOf(bench, property);
  const options = property.options?.map(({ value }) => value);
  const had = valueOf === null ? [] : fixed(bench).flatMap((ticket) => valueOf(ticket) ?? []).filter((value) => options === undefined || options.includes(String(value))).sort();
  const value = had[Math.floor(had.length / 2)] ?? options?.[0] ?? ANY[property.type];
  switch (operator) {
    case 'is-known': case 'is-unknown': return { property: property.id, operator };
    case 'in': case 'not-in': return { property: property.id, operator, value: [...new Set([String(had[0] ?? value), String(value)])] };
    case 'contains': case 'not-contains': return { property: property.id, operator, value: property.type === 'text' ? [...String(value)].slice(0, 4).join('').trim() : value };
    default: return { property: property.id, operator, value };
  }
}
