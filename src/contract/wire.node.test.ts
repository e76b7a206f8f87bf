import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  access, API_PREFIX, decodeRequest, decodeResponse, defaultSettings, encodeRequest, encodeResponse, IDEMPOTENCY_KEY, isPortalError, isWrite, mapFiles, parseInput, parseOutput, portalOperations, publicPart, settingsOperations, ticketing, uploads,
  type Operation, type OperationTable, type Session, type Ticket,
} from './index.ts';

const ODD = 'ä/b?c#d&e=f %2F+"\'\\ 로그인';
const person = { name: 'Alice <b>', email: 'alice@acme.example' };
const ticket: Ticket = {
  id: ODD, displayId: '#1', subject: '<b>100%</b>', status: { category: 'open', stage: 'new', label: 'New' }, requester: person, organization: null, created: '2026-11-01T00:00:00Z',
  lastActivity: '2026-11-01T00:00:00.5Z', lastMessageBy: null, waitingOn: 'support', cc: [person], fields: [{ id: 'tags', label: 'Tags', type: 'multiselect', value: ['a', 'b'] }], capabilities: { reply: true, attach: false, close: false, reopen: false },
};
const message = { id: 'm', author: { name: 'A', role: 'agent', isMe: false }, created: '2026-11-01T00:00:00Z', text: null, html: '<p>', attachments: [{ id: 'f', name: '견적서.pdf', type: '', size: 0, contentId: null }], channel: 'email' };
const session: Session = { customer: { id: '1', ...person }, expires: '2026-11-01T00:00:00Z' };
const held: Session = { customer: null, held: { ...person, reason: 'consent' }, expires: '2026-11-01T00:00:00Z', ends: '2026-11-01T12:00:00Z' };
const preview: Session = { ...session, ends: '2026-11-01T12:00:00Z', preview: { agent: ODD } };
const credential = { id: ODD, response: { signature: 'AA', list: [1, null, { nested: true }] } };
const TOKEN = 'A-_9';
const account = {
  ...person, hasPassword: true, consent: { version: '2', given: '2026-11-01T00:00:00Z' },
  sessions: [{ id: ODD, current: true, created: '2026-11-01T00:00:00Z', lastActive: '2026-11-01T00:00:00Z', device: 'Firefox, Linux', method: 'password' }],
  passkeys: [{ id: ODD, name: ODD, created: '2026-11-01T00:00:00Z', lastUsed: null }],
};
const upload = { id: 'u', received: 0, size: 9, sliceBytes: 5 };
const form = { id: 'f', name: 'F', fields: [{ id: 'subject', type: 'text', label: 'S', required: true }] };
const capabilities = { views: ['mine'], search: 'none', sort: ['id'], waitingOn: false, stages: [], createTicket: false, reply: true, closeTicket: false, reopenTicket: false, files: null };
const { fields: _fields, capabilities: _capabilities, ...summary } = ticket;
const settings = { ...defaultSettings(), name: { en: ODD }, editors: [person.email] };
const version = { number: 3, saved: '2026-11-01T00:00:00Z', by: person.email, comment: ODD };
const problem = { path: 'tickets.filter.all.0.property', code: 'unknown-property', subject: ODD, message: 'x', severity: 'broken' };
const backend = {
  name: 'memory', properties: [{ id: 'queue', label: ODD, type: 'choice', operators: ['is', 'in'], options: [{ value: ODD, label: ODD }] }], queues: [{ id: ODD, name: ODD, problem: 'no-rights' }],
  stages: [{ id: 'new', label: 'New', category: 'open' }], fields: [{ id: 'tags', label: 'Tags', type: 'multiselect' }], forms: [{ id: 'f', name: 'F', queue: null, fields: [] }],
  can: { threads: true, inbox: true, cc: false, rate: false, followUp: false, close: true, reopen: true },
};
const state = { document: settings, version, newest: 4, role: 'editor', kept: 'file', problems: [problem], portalURL: null, backend };
const draft = { version: 1, anything: [ODD, { nested: null }] };

