import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../../contract/index.ts';
import { aliceOn, fakeRt, json, list, row, type Override, type Seen } from './fake-rt.ts';

// What an owner decides, and what customers do with it.

const ticketId = '7';
let count = 0;
const key = (): { idempotencyKey: string } => ({ idempotencyKey: `key-${String(count += 1)}` });
const rejectsWith = (code: ErrorCode, call: Promise<unknown>): Promise<void> => assert.rejects(call, (error) => isPortalError(error, code));
const at = (method: string, path: string, respond: (seen: Seen) => Response | undefined): Override =>
  (seen) => (seen.method === method && seen.path === `/REST/2.0${path}` ? respond(seen) : undefined);
const either = (...overrides: readonly Override[]): Override => (seen) => {
  for (const override of overrides) {
    const answer = override(seen);
    if (answer !== undefined) return answer;
  }
  return undefined;
};
const user = (id: string): Record<string, unknown> => ({ id, type: 'user', RealName: '', EmailAddress: id, Organization: '' });
const customers: Override = ({ path }) => (path.includes('/user/') ? json({ Privileged: path.includes('agnes') ? 1 : 0 }) : undefined);
const record = (more: Readonly<Record<string, unknown>> = {}, links: readonly unknown[] = []): Override =>
  at('GET', '/ticket/7', () => json({ id: 7, CustomFields: [], _hyperlinks: [{ ref: 'correspond' }, ...links], ...more }));
const sent = ({ seen }: { readonly seen: readonly Seen[] }, method: string, path: string): unknown[] =>
  seen.filter((one) => one.method === method && one.path === `/REST/2.0${path}`).map(({ body }) => JSON.parse(body) as unknown);

describe('columns', () => {
  const withFields = row({ CustomFields: [{ name: 'Product', values: ['Cloud'] }, { name: 'Affected', values: ['3'] }, { name: 'Root cause', values: ['INTERNAL-ONLY'] }, { name: 'Since', values: [] }] });
  const fake = () => fakeRt(at('GET', '/tickets', () => list([withFields])));

  it('are the owner\'s choice of the fields that customers see, in the owner\'s order', async () => {
    const { items: [ticket] } = await aliceOn(fake(), {}, { columns: ['Affected', 'Root cause', 'Nope', 'Since', 'Product'] }).listTickets({}, {});
    assert.deepEqual(ticket?.fields, [{ id: 'Affected', label: 'Affected', type: 'number', value: 3 }, { id: 'Product', label: 'Product', type: 'select', value: 'Cloud' }]);
  });

  it('are asked for at the end, for the rows of the page alone', async () => {
    const plain = fake();
    assert.equal((await aliceOn(plain).listTickets({}, {})).items[0]?.fields, undefined);
    const chosen = fake();
    await aliceOn(chosen, {}, { columns: ['Product'] }).listTickets({}, {});
    const asked = ({ seen }: ReturnType<typeof fake>): boolean[] => seen.filter(({ path }) => path.endsWith('/tickets')).map(({ query }) => query.get('fields')?.includes('CustomFields') === true);
    assert.deepEqual([asked(plain), asked(chosen)], [[false], [false, true]]);
    assert.equal(chosen.seen.findLast(({ path }) => path.endsWith('/tickets'))?.query.get('query'), 'id = 7');
  });
});

