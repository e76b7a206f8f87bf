import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../../contract/index.ts';
import { aliceOn, fakeRt, json, list, message, row, type Override, type Seen } from './fake-rt.ts';

const key = { idempotencyKey: 'key-1' };
const ticketId = '7';

/** An override for one path of REST2. */
const at = (method: string, path: string, respond: (seen: Seen) => Response | Promise<Response>): Override =>
  (seen) => (seen.method === method && seen.path === `/REST/2.0${path}` ? respond(seen) : undefined);
const html = (status = 200): Response => new Response('<!doctype html><title>Login</title>', { status, headers: { 'Content-Type': 'text/html' } });

async function rejectsWith(code: ErrorCode, call: Promise<unknown>): Promise<Error> {
  const error: unknown = await call.then(() => 'it succeeded', (thrown: unknown) => thrown);
  assert.ok(isPortalError(error, code), `expected ${code}, got ${String(error)}`);
  return error;
}

describe('when Request Tracker answers something else', () => {
  const answers: readonly (readonly [string, ErrorCode, () => Response | Promise<Response>])[] = [
    ['a page of HTML', 'bad-response', () => html()],
    ['a redirect to its login page', 'unavailable', () => new Response(null, { status: 302, headers: { Location: '/NoAuth/Login.html' } })],
    ['that the token is unknown', 'unavailable', () => json({ message: 'Unauthorized' }, 401)],
    ['an error of its own without a body', 'unavailable', () => new Response(null, { status: 500 })],
    ['the error page of a proxy', 'unavailable', () => html(502)],
    ['that a query is wrong, with a path of the server', 'bad-response', () => json({ message: 'Wrong query at /usr/share/request-tracker5/lib/RT/Tickets.pm' }, 400)],
    ['broken JSON', 'bad-response', () => new Response('{"items": [', { headers: { 'Content-Type': 'application/json' } })],
    ['null', 'bad-response', () => json(null)],
    ['a list without items', 'bad-response', () => json({ total: 3, count: 3 })],
    ['a ticket without a status', 'bad-response', () => list([row({ Status: null })])],
    ['a ticket whose time is none', 'bad-response', () => list([row({ Created: 'yesterday' })])],
    ['a ticket of somebody else', 'bad-response', () => list([row({ Requestor: [{ id: 'bob', EmailAddress: 'bob@acme.example' }] })])],
    ['a ticket of another queue', 'bad-response', () => list([row({ Queue: { id: '9', Name: 'Internal' } })])],
    ['a count without tickets, as for a sort key that it does not know', 'bad-response', () => list([], 5)],
    ['nothing, because it cannot be reached', 'unavailable', () => Promise.reject(new TypeError('fetch failed'))],
  ];
  for (const [what, code, respond] of answers) {
    it(`${what}: a list is ${code}, and never empty`, async () => {
      const error = await rejectsWith(code, aliceOn(fakeRt(at('GET', '/tickets', respond))).listTickets({}, {}));
      assert.doesNotMatch(error.message, /Tickets\.pm|Unauthorized|Login/);
    });
  }

  it('that there are too many calls: says when to try again', async () => {
    const tooMany = (): Response => new Response(null, { status: 429, headers: { 'Retry-After': '17' } });
    const error = await rejectsWith('rate-limited', aliceOn(fakeRt(at('GET', '/tickets', tooMany))).listTickets({}, {}));
    assert.equal((error as Error & { retryAfter?: number }).retryAfter, 17);
  });

  it('nothing at all: the call ends when its time is over', async () => {
    const never: Override = () => undefined;
    const fake = fakeRt(never);
    const hanging = { fetch: (_input: unknown, init?: RequestInit) => new Promise<Response>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    }) };
    assert.equal(fake.seen.length, 0);
    await rejectsWith('timeout', aliceOn(hanging, { timeouts: { read: 20 } }).listTickets({}, {}));
  });

  it('an empty list of tickets: it is an empty list', async () => {
    const page = await aliceOn(fakeRt(at('GET', '/tickets', () => list([])))).listTickets({}, {});
    assert.deepEqual(page, { items: [], nextCursor: null, total: 0 });
  });

  it('people, subjects and fields that are null: they are empty texts', async () => {
    const nulls = row({ Subject: null, Cc: null, Requestor: [{ id: 'alice@acme.example', RealName: null, EmailAddress: 'alice@acme.example', Organization: null }] });
    const { items: [ticket] } = await aliceOn(fakeRt(at('GET', '/tickets', () => list([nulls])))).listTickets({}, {});
    assert.deepEqual([ticket?.subject, ticket?.requester.name, ticket?.organization, ticket?.cc], ['', 'alice@acme.example', null, []]);
  });

  it('a status that nobody configured: it is an open one under its own name', async () => {
    const { items: [ticket] } = await aliceOn(fakeRt(at('GET', '/tickets', () => list([row({ Status: 'with the carrier' })])))).listTickets({}, {});
    assert.deepEqual(ticket?.status, { category: 'open', stage: 'with the carrier', label: 'with the carrier' });
  });
});

