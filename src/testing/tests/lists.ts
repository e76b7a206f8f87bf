import { fold, type Capabilities, type SortKey, type TicketQueryInput, type TicketSummary } from '../../contract/index.ts';
import { ok, rejects, same, sameSet } from '../assert.ts';
import { everyTicket } from '../bench.ts';
import { readable } from '../oracle.ts';
import type { Tests } from '../suite.ts';

/** Sorting and narrowing a list. Expectations come from the rows themselves, so that they hold whatever dates a backend gives. */
export function listTests({ bench, test }: Tests): void {
  const rows = async (query: TicketQueryInput = {}): Promise<TicketSummary[]> => everyTicket(await bench.client('erin'), query);

  test('an unnarrowed list holds every ticket of the customer, open and closed', async () => {
    sameSet((await everyTicket(await bench.client('alice'))).map(({ id }) => bench.keyOf(id)), readable(bench, 'alice').map(({ key }) => key), 'Alice\'s tickets');
  });

  for (const sort of ['id', 'subject', 'created', 'lastActivity', 'status'] as const) {
    test(`sorts by ${sort}, both ways`, async () => {
      const { capabilities } = await (await bench.client('erin')).getProfile({}, {});
      if (!capabilities.sort.includes(sort)) {
        await rejects(rows({ sort }), 'unsupported', `sorting by ${sort}, which the capabilities deny`);
        return;
      }
      const value = valueOf(sort, capabilities.stages.map(({ id }) => id));
      const up = (await rows({ sort, direction: 'ascending' })).map(value);
      same(up, [...up].sort(byValue), `values of ${sort}, ascending`);
      const down = (await rows({ sort, direction: 'descending' })).map(value);
      same(down, [...up].reverse(), `values of ${sort}, descending`);
    });
  }

  test('sorts by last activity with the newest first where nothing else is asked', async () => {
    const active = (await rows()).map(({ lastActivity }) => Date.parse(lastActivity));
    same(active, [...active].sort((a, b) => b - a), 'last activities');
  });

  const narrows = (name: string, query: (all: readonly TicketSummary[]) => TicketQueryInput, fits: (row: TicketSummary, asked: TicketQueryInput) => boolean,
    can: (capabilities: Capabilities) => boolean = () => true): void => {
    test(`narrows by ${name}`, async () => {
      if (!can((await (await bench.client('erin')).getProfile({}, {})).capabilities)) return;
      const all = await rows();
      const asked = query(all);
      const expected = all.filter((row) => fits(row, asked)).map(({ id }) => id);
      ok(expected.length > 0 && expected.length < all.length, `The data gives no point to narrowing by ${name}.`);
      sameSet((await rows(asked)).map(({ id }) => id), expected, `tickets by ${name}`);
    });
  };
  const middle = (dates: readonly string[]): string => [...dates].sort((a, b) => Date.parse(a) - Date.parse(b))[Math.floor(dates.length / 2)] ?? '';
  narrows('open status', () => ({ status: 'open' }), ({ status }) => status.category === 'open');
  narrows('closed status', () => ({ status: 'closed' }), ({ status }) => status.category === 'closed');
  narrows('stage', () => ({ stage: bench.id('rejected', 'stage') }), ({ status }) => status.stage === bench.id('rejected', 'stage'));
  narrows('the day it was created at the earliest', (all) => ({ createdFrom: middle(all.map(({ created }) => created)) }), ({ created }, { createdFrom }) => Date.parse(created) >= Date.parse(createdFrom ?? ''));
  narrows('the day before which it was created', (all) => ({ createdBefore: middle(all.map(({ created }) => created)) }), ({ created }, { createdBefore }) => Date.parse(created) < Date.parse(createdBefore ?? ''));
  narrows('last activity at the earliest', (all) => ({ activeFrom: middle(all.map(({ lastActivity }) => lastActivity)) }), ({ lastActivity }, { activeFrom }) => Date.parse(lastActivity) >= Date.parse(activeFrom ?? ''));
  narrows('last activity at the latest', (all) => ({ activeBefore: middle(all.map(({ lastActivity }) => lastActivity)) }), ({ lastActivity }, { activeBefore }) => Date.parse(lastActivity) < Date.parse(activeBefore ?? ''));
  narrows('several things at once', (all) => ({ status: 'open', createdFrom: middle(all.map(({ created }) => created)), stage: bench.id('new', 'stage') }),
    ({ status, created }, { createdFrom }) => status.stage === bench.id('new', 'stage') && Date.parse(created) >= Date.parse(createdFrom ?? ''));
  narrows('words and status at once', () => ({ status: 'open', search: 'letter' }), ({ status, subject }) => status.category === 'open' && subject.includes('letter'), ({ search }) => search !== 'none');

  test('narrows by whose turn it is', async () => {
    const { capabilities } = await (await bench.client('erin')).getProfile({}, {});
    for (const waitingOn of ['customer', 'support'] as const) {
      if (!capabilities.waitingOn) await rejects(rows({ waitingOn }), 'unsupported', 'whose turn it is, which the capabilities deny');
      else sameSet((await rows({ waitingOn })).map(({ id }) => id), (await rows()).filter((row) => row.waitingOn === waitingOn).map(({ id }) => id), `tickets that wait on ${waitingOn}`);
    }
  });

  test('a stage that does not exist has no tickets', async () => {
    same(await rows({ stage: 'no-such-stage\' OR 1=1 --' }), [], 'tickets in a stage that does not exist');
  });

  test('a total, where it is told, counts what the whole list holds', async () => {
    const client = await bench.client('alice');
    const { search } = (await client.getProfile({}, {})).capabilities;
    for (const query of [{}, { status: 'closed' }, ...(search === 'none' ? [] : [{ search: 'discount' }])] as const) {
      const { total } = await client.listTickets({ ...query, limit: 2 }, {});
      if (total !== undefined) same(total, (await everyTicket(client, query)).length, `total of ${JSON.stringify(query)}`);
    }
  });
}

/** What a list is sorted by, as numbers and texts that compare rightly. */
function valueOf(sort: SortKey, stages: readonly string[]): (row: TicketSummary) => string | number {
  switch (sort) {
    // Ids that are numbers count as numbers, as people expect of a column of them.
    case 'id': return ({ id }) => (/^\d+$/.test(id) ? Number(id) : id);
    case 'subject': return ({ subject }) => fold(subject);
    case 'created': return ({ created }) => Date.parse(created);
    case 'lastActivity': return ({ lastActivity }) => Date.parse(lastActivity);
    case 'status': return ({ status }) => (status.category === 'open' ? 0 : 1000) + stages.indexOf(status.stage);
  }
}

const byValue = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