describe('people in copy', () => {
  const options = { modifyTicket: true };
  /** A fake whose ticket has these people in copy, and takes what is put in their place. */
  const withCopies = (start: readonly Record<string, unknown>[]): ReturnType<typeof fakeRt> => {
    let copies = start;
    return fakeRt(either(customers, at('GET', '/tickets', () => list([row({ Cc: copies })])), at('PUT', '/ticket/7', ({ body }) => {
      const { Cc } = JSON.parse(body) as { Cc: string[] };
      copies = Cc.map((one) => (/^\d+$/.test(one) ? { id: one, type: 'group' } : user(one)));
      return json([]);
    })));
  };

  it('keep the agents and groups that are in copy as well', async () => {
    const fake = withCopies([user('agnes@desk.example'), { id: '512', type: 'group' }]);
    const alice = aliceOn(fake, options);
    assert.deepEqual((await alice.addCc({ ticketId, email: 'bob@acme.example' }, key())).cc.map(({ email }) => email), ['bob@acme.example']);
    assert.deepEqual((await alice.removeCc({ ticketId, email: 'BOB@acme.example' }, key())).cc, []);
    assert.deepEqual(sent(fake, 'PUT', '/ticket/7'), [{ Cc: ['512', 'agnes@desk.example', 'bob@acme.example'] }, { Cc: ['512', 'agnes@desk.example'] }]);
    assert.ok(fake.seen.filter(({ method }) => method === 'PUT').every(({ headers }) => headers.get('authorization') === 'token alice-token'));
  });

  it('do not include agents for customers to take out', async () => {
    const fake = withCopies([user('agnes@desk.example')]);
    assert.deepEqual((await aliceOn(fake, options).removeCc({ ticketId, email: 'agnes@desk.example' }, key())).cc, []);
    assert.deepEqual(sent(fake, 'PUT', '/ticket/7'), []);
  });

  it('are addresses, and nothing that Request Tracker would take for an account, a group or a list', async () => {
    const fake = withCopies([]);
    for (const email of ['root', '14', 'group:Helpdesk', 'group:a@b', 'a@b, c@d', 'a@b;c@d', '"a b"@c', 'a b@c', ' ']) await rejectsWith('invalid-input', aliceOn(fake, options).addCc({ ticketId, email }, key()));
    assert.deepEqual(sent(fake, 'PUT', '/ticket/7'), []);
  });

  it('that Request Tracker has refused with 200, or with 500, are a conflict', async () => {
    for (const status of [200, 500]) {
      const fake = fakeRt(at('PUT', '/ticket/7', () => (status === 200 ? json(['Permission denied']) : new Response(null, { status }))));
      await rejectsWith('conflict', aliceOn(fake, options).addCc({ ticketId, email: 'help@rt.example' }, key()));
    }
  });

  it('are changed by requestors only, and only where that right has been promised', async () => {
    const cc = fakeRt(at('GET', '/tickets', () => list([row({ Requestor: [user('bob@acme.example')], Cc: [{ ...user('alice@acme.example') }] })])));
    const alice = aliceOn(cc, options, { views: ['cc'] });
    assert.equal((await alice.getTicket({ ticketId }, {})).capabilities.cc, false);
    await rejectsWith('conflict', alice.addCc({ ticketId, email: 'bob@acme.example' }, key()));
    const without = aliceOn(fakeRt());
    assert.deepEqual([(await without.getProfile({}, {})).capabilities.cc, (await without.getTicket({ ticketId }, {})).capabilities.cc], [false, false]);
    await rejectsWith('unsupported', without.addCc({ ticketId, email: 'bob@acme.example' }, key()));
  });

  it('are found among the customer\'s organization, though Request Tracker lists others as well', async () => {
    const member = (id: string, Organization: string): unknown => ({ ...user(id), Organization });
    const fake = fakeRt(either(customers, at('POST', '/users', ({ body }) => (body.includes('"alice@acme.example"') ? undefined
      : list([member('alice@acme.example', 'acme'), member('bob@acme.example', 'ACME'), member('carol@globex.example', 'globex'), member('agnes@desk.example', 'acme')])))));
    assert.deepEqual((await aliceOn(fake, options).listColleagues({}, {})).items.map(({ email }) => email), ['bob@acme.example']);
  });
});