describe('what is sent to Request Tracker', () => {
  it('holds a token and no other trace of a browser', async () => {
    const fake = fakeRt();
    await aliceOn(fake).getTicket({ ticketId }, {});
    for (const { headers } of fake.seen) {
      assert.deepEqual([...headers.keys()].filter((name) => !['accept', 'authorization', 'content-type'].includes(name)), []);
      assert.match(headers.get('authorization') ?? '', /^token (?:reader|alice)-token$/);
    }
  });

  it('is never led elsewhere by a redirect', async () => {
    const fake = fakeRt();
    await aliceOn(fake).getTicket({ ticketId }, {});
    assert.ok(fake.seen.every(({ redirect }) => redirect === 'manual'));
  });

  it('takes a customer\'s words for words: nothing of them becomes a part of the query', async () => {
    const fake = fakeRt();
    const word = 'x\'OR\\\'1';
    await aliceOn(fake).listTickets({ search: word, stage: 'new\' OR Queue = \'Internal' }, {});
    const query = fake.seen.find(({ path }) => path.endsWith('/tickets'))?.query.get('query') ?? '';
    const outside = query.replace(/'(?:[^'\\]|\\.)*'/gs, '?');
    assert.doesNotMatch(outside, /'|Internal|\\/, query);
    assert.match(query, /Status = 'new\\' OR Queue = \\'Internal'/);
  });

  it('asks for messages by the types that are public, in every query for them', async () => {
    const fake = fakeRt();
    const alice = aliceOn(fake);
    await alice.listTickets({ search: 'printing' }, {});
    await alice.listMessages({ ticketId }, {});
    const asked = fake.seen.filter(({ path }) => /history|transactions/.test(path)).map(({ query }) => query.get('query') ?? '');
    assert.ok(asked.length >= 2);
    for (const query of asked) {
      assert.match(query, /'Create'|"Create"/);
      assert.doesNotMatch(query, /Comment/);
    }
  });
});

describe('internal comments that Request Tracker sends all the same', () => {
  const comment = message(71, 'agnes', { Type: 'Comment', Created: '2026-11-09T08:00:00Z' });

  it('are not in the conversation', async () => {
    const fake = fakeRt(at('GET', '/ticket/7/history', () => list([comment, message(70, 'alice@acme.example')], null)));
    const { items } = await aliceOn(fake).listMessages({ ticketId }, {});
    assert.deepEqual(items.map(({ id }) => id), ['70']);
  });

  it('give away none of their files', async () => {
    const fake = fakeRt((seen) => at('GET', '/ticket/7/history', () => list([comment], null))(seen)
      ?? at('POST', '/attachments', () => list([{ id: '712', TransactionId: '71', ContentType: 'text/plain', Filename: 'INTERNAL-ONLY.txt', ContentLength: '4', Headers: '' }], null))(seen));
    await rejectsWith('not-found', aliceOn(fake).downloadAttachment({ ticketId, messageId: '71', attachmentId: '712' }, {}));
  });

  it('are not found by a search', async () => {
    const fake = fakeRt(at('GET', '/transactions', () => list([comment], null)));
    assert.deepEqual((await aliceOn(fake).listTickets({ search: 'Hello' }, {})).items, []);
  });

  it('nor is the value of a field that the form does not have', async () => {
    const { fields } = await aliceOn(fakeRt()).getTicket({ ticketId }, {});
    assert.deepEqual(fields, [{ id: 'Product', label: 'Product', type: 'select', value: 'Cloud' }]);
  });
});

