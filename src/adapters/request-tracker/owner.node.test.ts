import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, type BackendDescription } from '../../contract/index.ts';
import { backendOn, fakeRt, json, list, row, type Override } from './fake-rt.ts';

const RATING = { score: 'Rating', comment: 'Rating comment' };

describe('what owners are told of Request Tracker', () => {
  const described = async (override: Override = () => undefined, options: Parameters<typeof backendOn>[1] = {}): Promise<BackendDescription> =>
    await backendOn(fakeRt(override), options).describe?.() ?? assert.fail('nothing is described');
  const queue = (more: Readonly<Record<string, unknown>>): Override => ({ path }) => (path.endsWith('/queue/Support')
    ? json({ id: 3, Name: 'Support', Disabled: '0', _hyperlinks: [{ ref: 'create' }], TicketCustomFields: [], TicketTransactionCustomFields: [], ...more }) : undefined);

  it('is its queues, statuses, fields and forms', async () => {
    const { name, queues, stages, fields, forms } = await described(undefined, { forms: [{ queue: 'Support', name: 'Ask us' }] });
    assert.deepEqual([name, queues, stages.map(({ id }) => id)], ['Request Tracker', [{ id: 'Support', name: 'Support' }], ['new', 'open', 'stalled', 'resolved', 'rejected']]);
    assert.deepEqual(fields.map(({ id, type }) => `${id} ${type}`), ['Product select', 'Area select', 'Affected number', 'Blocked checkbox', 'Since date', 'Hosts textarea']);
    const [form] = forms;
    assert.deepEqual([forms.length, form?.id, form?.name, form?.queue], [1, 'Support', 'Ask us', 'Support']);
    assert.deepEqual(form?.fields.slice(0, 2), [
      { id: 'subject', label: 'Subject', type: 'text' },
      { id: 'Product', label: 'Product', type: 'select', options: [{ value: 'Cloud', label: 'Cloud' }, { value: 'App', label: 'App' }] },
    ]);
  });

  it('is why no ticket arrives in a queue', async () => {
    const problem = async (override: Override): Promise<unknown> => (await described(override)).queues.map((one) => one.problem);
    assert.deepEqual(await problem(() => undefined), [undefined]);
    assert.deepEqual(await problem(queue({ _hyperlinks: [{ ref: 'self' }] })), ['no-rights']);
    assert.deepEqual(await problem(queue({ Disabled: '1' })), ['disabled']);
    for (const status of [403, 404]) assert.deepEqual(await problem(({ path }) => (path.endsWith('/queue/Support') ? json({}, status) : undefined)), ['no-rights']);
  });

  it('is a failure where Request Tracker fails, and no queue without rights', async () => {
    await assert.rejects(described(({ path }) => (path.includes('/queue/') ? new Response(null, { status: 502 }) : undefined)), (error) => isPortalError(error, 'unavailable'));
  });

  it('is what the rights that it has been told of allow, and nothing else', async () => {
    const none = { threads: false, inbox: true, cc: false, rate: false, followUp: false, close: true, reopen: true };
    assert.deepEqual((await described()).can, none);
    assert.deepEqual((await described(undefined, { modifyTicket: true, followUps: true, rating: RATING })).can, { ...none, cc: true, rate: true, followUp: true });
    assert.deepEqual((await described(undefined, { forms: [], followUps: true })).can, { ...none, inbox: false });
  });
});

describe('a count for owners', () => {
  const count = (override: Override, limit = 5) => backendOn(fakeRt(override)).countTickets?.({ property: 'category', operator: 'is', value: 'closed' }, limit);

  it('is Request Tracker\'s own, within the portal\'s queues, with whosever tickets', async () => {
    const asked: string[] = [];
    const found = await count(({ path, query }) => {
      if (!path.endsWith('/tickets')) return undefined;
      asked.push(query.get('query') ?? '');
      return list([row({ Requestor: [{ id: 'bob', RealName: 'Bob', EmailAddress: 'bob@globex.example', Organization: 'globex' }] })], 1234);
    }, 1);
    assert.deepEqual([found?.count, found?.sample.map(({ requester, organization }) => [requester.email, organization?.id])], [1234, [['bob@globex.example', 'globex']]]);
    assert.match(asked[0] ?? '', /^\(Queue = 'Support' AND \(Status = 'resolved' OR Status = 'rejected'\)\)$/);
  });

  it('without samples has none', async () => assert.deepEqual(await count(() => undefined, 0), { count: 1, sample: [] }));

  it('is refused where a ticket of another queue comes', async () => {
    await assert.rejects(count(({ path }) => (path.endsWith('/tickets') ? list([row({ Queue: { id: '9', Name: 'Internal' } })]) : undefined)) ?? Promise.resolve(),
      (error) => isPortalError(error, 'bad-response'));
  });
});

describe('customers for owners', () => {
  const user = (id: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({ id, type: 'user', RealName: `Name of ${id}`, EmailAddress: `${id}@acme.example`, Organization: '', ...more });
  const find = async (users: readonly unknown[], search: string): Promise<[string[], string[]]> => {
    const fake = fakeRt(({ method, path, query }) => (method === 'POST' && path.endsWith('/users')
      ? list(users.slice((Number(query.get('page')) - 1) * 100, Number(query.get('page')) * 100), users.length)
      : path.includes('/user/') ? json({ Privileged: path.includes('agent') ? 1 : 0 }) : undefined));
    const found = await backendOn(fake).findCustomers?.(search) ?? [];
    return [found.map(({ email }) => email), fake.seen.filter(({ method }) => method === 'POST').map(({ body }) => body)];
  };

  it('are no agents, and nobody without an address', async () => {
    assert.deepEqual((await find([user('agent-1'), user('b'), user('c', { EmailAddress: null }), user('a')], ''))[0], ['a@acme.example', 'b@acme.example']);
  });

  it('are those who fit, whatever Request Tracker lists, in any case and without wildcards', async () => {
    const users = [user('anna', { RealName: 'Änne Müller' }), user('x_y'), user('xzy')];
    assert.deepEqual((await find(users, 'ÄNNE MÜ'))[0], ['anna@acme.example']);
    const [found, asked] = await find(users, 'x_y');
    assert.deepEqual(found, ['x_y@acme.example']);
    assert.deepEqual(asked.map((body) => JSON.parse(body) as unknown), ['EmailAddress', 'RealName'].map((field) => [{ field, operator: 'LIKE', value: 'x%y' }]));
  });

  it('are twenty at most, though they stand behind agents', async () => {
    const users = [...Array.from({ length: 130 }, (_, n) => user(`agent-${String(n)}`)), ...Array.from({ length: 40 }, (_, n) => user(`c${String(n + 10)}`))];
    const [found] = await find(users, '');
    assert.deepEqual([found.length, found[0], found.at(-1)], [20, 'c10@acme.example', 'c29@acme.example']);
  });
});