describe('a rating', () => {
  const options = { rating: { score: 'Rating', comment: 'Rating comment' } };
  const closed = at('GET', '/tickets', () => list([row({ Status: 'resolved' })]));
  const queue = (names: readonly string[]): Override => at('GET', '/queue/Support', () => json({
    id: 3, Name: 'Support', _hyperlinks: [], TicketCustomFields: names.map((name, index) => ({ id: String(index + 20), name })), TicketTransactionCustomFields: [],
  }));
  const rated = (score: string, comment: string): Override => record({ CustomFields: [{ name: 'Rating', values: [score] }, { name: 'Rating comment', values: comment === '' ? [] : [comment] }] });

  it('is kept in two fields, and read again', async () => {
    const fake = fakeRt(either(closed, queue(['Rating', 'Rating comment']), rated('4', '')));
    assert.deepEqual((await aliceOn(fake, options).rateTicket({ ticketId, score: 4 }, key())).rating, { score: 4, comment: '' });
    assert.deepEqual(sent(fake, 'PUT', '/ticket/7'), [{ CustomFields: { 'Rating': '4', 'Rating comment': null } }]);
  });

  it('that has not been kept is a conflict', async () => {
    await rejectsWith('conflict', aliceOn(fakeRt(either(closed, queue(['Rating', 'Rating comment']), record())), options).rateTicket({ ticketId, score: 4 }, key()));
  });

  it('is none where the field holds something else', async () => {
    for (const value of ['', '6', '4.5', 'good']) {
      const fake = fakeRt(either(closed, queue(['Rating', 'Rating comment']), rated(value, 'x')));
      assert.equal((await aliceOn(fake, options).getTicket({ ticketId }, {})).rating, null);
    }
  });

  it('is not offered by a queue without the fields', async () => {
    const alice = aliceOn(fakeRt(either(closed, queue(['Rating']), record())), options);
    assert.equal((await alice.getTicket({ ticketId }, {})).capabilities.rate, false);
    await rejectsWith('conflict', alice.rateTicket({ ticketId, score: 4 }, key()));
  });
});

describe('a closed ticket', () => {
  const closed = at('GET', '/tickets', () => list([row({ Status: 'resolved' })]));
  const told = async (more: Readonly<Record<string, unknown>>): Promise<unknown> => (await aliceOn(fakeRt(either(closed, record(more)))).getTicket({ ticketId }, {})).closed;

  it('says when it was closed, where Request Tracker knows', async () => {
    assert.deepEqual([await told({ Resolved: '2026-11-02T08:00:00Z' }), await told({ Resolved: '1970-01-01T00:00:00Z' }), await told({})], ['2026-11-02T08:00:00Z', undefined, undefined]);
    assert.equal((await aliceOn(fakeRt(record({ Resolved: '2026-11-02T08:00:00Z' }))).getTicket({ ticketId }, {})).closed, null);
  });

  it('leads to the tickets before and after it that the customer can reach, and to no others', async () => {
    const links = [
      { ref: 'refers-to', type: 'ticket', id: '3' }, { ref: 'refers-to', type: 'ticket', id: '5' }, { ref: 'refers-to', type: 'ticket', id: '90' },
      { ref: 'referred-to-by', type: 'ticket', id: '8' }, { ref: 'referred-to-by', type: 'ticket', id: '9' }, { ref: 'refers-to', type: 'external', id: '' },
    ];
    const reachable = at('GET', '/tickets', ({ query }) => list(['3', '5', '8'].filter((id) => query.get('query')?.includes(`id = ${id}`)).map((id) => row({ id, Subject: `Subject ${id}` }))));
    const fake = fakeRt(either((seen) => (seen.query.get('query')?.endsWith('id = 7)') === true ? closed(seen) : undefined), reachable, record({}, links)));
    const { followUpOf, followUps, capabilities } = await aliceOn(fake, { followUps: true }).getTicket({ ticketId }, {});
    assert.deepEqual([followUpOf, followUps, capabilities.followUp], [{ id: '5', displayId: '#5', subject: 'Subject 5' }, [{ id: '8', displayId: '#8', subject: 'Subject 8' }], true]);
    const related = fake.seen.find(({ query }) => query.get('query')?.includes('id = 8'))?.query.get('query') ?? '';
    assert.match(related, /Requestor\.EmailAddress = 'alice@acme\.example'/);
    assert.doesNotMatch(related, /id = 90/);
  });
});