describe('the last activity', () => {
  const activity = async (newest: readonly unknown[], history: readonly unknown[]): Promise<unknown> => {
    const fake = fakeRt((seen) => at('GET', '/transactions', () => list(newest, null))(seen) ?? at('GET', '/ticket/7/history', () => list(history, null))(seen));
    const { items: [ticket] } = await aliceOn(fake).listTickets({}, {});
    return [ticket?.lastActivity, ticket?.lastMessageBy, ticket?.waitingOn];
  };
  const told = (id: number, login: string, day: string, more = {}): unknown => message(id, login, { Created: `2026-11-${day}T08:00:00Z`, ...more });

  it('of a ticket into which another was merged is that of both', async () => {
    const merge = told(73, 'agnes', '05', { Type: 'AddLink' });
    assert.deepEqual(await activity([merge, told(71, 'alice@acme.example', '02')], [told(72, 'agnes', '04'), told(71, 'alice@acme.example', '02')]), ['2026-11-04T08:00:00Z', 'support', 'customer']);
  });

  it('may be a message of Request Tracker itself, which changes no turn', async () => {
    const messages = [told(72, 'RT_System', '04'), told(71, 'agnes', '02')];
    assert.deepEqual(await activity(messages, messages), ['2026-11-04T08:00:00Z', 'support', 'customer']);
    const other = [told(72, 'RT_System', '04'), told(71, 'alice@acme.example', '02')];
    assert.deepEqual(await activity(other, other), ['2026-11-04T08:00:00Z', 'support', 'support']);
  });

  it('of a ticket without any message is its creation', async () => {
    assert.deepEqual(await activity([], []), ['2026-11-01T08:00:00Z', null, 'support']);
  });
});

describe('a cursor', () => {
  const many = fakeRt(at('GET', '/tickets', ({ query }) => list(['9', '8', '7'].slice(0, Number(query.get('per_page'))).map((id) => row({ id })), 3)));

  it('continues after the last ticket in the direction of the list, also where several were created at once', async () => {
    for (const [sort, direction, beyond] of [
      ['id', 'descending', 'id < 9'], ['id', 'ascending', 'id > 9'],
      ['created', 'descending', '(Created < \'2026-11-01 08:00:00\' OR (Created <= \'2026-11-01 08:00:00\' AND id < 9))'],
      ['created', 'ascending', '(Created > \'2026-11-01 08:00:00\' OR (Created >= \'2026-11-01 08:00:00\' AND id > 9))'],
    ] as const) {
      const { nextCursor } = await aliceOn(many).listTickets({ sort, direction, limit: 1 }, {});
      const before = many.seen.length;
      await aliceOn(many).listTickets({ sort, direction, limit: 1, cursor: nextCursor ?? '' }, {});
      assert.ok(many.seen[before]?.query.get('query')?.endsWith(` AND ${beyond})`), many.seen[before]?.query.get('query') ?? '');
    }
  });

  it('of another query, of another customer, or of nobody is invalid', async () => {
    const { nextCursor } = await aliceOn(many).listTickets({ sort: 'id', limit: 1 }, {});
    const cursor = nextCursor ?? '';
    assert.equal((await aliceOn(many).listTickets({ sort: 'id', limit: 1, cursor }, {})).items.length, 1);
    await rejectsWith('invalid-input', aliceOn(many).listTickets({ sort: 'created', limit: 1, cursor }, {}));
    await rejectsWith('invalid-input', aliceOn(many, {}, { views: ['mine', 'cc'] }).listTickets({ sort: 'id', limit: 1, cursor }, {}));
    for (const forged of ['', 'x', '{}', btoa('{"id":"1 OR 1=1"}'), btoa(JSON.stringify({ ...JSON.parse(atob(cursor)) as object, time: 9e15 })), cursor.slice(0, -3)]) await rejectsWith('invalid-input', aliceOn(many).listTickets({ sort: 'id', cursor: forged }, {}));
  });
});