/** An input and an output of every operation; one without does not compile. */
const SAMPLES: Readonly<Record<keyof typeof ticketing | keyof typeof access | keyof typeof uploads | keyof typeof portalOperations | keyof typeof settingsOperations, { input: Record<string, unknown>; output: unknown }>> = {
  getProfile: { input: {}, output: { ...person, organizations: [{ id: '1', name: 'Acme' }], capabilities } },
  listTickets: {
    input: { view: 'cc', search: ODD, status: 'open', stage: ODD, waitingOn: 'customer', createdFrom: '2026-11-01T00:00:00Z', sort: 'id', direction: 'ascending', cursor: ODD, limit: 7 },
    output: { items: [summary], nextCursor: ODD, total: 12 },
  },
  getTicket: { input: { ticketId: ODD }, output: ticket },
  listMessages: { input: { ticketId: ODD, cursor: '1', limit: 100 }, output: { items: [message], nextCursor: null } },
  downloadAttachment: { input: { ticketId: ODD, messageId: '%2e%2e', attachmentId: 'a/b' }, output: null },
  reply: { input: { ticketId: ODD, text: 'Hello\n "you" 💥', files: [] }, output: message },
  closeTicket: { input: { ticketId: '1' }, output: ticket },
  reopenTicket: { input: { ticketId: '__proto__' }, output: ticket },
  listColleagues: { input: { search: ODD }, output: { items: [person] } },
  addCc: { input: { ticketId: ODD, email: person.email }, output: ticket },
  removeCc: { input: { ticketId: ODD, email: 'o\'neil+tag@acme.example' }, output: ticket },
  rateTicket: { input: { ticketId: ODD, score: 5, comment: ODD }, output: { ...ticket, closed: '2026-11-02T00:00:00Z', rating: { score: 5, comment: ODD }, followUpOf: null, followUps: [{ id: ODD, displayId: '#2', subject: ODD }] } },
  listForms: { input: {}, output: { items: [{ id: 'f', name: 'F' }] } },
  getForm: { input: { formId: ODD }, output: form },
  createTicket: { input: { formId: 'f', values: { subject: ODD, tags: ['a'], seats: 3, yes: true, none: null }, files: {} }, output: ticket },
  getSession: { input: {}, output: session },
  peekSession: { input: {}, output: held },
  getSignInOptions: {
    input: { language: 'zh-Hant-TW' },
    output: {
      password: true, registration: true, passwordReset: true, mail: 'both', passkeys: false, providers: [{ id: 'a', name: ODD }], host: false,
      consent: { version: '1', text: ODD, label: ODD },
    },
  },
  signInAsHostUser: { input: { token: 'a.b.c' }, output: session },
  signIn: { input: { email: person.email, password: ODD }, output: session },
  signOut: { input: {}, output: { customer: null, expires: null, signOutUrl: 'https://idp.example/end?hint=1' } },
  register: { input: { name: ODD, email: person.email, password: ODD, consent: '1', language: 'ko' }, output: { delayed: true } },
  verifyAddress: { input: { token: TOKEN, password: ODD }, output: held },
  requestPasswordReset: { input: { email: ODD, language: 'ko' }, output: { delayed: false } },
  resetPassword: { input: { token: TOKEN, password: ODD }, output: { email: person.email } },
  changePassword: { input: { current: ODD, password: `${ODD} 2`, language: 'ko' }, output: session },
  requestSignInMail: { input: { email: ODD }, output: { delayed: false, challenge: TOKEN } },
  signInByLink: { input: { token: TOKEN }, output: session },
  signInByCode: { input: { challenge: TOKEN, code: '1234 5678' }, output: session },
  readMailLink: { input: { token: TOKEN }, output: { purpose: 'invitation', ...person } },
  acceptInvitation: { input: { token: TOKEN, name: ODD, password: ODD, consent: '1', language: 'ko' }, output: session },
  giveConsent: { input: { version: ODD, language: 'ko' }, output: session },
  withdrawConsent: { input: {}, output: held },
  getAccount: { input: {}, output: account },
  endSession: { input: { sessionId: ODD }, output: session },
  endAllSessions: { input: {}, output: { customer: null, expires: null } },
  startPasskey: { input: {}, output: { challenge: TOKEN, options: credential } },
  addPasskey: { input: { challenge: TOKEN, credential, name: ODD }, output: account.passkeys[0] },
  deletePasskey: { input: { passkeyId: ODD }, output: {} },
  startPasskeySignIn: { input: {}, output: { challenge: TOKEN, options: credential } },
  signInWithPasskey: { input: { challenge: TOKEN, credential }, output: session },
  startProviderSignIn: { input: { providerId: ODD, returnTo: 'https://www.example.com/support#/tickets/1' }, output: { url: 'https://idp.example/?a=b' } },
  openPreview: { input: { token: TOKEN }, output: preview },
  createUpload: { input: { name: '견적서.pdf', type: 'application/pdf', size: 9, ticketId: ODD }, output: upload },
  getUpload: { input: { uploadId: ODD }, output: upload },
  appendUpload: { input: { uploadId: ODD, offset: 5, bytes: new Blob([Uint8Array.from([0, 255, 13, 10])]) }, output: { ...upload, received: 9 } },
  deleteUpload: { input: { uploadId: ODD }, output: {} },
  getPortal: { input: {}, output: publicPart(settings) },
  getSettings: { input: {}, output: state },
  checkSettings: { input: { document: draft }, output: { problems: [problem] } },
  saveSettings: { input: { document: draft, base: 3, comment: ODD }, output: state },
  listSettingsVersions: { input: { cursor: ODD }, output: { items: [version], nextCursor: ODD, total: 3 } },
  getSettingsVersion: { input: { version: 3 }, output: { ...version, document: draft } },
  countTickets: { input: { filter: { all: [{ property: 'queue', operator: 'in', value: [ODD] }] } }, output: { count: 2, sample: [summary] } },
  findCustomers: { input: { search: ODD }, output: { items: [person] } },
  previewTickets: { input: { document: draft, customer: person.email, operation: 'listTickets', input: { limit: 5 } }, output: { output: { items: [], nextCursor: null } } },
};