describe('a new ticket', () => {
  const queues = ['Support', 'Billing'];
  const values = { subject: 's', message: 'm', Product: 'App', Affected: 3, Hosts: 'a\nb', Blocked: true };
  const billing: Override = either(
    at('GET', '/queue/Billing', () => json({ id: 4, Name: 'Billing', Description: '', _hyperlinks: [], TicketCustomFields: [{ id: '4', name: 'Affected' }], TicketTransactionCustomFields: [] })),
    at('GET', '/queue/4/customfields', () => list([{ id: '4', Name: 'Affected', Type: 'Freeform', MaxValues: '1', Pattern: '^\\d*$', EntryHint: '', LookupType: 'RT::Queue-RT::Ticket', BasedOn: '' }])),
  );
  const create = async (fake: ReturnType<typeof fakeRt>, more: { inbox?: string; followUpOf?: string; followUps?: boolean }): Promise<Record<string, unknown>> => {
    const { inbox = null, followUps = true, ...input } = more;
    await aliceOn(fake, { queues, followUps }, { inbox }).createTicket({ formId: 'Support', values, ...input }, key());
    return sent(fake, 'POST', '/ticket')[0] as Record<string, unknown>;
  };

  it('arrives in the owner\'s inbox; what that queue has no field for is said in the message', async () => {
    const { Queue, CustomFields, Content } = await create(fakeRt(billing), { inbox: 'billing' });
    assert.deepEqual([Queue, CustomFields, Content], ['Billing', { Affected: '3' }, 'm\n\nProduct: App\nBlocked: Yes\nHosts: a, b']);
  });

  it('is refused by an inbox that the portal does not show', async () => {
    await rejectsWith('invalid-input', create(fakeRt(billing), { inbox: 'Internal' }));
  });

  it('leads to a closed ticket within reach, and to no other', async () => {
    const old = (status: string): Override => at('GET', '/tickets', ({ query }) => {
      const asked = /id = (\d+)\)?$/.exec(query.get('query') ?? '')?.[1];
      return list(asked === '3' ? [row({ id: '3', Status: status })] : asked === '7' ? [row()] : []);
    });
    assert.deepEqual((await create(fakeRt(old('resolved')), { followUpOf: '3' }))['RefersTo'], ['3']);
    await rejectsWith('conflict', create(fakeRt(old('open')), { followUpOf: '3' }));
    await rejectsWith('not-found', create(fakeRt(old('resolved')), { followUpOf: '4' }));
    await rejectsWith('unsupported', create(fakeRt(old('resolved')), { followUpOf: '3', followUps: false }));
  });
});

describe('a ticket that was opened without a word', () => {
  const silent = either(at('GET', '/transactions', ({ query }) => (query.get('query')?.includes('CF.{') === true ? undefined : list([], null))), at('POST', '/attachments', ({ body }) => (body.includes('75') ? undefined : list([], null))));
  const reply = async (fake: ReturnType<typeof fakeRt>, modifyTicket: boolean): Promise<unknown[]> => {
    await aliceOn(fake, { queues: ['Support', 'Billing'], modifyTicket }, { inbox: 'Billing' }).reply({ ticketId, text: 'Hello' }, key());
    return sent(fake, 'PUT', '/ticket/7');
  };

  it('has no message', async () => {
    assert.deepEqual((await aliceOn(fakeRt(silent)).listMessages({ ticketId }, {})).items, []);
  });

  it('moves to the owner\'s inbox with the first reply, where customers may modify tickets', async () => {
    assert.deepEqual(await reply(fakeRt(silent), true), [{ Queue: 'Billing' }]);
    assert.deepEqual(await reply(fakeRt(silent), false), []);
  });

  it('is none once there is a message: it stays where it is', async () => assert.deepEqual(await reply(fakeRt(), true), []));
});