describe('writing', () => {
  it('a status that Request Tracker says 200 to and does not change is a conflict', async () => {
    const error = await rejectsWith('conflict', aliceOn(fakeRt()).closeTicket({ ticketId }, key));
    assert.doesNotMatch(error.message, /can't change/);
  });

  it('a status is changed by what the ticket offers, and only then', async () => {
    let status = 'open';
    const fake = fakeRt((seen) => at('GET', '/tickets', () => list([row({ Status: status })]))(seen) ?? at('PUT', '/ticket/7', ({ body }) => {
      status = (JSON.parse(body) as { Status: string }).Status;
      return json([]);
    })(seen));
    const closed = await aliceOn(fake).closeTicket({ ticketId }, key);
    assert.equal(closed.status.stage, 'resolved');
    // the ticket offers no way back
    await rejectsWith('conflict', aliceOn(fake).reopenTicket({ ticketId }, { idempotencyKey: 'key-2' }));
    assert.equal(fake.seen.filter(({ method }) => method === 'PUT').length, 1);
  });

  it('a reply is sent by the customer\'s own account, with its key', async () => {
    const fake = fakeRt();
    const answer = await aliceOn(fake).reply({ ticketId, text: 'Thanks' }, key);
    const sent = fake.seen.find(({ path }) => path.endsWith('/correspond'));
    assert.equal(sent?.headers.get('authorization'), 'token alice-token');
    const { Content, ContentType, TxnCustomFields } = JSON.parse(sent.body) as { Content: string; ContentType: string; TxnCustomFields: Record<string, string> };
    assert.deepEqual([Content, ContentType, answer.id, answer.author.isMe], ['Thanks', 'text/plain', '75', true]);
    assert.match(TxnCustomFields['Portal request'] ?? '', /^[0-9a-f]{40}$/);
  });

  it('a reply of "0", which Perl takes for nothing, is not sent as nothing', async () => {
    const fake = fakeRt();
    await aliceOn(fake).reply({ ticketId, text: '0' }, key);
    assert.equal((JSON.parse(fake.seen.find(({ path }) => path.endsWith('/correspond'))?.body ?? '') as { Content: string }).Content, '0\n');
  });

  it('half a letter and NUL, at which Request Tracker fails, are not sent', async () => {
    const fake = fakeRt();
    await aliceOn(fake).reply({ ticketId, text: 'a\0b\ud83d' }, key);
    await aliceOn(fake).createTicket({ formId: 'Support', values: { subject: 's\0\ud83d', message: 'm\ud83d', Product: 'App', Hosts: 'h\0\ud83d' } }, key);
    const [reply, ticket] = fake.seen.filter(({ method, path }) => method === 'POST' && /correspond$|\/ticket$/.test(path)).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    assert.deepEqual([reply?.['Content'], ticket?.['Subject'], ticket?.['Content'], ticket?.['CustomFields']], ['ab\ufffd', 's\ufffd', 'm\ufffd', { Product: 'App', Hosts: ['h\ufffd'] }]);
  });

  it('a subject of which Request Tracker would cut off the end, counted in bytes, is refused', async () => {
    const fake = fakeRt();
    const open = (subject: string): Promise<unknown> => aliceOn(fake).createTicket({ formId: 'Support', values: { subject, message: 'm', Product: 'App' } }, key);
    const error = await rejectsWith('invalid-input', open('견'.repeat(67)));
    assert.deepEqual((error as Error & { issues?: unknown }).issues, [{ path: 'subject', code: 'too-long', limit: 66 }]);
    assert.ok(!fake.seen.some(({ method, path }) => method === 'POST' && path.endsWith('/ticket')));
    await open('견'.repeat(66));
    await open(` ${'x'.repeat(199)}`);
  });

  it('a reply that another process has sent with the same key is not sent again', async () => {
    const fake = fakeRt(({ path, query }) => (path.endsWith('/transactions') && query.get('query')?.includes('CF.{Portal request}') === true
      ? list([message(74, 'alice@acme.example')], null) : undefined));
    assert.equal((await aliceOn(fake).reply({ ticketId, text: 'Thanks' }, key)).id, '74');
    assert.ok(!fake.seen.some(({ path }) => path.endsWith('/correspond')));
  });

  it('a reply that failed can be sent again with the same key', async () => {
    let down = true;
    const fake = fakeRt((seen) => (down ? at('POST', '/ticket/7/correspond', () => new Response(null, { status: 500 }))(seen) : undefined));
    const alice = aliceOn(fake, { timeouts: { write: 100 } });
    await rejectsWith('unavailable', alice.reply({ ticketId, text: 'Thanks' }, key));
    down = false;
    assert.equal((await alice.reply({ ticketId, text: 'Thanks' }, key)).id, '75');
  });

  it('a reply of which Request Tracker has got everything when the line breaks is not sent again, though it is stored only later', async () => {
    let looks = 0;
    const fake = fakeRt(({ path, query }) => {
      if (path.endsWith('/correspond')) return Promise.reject(new TypeError('fetch failed'));
      if (query.get('query')?.includes('CF.{Portal request}') !== true) return undefined;
      looks += 1;
      return list(looks > 3 ? [message(75, 'alice@acme.example')] : [], null);
    });
    assert.equal((await aliceOn(fake, { timeouts: { write: 2000 } }).reply({ ticketId, text: 'Thanks' }, key)).id, '75');
    assert.equal(fake.seen.filter(({ path }) => path.endsWith('/correspond')).length, 1);
  });

  it('a reply for which the right is missing, which Request Tracker calls a bad request, is a conflict', async () => {
    const refused = at('POST', '/ticket/7/correspond', () => json({ message: 'Zugriff verweigert' }, 400));
    const error = await rejectsWith('conflict', aliceOn(fakeRt(refused)).reply({ ticketId, text: 'Thanks' }, key));
    assert.doesNotMatch(error.message, /verweigert/);
  });

  it('a reply that is stored as somebody else\'s is a bad response', async () => {
    const other = at('GET', '/ticket/7/history', () => list([message(75, 'portal')], null));
    await rejectsWith('bad-response', aliceOn(fakeRt(other), { timeouts: { write: 100 } }).reply({ ticketId, text: 'Thanks' }, key));
  });

  it('a token that Request Tracker knows no longer is asked for anew, once', async () => {
    const tokens = ['old-token', 'new-token'];
    const fake = fakeRt((seen) => (seen.headers.get('authorization') === 'token old-token' ? json({ message: 'Unauthorized' }, 401) : undefined));
    const renewed: (string | undefined)[] = [];
    const { capabilities } = await aliceOn(fake, { tokenFor: async (_customer, { renew }) => {
      renewed.push(renew);
      return (renew === undefined ? tokens[0] : tokens[1]) ?? '';
    } }).getTicket({ ticketId }, {});
    assert.deepEqual([renewed, capabilities.reply], [[undefined, 'old-token'], true]);
  });

  it('a new ticket names its requester, holds what the form says, and nothing else', async () => {
    const fake = fakeRt();
    await aliceOn(fake).createTicket({
      formId: 'Support', values: { subject: ' Broken ', message: 'All of it', Product: 'App', Area: 'Camera', Affected: 12, Blocked: true, Since: '2026-11-01', Hosts: 'a\r\nb\n\n' },
    }, key);
    const { CustomFields, ...ticket } = JSON.parse(fake.seen.find(({ method, path }) => method === 'POST' && path === '/REST/2.0/ticket')?.body ?? '') as Record<string, unknown>;
    const { 'Object-RT::Transaction--CustomField-12': mark, ...rest } = ticket;
    assert.deepEqual(rest, { Queue: 'Support', Subject: 'Broken', Content: 'All of it', ContentType: 'text/plain', Requestor: 'alice@acme.example' });
    assert.deepEqual(CustomFields, { Product: 'App', Area: 'Camera', Affected: '12', Blocked: 'Yes', Since: '2026-11-01', Hosts: ['a', 'b'] });
    assert.match(String(mark), /^[0-9a-f]{40}$/);
  });

  it('a new ticket is not to be had where there is no form', async () => {
    const alice = aliceOn(fakeRt(), { forms: [] });
    assert.deepEqual((await alice.listForms({}, {})).items, []);
    await rejectsWith('unsupported', alice.createTicket({ formId: 'Support', values: {} }, key));
  });
});

describe('files', () => {
  const part = { id: '702', TransactionId: '70', ContentType: 'text/html', Filename: 'a %22b%22.html', ContentLength: '5', Headers: '' };
  const withFile = (body: string, status = 200): Override => (seen) => at('POST', '/attachments', () => list([part], null))(seen)
    ?? (seen.path.startsWith('/SelfService/Attachment/70/702/') ? new Response(body, { status }) : undefined)
    ?? at('GET', '/attachment/702', () => json({ Content: btoa('hello') }))(seen);
  const download = async (override: Override): Promise<string[]> => {
    const file = await aliceOn(fakeRt(override)).downloadAttachment({ ticketId, messageId: '70', attachmentId: '702' }, {});
    return [file.name, file.type, String(file.size), await new Response(file.stream()).text()];
  };

  it('come as a stream, under the type that they were stored with', async () => {
    assert.deepEqual(await download(withFile('hello')), ['a "b".html', 'text/html', '5', 'hello']);
  });

  it('come by the API where the web pages cannot be reached', async () => {
    assert.deepEqual((await download(withFile('', 302)))[3], 'hello');
  });

  it('whose bytes are not all there, as when nothing is sent to who may not see them, break off', async () => {
    for (const body of ['', 'hell', 'hello and more']) await rejectsWith('bad-response', download(withFile(body)));
  });

  it('of which the names are no names are refused', async () => {
    for (const name of ['', '..', 'a/b.txt', 'a\\b.txt', 'a\nb.txt', 'a\u0000b']) {
      await rejectsWith('invalid-input', aliceOn(fakeRt()).reply({ ticketId, files: [new File(['x'], name)] }, { idempotencyKey: `name-${String(name.length)}` }));
    }
  });

  it('are sent as they are, with a length that is told in front', async () => {
    const fake = fakeRt();
    const progress: number[] = [];
    await aliceOn(fake).reply({ ticketId, text: 'See', files: [new File(['one'], '견적 "1".txt', { type: 'text/plain' }), new File(['two'], 'b', { type: 'no type' })] },
      { ...key, onProgress: ({ file, sent, size }) => progress.push(file, sent, size) });
    const { headers, body } = fake.seen.find(({ path }) => path.endsWith('/correspond')) ?? { headers: new Headers(), body: '' };
    assert.equal(headers.get('content-length'), String(new TextEncoder().encode(body).length));
    assert.match(body, /name="Attachments"; filename="견적 %221%22\.txt"\r\nContent-Type: text\/plain\r\n\r\none\r\n/);
    assert.match(body, /filename="b"\r\nContent-Type: application\/octet-stream\r\n\r\ntwo\r\n--[\w-]+--\r\n$/);
    assert.deepEqual(progress, [0, 3, 3, 1, 3, 3]);
  });
});
