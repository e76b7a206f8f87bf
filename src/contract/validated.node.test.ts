import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memory, type MemoryBackend } from '../adapters/memory/index.ts';
import { isPortalError, operationNames, OWN_TICKETS, PortalError, ticketing, validated, type ErrorCode, type TicketingAdapter, type TicketingClient } from './index.ts';

const alice = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const created = '2026-11-01T00:00:00Z';
const makeBackend = (): MemoryBackend => memory({
  data: {
    customers: [{ ...alice, organizations: [] }], forms: [{ id: 'form', name: 'Form', fields: [{ id: 'subject', type: 'text', label: 'S', required: true }, { id: 'files', type: 'file', label: 'F', required: false }] }],
    tickets: [{ key: 'one', subject: 'One', requester: alice.email, stage: 'open', created, messages: [{ visibility: 'public', author: alice.email, created, text: 'Hello' }] }],
  },
});
/** A client whose adapter is a sound one but for these operations. */
const clientOf = (broken: Record<string, unknown> = {}, backend = makeBackend()): TicketingClient => validated({ ...backend.adapterFor(alice, OWN_TICKETS), ...broken });
const is = (code: ErrorCode, message?: RegExp) => (error: unknown): boolean => isPortalError(error, code) && (message === undefined || message.test(error.message));
const key = { idempotencyKey: 'key-1' };