/** What a router does: the values of the path's parameters, decoded; null where another operation is meant. */
function parametersOf(operation: Operation, path: string): Record<string, string> | null {
  const names = [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  const found = new RegExp(`^${API_PREFIX}${operation.path.replace(/:\w+/g, '([^/]+)')}$`).exec(path);
  return found === null ? null : Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
}

const TABLES: Readonly<Record<string, OperationTable>> = { ticketing, access, uploads, portal: portalOperations, settings: settingsOperations };

for (const [table, operations] of Object.entries(TABLES)) {
  describe(`the wire format of ${table}`, () => {
    for (const [name, operation] of Object.entries(operations)) {
      const { input, output } = SAMPLES[name as keyof typeof SAMPLES];

      it(`${name}: the gateway receives what the client passed`, async () => {
        const wire = encodeRequest(operation, input, isWrite(operation) ? 'key-1' : undefined);
        // as a browser does it, which resolves dots and keeps what is encoded
        const request = new Request(`https://gateway.example${wire.path}`, { method: wire.method, headers: wire.headers, ...(wire.body === undefined ? {} : { body: wire.body }) });
        const url = new URL(request.url);
        assert.deepEqual(Object.values(operations).filter((other) => other.method === wire.method && parametersOf(other, url.pathname) !== null), [operation], 'one route, and the right one');
        const decoded = parseInput(operation, await decodeRequest(operation, request, parametersOf(operation, url.pathname) ?? {})) as Record<string, unknown>;
        const { bytes, ...rest } = decoded;
        const { bytes: sent, ...expected } = input;
        assert.deepEqual(rest, expected);
        if (sent !== undefined) assert.deepEqual(new Uint8Array(await new Response(bytes as ReadableStream).arrayBuffer()), new Uint8Array(await (sent as Blob).arrayBuffer()));
        assert.equal(request.headers.get(IDEMPOTENCY_KEY), isWrite(operation) ? 'key-1' : null);
      });

      if (operation.output !== 'file') it(`${name}: the client receives what the gateway answered`, async () => {
        assert.deepEqual(parseOutput(name, operation, await decodeResponse(operation, encodeResponse(output))), output);
      });

      if (isWrite(operation)) it(`${name}: has a content type that no HTML form can send`, () => {
        assert.match(encodeRequest(operation, input, 'k').headers['Content-Type'] ?? '', /^application\/(json|octet-stream)$/);
      });

      it(`${name}: every part of its path is part of its input`, () => {
        for (const [, parameter] of operation.path.matchAll(/:(\w+)/g)) {
          const { [parameter ?? '']: _left, ...without } = input;
          assert.throws(() => parseInput(operation, without), (error) => isPortalError(error, 'invalid-input'));
        }
      });
    }
  });
}

describe('the wire format', () => {
  const request = (body: string, headers: Record<string, string> = {}): Request => new Request('https://gateway.example/v1/tickets', { method: 'POST', body, headers });

  it('sends no id that a URL would resolve away', () => {
    for (const ticketId of ['.', '..', '']) assert.throws(() => encodeRequest(ticketing.getTicket, { ticketId }), (error) => isPortalError(error, 'not-found'));
  });

  it('leaves out what is undefined', () => {
    assert.equal(encodeRequest(ticketing.listTickets, { view: 'mine', search: undefined }).path, '/v1/tickets?view=mine');
  });

  it('refuses a body that is not a JSON object', async () => {
    for (const body of ['', 'x', '[]', 'null', '1', '"text"', '{"a":']) {
      await assert.rejects(decodeRequest(ticketing.createTicket, request(body), {}), (error) => isPortalError(error, 'invalid-input'), body);
    }
  });

  it('lets the path decide, whatever body or query say', async () => {
    assert.equal((await decodeRequest(ticketing.reply, request('{"ticketId":"2","text":"x"}'), { ticketId: '1' }))['ticketId'], '1');
    assert.equal((await decodeRequest(ticketing.getTicket, new Request('https://gateway.example/v1/tickets/1?ticketId=2'), { ticketId: '1' }))['ticketId'], '1');
  });

  it('reads numbers of a query only where they are numbers', async () => {
    const limitOf = async (limit: string): Promise<unknown> => (await decodeRequest(ticketing.listTickets, new Request(`https://gateway.example/v1/tickets?limit=${limit}`), {}))['limit'];
    assert.equal(await limitOf('10'), 10);
    for (const limit of ['', '1e1', '0x10', '-1', ' 1', '1.5', '9'.repeat(16)]) assert.notEqual(typeof await limitOf(encodeURIComponent(limit)), 'number', limit);
  });

  it('takes an answer that is not JSON for no gateway', async () => {
    await assert.rejects(decodeResponse(ticketing.getTicket, new Response('<html>')), (error) => isPortalError(error, 'bad-response'));
  });

  it('reads a file with its name in any script', async () => {
    const response = new Response('bytes', { headers: { 'Content-Disposition': `attachment; filename="x"; filename*=UTF-8''${encodeURIComponent('견적서 "1".pdf')}`, 'Content-Type': 'application/pdf', 'Content-Length': '5' } });
    const file = await decodeResponse(ticketing.downloadAttachment, response) as File;
    assert.deepEqual([file.name, file.type, file.size, await new Response(file.stream()).text()], ['견적서 "1".pdf', 'application/pdf', 5, 'bytes']);
    await assert.rejects(decodeResponse(ticketing.downloadAttachment, new Response('<html>')), (error) => isPortalError(error, 'bad-response'));
  });

  it('replaces files in their order, in lists and in lists by field, and nothing else', async () => {
    const seen: unknown[] = [];
    const replace = async (file: unknown, index: number): Promise<string> => {
      seen.push([file, index]);
      return `upload-${String(index)}`;
    };
    assert.deepEqual(await mapFiles(ticketing.reply, { ticketId: '1', files: ['a', 'b'] }, replace), { ticketId: '1', files: ['upload-0', 'upload-1'] });
    const byField = await mapFiles(ticketing.createTicket, { formId: 'f', files: JSON.parse('{"one":["a"],"__proto__":["b"]}') as object }, replace);
    assert.equal(JSON.stringify(byField['files']), '{"one":["upload-0"],"__proto__":["upload-1"]}');
    assert.deepEqual(seen, [['a', 0], ['b', 1], ['a', 0], ['b', 1]]);
    assert.deepEqual(await mapFiles(ticketing.getTicket, { ticketId: '1', files: ['a'] }, replace), { ticketId: '1', files: ['a'] });
    assert.deepEqual(await mapFiles(ticketing.reply, { files: null }, replace), { files: null });
  });
});

it('a file whose name cannot be read is not an answer of a gateway', async () => {
  const response = new Response('bytes', { headers: { 'Content-Disposition': 'attachment; filename*=UTF-8\'\'%E0%A4%A' } });
  await assert.rejects(decodeResponse(ticketing.downloadAttachment, response), { name: 'PortalError', code: 'bad-response' });
});