describe('a validated adapter', () => {
  it('offers every operation, and rejects those that the adapter left out', async () => {
    const bare = validated({ getProfile: async () => assert.fail() } as unknown as TicketingAdapter);
    assert.deepEqual(Object.keys(bare), operationNames(ticketing));
    for (const name of operationNames(ticketing).filter((one) => one !== 'getProfile')) {
      await assert.rejects((bare[name] as (input: unknown, context: unknown) => Promise<unknown>)({}, key), is('unsupported'), name);
    }
  });

  it('fills in what the caller left out', async () => {
    let seen: unknown;
    await clientOf({ listTickets: async (query: unknown) => {
      seen = query;
      return { items: [], nextCursor: null };
    } }).listTickets({}, {});
    assert.deepEqual(seen, { view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 25 });
  });

  it('calls the adapter as its own method', async () => {
    class Adapter {
      readonly forms = [{ id: 'f', name: 'F' }];
      async listForms(): Promise<unknown> {
        return { items: this.forms };
      }
    }
    assert.equal((await validated(new Adapter() as unknown as TicketingAdapter).listForms({}, {})).items.length, 1);
  });

  it('names each value of an input that is wrong', async () => {
    const issuesOf = async (query: unknown): Promise<unknown> => clientOf().listTickets(query as never, {}).then(() => [], (error: unknown) => (error as PortalError).issues);
    assert.deepEqual(await issuesOf({ limit: 101, sort: 'x', search: 'x'.repeat(201) }), [{ path: 'search', code: 'too-long' }, { path: 'sort', code: 'invalid' }, { path: 'limit', code: 'too-big' }]);
    assert.deepEqual(await issuesOf({ limit: 0 }), [{ path: 'limit', code: 'too-small' }]);
    assert.deepEqual(await issuesOf({ limit: '7' }), [{ path: 'limit', code: 'invalid' }]);
    assert.deepEqual(await issuesOf(null), [{ path: '', code: 'invalid' }]);
    await assert.rejects(clientOf().reply({ ticketId: '1', text: ' ' }, key), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'text' && error.issues[0].code === 'required');
  });

  it('takes a surprise of the backend for a bad answer, and says where but not what', async () => {
    const sound = await clientOf().getTicket({ ticketId: '1001' }, {});
    const surprises: readonly (readonly [unknown, RegExp])[] = [
      [null, /answer/], ['<html>secret</html>', /answer/], [{ ...sound, subject: null }, /subject/], [{ ...sound, created: 'yesterday secret' }, /created/], [{ ...sound, status: { ...sound.status, category: 'secret' } }, /status\.category/], [[], /answer|id/],
    ];
    for (const [answer, where] of surprises) {
      await assert.rejects(clientOf({ getTicket: async () => answer }).getTicket({ ticketId: '1001' }, {}), (error) => is('bad-response', where)(error) && !/secret/.test((error as Error).message));
    }
    await assert.rejects(clientOf({ downloadAttachment: async () => new Uint8Array() }).downloadAttachment({ ticketId: '1', messageId: '1', attachmentId: '1' }, {}), is('bad-response'));
  });

  it('lets nothing through that is not declared', async () => {
    const sound = await clientOf().getTicket({ ticketId: '1001' }, {});
    const ticket = await clientOf({ getTicket: async () => ({ ...sound, internal: 'secret', requester: { ...sound.requester, phone: 'secret' } }) }).getTicket({ ticketId: '1001' }, {});
    assert.deepEqual(ticket, sound);
  });

  it('makes an internal error of whatever an adapter throws, and lets its own errors through', async () => {
    const cause = new TypeError('secret');
    await assert.rejects(clientOf({ getTicket: () => Promise.reject(cause) }).getTicket({ ticketId: '1' }, {}), (error) => is('internal')(error) && (error as Error).cause === cause && !/secret/.test((error as Error).message));
    await assert.rejects(clientOf({ getTicket: () => {
      throw cause;
    } }).getTicket({ ticketId: '1' }, {}), is('internal'));
    const own = new PortalError('rate-limited', 'Later.', { retryAfter: 3 });
    await assert.rejects(clientOf({ getTicket: () => Promise.reject(own) }).getTicket({ ticketId: '1' }, {}), own);
  });

  it('wants a key for every write, before anything happens', async () => {
    for (const idempotencyKey of [undefined, '', 'with space', 'ä', 'x'.repeat(101)]) {
      const touched = (): never => assert.fail('was called');
      await assert.rejects(clientOf({ closeTicket: touched }).closeTicket({ ticketId: '1001' }, { idempotencyKey } as never), is('invalid-input', /key/));
    }
    assert.equal((await clientOf().closeTicket({ ticketId: '1001' }, { idempotencyKey: 'a-Z_9'.repeat(20) })).status.category, 'closed');
  });

  it('does not call the adapter once the signal has fired', async () => {
    const reason = new Error('Changed my mind.');
    await assert.rejects(clientOf({ getTicket: () => assert.fail('was called') }).getTicket({ ticketId: '1' }, { signal: AbortSignal.abort(reason) }), reason);
  });

  it('gives the signal\'s reason, whatever an aborted adapter throws', async () => {
    const backend = makeBackend();
    backend.faults.set('getTicket', { hang: true });
    const controller = new AbortController();
    const call = clientOf({}, backend).getTicket({ ticketId: '1001' }, { signal: controller.signal });
    const reason = new Error('Changed my mind.');
    controller.abort(reason);
    await assert.rejects(call, reason);

    const other = new AbortController();
    await assert.rejects(clientOf({ getTicket: async () => {
      other.abort(reason);
      throw new PortalError('timeout', 'Too slow.');
    } }).getTicket({ ticketId: '1' }, { signal: other.signal }), reason);
  });

  it('holds a new ticket against its form, and files against the limits, before the adapter is asked', async () => {
    const refused = { createTicket: () => assert.fail('was called'), reply: () => assert.fail('was called') };
    const pathsOf = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'answered', (error: unknown) => (error as PortalError).issues.map(({ path, code }) => `${path}: ${code}`));
    const client = clientOf(refused);
    assert.deepEqual(await pathsOf(client.createTicket({ formId: 'form', values: { other: 'x' }, files: { files: [new File([], 'empty')] } }, key)), ['other: invalid', 'subject: required', 'files.0: file-empty']);
    assert.deepEqual(await pathsOf(client.reply({ ticketId: '1001', files: [new File([], 'empty')] }, key)), ['files.0: file-empty']);
    await assert.rejects(client.createTicket({ formId: 'none', values: {} }, key), is('not-found'));
    await assert.rejects(client.reply({ ticketId: '1001', files: ['upload-1'] as never }, key), is('invalid-input'));
  });
});
